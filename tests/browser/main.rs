//! What only a browser can test: real local storage, and how the page, the history and the vault work together.
//!
//! Runs in Chromium, Firefox and WebKit (`cargo xtask test --only browser`).
#![cfg(target_arch = "wasm32")]

mod inline;

use compassion_check::app::start;
use compassion_check::platform::Browser;
use compassion_check::text::build_locale_files;
use js_sys::{Function, Object, Promise, Reflect};
use vault::{Fault, Store};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlElement, Storage, Window};

#[path = "../shared/sheets.rs"]
mod sheets;

wasm_bindgen_test_configure!(run_in_browser);

const PACK: &str = include_str!("../../packs/practitioner.json");
const CONFIG: &str = include_str!("../../config.json");
const LOCALE: &str = include_str!("../../locales/en.json");

fn window() -> Window {
    web_sys::window().expect("a window")
}

fn storage() -> Storage {
    window().local_storage().expect("storage").expect("storage")
}

/// An empty element on the page, to mount the app in.
fn root() -> Element {
    let document = window().document().expect("a document");
    let root = document.create_element("div").expect("an element");
    document
        .body()
        .expect("a body")
        .append_child(&root)
        .expect("a place");
    root
}

/// The object that the page's script passes to the app, with some members changed. The lazy code is part of the
/// tests' own module, so `fetchLazy` delivers only texts.
fn host(root: &Element, changed: &[(&str, &str)]) -> JsValue {
    let host: JsValue = Object::new().into();
    let set = |name: &str, value: &JsValue| {
        Reflect::set(&host, &name.into(), value).expect("an object");
    };
    let [first, later] = build_locale_files(LOCALE).expect("the texts are whole");
    // The script delivers a pack in two parts, the questions first. The app also takes a whole pack.
    let texts = [("pack", PACK), ("config", CONFIG), ("locale", &*first)];
    for (name, text) in texts.iter().chain(changed) {
        set(name, &(*text).into());
    }
    let later = ["told(JSON.stringify(", &later, "))"].concat();
    set("root", root);
    set("fetchLazy", &Function::new_with_args("told", &later));
    set("emit", &Function::new_no_args(""));
    host
}

/// Waits, one turn of the event loop after another, until `found` returns `Some`. Panics if it never does.
async fn eventually<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    for _ in 0..2_000 {
        if let Some(found) = found() {
            return found;
        }
        let turn = Promise::new(&mut |done, _| {
            window().set_timeout_with_callback(&done).expect("a turn");
        });
        JsFuture::from(turn).await.expect("a turn");
    }
    panic!("{what} never came");
}

fn question(root: &Element) -> Option<String> {
    let asked = root.query_selector("[data-question]").ok()??;
    asked.get_attribute("data-question")
}

fn click(root: &Element, selector: &str) {
    let target = root
        .query_selector(selector)
        .expect("a selector")
        .expect(selector);
    target.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
fn the_store_sees_only_our_keys() {
    storage().clear().expect("an empty store");
    storage().set_item("someone-else", "theirs").expect("room");
    let store = Browser::open().expect("storage");
    assert_eq!(store.put("compassion-check/a", "1"), Ok(()));
    assert_eq!(store.get("compassion-check/a").as_deref(), Some("1"));
    let all = store.all().expect("a readable store");
    assert_eq!(all, [("compassion-check/a".to_owned(), "1".to_owned())]);
    assert_eq!(store.remove("compassion-check/a"), Ok(()));
    assert_eq!(
        (store.get("compassion-check/a"), storage().length()),
        (None, Ok(1))
    );
    storage().clear().expect("an empty store");
}

#[wasm_bindgen_test]
fn a_full_store_reports_it_and_keeps_its_texts() {
    storage().clear().expect("an empty store");
    let store = Browser::open().expect("storage");
    store.put("compassion-check/a", "kept").expect("room");
    // Fill the quota, whatever it is: ever smaller pieces until not one more character goes in.
    let mut size = 1 << 22;
    while size > 0 {
        let piece = "x".repeat(size);
        while storage()
            .set_item(
                &format!("filler{}", storage().length().unwrap_or(0)),
                &piece,
            )
            .is_ok()
        {}
        size /= 2;
    }
    assert_eq!(
        store.put("compassion-check/b", &"y".repeat(64)),
        Err(Fault::Full)
    );
    assert_eq!(store.get("compassion-check/a").as_deref(), Some("kept"));
    storage().clear().expect("an empty store");
}

#[wasm_bindgen_test]
fn broken_files_are_refused_and_the_prerendered_screen_stays() {
    let root = root();
    root.set_text_content(Some("the first screen"));
    let torn = &PACK[..PACK.len() - 9];
    for (name, broken) in [("pack", torn), ("config", "{}"), ("locale", "{}")] {
        assert!(start(host(&root, &[(name, broken)])).is_err(), "{name}");
    }
    assert_eq!(root.text_content().as_deref(), Some("the first screen"));
    root.remove();
}

#[wasm_bindgen_test]
async fn page_history_and_vault_work_together() {
    storage().clear().expect("an empty store");
    let (address, title) = (
        window().location().href(),
        window().document().map(|document| document.title()),
    );
    let root = root();
    let taps = [("keep", "device"), ("started", "yes"), ("answer", "3")];
    let order = start(host(&root, &taps)).expect("a start");
    inline::tell(&order, "enter");

    eventually(
        "the second question, as the first was answered early",
        || question(&root).filter(|id| id == "e2"),
    )
    .await;
    let store = Browser::open().expect("storage");
    let drafts = || {
        let all = store.all().expect("a readable store");
        all.into_iter()
            .filter(|(key, _)| key.contains("/draft/"))
            .collect::<Vec<_>>()
    };
    assert!(drafts()[0].1.contains(r#"["e1",3]"#), "{:?}", drafts());

    click(&root, "[data-answer='4']");
    eventually("the third question", || {
        question(&root).filter(|id| id == "e3")
    })
    .await;
    // Yew may yield to the browser between rendering the new screen and running its effects.
    eventually("focus on the question", || {
        let focused = window().document()?.active_element()?;
        focused.has_attribute("data-heading").then_some(())
    })
    .await;

    window()
        .history()
        .expect("a history")
        .back()
        .expect("a way back");
    eventually("the second question again", || {
        question(&root).filter(|id| id == "e2")
    })
    .await;
    let pressed = root.query_selector("[aria-pressed=true]").ok().flatten();
    assert_eq!(
        pressed
            .and_then(|button| button.get_attribute("data-answer"))
            .as_deref(),
        Some("4")
    );

    // The app's own button goes back, too, as far as the intro. From there the check is resumed.
    click(&root, "[data-action=back]");
    eventually("the first question", || {
        question(&root).filter(|id| id == "e1")
    })
    .await;
    click(&root, "[data-action=back]");
    eventually("the intro", || {
        root.query_selector("[data-screen=intro]").ok().flatten()
    })
    .await;
    click(&root, "[data-action=resume]");
    eventually("the third question", || {
        question(&root).filter(|id| id == "e3")
    })
    .await;

    eventually("word that the lazy screens are here", || {
        (root.get_attribute("data-later")? == "here").then_some(())
    })
    .await;

    // Another tab clears everything: this one goes on, says so, and keeps its answers again.
    storage().clear().expect("an empty store");
    click(&root, "[data-answer='0']");
    eventually("the notice", || {
        root.query_selector("[data-notice=cleared]").ok().flatten()
    })
    .await;
    assert_eq!(drafts().len(), 1);

    assert_eq!(
        window().location().href(),
        address,
        "the address never changes"
    );
    assert_eq!(window().document().map(|document| document.title()), title);

    // The browser goes back asynchronously, and only then are the entries after it written. All of that has to be
    // over before the next test counts them.
    eventually("the history as deep as the fourth question", || {
        let depth = window().history().ok()?.state().ok()?.as_f64()?;
        (depth == 4.0).then_some(())
    })
    .await;
    inline::tell(&order, "leave");
    root.remove();
    storage().clear().expect("an empty store");
}

/// A browser may block storage for a moment only, for example while it asks the user for permission.
#[wasm_bindgen_test]
async fn storage_that_was_blocked_at_first_is_tried_again() {
    storage().clear().expect("an empty store");
    let block = "const own = Object.getOwnPropertyDescriptor(Storage.prototype, 'length');
        Object.defineProperty(Storage.prototype, 'length', { configurable: true, get() { throw Error('blocked') } });
        return () => Object.defineProperty(Storage.prototype, 'length', own);";
    let allow = Function::new_no_args(block).call0(&JsValue::NULL);
    let allow: Function = allow.expect("a script").unchecked_into();
    let root = root();
    let order = start(host(&root, &[("mode", "inline"), ("keep", "device")])).expect("a start");
    inline::tell(&order, "enter");
    eventually("the start", || {
        root.query_selector("[data-action=start]").ok().flatten()
    })
    .await;
    click(&root, "[data-action=start]");
    eventually("the first question", || {
        question(&root).filter(|id| id == "e1")
    })
    .await;
    click(&root, "[data-answer='2']");
    eventually("the second question", || {
        question(&root).filter(|id| id == "e2")
    })
    .await;
    eventually("word that nothing is kept", || {
        root.query_selector("[data-notice=blocked]").ok().flatten()
    })
    .await;
    allow.call0(&JsValue::NULL).expect("storage as it was");
    // As when the page becomes visible again.
    let document = window().document().expect("a document");
    let shown = Event::new("visibilitychange").expect("an event");
    document.dispatch_event(&shown).expect("heard");
    eventually("the draft", || {
        let all = Browser::open()?.all().ok()?;
        all.into_iter()
            .find(|(key, text)| key.contains("/draft/") && text.contains(r#"["e1",2]"#))
    })
    .await;
    inline::tell(&order, "leave");
    root.remove();
    storage().clear().expect("an empty store");
}

/// The engine has to give the same results in a browser as natively, to the last digit.
#[wasm_bindgen_test]
fn ten_thousand_sheets_score_as_they_do_natively() {
    for (text, wanted) in sheets::PACKS {
        let pack = instrument::Pack::read(text).expect("a whole pack");
        assert_eq!(sheets::digest(&pack), wanted);
    }
}
