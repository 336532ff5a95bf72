//! Conditions on a result, and tests of answers.

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use crate::number::Decimal;

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
    /// No pattern scale stands out. See [`standing_out`](crate::guidance::standing_out).
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
    /// This pattern scale stands out. See [`standing_out`](crate::guidance::standing_out).
    StandsOut(String),
    /// The named condition is true.
    #[serde(rename = "condition")]
    Named(String),
    /// At least this many items have an answer that counts from `from` to `to`, both inclusive. An average can be low
    /// although one answer was high; this finds the answer.
    ItemCount {
        /// The items of these scales, as they count there: reverse-scored where the scale says so, and not weighted.
        #[serde(default)]
        scales: Vec<String>,
        /// Further items by their ids.
        #[serde(default)]
        items: Vec<String>,
        /// The lowest that an answer may count.
        #[serde(default)]
        from: Option<Decimal>,
        /// The highest that an answer may count.
        #[serde(default)]
        to: Option<Decimal>,
        /// The least number of items. An item that is in the lists twice is one item.
        #[serde(rename = "atLeast")]
        at_least: usize,
    },
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

/// A condition with a name. Rules, offers, words and the named conditions after it can refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedCondition {
    /// Its name.
    pub id: String,
    /// It in words that follow "if", for the check on paper: "your answers call for doing less".
    pub label: String,
    /// The condition.
    pub when: Condition,
}
