//! Files that are held back or refused until a guard is dropped.

use std::sync::Arc;

use tokio::sync::watch;

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    /// It is not sent yet.
    Held,
    /// Only its first half is sent for now.
    Halved,
    /// It is answered with 503.
    Refused,
}

/// An action and the paths that it applies to.
#[derive(Debug)]
struct Rule {
    /// Identifies the rule for its guard.
    number: u64,
    /// The rule applies to every path that ends with this.
    ending: String,
    action: Action,
}

#[derive(Debug, Default)]
struct Rules {
    next: u64,
    all: Vec<Rule>,
}

impl Rules {
    fn have(&self, action: Action, path: &str) -> bool {
        let applies = |rule: &Rule| rule.action == action && path.ends_with(&*rule.ending);
        self.all.iter().any(applies)
    }
}

/// The rules in force, shared between the server, its requests and the guards.
#[derive(Debug, Clone, Default)]
pub(super) struct Gates(Arc<watch::Sender<Rules>>);

/// Removes its rule when it is dropped.
#[derive(Debug)]
struct Guard {
    gates: Gates,
    number: u64,
}

/// Until this is dropped, some files are held back, or their second halves.
#[derive(Debug)]
#[must_use = "dropped at once, it holds nothing back"]
pub struct Hold {
    _guard: Guard,
}

/// Until this is dropped, some files are refused.
#[derive(Debug)]
#[must_use = "dropped at once, it refuses nothing"]
pub struct Refusal {
    _guard: Guard,
}

impl Gates {
    pub(super) fn hold(&self, ending: &str) -> Hold {
        Hold {
            _guard: self.add(Action::Held, ending),
        }
    }

    pub(super) fn halve(&self, ending: &str) -> Hold {
        Hold {
            _guard: self.add(Action::Halved, ending),
        }
    }

    pub(super) fn refuse(&self, ending: &str) -> Refusal {
        Refusal {
            _guard: self.add(Action::Refused, ending),
        }
    }

    fn add(&self, action: Action, ending: &str) -> Guard {
        let mut number = 0;
        self.0.send_modify(|rules| {
            rules.next += 1;
            number = rules.next;
            rules.all.push(Rule {
                number,
                ending: ending.to_owned(),
                action,
            });
        });
        Guard {
            gates: self.clone(),
            number,
        }
    }

    /// Returns once this path is no longer held back.
    pub(super) async fn wait(&self, path: &str) {
        self.wait_while(Action::Held, path).await;
    }

    /// Returns once the second half of this path may be sent.
    pub(super) async fn wait_halfway(&self, path: &str) {
        self.wait_while(Action::Halved, path).await;
    }

    async fn wait_while(&self, action: Action, path: &str) {
        let mut rules = self.0.subscribe();
        // This fails only if there is no sender any more, and `self` has one.
        let _ = rules.wait_for(|rules| !rules.have(action, path)).await;
    }

    /// Whether only half of this path is to be sent for now.
    pub(super) fn halves(&self, path: &str) -> bool {
        self.0.borrow().have(Action::Halved, path)
    }

    pub(super) fn refuses(&self, path: &str) -> bool {
        self.0.borrow().have(Action::Refused, path)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.gates
            .0
            .send_modify(|rules| rules.all.retain(|rule| rule.number != self.number));
    }
}
