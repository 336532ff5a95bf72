//! Hears every press before the screens do, and keeps from them those that do not count.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::press_guard::{Place, Press, PressGuard};
use super::{EventListener, Host};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page was opened. Events have a time of their own, but after a device has slept it may lag far behind
    /// this one, and every press would seem to come before what it was made on.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Quick exit and help always work, however soon after a new screen they are pressed.
const ALWAYS: &str = "[data-exit], [data-part=help]";

/// In a text field, a held key repeats as usual.
const FIELDS: &str = "input, select, textarea";

/// Watches over the presses on one check, until it is dropped.
pub struct Presses {
    shared: Rc<Shared>,
    _listeners: [EventListener; 3],
}

struct Shared {
    guard: RefCell<PressGuard>,
    /// When and where a pointer went down last.
    down: Cell<Option<(f64, Place)>>,
    /// What was pressed last.
    pressed: Cell<Option<Element>>,
}

impl Presses {
    /// Watches the element the app is mounted in. It has to listen before Yew does: of two listeners on one element the first to
    /// come hears first.
    pub fn attach(host: &Host) -> Self {
        // Where the last early tap was made, if it has a place.
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
        let hear = |event, heard: fn(&Shared, &Element, &Event) -> bool| {
            let shared = shared.clone();
            EventListener::first(host.root().into(), event, move |event: Event| {
                let target = super::target_of(&event);
                if target.is_some_and(|target| !heard(&shared, &target, &event)) {
                    event.prevent_default();
                    event.stop_immediate_propagation();
                }
            })
        };
        Self {
            _listeners: [
                hear("pointerdown", Shared::down),
                hear("click", Shared::click),
                hear("keydown", Shared::key),
            ],
            shared,
        }
    }

    /// Something new to press is shown from now on.
    pub fn shown(&self) {
        self.shared.guard.borrow_mut().shown(now());
    }

    /// What was pressed last. Asked a second time, this is `None`.
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
        // A finger that went down before the screen changed may be lifted after.
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
            // A digit struck elsewhere answers nothing, and must not make the next one look like a second press.
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

/// Where a pointer event was. Clicks made by a key, a switch or a screen reader count no clicks.
fn point(event: &Event) -> Place {
    let event: &MouseEvent = event.unchecked_ref();
    if event.type_() == "click" && event.detail() == 0 {
        return Place::Nowhere;
    }
    Place::Point(event.client_x().into(), event.client_y().into())
}
