//! Files, the clipboard, the share sheet, the printer, and the fields of a form.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, HtmlInputElement, ShareData, Url};

use crate::platform::Host;

/// Hands a file to the browser, which puts it where it puts downloads. Says whether it took it.
#[inline(never)]
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    try_save(name, kind, text).is_ok()
}

fn try_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let link: HtmlElement = document.create_element("a")?.unchecked_into();
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    link.click();
    // The browser has begun to read by then, or reads from a copy of its own: the address itself is no longer needed.
    let later = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), 60_000)?;
    }
    Ok(())
}

/// Puts `text` on the clipboard and tells whether that worked.
#[inline(never)]
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let text = text.to_owned();
    spawn_local(async move {
        let navigator = web_sys::window().map(|window| window.navigator());
        let clipboard: JsValue = navigator.map_or(JsValue::NULL, |it| it.clipboard().into());
        // Undefined on a page that did not come over https.
        let copied = match clipboard.dyn_into::<web_sys::Clipboard>() {
            Ok(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            Err(_) => false,
        };
        done(copied);
    });
}

/// Whether this browser has a share sheet. Outside a browser there is none.
pub fn can_share() -> bool {
    if cfg!(not(target_arch = "wasm32")) {
        return false;
    }
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|navigator| {
        js_sys::Reflect::has(&navigator, &JsValue::from_str("share")).unwrap_or(false)
    })
}

/// Opens the share sheet with `text`, and tells when there is none. Closing it without sharing is no failure.
#[inline(never)]
pub fn share(text: &str, done: impl FnOnce(bool) + 'static) {
    if !can_share() {
        done(false);
        return;
    }
    super::excuse();
    let data = ShareData::new();
    data.set_text(text);
    if let Some(window) = web_sys::window() {
        let sharing = window.navigator().share_with_data(&data);
        spawn_local(async move {
            let _ = JsFuture::from(sharing).await;
        });
    }
}

/// Opens the browser's print dialogue: the script knows what there is to print, as on a page of someone else's it is not the page.
#[inline(never)]
pub fn print(host: &Host) {
    super::excuse();
    host.tell("print");
}

/// Reads the file chosen in the field of `event`, up to `largest` bytes, and forgets the choice, so that the same file can be
/// chosen again. Nothing is told when none was chosen.
#[inline(never)]
pub fn read_file(
    event: &web_sys::Event,
    largest: usize,
    done: impl FnOnce(Result<String, TooLarge>) + 'static,
) {
    let field = event
        .target()
        .and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    let Some((field, file)) = field.and_then(|field| Some((field.clone(), field.files()?.get(0)?)))
    else {
        return;
    };
    #[allow(clippy::cast_precision_loss, reason = "a length far below 2^52")]
    let too_large = file.size() > largest as f64;
    spawn_local(async move {
        if too_large {
            done(Err(TooLarge));
        } else {
            let text = JsFuture::from(file.text()).await.ok();
            done(Ok(text
                .and_then(|text| text.as_string())
                .unwrap_or_default()));
        }
        field.set_value("");
    });
}

/// A file that is longer than anything this app wrote.
pub struct TooLarge;

/// What the field called `name` holds, in the form that `event` belongs to.
#[inline(never)]
pub fn field(event: &web_sys::Event, name: &str) -> String {
    input(event, name).map_or_else(String::new, |field| field.value())
}

/// Whether the box called `name` is ticked, in the form that `event` belongs to.
#[inline(never)]
pub fn ticked(event: &web_sys::Event, name: &str) -> bool {
    input(event, name).is_some_and(|field| field.checked())
}

fn input(event: &web_sys::Event, name: &str) -> Option<HtmlInputElement> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let form = target.closest("form").ok().flatten()?;
    let chosen = [
        "[name=",
        name,
        "]:checked, [name=",
        name,
        "]:not([type=radio])",
    ]
    .concat();
    form.query_selector(&chosen).ok().flatten()?.dyn_into().ok()
}
