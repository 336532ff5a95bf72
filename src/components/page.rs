//! What a screen shows.

use yew::prelude::*;

/// Whether a screen has a way back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Back {
    /// None: it is the first screen.
    No,
    /// Back to the screen before.
    #[default]
    Yes,
}

/// What a screen shows between the bar and the footer, which all screens share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Whether it has a way back.
    pub back: Back,
    /// What stands in it, from top to bottom.
    pub content: Vec<Html>,
}

/// A page with this content.
pub fn page(back: Back, content: Vec<Html>) -> Page {
    Page { back, content }
}
