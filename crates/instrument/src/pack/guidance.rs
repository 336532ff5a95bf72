//! The format of a pack's guidance: what the result may say, and when.

use serde::{Deserialize, Serialize};

use super::scale::Kind;
use crate::number::Decimal;

/// The texts of the result, and the rules that choose among them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuidanceForm {
    /// All texts.
    pub entries: Vec<Entry>,
    /// The rules. Entries are shown in the order of the rules.
    pub rules: Vec<Rule>,
}

/// Where on the result an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Slot {
    /// The user's strengths; first on the screen.
    Strength,
    /// The pattern of the results in words.
    Pattern,
    /// How compassion fatigue, burnout and secondary trauma differ.
    Differ,
    /// What the signs mean and do not mean.
    Reassure,
    /// A next step; the first one shown is the one next step.
    Step,
    /// Words above the crisis lines, which are then shown on the result itself.
    Help,
    /// Earlier checks.
    History,
    /// Ways to find someone who can help.
    Find,
    /// Why it happens; collapsed until the user opens it.
    Why,
    /// References.
    Reading,
}

/// A place in the app or in the organisation's configuration that an entry leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Link {
    /// The organisation's directory.
    Directory,
    /// The search of the register.
    Register,
    /// The course finder.
    Courses,
    /// The reading list.
    Reading,
    /// Earlier checks.
    History,
    /// The crisis lines.
    Help,
}

/// A text that the result can show.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Short name.
    pub id: String,
    /// Where it is shown.
    pub slot: Slot,
    /// Ids of the guidance that it gives, for its author.
    #[serde(default)]
    pub covers: Vec<String>,
    /// A short heading.
    pub title: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// Where its link leads, if it has one.
    #[serde(default)]
    pub link: Option<Link>,
}

/// A condition, and the entries to show if it is true.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Short name.
    pub id: String,
    /// The condition.
    pub when: Condition,
    /// Ids of the entries to show, each at most once on a result.
    pub show: Vec<String>,
}

/// A condition on one result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum Condition {
    /// True for every result.
    #[default]
    Always,
    /// No scale could be scored.
    NothingScored,
    /// No pattern scale is above its lowest band.
    NothingStandsOut,
    /// An earlier check on the same questions is stored.
    EarlierChecks,
    /// The scale is scored and in one of these bands.
    Band {
        /// The scale's id.
        scale: String,
        /// The bands' ids.
        #[serde(rename = "in")]
        bands: Vec<String>,
    },
    /// The scale could not be scored.
    Unscored(String),
    /// Of the pattern scales above their lowest band, this one has the highest result. Several may share it.
    StandsOut(String),
    /// A test of the answer to an item. An item that was skipped, hidden or not reached was not answered.
    #[serde(
        deserialize_with = "item_test::read",
        serialize_with = "item_test::write"
    )]
    Item {
        /// The item's id.
        id: String,
        /// The test.
        #[cfg_attr(feature = "schema", schemars(flatten))]
        test: Test,
    },
    /// The scale is scored, and its result is at or above this.
    Score {
        /// The scale's id.
        scale: String,
        /// The least result.
        #[serde(rename = "atLeast")]
        at_least: Decimal,
    },
    /// Both scales are scored, and the result of the first is higher.
    Higher {
        /// The scale's id.
        scale: String,
        /// The other scale's id.
        than: String,
    },
    /// At least this many scales of a kind are in this band.
    BandCount {
        /// The kind of scale.
        kind: Kind,
        /// The band's id.
        band: String,
        /// The least number of scales.
        #[serde(rename = "atLeast")]
        at_least: usize,
    },
    /// Every one is true.
    All(Vec<Condition>),
    /// At least one is true.
    Any(Vec<Condition>),
    /// It is not true.
    Not(Box<Condition>),
}

impl Condition {
    /// The conditions directly inside this one.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }
}

/// A test of the answer to an item. `is` and `isNot` name an option by its `value`; the comparisons use the score of
/// the answer.
///
/// These are the operators of FHIR's `enableWhen`, with the same meaning
/// (<https://hl7.org/fhir/R5/valueset-questionnaire-enable-operator.html>): `isNot` is also true of an item without an
/// answer, the comparisons never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Test {
    /// The option with this `value` was chosen (`=`).
    Is(i32),
    /// Another option was chosen, or none (`!=`).
    IsNot(i32),
    /// The score is at least this (`>=`).
    AtLeast(Decimal),
    /// The score is at most this (`<=`).
    AtMost(Decimal),
    /// The score is above this (`>`).
    Above(Decimal),
    /// The score is below this (`<`).
    Below(Decimal),
    /// Whether it was answered (`exists`).
    Answered(bool),
}

/// Reads and writes a test as a member next to the item's id: `{"id": "e1", "atLeast": 3}`. serde's `flatten` could
/// read that too, but it cannot refuse unknown members, and its code was larger.
pub(super) mod item_test {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Test;
    use crate::number::Decimal;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Form {
        id: String,
        is: Option<i32>,
        is_not: Option<i32>,
        at_least: Option<Decimal>,
        at_most: Option<Decimal>,
        above: Option<Decimal>,
        below: Option<Decimal>,
        answered: Option<bool>,
    }

    #[derive(Serialize)]
    struct Written<'a> {
        id: &'a str,
        #[serde(flatten)]
        test: &'a Test,
    }

    pub(in crate::pack) fn read<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<(String, Test), D::Error> {
        let form = Form::deserialize(from)?;
        let tests = [
            form.is.map(Test::Is),
            form.is_not.map(Test::IsNot),
            form.at_least.map(Test::AtLeast),
            form.at_most.map(Test::AtMost),
            form.above.map(Test::Above),
            form.below.map(Test::Below),
            form.answered.map(Test::Answered),
        ];
        let mut tests = tests.into_iter().flatten();
        match (tests.next(), tests.next()) {
            (Some(test), None) => Ok((form.id, test)),
            _ => Err(D::Error::custom(
                "not an item and one thing to ask about its answer",
            )),
        }
    }

    pub(in crate::pack) fn write<S: Serializer>(
        id: &str,
        test: &Test,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        Written { id, test }.serialize(to)
    }
}
