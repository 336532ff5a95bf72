//! One file a screen, those of the first load here.

mod intro;
mod pause;
mod question;
mod waiting;

use yew::prelude::*;

use super::later;
use super::view::View;
use crate::state::Screen;

/// The screen the session is on, or what stands in for it while its code is on its way.
pub fn screen(view: &View) -> Html {
    if view.session.waits() {
        return waiting::waiting(view);
    }
    match view.session.screen() {
        Screen::Intro => intro::intro(view),
        Screen::Question(item) => question::question(view, *item),
        Screen::Pause => pause::pause(view),
        Screen::Result(id) => later::result(view, id),
        Screen::History => later::history(view),
        Screen::Data => later::data(view),
        Screen::Find => later::find(view),
        Screen::Reading => later::reading(view),
        Screen::Explain(id) => later::explain(view, id),
        Screen::Note(id) => later::note(view, id),
        Screen::Plan => later::plan(view),
        Screen::Sheet(id) => later::sheet(view, id),
        Screen::Calendar => later::calendar(view),
        Screen::Copies => later::copies(view),
        Screen::Lock => later::lock(view),
        Screen::Locked => later::locked(view),
        Screen::Proof => later::proof(view),
    }
}
