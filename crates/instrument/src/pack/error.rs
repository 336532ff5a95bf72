//! Why a pack cannot be used.

use std::fmt;

/// Something that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Part of it cannot be read.
    Unread(json::Error),
    /// It can be read, but breaks a rule.
    Rule {
        /// The rule.
        rule: PackRule,
        /// The id or the text that breaks it. Empty where the rule is about the whole pack.
        subject: String,
    },
}

impl PackError {
    /// The rule that is broken. `None` for what cannot be read.
    pub fn rule(&self) -> Option<PackRule> {
        match self {
            Self::Unread(_) => None,
            Self::Rule { rule, .. } => Some(*rule),
        }
    }
}

/// A rule that packs have to keep. Each is named after what is wrong with a pack that breaks it.
///
/// These are constants and not an enum, so that the first load only has the messages of rules that questions can break.
/// That makes it 0.4 KiB smaller, compressed: see `docs/size.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackRule(&'static str);

impl PackRule {
    /// This version cannot read the format of the pack.
    pub const UNKNOWN_FORMAT: Self = Self("format: this version reads format");
    /// The recall period is 0 days long.
    pub const NO_RECALL_LENGTH: Self = Self("recall: no length");
    /// The review has no name, or its days are no days or not in their order.
    pub const BAD_REVIEW: Self = Self("review: no name, or days that cannot be:");
    /// The pack's wobble, below which changes are ordinary, is not above 0.
    pub const ORDINARY_CHANGE_NOT_POSITIVE: Self = Self("wobble: not more than 0");
    /// Two offers in a list have the same id.
    pub const OFFER_TWICE: Self = Self("after: id used twice:");
    /// Two outcomes or two parts of the reflection have the same id.
    pub const REFLECTION_TWICE: Self = Self("reflection: id used twice:");
    /// The reflection has fewer than two prompts or fewer than two outcomes.
    pub const REFLECTION_TOO_SHORT: Self = Self("reflection without two or more:");
    /// An entry leads to a reflection that the pack does not have.
    pub const LINK_WITHOUT_REFLECTION: Self =
        Self("entry leads to a reflection, but there is none:");
    /// The address of a reference is not `https:`.
    pub const SOURCE_NOT_HTTPS: Self = Self("reading: not https");
    /// The url or the version of the Questionnaire cannot be part of a canonical address.
    pub const BAD_CANONICAL: Self =
        Self("questionnaire: a url or version that no address can have:");
    /// Two parts of the Questionnaire have the same link id.
    pub const LINK_ID_TWICE: Self = Self("questionnaire: linkId used twice:");
    /// An item is not in the Questionnaire.
    pub const NOT_IN_QUESTIONNAIRE: Self = Self("questionnaire: an item that is not in it:");
    /// A part of the Questionnaire is neither a group with items, an item nor a scale.
    pub const UNKNOWN_LINK_ID: Self =
        Self("questionnaire: neither a group with items, an item nor a scale:");
    /// The Questionnaire does not have one answer for each option.
    pub const OTHER_ANSWERS: Self = Self("questionnaire: not one answer for each option:");
    /// The pack has no items.
    pub const NO_ITEMS: Self = Self("sections: no items");
    /// Two items have the same id.
    pub const ITEM_TWICE: Self = Self("item id used twice:");
    /// Two sections have the same id.
    pub const SECTION_TWICE: Self = Self("section id used twice:");
    /// An item has the id under which a section is exported.
    pub const SECTION_LINK: Self = Self("item id that stands for a section:");
    /// An item has fewer than two options.
    pub const NO_OPTIONS: Self = Self("item without an option set of two or more:");
    /// Two options of a set have the same value.
    pub const VALUE_TWICE: Self = Self("option value used twice:");
    /// Whether something is shown depends on something other than answers to earlier items.
    pub const SHOWN_FOR_OTHER: Self =
        Self("shown for something other than an answer to an item before it:");
    /// Two scales have the same id.
    pub const SCALE_TWICE: Self = Self("scale id used twice:");
    /// An item is in a scale twice.
    pub const MEMBER_TWICE: Self = Self("item twice in one scale:");
    /// A scale has an item that does not exist.
    pub const UNKNOWN_ITEMS: Self = Self("scale with unknown items:");
    /// A scale includes a scale that does not come before it.
    pub const LATER_PART: Self = Self("scale of scales that do not stand before it:");
    /// A scale includes another scale twice.
    pub const PART_TWICE: Self = Self("scale twice in one scale:");
    /// A scale asks for more answers than it can have, or for none.
    pub const NEVER_SCORED: Self =
        Self("scale that can never be scored, or is scored from nothing:");
    /// A scale has no bands.
    pub const NO_BANDS: Self = Self("scale without bands:");
    /// Bands overlap or are not in ascending order.
    pub const BAND_ORDER: Self = Self("bands not in rising order:");
    /// Two words of a scale have the same name.
    pub const WORDS_TWICE: Self = Self("words of a scale with one name:");
    /// Words of a scale come after others for the same band that are always shown.
    pub const WORDS_NEVER_SHOWN: Self = Self("words that are never shown:");
    /// The margin within which pattern scales stand out together is not above 0.
    pub const MARGIN_NOT_POSITIVE: Self = Self("standOut.margin: not more than 0");
    /// Two named conditions have the same name.
    pub const CONDITION_TWICE: Self = Self("condition id used twice:");
    /// A scale has no words for a band that are always shown.
    pub const NO_WORDS: Self = Self("band without words:");
    /// A weight is 0, or it is negative and the result is divided by the weights.
    pub const BAD_WEIGHT: Self =
        Self("scale with a weight of nothing, or less where it is divided by:");
    /// `countFrom` is given without the method `count`, or the other way round.
    pub const BAD_COUNT: Self =
        Self("scale with `countFrom` but no method `count`, or the other way round:");
    /// A mean is prorated, which a mean does not need.
    pub const PRORATED_MEAN: Self = Self("scale that makes up a mean, which needs none:");
    /// A transform divides by 0.
    pub const DIVIDED_BY_ZERO: Self = Self("scale divided by nothing:");
    /// A result is rounded to more than six places.
    pub const TOO_MANY_PLACES: Self = Self("scale rounded to more than six places:");
    /// The table of a scale is missing, empty or not in ascending order.
    pub const NO_TABLE: Self = Self("scale without its table, in rising order:");
    /// Two entries have the same id.
    pub const ENTRY_TWICE: Self = Self("entry id used twice:");
    /// A rule shows an entry that does not exist.
    pub const UNKNOWN_ENTRY: Self = Self("rule shows an unknown entry:");
    /// No rule gives every result a next step.
    pub const NO_NEXT_STEP: Self = Self("no rule promises every result a next step");
    /// A condition asks about something unknown or unsuitable, or is an empty list of conditions.
    pub const UNKNOWN_SUBJECT: Self = Self("rule asks about something unknown:");
}

/// Everything that is wrong with a pack. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackErrors(pub(super) Vec<PackError>);

impl PackErrors {
    /// The errors one by one.
    pub fn iter(&self) -> impl Iterator<Item = &PackError> {
        self.0.iter()
    }

    /// All errors as one text, one error a line.
    pub fn lines(&self) -> String {
        let lines: Vec<String> = self.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }
}

impl From<json::Error> for PackErrors {
    fn from(error: json::Error) -> Self {
        Self(vec![PackError::Unread(error)])
    }
}

impl fmt::Display for PackErrors {
    /// On one line, with semicolons between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            f.write_str(if at > 0 { "; " } else { "" })?;
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => error.fmt(f),
            Self::Rule { rule, subject } => {
                rule.fmt(f)?;
                f.write_str(if subject.is_empty() { "" } else { " " })?;
                f.write_str(subject)
            }
        }
    }
}

impl fmt::Display for PackRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PackErrors {}

impl std::error::Error for PackError {}
