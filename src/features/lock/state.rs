//! The form for a new lock.

use vault::lock::{FailedWrite, LockJob};

/// Something that happens to the lock.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Another choice of when a new lock closes by itself, in minutes.
    Minutes(u32),
    /// Do this.
    Do(LockJob),
    /// Something that was sealed could not be written after all.
    WriteFailed(Box<FailedWrite>),
}

/// The form for a new lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// When it closes by itself, in minutes.
    pub minutes: u32,
}

impl State {
    /// When a lock closes by itself, in minutes, unless something else is chosen.
    pub const MINUTES: u32 = 5;
}

impl Default for State {
    fn default() -> Self {
        Self {
            minutes: Self::MINUTES,
        }
    }
}
