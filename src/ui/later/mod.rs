//! The screens one step away. They are not in the first load: the build moves their code into a second module, which is
//! fetched as soon as the first screen works.
//!
//! Each function here is a split point (see [`split_point`]), and the first load may call nothing else here. The code in the files
//! below moves to the second module unless the first load reaches it in another way. A split point works only once the second module is
//! here, which `screens::screen` sees to. Closures of these screens do little themselves: they send an `Action`.
//!
//! A screen that comes later needs its file here, a split point, and a line in each of `screens::screen` and `screens::waiting`.

mod answer;
mod calendar;
mod copies;
mod data;
mod effects;
mod exit;
mod explain;
mod find;
mod forms;
mod history;
mod language;
mod lock;
mod note;
mod outcome;
mod plan;
mod proof;
mod reading;
mod renewal;
mod result;
mod result_details;
mod scales;
mod sheet;
mod status;
mod trend;

use std::rc::Rc;

use yew::prelude::*;

use super::page::Page;
use super::view::View;
use crate::platform::Host;
use crate::state::{Content, Effect, Session};
use instrument::CheckId;
use split_point::split_points;

split_points! {
    /// The languages to choose from.
    "0101" pub fn languages(view: &View) -> Html = language::languages;

    /// The questions and texts that the script holds now, with these texts of the lazy screens.
    "0102" pub fn content(host: &Host, texts: &str) -> Option<Rc<Content>> = language::content;

    /// Earlier checks.
    "0104" pub fn history(view: &View) -> Html = history::history;

    /// Your data.
    "0105" pub fn data(view: &View) -> Html = data::data;

    /// References and further reading.
    "0106" pub fn reading(view: &View) -> Html = reading::reading;

    /// The way to someone who can help.
    "0107" pub fn find(view: &View) -> Html = find::find;

    /// The result.
    "0108" pub fn result(view: &View, id: &CheckId) -> Html = result::result;

    /// How a result came about.
    "0109" pub fn explain(view: &View, id: &CheckId) -> Html = explain::explain;

    /// A private note.
    "010a" pub fn note(view: &View, id: &CheckId) -> Html = note::note;

    /// The plan.
    "010b" pub fn plan(view: &View) -> Html = plan::plan;

    /// Beneath the start: the question how the plan went, where it is time for it, and a newer version that waits.
    "010c" pub fn beneath(view: &View) -> Html = beneath_start;

    /// The sheet for supervision.
    "010d" pub fn sheet(view: &View, id: &CheckId) -> Html = sheet::sheet;

    /// Entries for a calendar.
    "010e" pub fn calendar(view: &View) -> Html = calendar::calendar;

    /// Copies in files.
    "010f" pub fn copies(view: &View) -> Html = copies::copies;

    /// The lock.
    "0110" pub fn lock(view: &View) -> Html = lock::lock;

    /// Everything is locked.
    "0111" pub fn locked(view: &View) -> Html = lock::locked;

    /// How to see for oneself that nothing is sent.
    "0112" pub fn proof(view: &View) -> Html = proof::proof;

    /// The place where the keys of quick exit are announced, and the way out at the end of a frame.
    "0113" pub fn exit(view: &View) -> Html = exit::announced;

    /// Does an effect that only lazy screens ask for.
    "0114" pub fn perform(page: &Page, session: &Session, content: &Content, effect: Effect) = effects::perform;
}

fn beneath_start(view: &View) -> Html {
    let parts = [plan::asked(view), renewal::renewal(view)];
    parts.into_iter().collect()
}
