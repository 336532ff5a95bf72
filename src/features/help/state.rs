//! Where the person says they are.

use site_config::Nation;

/// Something that happens to Help now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The person has said in which nation they are, or that they do not want to say.
    Choose(Option<Nation>),
}

/// What the person has said here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The choice that was made on this page, if it is not stored. `None` if there was none.
    pub chosen: Option<Option<Nation>>,
}
