//! What stands beneath the start, once its code is here.

use yew::prelude::*;

use crate::components::View;
use crate::features::{plan, renewal};
use split_point::split_points;

/// The question how the plan went, where it is time for it, and a newer version that waits.
pub fn prompts(view: &View) -> Html {
    if view.session.has_lazy() {
        lazy_parts(view)
    } else {
        Html::default()
    }
}

split_points! {
    /// The plan's question and the offer of a newer version.
    "010c" fn lazy_parts(view: &View) -> Html = parts;
}

fn parts(view: &View) -> Html {
    let parts = [plan::view::asked(view), renewal::view::renewal(view)];
    parts.into_iter().collect()
}
