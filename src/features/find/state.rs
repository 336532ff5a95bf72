//! What was typed to search the register.

/// A field of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A place or postcode.
    Location,
    /// A practitioner's name.
    Name,
}

/// Something that happens to the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The text of a field has changed.
    Type(Field, String),
}

/// What was typed. It is never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// A place or postcode.
    pub location: String,
    /// A practitioner's name.
    pub name: String,
}
