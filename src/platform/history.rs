//! Keeps the browser's history as deep as the app's navigation stack, so that the phone's own Back is the app's Back.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

/// The browser's history, holding one number an entry: its depth. The address never changes.
///
/// Only on a page of our own: a frame's entries are among those of its host, and inline the history is the host's.
pub struct HistorySync {
    way: Rc<Way>,
    _listener: Option<super::EventListener>,
}

struct Way {
    /// The depth of the entry the browser is at.
    depth: Cell<usize>,
    /// Where the app wants it to be.
    wanted: Cell<usize>,
    /// The depth a `go` is under way to: the browser does it later, and says so by `popstate`.
    destination: Cell<Option<usize>>,
    /// The depth of the last entry.
    last: Cell<usize>,
}

impl HistorySync {
    /// Takes over the entry the page is at; `moved` hears of every move the person makes.
    pub fn attach(moved: impl Fn(usize) + 'static) -> Self {
        let way = Rc::new(Way {
            depth: Cell::new(0),
            wanted: Cell::new(0),
            destination: Cell::new(None),
            last: Cell::new(0),
        });
        way.find_itself();
        // After a reload in the middle the entries before are still ours: go back to the first of them.
        match way.depth.get() {
            0 => write(0, false),
            _ => way.follow(0),
        }
        let heard = way.clone();
        let listener = super::listen("popstate", move || {
            let depth = depth_now().unwrap_or(0);
            heard.depth.set(depth);
            match heard.destination.take() {
                None => moved(depth),
                Some(destination) if destination == depth => heard.follow(heard.wanted.get()),
                // There was no such entry, so the browser stayed where it was until the person moved.
                Some(_) => heard.begin_here(heard.wanted.get()),
            }
        });
        Self {
            way,
            _listener: listener,
        }
    }

    /// The page is shown again after it was left, perhaps at another of its entries: back to the first of them.
    pub fn restart(&self) {
        self.way.find_itself();
        self.way.destination.set(None);
        self.way.follow(0);
    }

    /// Brings the browser to `depth`.
    pub fn follow(&self, depth: usize) {
        self.way.follow(depth);
    }
}

impl Way {
    /// Takes the entry the browser is at for the last one. There may be later ones: then a few of the first may be gone without being
    /// missed, which the next press of Back puts right.
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

    /// The entry the browser is at becomes that of `depth`: those before it are gone.
    fn begin_here(&self, depth: usize) {
        let after = self.last.get().saturating_sub(self.depth.get());
        self.last.set(depth + after);
        self.depth.set(depth);
        write(depth, false);
    }

    /// The depth of the first entry there still is: Chromium and Firefox keep fifty, and drop the oldest. It is looked up when it is
    /// needed, as Firefox drops entries a moment after one was added.
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
