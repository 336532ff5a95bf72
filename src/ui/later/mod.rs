//! The screens one step away. They are not in the first load: the build moves their code into a second module, which is
//! fetched as soon as the first screen works.
//!
//! Each function here is a door: a screen's way in, and the only thing the first load may call. What stands in the files
//! below moves as far as nothing else calls it. Code behind a door runs only once the second module is here, which
//! `screens::screen` sees to. Closures of these screens do little themselves: they send an `Action`.
//!
//! A screen that comes later needs its file here, a door, its name in `Screen::is_later`, and a line in each of
//! `screens::screen` and `screens::waiting`.

mod answer;
mod beside;
mod calendar;
mod copies;
mod data;
mod errands;
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
mod said;
mod scales;
mod sheet;
mod trend;

use yew::prelude::*;

use super::app::App;
use super::view::View;
use crate::domain::CheckId;
use crate::platform::{Browser, Host};
use crate::state::Errand;

/// The languages to choose from.
#[inline(never)]
pub fn languages(view: &View) -> Html {
    language::languages(view)
}

/// The code of these screens has come.
#[inline(never)]
pub fn arrived(app: &mut App, ctx: &Context<App>, texts: &str) {
    language::arrived(app, ctx, texts);
}

/// Another language has come.
#[inline(never)]
pub fn heard(app: &mut App, ctx: &Context<App>, texts: &str) {
    language::heard(app, ctx, texts);
}

/// Earlier checks.
#[inline(never)]
pub fn history(view: &View) -> Html {
    history::history(view)
}

/// Your data.
#[inline(never)]
pub fn data(view: &View) -> Html {
    data::data(view)
}

/// References and further reading.
#[inline(never)]
pub fn reading(view: &View) -> Html {
    reading::reading(view)
}

/// The way to someone who can help.
#[inline(never)]
pub fn find(view: &View) -> Html {
    find::find(view)
}

/// The result.
#[inline(never)]
pub fn result(view: &View, id: &CheckId) -> Html {
    result::result(view, id)
}

/// How a result came about.
#[inline(never)]
pub fn explain(view: &View, id: &CheckId) -> Html {
    explain::explain(view, id)
}

/// A private note.
#[inline(never)]
pub fn note(view: &View, id: &CheckId) -> Html {
    note::note(view, id)
}

/// The plan.
#[inline(never)]
pub fn plan(view: &View) -> Html {
    plan::plan(view)
}

/// Beneath the start: the question how the plan went, where it is time for it, and a newer version that waits.
#[inline(never)]
pub fn beneath(view: &View) -> Html {
    let parts = [plan::asked(view), renewal::renewal(view)];
    parts.into_iter().collect()
}

/// The sheet for supervision.
#[inline(never)]
pub fn sheet(view: &View, id: &CheckId) -> Html {
    sheet::sheet(view, id)
}

/// Entries for a calendar.
#[inline(never)]
pub fn calendar(view: &View) -> Html {
    calendar::calendar(view)
}

/// Copies in files.
#[inline(never)]
pub fn copies(view: &View) -> Html {
    copies::copies(view)
}

/// The lock.
#[inline(never)]
pub fn lock(view: &View) -> Html {
    lock::lock(view)
}

/// Everything is locked.
#[inline(never)]
pub fn locked(view: &View) -> Html {
    lock::locked(view)
}

/// How to see for oneself that nothing is sent.
#[inline(never)]
pub fn proof(view: &View) -> Html {
    proof::proof(view)
}

/// The place where the keys of quick exit are announced, and the way out at the end of a frame.
#[inline(never)]
pub fn exit(view: &View) -> Html {
    exit::announced(view)
}

/// Does an errand.
#[inline(never)]
pub fn errand(
    view: &View,
    (host, store): (&Host, Option<&Browser>),
    errand: Errand,
    reload: Callback<()>,
) {
    errands::run(view, (host, store), errand, reload);
}
