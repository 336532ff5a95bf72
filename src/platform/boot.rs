//! The start: the loader hands over the texts it fetched and the taps it kept.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Later;
use crate::domain::{Answer, Config, Pack};
use crate::state::{Action, Keeping};
use crate::text::Messages;
use crate::ui::app::{App, AppProps};

/// Starts the app in `root`, replacing the prerendered first screen.
///
/// `keep` is the choice made on the intro (`device` or `nothing`); `started` and `answer` are the taps on "Start" and
/// on the first question made before the binary was ready; `later` is what [`Later`] calls.
///
/// # Errors
/// Says which of the texts cannot be used; the prerendered screen is still in place then.
#[wasm_bindgen]
#[allow(
    clippy::too_many_arguments,
    reason = "an object of its own would cost the loader and the glue more"
)]
pub fn start(
    root: web_sys::Element,
    pack: &str,
    config: &str,
    locale: &str,
    keep: &str,
    started: bool,
    answer: Option<String>,
    later: js_sys::Function,
) -> Result<(), JsError> {
    let said = |which: &str, error: String| JsError::new(&[which, ": ", &error].concat());
    let parsed = Pack::read(pack).map_err(|error| said("pack", error.join("; ")))?;
    let config = Config::read(config).map_err(|error| said("config", error))?;
    let messages = Messages::read(locale).map_err(|error| said("locale", error))?;

    let mut early = Vec::new();
    early.push(Action::Keep(if keep == "nothing" {
        Keeping::Nothing
    } else {
        Keeping::Device
    }));
    if started {
        early.push(Action::Start);
        early.extend(answer.and_then(|value| {
            let chosen = match value.as_str() {
                "skip" => Answer::Skipped,
                number => Answer::Chosen(number.parse().ok()?),
            };
            Some(Action::Answer(0, chosen))
        }));
    }
    let props = AppProps {
        pack: Rc::new(parsed),
        pack_text: pack.into(),
        config: Rc::new(config),
        messages: Rc::new(messages),
        root: root.clone(),
        early: Rc::new(early),
        later: Later::new(later),
    };
    yew::Renderer::<App>::with_root_and_props(root, props).render();
    Ok(())
}
