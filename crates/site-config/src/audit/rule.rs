//! The rules that a configuration can break.

use json::fault::Kind;

/// The rules, in the order of `web/check-config.json`, which the comparisons below and in the audit depend on. First
/// come the faults because of which the file cannot be read, then other errors, and from [`Rule::Adjusted`] on
/// warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rule {
    /// Not saved as UTF-8.
    NotUtf8,
    /// Saved as UTF-16.
    Utf16,
    /// The file is empty.
    Blank,
    /// A quotation mark from a word processor.
    CurlyQuote,
    /// A single quotation mark in place of a double one.
    SingleQuote,
    /// A comment.
    Comment,
    /// A comma with no entry after it.
    ExtraComma,
    /// No comma between two entries.
    MissingComma,
    /// No colon between a name and its value.
    MissingColon,
    /// No value where there has to be one.
    MissingValue,
    /// A text that is not closed on its line.
    LineBreak,
    /// A tab or another control character in a text.
    ControlCharacter,
    /// A quotation mark within a text.
    InnerQuote,
    /// A backslash that begins no escape.
    Backslash,
    /// A word without quotation marks.
    BareWord,
    /// Not a valid JSON number.
    BareNumber,
    /// A bracket that is not closed.
    Unclosed,
    /// A closing bracket of the wrong kind.
    WrongBracket,
    /// Text after the end.
    AfterEnd,
    /// An invisible character.
    HiddenCharacter,
    /// Nested too deeply.
    TooDeep,
    /// Not JSON for any other reason.
    NotJson,
    /// A member is missing or has the wrong type.
    Shape,
    /// A member that does not exist.
    Unknown,
    /// A member that does not exist, with a name much like one that does.
    Misspelt,
    /// No crisis help.
    NoHelp,
    /// A help line that gives no way to reach it.
    Unreachable,
    /// An address that is not `https:`.
    NotHttps,
    /// A picture that is not in the app's folder.
    Foreign,
    /// An empty text.
    Empty,
    /// A member that occurs twice.
    SameName,
    /// A character that was lost when the file was saved.
    Replaced,
    /// No date, or a day that does not exist.
    BadDate,
    /// An invisible character in a number.
    HiddenInNumber,
    /// A number in other digits than 0 to 9.
    OtherDigits,
    /// A scheme such as `tel:` before a number.
    NumberScheme,
    /// An extension after a number.
    Extension,
    /// Two numbers in one.
    TwoNumbers,
    /// Letters that stand for the keys of a telephone.
    LettersInNumber,
    /// 00 in place of the plus sign.
    InternationalPrefix,
    /// A zero after the country code that is dialled only within the country.
    TrunkZero,
    /// Too few or too many digits to be dialled.
    NumberSize,
    /// Something else that cannot be dialled.
    NotNumber,
    /// Not an email address.
    NotEmail,
    /// The address of a search has no place for the search words.
    NoPlace,
    /// Not a colour.
    NotColour,
    /// Not a list of font names.
    NotFont,
    /// Not a size.
    NotSize,
    /// Not a valid file name.
    NotName,
    /// Not a language tag.
    NotTag,
    /// No language is offered.
    NoLanguage,
    /// A file that is not in the folder.
    NoFile,
    /// A pack that cannot be read.
    BadPack,
    /// More help lines that cannot be used.
    BadHelp,
    /// A colour that is adjusted because it could not be read.
    Adjusted,
    /// A date in the future.
    Future,
    /// Last checked more than a year ago.
    Old,
    /// An address that looks mistyped.
    OddAddress,
    /// A number that looks mistyped.
    OddNumber,
    /// A number that begins with no country's code.
    NoCountry,
    /// A number of a length that its country does not use.
    OddLength,
    /// A number that occurs more than once for people in one nation.
    Twice,
    /// A language that is offered twice.
    TagTwice,
    /// A text is missing in a language that is offered.
    Lacks,
    /// A text in a language that is not offered.
    Strange,
    /// Markup in a text. It is shown as it was typed.
    Markup,
    /// No help line for everyone has a number to call or text.
    NoEveryone,
    /// The quick exit leads to the organisation's own site.
    OwnSite,
}

impl Rule {
    /// All rules, in order.
    #[cfg(not(target_arch = "wasm32"))]
    pub const ALL: [Self; 68] = [
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
        Self::NotEmail,
        Self::NoPlace,
        Self::NotColour,
        Self::NotFont,
        Self::NotSize,
        Self::NotName,
        Self::NotTag,
        Self::NoLanguage,
        Self::NoFile,
        Self::BadPack,
        Self::BadHelp,
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

    /// Whether this is an error, which has to be put right, and not a warning.
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
