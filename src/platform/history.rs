//! Keeps the browser's history as deep as the app's trail, so that the phone's own Back is the app's Back.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

/// The browser's history, holding one number an entry: its depth. The address never changes.
///
/// Only on a page of our own: a frame's entries are among those of its host, and inline the history is the host's.
pub struct Mirror {
    way: Rc<Way>,
    _ear: Option<super::Ear>,
}

struct Way {
    /// The depth of the entry the browser is at.
    depth: Cell<usize>,
    /// Where the app wants it to be.
    wanted: Cell<usize>,
    /// Set while a `go` is under way: the browser does it later, and says so by `popstate`.
    travelling: Cell<bool>,
}

impl Mirror {
    /// Takes over the entry the page is at; `moved` hears of every move the person makes.
    pub fn attach(moved: impl Fn(usize) + 'static) -> Self {
        let way = Rc::new(Way {
            depth: Cell::new(depth_now().unwrap_or(0)),
            wanted: Cell::new(0),
            travelling: Cell::new(false),
        });
        // After a reload in the middle the entries before are still ours: go back to the first of them.
        match way.depth.get() {
            0 => write(0, false),
            _ => way.follow(0),
        }
        let heard = way.clone();
        let ear = super::listen("popstate", move || {
            let depth = depth_now().unwrap_or(0);
            heard.depth.set(depth);
            if heard.travelling.replace(false) {
                heard.follow(heard.wanted.get());
            } else {
                moved(depth);
            }
        });
        Self { way, _ear: ear }
    }

    /// The page is shown again after it was left, perhaps at another of its entries: back to the first of them.
    pub fn restart(&self) {
        self.way.depth.set(depth_now().unwrap_or(0));
        self.way.travelling.set(false);
        self.way.follow(0);
    }

    /// Brings the browser to `depth`.
    pub fn follow(&self, depth: usize) {
        self.way.follow(depth);
    }
}

impl Way {
    fn follow(&self, depth: usize) {
        self.wanted.set(depth);
        if self.travelling.get() {
            return;
        }
        while self.depth.get() < depth {
            self.depth.set(self.depth.get() + 1);
            write(self.depth.get(), true);
        }
        let back = self.depth.get() - depth;
        if back > 0 {
            self.travelling.set(true);
            if let (Some(history), Ok(back)) = (history(), i32::try_from(back)) {
                let _ = history.go_with_delta(-back);
            }
        }
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
