//! The parts of the intro whose code is loaded lazily: the prompts below Start, and the line about the review.

use yew::prelude::*;

use crate::components::ViewContext;
use crate::components::prose::small;
use crate::components::review;
use crate::components::view::plain;
use crate::features::{app_update, plan};
use split_point::split_points;

/// Asks how the plan went, if it is time to, and offers a newer version, if there is one.
pub fn prompts(view: &ViewContext) -> Html {
    if view.session.has_lazy() {
        lazy_parts(view)
    } else {
        Html::default()
    }
}

/// Who reviewed the questions and words. This is not in the first part of a pack.
pub fn reviewed(view: &ViewContext) -> Html {
    if view.session.has_lazy() {
        lazy_review(view)
    } else {
        Html::default()
    }
}

split_points! {
    /// The same as [`prompts`]. Its code is loaded lazily.
    "0701" fn lazy_parts(view: &ViewContext) -> Html = parts;

    /// The same as [`reviewed`].
    "0702" fn lazy_review(view: &ViewContext) -> Html = review_line;
}

fn review_line(view: &ViewContext) -> Html {
    small(plain(&review(
        view.messages,
        &view.session.pack,
        Some(view.now),
    )))
}

fn parts(view: &ViewContext) -> Html {
    let parts = [plan::view::asked(view), app_update::view::renewal(view)];
    parts.into_iter().collect()
}
