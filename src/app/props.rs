//! What the app is started with.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::features::check::state::Action as Check;
use crate::platform::Host;
use crate::session::{Content, Session, StorageMode};
use instrument::Answer;
use site_config::Config;

/// What the app starts with.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The questions and texts of the first screens.
    pub content: Rc<Content>,
    /// The organisation's settings.
    pub config: Rc<Config>,
    /// What started the app.
    pub host: Host,
    /// The session of an app that was taken off the page. This app goes on with it.
    pub unmounted: Unmounted,
}

impl AppProps {
    /// What was chosen and tapped before the app had started.
    pub fn early(&self) -> Vec<Check> {
        let mut early = vec![Check::Keep(match self.host.text("keep").as_deref() {
            Some("nothing") => StorageMode::Memory,
            Some("device") => StorageMode::Device,
            _ => StorageMode::by_default(&self.config),
        })];
        if self.host.text("started").is_some() {
            early.push(Check::Start);
            early.extend(self.host.text("answer").and_then(|value| {
                let chosen = match value.as_str() {
                    "skip" => Answer::Skipped,
                    number => Answer::Chosen(number.parse::<i64>().ok()?.try_into().ok()?),
                };
                Some(Check::Answer(0, chosen))
            }));
        }
        early
    }
}

impl PartialEq for AppProps {
    /// Props are set once, so two are equal if they share their texts.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content)
    }
}

/// The session and the texts of an app that was taken off the page.
pub type Unmounted = Rc<RefCell<Option<(Session, Rc<Content>)>>>;
