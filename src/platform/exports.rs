//! Functions that the scripts in `web/` call, and helpers for `src/app/start.rs`.

use std::fmt::Display;

use super::{Host, lazy};
use js_sys::{Error, Function};
use site_config::theme::{self, Colour, Scheme, readable};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// An error that says why a text from the script cannot be used. Its `cause` is `text`, the name of the text.
pub fn unusable(text: &str, why: &dyn Display) -> Error {
    let unusable = Error::new(&why.to_string());
    unusable.set_cause(&text.into());
    unusable
}

/// A JavaScript function that calls `listener` with its argument, or with `None` if the argument is `undefined`.
pub fn function(listener: impl Fn(Option<String>) + 'static) -> Function {
    super::host::callback(listener).unchecked_into()
}

/// The colour closest to `colour` that is legible on our background. Used for the colours that a host's page sets. Both
/// are numbers 0xrrggbb.
#[wasm_bindgen]
pub fn legible(colour: u32, dark: bool) -> u32 {
    let scheme = if dark { Scheme::Dark } else { Scheme::Light };
    let [red, green, blue] = readable(of(colour), scheme).0;
    u32::from_be_bytes([0, red, green, blue])
}

/// The WCAG contrast ratio of two colours, 1 to 21. Both are numbers 0xrrggbb.
#[wasm_bindgen]
pub fn contrast(a: u32, b: u32) -> f64 {
    theme::contrast(of(a), of(b))
}

fn of(colour: u32) -> Colour {
    let [_, red, green, blue] = colour.to_be_bytes();
    Colour([red, green, blue])
}

/// What an editor of the configuration needs to know about it, as JSON: see `config_audit.rs`. Traps unless the second
/// module has loaded.
#[wasm_bindgen]
pub fn audit(host: JsValue) -> Option<String> {
    lazy::audited(&Host::new(host))
}
