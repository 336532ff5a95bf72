//! What can be wrong with a configuration.

/// What can be wrong, in the order of `web/check-config.json`. Those about the form come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rule {
    /// Not JSON at all.
    NotJson,
    /// A member is missing or of another kind.
    Shape,
    /// A member that nothing here knows.
    Unknown,
    /// No crisis help.
    NoHelp,
    /// A help line without a number.
    Unreachable,
    /// An address that is not `https:`.
    NotHttps,
    /// A picture from elsewhere.
    Foreign,
    /// A text that says nothing.
    Empty,
    /// No date, or a day that does not exist.
    BadDate,
    /// The address of a search has no place for the words.
    NoPlace,
    /// Not a colour.
    NotColour,
    /// Not the name of fonts.
    NotFont,
    /// Not a size.
    NotSize,
    /// Not the name of a file.
    NotName,
    /// Not the tag of a language.
    NotTag,
    /// No language at all.
    NoLanguage,
    /// A file that is not in the folder.
    NoFile,
    /// A pack that the check refuses.
    BadPack,
    /// A colour that cannot be read and is changed.
    Adjusted,
    /// A day that is still to come.
    Future,
    /// Last checked more than a year ago.
    Old,
    /// An address that looks mistyped.
    OddAddress,
    /// A number that looks mistyped.
    OddNumber,
    /// A number that another line has, too.
    Twice,
    /// A language that is offered twice.
    TagTwice,
    /// No text in a language that is offered.
    Lacks,
    /// A text in a language that is not offered.
    Strange,
    /// Every help line is for one nation only.
    NoEveryone,
    /// Quick exit leads to the organisation's own site.
    OwnSite,
}

impl Rule {
    /// All of them, in order.
    #[cfg(not(target_arch = "wasm32"))]
    pub const ALL: [Self; 29] = [
        Self::NotJson,
        Self::Shape,
        Self::Unknown,
        Self::NoHelp,
        Self::Unreachable,
        Self::NotHttps,
        Self::Foreign,
        Self::Empty,
        Self::BadDate,
        Self::NoPlace,
        Self::NotColour,
        Self::NotFont,
        Self::NotSize,
        Self::NotName,
        Self::NotTag,
        Self::NoLanguage,
        Self::NoFile,
        Self::BadPack,
        Self::Adjusted,
        Self::Future,
        Self::Old,
        Self::OddAddress,
        Self::OddNumber,
        Self::Twice,
        Self::TagTwice,
        Self::Lacks,
        Self::Strange,
        Self::NoEveryone,
        Self::OwnSite,
    ];

    /// Whether something has to be done about it.
    pub fn is_error(self) -> bool {
        self < Self::Adjusted
    }
}
