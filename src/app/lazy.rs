//! The places where the app calls code that is loaded lazily.

use std::rc::Rc;

use yew::prelude::*;

use super::context::BrowserContext;
use super::{content, effects};
use crate::components::ViewContext;
use crate::features::{help, language, quick_exit};
use crate::platform::Host;
use crate::session::{Content, Effect, Session};
use split_point::split_points;

split_points! {
    /// The languages to choose from.
    "0601" pub fn languages(view: &ViewContext) -> Html = language::view::languages;

    /// What Help now shows.
    "0605" pub fn help(view: &ViewContext) -> Html = help::view::panel;

    /// The questions and texts that the script has fetched, with `texts`, those of the lazy screens.
    "0602" pub fn content(host: &Host, texts: &str) -> Option<Rc<Content>> = content::content;

    /// The place where presses of Shift are announced, and the exit strip at the end of a frame.
    "0603" pub fn exit(view: &ViewContext) -> Html = quick_exit::view::announced;

    /// Does an effect that only lazy screens ask for.
    "0604" pub fn perform(context: &BrowserContext, session: &Session, content: &Content, effect: Effect) = effects::perform;
}
