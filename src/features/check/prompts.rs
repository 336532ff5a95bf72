//! What is offered below Start, once its code has loaded.

use yew::prelude::*;

use crate::components::View;
use crate::features::{plan, renewal};
use split_point::split_points;

/// Asks how the plan went, if it is time to, and offers a newer version, if there is one.
pub fn prompts(view: &View) -> Html {
    if view.session.has_lazy() {
        lazy_parts(view)
    } else {
        Html::default()
    }
}

split_points! {
    /// The same. Its code is loaded lazily.
    "010c" fn lazy_parts(view: &View) -> Html = parts;
}

fn parts(view: &View) -> Html {
    let parts = [plan::view::asked(view), renewal::view::renewal(view)];
    parts.into_iter().collect()
}
