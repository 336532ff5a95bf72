//! The screen that asks whether to stop here: keep the answers, see the result, or drop them.

use yew::prelude::*;

use super::state;
use crate::components::prose::{fine, heading, list, p};
use crate::components::view::ViewContext;
use crate::components::{Back, Page, minute_button, nav_button, page};
use crate::session::{Action, StorageMode};
use crate::text::Text;

/// The ways to stop.
pub fn pause(view: &ViewContext) -> Page {
    let pack = &view.session.pack;
    let under_way = view.session.under_way.as_ref();
    let done = under_way.map_or(0, |under_way| under_way.check.sheet.len());
    let total = under_way.map_or(0, |under_way| pack.shown_count(&under_way.answers));
    let (done, total) = (done.to_string(), total.to_string());
    let days = pack.form().draft_days.to_string();

    let way = |name, label, hint: Html, action| -> Html {
        let button = nav_button(view, "button quiet", name, label, action);
        [button, fine(hint)].into_iter().collect()
    };
    let mut ways = vec![
        way(
            "stop-finish",
            Text::StopFinish,
            view.text(Text::StopFinishHint),
            state::Action::StopFinish,
        ),
        way(
            "stop-drop",
            Text::StopDrop,
            view.text(Text::StopDropHint),
            state::Action::StopDrop,
        ),
    ];
    if view.session.storage_mode == StorageMode::Device {
        let hint = view.count(Text::StopKeepHint, &days, &[]);
        ways.insert(
            0,
            way("stop-keep", Text::StopKeep, hint, state::Action::StopKeep),
        );
    }
    let content = vec![
        heading(view.text(Text::PauseHeading)),
        p(view.count(Text::PauseDone, &total, &[("done", &done)])),
        nav_button(view, "button primary", "stay", Text::Stay, Action::Back),
        list("pause-options", ways),
        minute_button(view),
    ];
    page(Back::Yes, content)
}
