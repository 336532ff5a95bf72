//! What the session gets from outside: questions and texts, the time and random numbers.

use std::rc::Rc;

use crate::text::Messages;
use instrument::{Moment, Pack};
use site_config::Config;

/// The questions and texts of the app in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The questions, at first only what is needed to ask them: see [`Pack::read_questions`].
    pub pack: Rc<Pack>,
    /// The text the pack was read from. A copy is kept beside the checks answered on it.
    pub pack_text: Rc<str>,
    /// The interface texts, at first only those of the first screens.
    pub messages: Messages,
    /// The configuration with all its help lines. `None` until the lazy screens have loaded, and if it names no more
    /// lines than its own.
    pub config: Option<Rc<Config>>,
}

/// When something happened, and a random number for the ids of new things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The time.
    pub now: Moment,
    /// A random number.
    pub chance: u32,
}
