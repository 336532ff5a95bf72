//! What is offered below Start, once its code has loaded.

use yew::prelude::*;

use crate::components::ViewContext;
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

split_points! {
    /// The same. Its code is loaded lazily.
    "0701" fn lazy_parts(view: &ViewContext) -> Html = parts;
}

fn parts(view: &ViewContext) -> Html {
    let parts = [plan::view::asked(view), app_update::view::renewal(view)];
    parts.into_iter().collect()
}
