//! What the shell is given: at the start, and by messages.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::platform::Host;
use crate::state::{Action, Keeping, Session};
use crate::text::Messages;
use instrument::{Answer, Pack};
use site_config::Config;

/// What the app starts with.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The questions.
    pub pack: Rc<Pack>,
    /// The text the pack was read from: a copy is kept beside the checks answered on it.
    pub pack_text: Rc<str>,
    /// The organisation's settings.
    pub config: Rc<Config>,
    /// The interface texts.
    pub messages: Rc<Messages>,
    /// What started the app.
    pub host: Host,
    /// What was left when the app was taken off the page; it goes on with it.
    pub left: Left,
}

impl AppProps {
    /// What was chosen and tapped before the app was there.
    pub fn early(&self) -> Vec<Action> {
        let mut early = vec![Action::Keep(match self.host.text("keep").as_deref() {
            Some("nothing") => Keeping::Nothing,
            Some("device") => Keeping::Device,
            _ => Keeping::by_default(&self.config),
        })];
        if self.host.text("started").is_some() {
            early.push(Action::Start);
            early.extend(self.host.text("answer").and_then(|value| {
                let chosen = match value.as_str() {
                    "skip" => Answer::Skipped,
                    number => Answer::Chosen(number.parse::<i64>().ok()?.try_into().ok()?),
                };
                Some(Action::Answer(0, chosen))
            }));
        }
        early
    }
}

impl PartialEq for AppProps {
    /// They are given once: two of them are the same when they share their texts.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.pack, &other.pack)
    }
}

/// An app that was taken off the page: its session, its messages and the text of its pack.
pub type Left = Rc<RefCell<Option<Apart>>>;

type Apart = (Session, Messages, Rc<str>);

/// What the shell hears.
pub enum Msg {
    /// Something the person or the browser did.
    Act(Action),
    /// What is kept has changed.
    Reload,
    /// Another tab changed it.
    Changed,
    /// The page is being left.
    Leave,
    /// The page is shown: for the first time, or again after it was left.
    Show,
    /// What the later screens need has come, with their texts, or not.
    Arrived(Option<String>),
    /// Another language has come, with the texts of the later screens, or not.
    LanguageLoaded(Option<String>),
}
