//! A screen as text, for the prerendered page and the tests. Native only.

use std::rc::Rc;

use yew::prelude::*;

use super::{View, broken, screen};
use crate::domain::{Config, Moment};
use crate::state::Session;
use crate::text::Messages;

/// What a still picture of a screen is made from.
#[derive(Clone, PartialEq, Properties)]
pub struct Still {
    /// The whole app.
    pub session: Rc<Session>,
    /// The organisation's settings.
    pub config: Rc<Config>,
    /// The interface texts.
    pub messages: Rc<Messages>,
    /// The clock.
    pub now: Moment,
    /// The page of last resort, instead of the screen the session is on.
    pub last_resort: bool,
}

#[component]
fn Shown(still: &Still) -> Html {
    let view = View {
        session: &still.session,
        messages: &still.messages,
        config: &still.config,
        now: still.now,
        act: Callback::noop(),
    };
    if still.last_resort {
        broken(&view)
    } else {
        screen(&view)
    }
}

/// The markup of the screen.
pub fn render(still: Still) -> String {
    let renderer = yew::LocalServerRenderer::<Shown>::with_props(still).hydratable(false);
    futures::executor::block_on(renderer.render())
}
