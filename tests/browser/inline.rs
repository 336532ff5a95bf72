//! The app in closed shadow roots on another page: two at once, moved, removed and put back.

use compassion_check::app::start;
use compassion_check::platform::Browser;
use js_sys::{Array, Function, Reflect};
use vault::Store as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use super::{click, eventually, host, question, storage, window};

/// Runs a script and returns its result. In the script, `with` is called `it`.
fn script(body: &str, with: &JsValue) -> JsValue {
    let function = Function::new_with_args("it", body);
    function.call1(&JsValue::NULL, with).expect("a script")
}

/// Adds an element with a closed shadow root to the page. Returns an element in that root, to mount the app in.
fn place() -> Element {
    let body = "const host = document.createElement('div'), root = document.createElement('div'); document.body.append(host);
        host.attachShadow({ mode: 'closed' }).append(root); return root;";
    script(body, &JsValue::NULL).unchecked_into()
}

/// The element that has focus in the shadow root that `root` is in.
fn focused(root: &Element) -> Option<HtmlElement> {
    script("return it.getRootNode().activeElement", root)
        .dyn_into()
        .ok()
}

/// Mounts the app and waits until all of its code is there. Returns its host, and the function that takes commands.
async fn inline(root: &Element) -> (JsValue, Function) {
    let host = host(root, &[("mode", "inline"), ("keep", "nothing")]);
    let order = start(host.clone()).expect("a start");
    tell(&order, "enter");
    eventually("all of the app", || {
        (root.get_attribute("data-later")? == "here").then_some(())
    })
    .await;
    (host, order)
}

pub(crate) fn tell(order: &Function, what: &str) {
    let told = order.call1(&JsValue::NULL, &what.into());
    told.expect("an order that is taken");
}

async fn asked(root: &Element, id: &str) {
    eventually(id, || question(root).filter(|shown| shown == id)).await;
}

#[wasm_bindgen_test]
async fn two_checks_on_one_page_are_independent() {
    storage().clear().expect("an empty store");
    let before = script(
        "return [history.length, document.title, location.href]",
        &JsValue::NULL,
    );
    let (first, second) = (place(), place());
    let (_, one) = inline(&first).await;
    let (_, other) = inline(&second).await;
    click(&first, "[data-action=start]");
    asked(&first, "e1").await;
    click(&first, "[data-answer='2']");
    asked(&first, "e2").await;
    assert_eq!(question(&second), None);
    click(&second, "[data-action=start]");
    asked(&second, "e1").await;
    assert_eq!(question(&first).as_deref(), Some("e2"));
    let after = script(
        "return [history.length, document.title, location.href]",
        &JsValue::NULL,
    );
    assert_eq!(
        Array::from(&before).to_vec(),
        Array::from(&after).to_vec(),
        "history, title and address are the page's"
    );
    tell(&one, "leave");
    tell(&other, "leave");
}

#[wasm_bindgen_test]
async fn a_removed_check_leaves_nothing_behind_and_goes_on_when_put_back() {
    storage().clear().expect("an empty store");
    // Keeps track of the event listeners on `window` and `document` from now on.
    let count = "const left = new Map();
        const undo = [window, document].map((target) => {
          const { addEventListener, removeEventListener } = target;
          target.addEventListener = (event, heard, ...rest) => (left.set(heard, event), addEventListener.call(target, event, heard, ...rest));
          target.removeEventListener = (event, heard, ...rest) => (left.delete(heard), removeEventListener.call(target, event, heard, ...rest));
          return () => { delete target.addEventListener; delete target.removeEventListener; };
        });
        return { now: () => [...left.values()].sort().join(' '), undo: () => undo.forEach((one) => one()) };";
    let counted = script(count, &JsValue::NULL);
    let listening = || script("return it.now()", &counted).as_string();

    let root = place();
    let (host, order) = inline(&root).await;
    click(&root, "[data-action=start]");
    asked(&root, "e1").await;
    click(&root, "[data-answer='2']");
    asked(&root, "e2").await;
    assert_eq!(
        listening().as_deref(),
        Some("online pagehide pageshow storage visibilitychange")
    );

    // Moving the element with its shadow root keeps the app as it is, with the same question.
    script("document.body.prepend(it.getRootNode().host)", &root);
    click(&root, "[data-answer='1']");
    asked(&root, "e3").await;

    tell(&order, "leave");
    eventually("nothing that listens", || {
        listening()?.is_empty().then_some(())
    })
    .await;
    assert_eq!(root.child_element_count(), 0, "nor anything to see");

    let fresh = place();
    Reflect::set(&host, &"root".into(), &fresh).expect("an object");
    tell(&order, "enter");
    asked(&fresh, "e3").await;
    assert_eq!(
        listening().as_deref(),
        Some("online pagehide pageshow storage visibilitychange")
    );
    click(&fresh, "[data-action=back]");
    asked(&fresh, "e2").await;
    let pressed = fresh.query_selector("[aria-pressed=true]").ok().flatten();
    let pressed = pressed.and_then(|button| button.get_attribute("data-answer"));
    assert_eq!(pressed.as_deref(), Some("1"), "the answer is still there");
    // A command that does not apply changes nothing.
    tell(&order, "enter");
    assert_eq!(question(&fresh).as_deref(), Some("e2"));
    tell(&order, "leave");
    tell(&order, "leave");
    eventually("nothing that listens", || {
        listening()?.is_empty().then_some(())
    })
    .await;
    script("it.undo()", &counted);
}

#[wasm_bindgen_test]
async fn focus_moves_only_if_it_was_in_the_check() {
    storage().clear().expect("an empty store");
    let elsewhere: HtmlElement = script(
        "const field = document.createElement('input'); document.body.append(field); return field",
        &JsValue::NULL,
    )
    .unchecked_into();
    elsewhere.focus().expect("focus");
    let root = place();
    let (_, order) = inline(&root).await;
    let on_page = || window().document()?.active_element();
    assert_eq!(
        on_page().as_ref(),
        Some(elsewhere.as_ref()),
        "after the start"
    );
    // A click by a script does not move focus.
    click(&root, "[data-action=start]");
    asked(&root, "e1").await;
    assert_eq!(on_page().as_ref(), Some(elsewhere.as_ref()), "after a step");

    let answer = root.query_selector("[data-answer='2']").ok().flatten();
    let answer: HtmlElement = answer.expect("an answer").unchecked_into();
    answer.focus().expect("focus");
    answer.click();
    asked(&root, "e2").await;
    eventually("focus on the heading", || {
        focused(&root).filter(|one| one.has_attribute("data-heading"))
    })
    .await;
    tell(&order, "leave");
    elsewhere.remove();
}

/// A change that a lock kept from being stored still waits while the check is off the page, so it is not lost.
#[wasm_bindgen_test]
async fn pending_changes_are_stored_once_the_check_is_back_on_the_page() {
    storage().clear().expect("an empty store");
    let root = place();
    let host = host(&root, &[("mode", "inline"), ("keep", "device")]);
    let order = start(host.clone()).expect("a start");
    tell(&order, "enter");
    eventually("all of the app", || {
        (root.get_attribute("data-later")? == "here").then_some(())
    })
    .await;
    click(&root, "[data-action=start]");
    asked(&root, "e1").await;
    // Another tab puts a lock on.
    let lock = "compassion-check/lock";
    storage().set_item(lock, "{}").expect("room");
    click(&root, "[data-answer='2']");
    eventually("the lock", || {
        root.query_selector("[data-screen=locked]").ok().flatten()
    })
    .await;
    tell(&order, "leave");
    storage().remove_item(lock).expect("a store");

    let fresh = place();
    Reflect::set(&host, &"root".into(), &fresh).expect("an object");
    tell(&order, "enter");
    eventually("the draft", || {
        let all = Browser::open()?.all().ok()?;
        all.into_iter()
            .find(|(key, text)| key.contains("/draft/") && text.contains(r#"["e1",2]"#))
    })
    .await;
    tell(&order, "leave");
    storage().clear().expect("an empty store");
}
