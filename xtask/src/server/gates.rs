//! Files held back or refused, for as long as a guard lives.

use std::sync::{Arc, Condvar, Mutex};

use super::lock;

/// The endings in force, each with a number by which its guard finds it again.
#[derive(Default)]
struct State {
    next: u64,
    held: Vec<(u64, String)>,
    halved: Vec<(u64, String)>,
    refused: Vec<(u64, String)>,
    closed: bool,
}

/// Shared between the server, its requests and the guards.
#[derive(Clone, Default)]
pub(super) struct Gates(Arc<(Mutex<State>, Condvar)>);

/// While this lives, some files are held back, or the second half of them.
#[must_use = "dropped at once, it holds nothing back"]
pub struct Hold(Gates, u64);

/// While this lives, some files are refused.
#[must_use = "dropped at once, it refuses nothing"]
pub struct Refusal(Gates, u64);

impl Gates {
    pub(super) fn hold(&self, ending: &str) -> Hold {
        let mut state = lock(&self.0.0);
        state.next += 1;
        let number = state.next;
        state.held.push((number, ending.to_owned()));
        Hold(self.clone(), number)
    }

    pub(super) fn refuse(&self, ending: &str) -> Refusal {
        let mut state = lock(&self.0.0);
        state.next += 1;
        let number = state.next;
        state.refused.push((number, ending.to_owned()));
        Refusal(self.clone(), number)
    }

    pub(super) fn halve(&self, ending: &str) -> Hold {
        let mut state = lock(&self.0.0);
        state.next += 1;
        let number = state.next;
        state.halved.push((number, ending.to_owned()));
        Hold(self.clone(), number)
    }

    /// Returns once nothing holds this path back.
    pub(super) fn wait(&self, path: &str) {
        self.wait_while(path, |state| &state.held);
    }

    /// Returns once the second half of this path may be sent.
    pub(super) fn wait_halfway(&self, path: &str) {
        self.wait_while(path, |state| &state.halved);
    }

    /// Whether only half of this path is to be sent for now.
    pub(super) fn halves(&self, path: &str) -> bool {
        let state = lock(&self.0.0);
        state
            .halved
            .iter()
            .any(|(_, ending)| path.ends_with(&**ending))
    }

    fn wait_while(&self, path: &str, endings: fn(&State) -> &[(u64, String)]) {
        let (mutex, changed) = &*self.0;
        let mut state = lock(mutex);
        while !state.closed
            && endings(&state)
                .iter()
                .any(|(_, ending)| path.ends_with(&**ending))
        {
            state = changed
                .wait(state)
                .unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    pub(super) fn refuses(&self, path: &str) -> bool {
        let state = lock(&self.0.0);
        state
            .refused
            .iter()
            .any(|(_, ending)| path.ends_with(&**ending))
    }

    /// Lets everything go, for good: the server stops.
    pub(super) fn close(&self) {
        lock(&self.0.0).closed = true;
        self.0.1.notify_all();
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let (mutex, changed) = &*self.0.0;
        let mut state = lock(mutex);
        state.held.retain(|(number, _)| *number != self.1);
        state.halved.retain(|(number, _)| *number != self.1);
        drop(state);
        changed.notify_all();
    }
}

impl Drop for Refusal {
    fn drop(&mut self) {
        lock(&self.0.0.0)
            .refused
            .retain(|(number, _)| *number != self.1);
    }
}
