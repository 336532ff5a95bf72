//! Files, the clipboard, the share sheet, the printer, and the fields of a form.

use std::cell::Cell;
use std::rc::Rc;

use crate::features::export::rule::ShareOutcome;
use crate::platform::{EventListener, Host};
use js_sys::{Array, JsString};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, HtmlInputElement, ShareData, Url};

/// A file to save or share.
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub text: String,
}

impl File {
    fn parts(&self) -> (Array, BlobPropertyBag) {
        let options = BlobPropertyBag::new();
        options.set_type(self.kind);
        (Array::of1(&JsValue::from_str(&self.text)), options)
    }
}

/// Hands a file to the browser as a download. Returns `false` if the browser refuses it at once. `true` does not mean
/// that the file arrives: a sandboxed frame or an in-app browser may drop it silently.
#[inline(never)]
pub fn save(file: &File) -> bool {
    try_save(file).is_ok()
}

fn try_save(file: &File) -> Result<(), JsValue> {
    let (parts, options) = file.parts();
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let link: HtmlElement = document.create_element("a")?.unchecked_into();
    link.set_attribute("href", &url)?;
    link.set_attribute("download", &file.name)?;
    link.click();
    // After a minute the browser has begun to read the file, and no longer needs its address.
    let later = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), 60_000)?;
    }
    Ok(())
}

/// Writes `text` to the clipboard. `done` is called with whether that worked.
#[inline(never)]
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let text = text.to_owned();
    spawn_local(async move {
        let navigator = web_sys::window().map(|window| window.navigator());
        let clipboard: JsValue = navigator.map_or(JsValue::NULL, |it| it.clipboard().into());
        // It is undefined on a page without a secure connection (https).
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
    offers("share")
}

/// Whether `navigator` has a member `name`.
fn offers(name: &str) -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|navigator| {
        js_sys::Reflect::has(&navigator, &JsValue::from_str(name)).unwrap_or(false)
    })
}

/// Opens the share sheet with `text`.
#[inline(never)]
pub fn share(text: &str, done: impl FnOnce(ShareOutcome) + 'static) {
    let data = ShareData::new();
    data.set_text(text);
    share_data(&data, done);
}

/// Opens the share sheet with `file`.
#[inline(never)]
pub fn share_file(file: &File, done: impl FnOnce(ShareOutcome) + 'static) {
    share_data(&with_file(file), done);
}

fn share_data(data: &ShareData, done: impl FnOnce(ShareOutcome) + 'static) {
    let Some(window) = web_sys::window().filter(|_| can_share()) else {
        done(ShareOutcome::Failed);
        return;
    };
    super::start_grace_period();
    let sharing = window.navigator().share_with_data(data);
    spawn_local(async move {
        done(match JsFuture::from(sharing).await {
            Ok(_) => ShareOutcome::Done,
            Err(why) if is_abort(&why) => ShareOutcome::Closed,
            Err(_) => ShareOutcome::Failed,
        });
    });
}

fn is_abort(why: &JsValue) -> bool {
    let name = js_sys::Reflect::get(why, &JsValue::from_str("name"));
    name.is_ok_and(|name| name.as_string().as_deref() == Some("AbortError"))
}

fn with_file(file: &File) -> ShareData {
    let (parts, options) = file.parts();
    let data = ShareData::new();
    data.set_files(&Array::of1(&SharedFile::new(&parts, &file.name, &options)));
    data
}

#[wasm_bindgen]
extern "C" {
    /// JavaScript's `File`. web-sys offers its constructor only with `FilePropertyBag`, not with the options of a
    /// `Blob`.
    #[wasm_bindgen(js_name = File)]
    type SharedFile;

    #[wasm_bindgen(constructor, js_class = File)]
    fn new(parts: &Array, name: &str, options: &BlobPropertyBag) -> SharedFile;

    type MediaQuery;

    #[wasm_bindgen(js_name = matchMedia)]
    fn match_media(query: &str) -> MediaQuery;

    #[wasm_bindgen(method, getter)]
    fn matches(this: &MediaQuery) -> bool;
}

/// The media query for an app that was installed on the home screen. If a download opens there, no browser controls
/// lead back to the app.
const INSTALLED: &str = "(display-mode: standalone), (display-mode: fullscreen)";

/// Whether `file` should be shared instead of downloaded: in an installed app, if the share sheet accepts the file.
#[inline(never)]
pub fn shares_files_first(file: &File) -> bool {
    let Some(window) = web_sys::window().filter(|_| offers("canShare")) else {
        return false;
    };
    match_media(INSTALLED).matches() && window.navigator().can_share_with_data(&with_file(file))
}

/// A browser that prints fires `beforeprint` within this time, in milliseconds.
const PRINT_TIMEOUT: i32 = 1_000;

/// Opens the browser's print dialogue. The script decides what is printed, as inline that is not the whole page. `done`
/// is called with whether the browser began to print: in a sandbox, or in an in-app browser, it may do nothing.
#[inline(never)]
pub fn print(host: &Host, done: impl FnOnce(bool) + 'static) {
    super::start_grace_period();
    let Some(window) = web_sys::window() else {
        return;
    };
    let printed = Rc::new(Cell::new(false));
    // Inline a frame is printed, and the script repeats its `beforeprint` event on the root.
    let [there, here] = [window.clone().into(), host.root().into()].map(|target| {
        let printed = printed.clone();
        EventListener::on(target, "beforeprint", move || printed.set(true))
    });
    host.emit("print");
    let later = Closure::once_into_js(move || {
        drop((there, here));
        done(printed.get());
    });
    let later = later.unchecked_ref();
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(later, PRINT_TIMEOUT);
}

/// Selects the whole text of the field that `event` is about.
pub fn select_all(event: &web_sys::Event) {
    let target = event.target();
    if let Some(field) = target.and_then(|it| it.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) {
        field.select();
    }
}

/// Whether the app is not in a frame.
pub fn is_own_window() -> bool {
    if cfg!(not(target_arch = "wasm32")) {
        return true;
    }
    web_sys::window().is_some_and(|window| {
        let parent = window.parent().ok().flatten();
        parent.is_none_or(|parent| parent == window)
    })
}

/// `text` with composed accents (Unicode NFC). Keyboards differ in which form they produce.
pub fn composed(text: &str) -> String {
    normalised(text, "NFC")
}

/// `text` with decomposed accents (Unicode NFD).
pub fn decomposed(text: &str) -> String {
    normalised(text, "NFD")
}

fn normalised(text: &str, form: &str) -> String {
    String::from(JsString::from(text).normalize(form))
}

/// Reads the file that was chosen in the field of `event`, if it has at most `largest` bytes. Then it clears the field,
/// so that the same file can be chosen again. A file that cannot be read becomes an empty text. `done` is not called if
/// no file was chosen.
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

/// The error for a file that is too large to be one of this app's.
pub struct TooLarge;

/// The value of the field called `name`, in the form that `event` belongs to. Empty if there is no such field.
#[inline(never)]
pub fn field(event: &web_sys::Event, name: &str) -> String {
    input(event, name).map_or_else(String::new, |field| field.value())
}

/// Whether the checkbox called `name` is ticked, in the form that `event` belongs to.
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
