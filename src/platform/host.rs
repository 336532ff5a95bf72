//! What the script that starts the app (`web/start.js`) hands over: texts, the place to live in, and functions to call.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Where the app lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a page of its own, which it may scroll and whose history it may use.
    Page,
    /// In a frame: height and scroll are the host's, and history is shared with it.
    Frame,
    /// Among other things on a page of someone else's.
    Inline,
}

/// On the root while it is out of sight. Not HTML's own `hidden`: the scripts around the app set that for reasons of theirs.
const LEFT: &str = "data-left";

/// The object the script hands over. Members are read when they are wanted: one small helper instead of an import each.
#[derive(Clone, PartialEq)]
pub struct Host(JsValue);

impl Host {
    /// Takes it over.
    pub fn new(object: JsValue) -> Self {
        Self(object)
    }

    fn member(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    /// The text under `name`, if there is one.
    pub fn text(&self, name: &str) -> Option<String> {
        self.member(name).as_string()
    }

    /// The bytes under `name`, a `Uint8Array`, if there are any.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.member(name).dyn_into::<Uint8Array>().ok()?;
        Some(bytes.to_vec())
    }

    /// The element the app is mounted in: a fresh one after it was away.
    pub fn root(&self) -> web_sys::Element {
        self.member("root").unchecked_into()
    }

    /// Says on the root how things stand, for the script and for tests.
    pub fn mark(&self, attribute: &str, value: &str) {
        let _ = self.root().set_attribute(attribute, value);
    }

    /// Takes the app out of sight.
    pub(super) fn conceal(&self) {
        self.mark(LEFT, "");
    }

    /// Shows it again.
    pub fn reveal(&self) {
        let _ = self.root().remove_attribute(LEFT);
    }

    /// Where the app lives.
    pub fn place(&self) -> Place {
        match self.text("mode").as_deref() {
            Some("frame") => Place::Frame,
            Some("inline") => Place::Inline,
            _ => Place::Page,
        }
    }

    fn call(&self, name: &str, with: &JsValue, and: &JsValue) {
        let function: Function = self.member(name).unchecked_into();
        let _ = function.call2(&JsValue::NULL, with, and);
    }

    /// Tells that something happened. Only its name goes out: the script reads the name of the screen from the page. On
    /// `language` the script updates `lang`, `dir` and the title around the app.
    pub fn emit(&self, event: &str) {
        self.call("emit", &JsValue::from_str(event), &JsValue::NULL);
    }

    /// Sets a custom property of the style sheet.
    pub fn set_property(&self, name: &str, value: &str) {
        self.call(
            "setProperty",
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }

    /// Tells the script about a colour of the configuration that is not shown as it is `written`: it warns whoever edits that. `name` is
    /// the custom property.
    pub fn report_colour(&self, name: &str, written: &str) {
        self.call(
            "reportColour",
            &JsValue::from_str(name),
            &JsValue::from_str(written),
        );
    }

    /// Makes an attempt to fetch the lazy screens; `told` hears of its outcome: their texts once their code is in place, nothing
    /// when it is not.
    pub fn fetch_lazy(&self, told: impl Fn(Option<String>) + 'static) {
        self.call("fetchLazy", &callback(told), &JsValue::NULL);
    }

    /// Fetches everything there is to say in the language `tag`; `told` hears of its outcome: the texts of the lazy screens
    /// once `pack` and `locale` here are in that language and the code of those screens is in place; nothing when something of it
    /// did not come. Of several only the last is told of.
    pub fn fetch_language(&self, tag: &str, told: impl Fn(Option<String>) + 'static) {
        self.call("fetchLanguage", &JsValue::from_str(tag), &callback(told));
    }

    /// Calls `heard` at every key that is let go, with its name and, right behind it, whether Shift is still down. On our own page
    /// wherever that is, on a page of someone else's only within the check.
    pub fn on_key(&self, heard: impl Fn(Option<String>) + 'static) {
        self.call("onKey", &callback(heard), &JsValue::NULL);
    }
}

pub(super) fn callback(told: impl Fn(Option<String>) + 'static) -> JsValue {
    Closure::<dyn Fn(Option<String>)>::new(told).into_js_value()
}
