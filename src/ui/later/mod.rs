//! The screens one step away. They are not in the first load: the build moves their code into a second module, which is
//! fetched as soon as the first screen works.
//!
//! Each function here is a door: a screen's way in, and the only thing the first load may call. What stands in the files
//! below moves as far as nothing else calls it. Code behind a door runs only once the second module is here, which
//! `screens::screen` sees to. Closures of these screens do little themselves: they send an `Action`.
//!
//! A screen that comes later needs its file here, a door, its name in `Screen::is_later`, and a line in each of
//! `screens::screen` and `screens::waiting`.

mod data;
mod history;
mod reading;

use yew::prelude::*;

use super::view::View;

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
