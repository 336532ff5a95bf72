//! What an effect needs of the browser.

use yew::prelude::*;

use super::props::AppProps;
use crate::platform::{Browser, IdleTimer};
use crate::session::Action;

/// What an effect needs of the browser.
pub struct BrowserContext {
    /// What the app was started with.
    pub props: AppProps,
    /// Where actions go.
    pub act: Callback<Action>,
    /// `None` while the browser gives this page no storage.
    pub store: Option<Browser>,
    /// Notices inactivity.
    pub idle: IdleTimer,
}
