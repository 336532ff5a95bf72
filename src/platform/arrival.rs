//! The code of the later screens: the loader knows how to bring it.

use js_sys::Function;
use wasm_bindgen::{JsValue, closure::Closure};

/// The loader's way to fetch the second module.
#[derive(Clone)]
pub struct Later(Function);

impl Later {
    /// `fetch` makes one attempt and then calls what it was given: with the texts of the later screens once their code is in
    /// place, with nothing when it is not.
    pub fn new(fetch: Function) -> Self {
        Self(fetch)
    }

    /// Makes an attempt; `told` hears of its outcome.
    pub fn fetch(&self, told: impl Fn(Option<String>) + 'static) {
        let told = Closure::<dyn Fn(Option<String>)>::new(told).into_js_value();
        let _ = self.0.call1(&JsValue::NULL, &told);
    }
}
