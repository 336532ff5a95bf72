//! What every screen is drawn from.

use yew::prelude::*;

use crate::platform::Host;
use crate::session::{Action, Screen, Session};
use crate::text::{Messages, Text};
use instrument::Moment;
use site_config::{Config, RawText};

/// The session, the texts, and where actions go.
pub struct ViewContext<'a> {
    /// The whole app.
    pub session: &'a Session,
    /// The interface texts.
    pub messages: &'a Messages,
    /// The organisation's settings.
    pub config: &'a Config,
    /// The page around the app. `None` where a screen is rendered without a browser.
    pub host: Option<&'a Host>,
    /// The current time.
    pub now: Moment,
    /// Where actions go.
    pub act: Callback<Action>,
}

impl ViewContext<'_> {
    /// A text.
    #[inline(never)]
    pub fn text(&self, key: Text) -> Html {
        plain(self.messages.get(key))
    }

    /// A text in which each `{name}` is replaced by its value.
    #[inline(never)]
    pub fn fill(&self, key: Text, values: &[(&str, &str)]) -> Html {
        plain(&self.messages.fill(key, values))
    }

    /// The role for elements that would be landmarks, if the app is inline on somebody else's page: that page has its
    /// own header, main part, navigation and footer, and there should be only one of each.
    pub fn no_landmark(&self) -> Option<&'static str> {
        self.session.inline.then_some("none")
    }

    /// A text of the organisation, in the language of the app.
    #[inline(never)]
    pub fn say<'b>(&self, words: RawText<'b>) -> &'b str {
        words.in_language(self.messages.lang())
    }

    /// A text in the plural form for the number `n`.
    #[inline(never)]
    pub fn count(&self, key: Text, n: &str, values: &[(&str, &str)]) -> Html {
        plain(&self.messages.count(key, n, values))
    }

    /// Sends `action` when clicked.
    pub fn on(&self, action: impl Into<Action>) -> Callback<MouseEvent> {
        self.emit(action.into())
    }

    #[inline(never)]
    fn emit(&self, action: Action) -> Callback<MouseEvent> {
        self.act.reform(move |_| action.clone())
    }

    /// Goes to `screen` when clicked.
    #[inline(never)]
    pub fn go(&self, screen: Screen) -> Callback<MouseEvent> {
        self.on(Action::Go(screen))
    }
}

/// Text without markup.
#[inline(never)]
pub fn plain(text: &str) -> Html {
    Html::from(text.to_owned())
}
