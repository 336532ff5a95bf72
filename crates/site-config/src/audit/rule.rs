//! What can be wrong with a configuration.

use json::fault::Kind;

/// What can be wrong, in the order of `web/check-config.json`: first what keeps the file from being read, then what is wrong with its
/// form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rule {
    /// Not saved as UTF-8.
    NotUtf8,
    /// Saved as UTF-16.
    Utf16,
    /// Nothing in it.
    Blank,
    /// A quotation mark from a word processor.
    CurlyQuote,
    /// A single quotation mark in place of a double one.
    SingleQuote,
    /// A comment.
    Comment,
    /// A comma with nothing behind it.
    ExtraComma,
    /// No comma between two entries.
    MissingComma,
    /// No colon between a name and its value.
    MissingColon,
    /// No value.
    MissingValue,
    /// A text that is not closed on its line.
    LineBreak,
    /// A tab or its like in a text.
    ControlCharacter,
    /// A quotation mark within a text.
    InnerQuote,
    /// A backslash that means nothing.
    Backslash,
    /// A word without quotation marks.
    BareWord,
    /// Not a number as JSON has them.
    BareNumber,
    /// A bracket that is not closed.
    Unclosed,
    /// A closing bracket of the wrong kind.
    WrongBracket,
    /// Something behind the end.
    AfterEnd,
    /// A character that cannot be seen.
    HiddenCharacter,
    /// Nested too deeply.
    TooDeep,
    /// Not JSON for any other reason.
    NotJson,
    /// A member is missing or of another kind.
    Shape,
    /// A member that nothing here knows.
    Unknown,
    /// The same, where a name much like it is known.
    Misspelt,
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
    /// A member that is there twice.
    SameName,
    /// A character that was lost when the file was saved.
    Replaced,
    /// No date, or a day that does not exist.
    BadDate,
    /// A number with a character in it that cannot be seen.
    HiddenInNumber,
    /// A number in other digits than 0 to 9.
    OtherDigits,
    /// `tel:` before a number.
    NumberScheme,
    /// An extension behind a number.
    Extension,
    /// Two numbers in one.
    TwoNumbers,
    /// Letters that stand for keys.
    LettersInNumber,
    /// 00 in place of the plus sign.
    InternationalPrefix,
    /// A zero behind the country's code that is dialled only within the country.
    TrunkZero,
    /// Too few or too many digits to be dialled.
    NumberSize,
    /// Something else that cannot be dialled.
    NotNumber,
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
    /// A number that begins with the code of no country.
    NoCountry,
    /// A number of a length that its country does not use.
    OddLength,
    /// A number that another line has, too.
    Twice,
    /// A language that is offered twice.
    TagTwice,
    /// No text in a language that is offered.
    Lacks,
    /// A text in a language that is not offered.
    Strange,
    /// Markup in a text, which is shown as it is typed.
    Markup,
    /// Every help line is for one nation only.
    NoEveryone,
    /// Quick exit leads to the organisation's own site.
    OwnSite,
}

impl Rule {
    /// All of them, in order.
    #[cfg(not(target_arch = "wasm32"))]
    pub const ALL: [Self; 66] = [
        Self::NotUtf8,
        Self::Utf16,
        Self::Blank,
        Self::CurlyQuote,
        Self::SingleQuote,
        Self::Comment,
        Self::ExtraComma,
        Self::MissingComma,
        Self::MissingColon,
        Self::MissingValue,
        Self::LineBreak,
        Self::ControlCharacter,
        Self::InnerQuote,
        Self::Backslash,
        Self::BareWord,
        Self::BareNumber,
        Self::Unclosed,
        Self::WrongBracket,
        Self::AfterEnd,
        Self::HiddenCharacter,
        Self::TooDeep,
        Self::NotJson,
        Self::Shape,
        Self::Unknown,
        Self::Misspelt,
        Self::NoHelp,
        Self::Unreachable,
        Self::NotHttps,
        Self::Foreign,
        Self::Empty,
        Self::SameName,
        Self::Replaced,
        Self::BadDate,
        Self::HiddenInNumber,
        Self::OtherDigits,
        Self::NumberScheme,
        Self::Extension,
        Self::TwoNumbers,
        Self::LettersInNumber,
        Self::InternationalPrefix,
        Self::TrunkZero,
        Self::NumberSize,
        Self::NotNumber,
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
        Self::NoCountry,
        Self::OddLength,
        Self::Twice,
        Self::TagTwice,
        Self::Lacks,
        Self::Strange,
        Self::Markup,
        Self::NoEveryone,
        Self::OwnSite,
    ];

    /// Whether something has to be done about it.
    pub fn is_error(self) -> bool {
        self < Self::Adjusted
    }
}

impl From<Kind> for Rule {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::NotUtf8 => Self::NotUtf8,
            Kind::Utf16 => Self::Utf16,
            Kind::Blank => Self::Blank,
            Kind::CurlyQuote => Self::CurlyQuote,
            Kind::SingleQuote => Self::SingleQuote,
            Kind::Comment => Self::Comment,
            Kind::ExtraComma => Self::ExtraComma,
            Kind::MissingComma => Self::MissingComma,
            Kind::MissingColon => Self::MissingColon,
            Kind::MissingValue => Self::MissingValue,
            Kind::LineBreak => Self::LineBreak,
            Kind::ControlCharacter => Self::ControlCharacter,
            Kind::InnerQuote => Self::InnerQuote,
            Kind::Backslash => Self::Backslash,
            Kind::BareWord => Self::BareWord,
            Kind::Number => Self::BareNumber,
            Kind::Unclosed => Self::Unclosed,
            Kind::WrongBracket => Self::WrongBracket,
            Kind::AfterEnd => Self::AfterEnd,
            Kind::HiddenCharacter => Self::HiddenCharacter,
            Kind::TooDeep => Self::TooDeep,
            Kind::Other => Self::NotJson,
        }
    }
}
