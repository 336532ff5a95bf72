//! The user's settings.

use instrument::Moment;

/// The user's settings, and what has to be remembered between visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// When a backup was last saved to a file.
    pub backed_up: Option<Moment>,
}
