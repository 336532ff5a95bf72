//! Renders a screen to HTML, for the prerendered page and the tests. Native only.

mod broken;
mod signs;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::screen::screen;
use crate::components::ViewContext;
use crate::session::Session;
use crate::text::Messages;
use instrument::Moment;
use site_config::Config;

/// What [`render`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The screen the session is on.
    Screen,
    /// The page of last resort.
    Broken,
    /// The notice above the intro if scripts are off.
    NoScript,
    /// The signs in words: the questions and guidance as a page to read.
    Signs,
}

/// What a static page is made from.
#[derive(Clone, PartialEq, Properties)]
pub struct StaticPage {
    /// The state of the app.
    pub session: Rc<Session>,
    /// The organisation's configuration.
    pub config: Rc<Config>,
    /// The interface texts.
    pub messages: Rc<Messages>,
    /// The current time, for dates on the screen.
    pub now: Moment,
    /// Which part is shown.
    pub shown: Shown,
}

#[component]
fn StaticView(page: &StaticPage) -> Html {
    let view = ViewContext {
        session: &page.session,
        messages: &page.messages,
        config: &page.config,
        host: None,
        now: page.now,
        act: Callback::noop(),
    };
    match page.shown {
        Shown::Screen => screen(&view),
        Shown::Broken => broken::broken(&view),
        Shown::NoScript => broken::no_script(&view),
        Shown::Signs => signs::signs(&view),
    }
}

/// Renders the page to HTML.
pub fn render(page: StaticPage) -> String {
    let renderer = yew::LocalServerRenderer::<StaticView>::with_props(page).hydratable(false);
    futures::executor::block_on(renderer.render())
}
