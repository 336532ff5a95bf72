//! What the script that starts the app (`web/start.js`) passes to it: texts, the element to mount in, and functions.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Where the app is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On our own page. The app may scroll it and write to its history.
    Page,
    /// On our own page in a frame. The host controls its height and scrolling, and the history is shared with the host.
    Frame,
    /// In the host's page itself, in a shadow root.
    Inline,
}

/// The attribute of the root while the app hides it. HTML's own `hidden` is not used, as the scripts around the app set
/// and remove that.
const LEFT: &str = "data-left";

/// The object that the script passes. Its members are read when they are needed, by one small helper. A binding for
/// each would add an import to the binary.
#[derive(Clone, PartialEq)]
pub struct Host(JsValue);

impl Host {
    /// Wraps `object`.
    pub fn new(object: JsValue) -> Self {
        Self(object)
    }

    fn member(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    /// The member `name`. `None` if it is missing or not a string.
    pub fn text(&self, name: &str) -> Option<String> {
        self.member(name).as_string()
    }

    /// The bytes of the member `name`. `None` if it is missing or not a `Uint8Array`.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.member(name).dyn_into::<Uint8Array>().ok()?;
        Some(bytes.to_vec())
    }

    /// The element that the app is mounted in. Inline it is a new one each time the app is mounted again.
    pub fn root(&self) -> web_sys::Element {
        self.member("root").unchecked_into()
    }

    /// Sets an attribute of the root, by which the scripts and the tests see the state of the app.
    pub fn mark(&self, attribute: &str, value: &str) {
        let _ = self.root().set_attribute(attribute, value);
    }

    /// Hides the app.
    pub(super) fn conceal(&self) {
        self.mark(LEFT, "");
    }

    /// Shows the app again.
    pub fn reveal(&self) {
        let _ = self.root().remove_attribute(LEFT);
    }

    /// Where the app is mounted, from the member `mode`.
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

    /// Reports an event to the script by its name alone. The script reads the name of the screen from the page. On
    /// `language` it updates `lang`, `dir` and the title around the app, and on `print` it prints.
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

    /// Reports a colour of the configuration that is not shown as it is `written`. The script then warns the editor in
    /// the console. `name` is the custom property.
    pub fn report_colour(&self, name: &str, written: &str) {
        self.call(
            "reportColour",
            &JsValue::from_str(name),
            &JsValue::from_str(written),
        );
    }

    /// Tries once to fetch the lazy screens. `on_done` is called with their texts once their code has loaded, or with
    /// `None` if something did not arrive.
    pub fn fetch_lazy(&self, on_done: impl Fn(Option<String>) + 'static) {
        self.call("fetchLazy", &callback(on_done), &JsValue::NULL);
    }

    /// Fetches all texts in the language `tag`. `on_done` is called with the texts of the lazy screens once the members
    /// `pack` and `locale` are in that language and the code of those screens has loaded, or with `None` if something
    /// did not arrive. If several languages are fetched in a row, only the last callback is called.
    pub fn fetch_language(&self, tag: &str, on_done: impl Fn(Option<String>) + 'static) {
        self.call("fetchLanguage", &JsValue::from_str(tag), &callback(on_done));
    }

    /// Calls `listener` at every `keyup` with the name of the key followed directly by `true` or `false`: whether Shift
    /// is still down. On our own page it listens to the whole document, inline only to the check.
    pub fn on_key(&self, listener: impl Fn(Option<String>) + 'static) {
        self.call("onKey", &callback(listener), &JsValue::NULL);
    }
}

pub(super) fn callback(function: impl Fn(Option<String>) + 'static) -> JsValue {
    Closure::<dyn Fn(Option<String>)>::new(function).into_js_value()
}
