//! The start: the script hands over the texts it fetched and the taps it kept.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Host;
use crate::domain::{Answer, Config, Pack};
use crate::state::{Action, Keeping};
use crate::text::{Counting, Messages};
use crate::ui::app::{App, AppProps};

/// Starts the app in the `root` of `host`, replacing what is shown there.
///
/// Of `host` are read: the texts `pack`, `config` and `locale`; `base`, the address of our folder; `mode`, see [`super::Place`]; `keep`, the choice made on the
/// prerendered intro (`device` or `nothing`), if any was; `started` (any text) and `answer`, the taps on "Start" and on the
/// first question made before the binary was ready; and the functions `dress`, `keys`, `later` and `tell`, see [`Host`]. One object, so that something more
/// to hand over costs its name and no more.
///
/// # Errors
/// Says which of the texts cannot be used; what was shown is still in place then.
#[wasm_bindgen]
pub fn start(host: JsValue) -> Result<(), JsError> {
    let host = Host::new(host);
    let given = |name: &str| host.text(name).unwrap_or_default();
    let said = |which: &str, error: String| JsError::new(&[which, ": ", &error].concat());
    let pack = given("pack");
    let parsed = Pack::read(&pack).map_err(|error| said("pack", error.join("; ")))?;
    let mut config = Config::read(&given("config")).map_err(|error| said("config", error))?;
    let messages = Messages::delivered(&given("locale")).map_err(|error| said("locale", error))?;
    let messages = messages.counting(Counting(super::plural));

    config.base = given("base");
    config
        .theme()
        .each(&mut |name, value| host.dress(name, value));

    let mut early = Vec::new();
    early.push(Action::Keep(match given("keep").as_str() {
        "nothing" => Keeping::Nothing,
        "device" => Keeping::Device,
        _ => Keeping::by_default(&config),
    }));
    if host.text("started").is_some() {
        early.push(Action::Start);
        early.extend(host.text("answer").and_then(|value| {
            let chosen = match value.as_str() {
                "skip" => Answer::Skipped,
                number => Answer::Chosen(number.parse().ok()?),
            };
            Some(Action::Answer(0, chosen))
        }));
    }
    let root = host.root();
    let props = AppProps {
        pack: Rc::new(parsed),
        pack_text: pack.into(),
        config: Rc::new(config),
        messages: Rc::new(messages),
        root: root.clone(),
        early: Rc::new(early),
        host,
    };
    yew::Renderer::<App>::with_root_and_props(root, props).render();
    Ok(())
}
