//! Listens to every press before the screens do, and stops those that do not count.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::press_guard::{Place, Press, PressGuard};
use super::{EventListener, Host};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page was opened. `timeStamp` of events is not used: after a device has slept it may be
    /// far behind, and every press would seem to be made before its screen was shown.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Quick exit and help, which always work, however soon after a new screen they are pressed.
const ALWAYS: &str = "[data-exit], [data-part=help]";

/// Fields, in which a key that is held down repeats as usual.
const FIELDS: &str = "input, select, textarea";

/// Filters the presses on one check, until it is dropped.
pub struct PressFilter {
    shared: Rc<Shared>,
    _listeners: [EventListener; 3],
}

struct Shared {
    guard: RefCell<PressGuard>,
    /// When and where the last `pointerdown` was, until its click.
    down: Cell<Option<(f64, Place)>>,
    /// The element that was clicked last, if the click counted.
    pressed: Cell<Option<Element>>,
}

impl PressFilter {
    /// Adds listeners to the root of the app. Call it before Yew adds its own: of two listeners on one element, the one
    /// that was added first is called first.
    pub fn attach(host: &Host) -> Self {
        // The place of the last tap that was made before the app had loaded, if it has one.
        let number = |name| i32::try_from(host.text(name)?.parse::<i64>().ok()?).ok();
        let last = match (number("tapX"), number("tapY")) {
            (Some(x), Some(y)) => Place::Point(x.into(), y.into()),
            _ => Place::Nowhere,
        };
        let shared = Rc::new(Shared {
            guard: RefCell::new(PressGuard::new(last)),
            down: Cell::new(None),
            pressed: Cell::new(None),
        });
        let listen = |event, listener: fn(&Shared, &Element, &Event) -> bool| {
            let shared = shared.clone();
            EventListener::first(host.root().into(), event, move |event: Event| {
                let target = super::target_of(&event);
                if target.is_some_and(|target| !listener(&shared, &target, &event)) {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                }
            })
        };
        Self {
            _listeners: [
                listen("pointerdown", Shared::down),
                listen("click", Shared::click),
                listen("keydown", Shared::key),
            ],
            shared,
        }
    }

    /// Tells the guard that new controls are shown from now on.
    pub fn shown(&self) {
        self.shared.guard.borrow_mut().shown(now());
    }

    /// The element that was clicked last, if the click counted. A second call returns `None`.
    pub fn pressed(&self) -> Option<Element> {
        self.shared.pressed.take()
    }
}

impl Shared {
    fn down(&self, _: &Element, event: &Event) -> bool {
        self.down.set(Some((now(), point(event))));
        true
    }

    fn click(&self, target: &Element, event: &Event) -> bool {
        let up = point(event);
        // The time of `pointerdown` counts, as the screen may have changed before the finger was lifted.
        let time = match self.down.take() {
            Some((time, place)) if place.is_at(up) => time,
            _ => now(),
        };
        let always = matches!(target.closest(ALWAYS), Ok(Some(_)));
        let counts = always || self.counts(time, up, false);
        self.pressed.set(counts.then(|| target.clone()));
        counts
    }

    fn key(&self, target: &Element, event: &Event) -> bool {
        let event: &KeyboardEvent = event.unchecked_ref();
        let (key, repeat) = (event.key(), event.repeat());
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if modified || target.matches(FIELDS) == Ok(true) {
            return true;
        }
        match key.chars().next() {
            // A digit that is pressed elsewhere answers nothing, and must not make the next one look like a repeated
            // press.
            Some(digit) if digit.is_ascii_digit() && super::answers_by_key(event) => {
                self.counts(now(), Place::Key(digit), repeat)
            }
            _ => !repeat || !matches!(&*key, "Enter" | "Escape"),
        }
    }

    fn counts(&self, time: f64, place: Place, repeat: bool) -> bool {
        let press = Press {
            time,
            place,
            repeat,
        };
        self.guard.borrow_mut().counts(press)
    }
}

/// Where a pointer event was. The `detail` of a click made by a key, a switch or a screen reader is 0.
fn point(event: &Event) -> Place {
    let event: &MouseEvent = event.unchecked_ref();
    if event.type_() == "click" && event.detail() == 0 {
        return Place::Nowhere;
    }
    Place::Point(event.client_x().into(), event.client_y().into())
}
