//! The screen that is shown.

use yew::prelude::*;

use super::frame::frame;
use super::waiting::{title, waiting};
use crate::components::ViewContext;
use crate::features::check::{intro, pause, question};
use crate::features::views;
use crate::session::Screen;

/// The screen that the session is on, or a placeholder while its code is loading.
pub fn screen(view: &ViewContext) -> Html {
    let mut page = if view.session.waits() {
        waiting(view)
    } else {
        match view.session.screen() {
            Screen::Intro => intro::intro(view),
            Screen::Question(item) => question::question(view, *item),
            Screen::Pause => pause::pause(view),
            _ => views::page(view),
        }
    };
    if page.content.is_empty() {
        // Something that it shows is missing. It still needs a heading for the focus.
        page.content.push(title(view));
    }
    frame(view, page)
}
