//! Functions that the scripts in `web/` call, and what their results are made of.

use std::fmt::Display;

use super::{Host, lazy};
use js_sys::{Error, Function};
use site_config::theme::{self, Colour, Scheme, readable};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// The error that says why a text of the script's cannot be used. The error's `cause` is the name of the `text`.
pub fn unusable(text: &str, why: &dyn Display) -> Error {
    let unusable = Error::new(&why.to_string());
    unusable.set_cause(&text.into());
    unusable
}

/// A function for the script that calls `heard` with its argument, if that is a text.
pub fn function(heard: impl Fn(Option<String>) + 'static) -> Function {
    super::host::callback(heard).unchecked_into()
}

/// The nearest to `colour`, 0xrrggbb, that is legible on our paper: for those a host's page sets.
#[wasm_bindgen]
pub fn legible(colour: u32, dark: bool) -> u32 {
    let scheme = if dark { Scheme::Dark } else { Scheme::Light };
    let [red, green, blue] = readable(of(colour), scheme).0;
    u32::from_be_bytes([0, red, green, blue])
}

/// The contrast of two colours, 1 to 21.
#[wasm_bindgen]
pub fn contrast(a: u32, b: u32) -> f64 {
    theme::contrast(of(a), of(b))
}

fn of(colour: u32) -> Colour {
    let [_, red, green, blue] = colour.to_be_bytes();
    Colour([red, green, blue])
}

/// What whoever edits the configuration ought to know of it, see [`lazy::audited`]. The second module has to be here.
#[wasm_bindgen]
pub fn audit(host: JsValue) -> Option<String> {
    lazy::audited(&Host::new(host))
}
