//! Starts the app for the scripts in `web/`, which pass the texts they have fetched and the taps made before.

use std::cell::RefCell;
use std::rc::Rc;

use super::component::App;
use super::props::AppProps;
use crate::platform::{Host, JsError, JsFunction, PLURAL_RULES, function, unusable};
use crate::session::{Action, Content};
use crate::text::Messages;
use instrument::Pack;
use site_config::Config;
use split_point::split_points;
use wasm_bindgen::prelude::*;

/// Reads what an app needs, and draws nothing yet. Drawing is a separate task, so that a slow phone can handle input in
/// between.
///
/// This reads the members `pack`, `config` and `locale` of `host`, which are texts, and `base`, the address of our
/// folder. When the app enters the page it reads:
///
/// - `root`, the element whose content the app replaces, and `mode`, see [`crate::platform::Place`];
/// - `keep`, the choice made on the prerendered intro (`device` or `nothing`), if any was;
/// - `started` (any text) and `answer`, the taps on "Start" and on the first question made before;
/// - `tapX` and `tapY`, where the last of them was made, in whole CSS pixels of the window;
/// - `fullPage`, the address of the check outside the frame, if the frame's storage is partitioned;
/// - `moreHelp`, the text of the file with more help lines, if it has arrived when the lazy screens have loaded;
/// - the functions `setProperty`, `reportColour`, `onKey`, `fetchLazy`, `fetchLanguage` and `emit`, see [`Host`].
///
/// It is one object, as each further argument would cost more bytes than a name.
///
/// The function returned takes a command. `enter` mounts the app in the `root` that `host` then has. `leave` unmounts
/// it and removes all of its listeners; another `enter` continues the same session. Anything else is the tag of a
/// language to change to.
///
/// # Errors
/// Says why a text cannot be used. The error's `cause` is the name of the text: `pack`, `config` or `locale`.
#[wasm_bindgen]
pub fn start(host: JsValue) -> Result<JsFunction, JsError> {
    let host = Host::new(host);
    let given = |name: &str| host.text(name).unwrap_or_default();
    // If the error's cause is `config`, the script fetches the default configuration and tries again.
    let pack = given("pack");
    let questions = Pack::read_questions(&pack).map_err(|error| unusable("pack", &error))?;
    // Shared before anything can fail, as dropping a pack that is not shared takes 0.2 KiB of code more.
    let questions = Rc::new(questions);
    let mut config = Config::read(&given("config")).map_err(|error| unusable("config", &error))?;
    let messages =
        Messages::from_first_file(&given("locale")).map_err(|error| unusable("locale", &error))?;
    let messages = messages.with_plural_rules(PLURAL_RULES);

    config.base = given("base");
    let props = AppProps {
        content: Rc::new(Content {
            pack: questions,
            pack_text: pack.into(),
            messages,
            config: None,
        }),
        config: Rc::new(config),
        unmounted: Rc::default(),
        host,
    };
    let mount = move || {
        let host = &props.host;
        props
            .config
            .theme()
            .each(&mut |name, value| host.set_property(name, value));
        let root = props.host.root();
        yew::Renderer::<App>::with_root_and_props(root, props.clone()).render()
    };
    let app = RefCell::new(None);
    Ok(function(move |order: Option<String>| {
        let mut app = app.borrow_mut();
        match (order.as_deref(), app.take()) {
            (Some("leave"), Some(there)) => leave(there),
            (Some("enter"), None) => *app = Some(mount()),
            (Some(tag), Some(there)) if tag != "enter" => {
                there.send_message(Action::SetLanguage(tag.to_owned()));
                *app = Some(there);
            }
            (_, there) => *app = there,
        }
    }))
}

split_points! {
    /// Takes an app off the page, with every listener of it.
    "0205" fn leave(app: yew::AppHandle<App>) = yew::AppHandle::destroy;
}
