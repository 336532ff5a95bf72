//! Why a pack cannot be used.

use std::fmt;

use crate::domain::json;

/// Something that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Part of it cannot be read.
    Unread(json::Error),
    /// It can be read, and breaks a rule.
    Rule {
        /// Which.
        rule: PackRule,
        /// The id of what breaks it, or what stands there. Empty where there is but one.
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

/// What has to hold for a pack. The names say what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackRule {
    /// The format is another than this version reads.
    UnknownFormat,
    /// The time looked back over has no length.
    NoRecallLength,
    /// The change that is called ordinary is not above 0.
    NoWobble,
    /// Two of the words to choose have one id.
    OfferTwice,
    /// The address of a reference is not `https:`.
    SourceNotHttps,
    /// The url or the version of the Questionnaire cannot stand in an address.
    BadCanonical,
    /// Two parts of the Questionnaire have one link id.
    LinkIdTwice,
    /// An item is not in the Questionnaire.
    NotInQuestionnaire,
    /// A part of the Questionnaire is neither a group with items, an item nor a scale.
    UnknownLinkId,
    /// The Questionnaire does not have one answer for each option.
    OtherAnswers,
    /// There is no item.
    NoItems,
    /// Two items have one id.
    ItemTwice,
    /// Two sections have one id.
    SectionTwice,
    /// An item has the id under which a section is exported.
    SectionLink,
    /// An item has fewer than two options.
    NoOptions,
    /// Two options of a set have one value.
    ValueTwice,
    /// Whether something is shown depends on something other than answers to earlier items.
    ShownForOther,
    /// Two scales have one id.
    ScaleTwice,
    /// An item is in a scale twice.
    MemberTwice,
    /// A scale has an item that is not there.
    UnknownItems,
    /// A scale is made of scales that do not stand before it.
    LaterPart,
    /// A scale is in another twice.
    PartTwice,
    /// A scale asks for more answers than it can have, or for none.
    NeverScored,
    /// A scale has no bands.
    NoBands,
    /// Bands are not in rising order.
    BandOrder,
    /// A scale has no words for a band.
    NoWords,
    /// A weight is 0, or below where the result is divided by weights.
    BadWeight,
    /// `countFrom` is given without the method `count`, or the other way round.
    BadCount,
    /// A mean is prorated, which it always is by itself.
    ProratedMean,
    /// A transform divides by 0.
    DividedByZero,
    /// A result is rounded to more than six places.
    TooManyPlaces,
    /// The table of a scale is not there, or not in rising order.
    NoTable,
    /// Two entries have one id.
    EntryTwice,
    /// A rule shows an entry that is not there.
    UnknownEntry,
    /// No rule gives every result a next step.
    NoNextStep,
    /// A condition asks about something that is not there.
    UnknownSubject,
}

/// Everything that is wrong with a pack. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackErrors(pub(super) Vec<PackError>);

impl PackErrors {
    /// Each in turn.
    pub fn iter(&self) -> impl Iterator<Item = &PackError> {
        self.0.iter()
    }

    /// Each on a line of its own.
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
        f.write_str(match self {
            Self::UnknownFormat => "format: this version reads format",
            Self::NoRecallLength => "recall: no length",
            Self::NoWobble => "wobble: not more than 0",
            Self::OfferTwice => "after: id used twice:",
            Self::SourceNotHttps => "reading: not https",
            Self::BadCanonical => "questionnaire: a url or version that no address can have:",
            Self::LinkIdTwice => "questionnaire: linkId used twice:",
            Self::NotInQuestionnaire => "questionnaire: an item that is not in it:",
            Self::UnknownLinkId => {
                "questionnaire: neither a group with items, an item nor a scale:"
            }
            Self::OtherAnswers => "questionnaire: not one answer for each option:",
            Self::NoItems => "sections: no items",
            Self::ItemTwice => "item id used twice:",
            Self::SectionTwice => "section id used twice:",
            Self::SectionLink => "item id that stands for a section:",
            Self::NoOptions => "item without an option set of two or more:",
            Self::ValueTwice => "option value used twice:",
            Self::ShownForOther => "shown for something other than an answer to an item before it:",
            Self::ScaleTwice => "scale id used twice:",
            Self::MemberTwice => "item twice in one scale:",
            Self::UnknownItems => "scale with unknown items:",
            Self::LaterPart => "scale of scales that do not stand before it:",
            Self::PartTwice => "scale twice in one scale:",
            Self::NeverScored => "scale that can never be scored, or is scored from nothing:",
            Self::NoBands => "scale without bands:",
            Self::BandOrder => "bands not in rising order:",
            Self::NoWords => "band without words:",
            Self::BadWeight => "scale with a weight of nothing, or less where it is divided by:",
            Self::BadCount => {
                "scale with `countFrom` but no method `count`, or the other way round:"
            }
            Self::ProratedMean => "scale that makes up a mean, which needs none:",
            Self::DividedByZero => "scale divided by nothing:",
            Self::TooManyPlaces => "scale rounded to more than six places:",
            Self::NoTable => "scale without its table, in rising order:",
            Self::EntryTwice => "entry id used twice:",
            Self::UnknownEntry => "rule shows an unknown entry:",
            Self::NoNextStep => "no rule promises every result a next step",
            Self::UnknownSubject => "rule asks about something unknown:",
        })
    }
}

impl std::error::Error for PackErrors {}

impl std::error::Error for PackError {}
