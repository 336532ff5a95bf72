//! The user's settings.

use instrument::Moment;

/// The user's settings, and what has to be remembered between visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// When a backup was last saved to a file.
    pub backed_up: Option<Moment>,
    /// The name of the nation that the user said they are in, for help lines. `None` if they have not said.
    pub nation: Option<String>,
    /// When the user last chose the nation. `None` if they never did.
    pub changed: Option<Moment>,
}
