//! Keeps the browser's history as deep as the app's navigation stack, so that the browser's Back goes back in the app.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

/// Writes to the browser's history. The state of each entry is one number, its depth. The address never changes.
///
/// Used only on a page of our own. A frame shares its history with the host's page, and inline the history is the
/// host's.
pub struct HistorySync {
    state: Rc<HistoryState>,
    _listener: Option<super::EventListener>,
}

struct HistoryState {
    /// The depth of the current entry.
    depth: Cell<usize>,
    /// The depth that the app wants the current entry to have.
    wanted: Cell<usize>,
    /// The target depth of a pending `history.go`. The browser navigates later, and then fires `popstate`.
    destination: Cell<Option<usize>>,
    /// The depth of the last entry.
    last: Cell<usize>,
}

impl HistorySync {
    /// Takes over the current entry. `moved` is called with the new depth each time the person goes back or forward.
    pub fn attach(moved: impl Fn(usize) + 'static) -> Self {
        let state = Rc::new(HistoryState {
            depth: Cell::new(0),
            wanted: Cell::new(0),
            destination: Cell::new(None),
            last: Cell::new(0),
        });
        state.find_itself();
        // After a reload at a later entry, the earlier entries are still ours: go back to the first of them.
        match state.depth.get() {
            0 => write(0, false),
            _ => state.follow(0),
        }
        let listener_state = state.clone();
        let listener = super::listen("popstate", move || {
            let depth = depth_now().unwrap_or(0);
            listener_state.depth.set(depth);
            match listener_state.destination.take() {
                None => moved(depth),
                Some(destination) if destination == depth => {
                    listener_state.follow(listener_state.wanted.get())
                }
                // There was no entry of that depth, so the browser did not move until the person did.
                Some(_) => listener_state.begin_here(listener_state.wanted.get()),
            }
        });
        Self {
            state,
            _listener: listener,
        }
    }

    /// Goes back to the first entry. Called when a page that was left is shown again, perhaps at another of its
    /// entries.
    pub fn restart(&self) {
        self.state.find_itself();
        self.state.destination.set(None);
        self.state.follow(0);
    }

    /// Moves the browser to the entry at `depth`, and adds entries up to it if needed.
    pub fn follow(&self, depth: usize) {
        self.state.follow(depth);
    }
}

impl HistoryState {
    /// Reads the depth of the current entry and assumes that it is the last one. If there are later entries,
    /// [`HistoryState::first`] may not notice that the browser has dropped some of the oldest. The next press of Back
    /// corrects that.
    fn find_itself(&self) {
        let depth = depth_now().unwrap_or(0);
        self.depth.set(depth);
        self.last.set(depth);
    }

    fn follow(&self, depth: usize) {
        self.wanted.set(depth);
        if self.destination.get().is_some() {
            return;
        }
        while self.depth.get() < depth {
            self.depth.set(self.depth.get() + 1);
            self.last.set(self.depth.get());
            write(self.depth.get(), true);
        }
        let destination = depth.max(self.first());
        let back = self.depth.get().saturating_sub(destination);
        if back > 0 {
            self.destination.set(Some(destination));
            if let (Some(history), Ok(back)) = (history(), i32::try_from(back)) {
                let _ = history.go_with_delta(-back);
            }
        } else if self.depth.get() > depth {
            self.begin_here(depth);
        }
    }

    /// Gives the current entry the depth `depth`, as the entries before it are gone.
    fn begin_here(&self, depth: usize) {
        let after = self.last.get().saturating_sub(self.depth.get());
        self.last.set(depth + after);
        self.depth.set(depth);
        write(depth, false);
    }

    /// The depth of the first entry that still exists. Chromium and Firefox keep fifty entries and drop the oldest. It
    /// is not cached, as Firefox drops entries some time after one was added.
    fn first(&self) -> usize {
        let length = history().and_then(|history| history.length().ok());
        length.map_or(0, |length| {
            (self.last.get() + 1).saturating_sub(length as usize)
        })
    }
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

fn depth_now() -> Option<usize> {
    let depth = history()?.state().ok()?.as_f64()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "we wrote it: a small whole number"
    )]
    Some(depth as usize)
}

fn write(depth: usize, push: bool) {
    let Some(history) = history() else {
        return;
    };
    let state = JsValue::from(u32::try_from(depth).unwrap_or(0));
    let _ = if push {
        history.push_state(&state, "")
    } else {
        history.replace_state(&state, "")
    };
}
