//! One file a screen.

mod broken;
mod data;
mod find;
mod history;
mod intro;
mod pause;
mod question;
mod reading;
mod result;

use yew::prelude::*;

pub use broken::broken;

use super::view::View;
use crate::state::Screen;

/// The screen the session is on.
pub fn screen(view: &View) -> Html {
    match view.session.screen() {
        Screen::Intro => intro::intro(view),
        Screen::Question(item) => question::question(view, *item),
        Screen::Pause => pause::pause(view),
        Screen::Result(id) => result::result(view, id),
        Screen::History => history::history(view),
        Screen::Data => data::data(view),
        Screen::Find => find::find(view),
        Screen::Reading => reading::reading(view),
    }
}
