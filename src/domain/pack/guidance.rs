//! The written form of a pack's guidance: what the result may say, and when.

use super::scale::Kind;
use crate::domain::number::Decimal;

/// What the result may say, and the rules that choose.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct GuidanceForm {
    /// Everything that can be said.
    pub entries: Vec<Entry>,
    /// Walked from first to last; the order is the order shown.
    pub rules: Vec<Rule>,
}

/// Where on the result an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub enum Slot {
    /// What holds; first on the screen.
    Strength,
    /// The pattern in words.
    Pattern,
    /// How compassion fatigue, burnout and secondary trauma differ.
    Differ,
    /// What the signs mean and do not mean.
    Reassure,
    /// A next step; the first one shown is the one next step.
    Step,
    /// Brings the crisis lines into the page, calmly.
    Help,
    /// Earlier checks.
    History,
    /// The ways to someone who can help.
    Find,
    /// Why it happens; folded.
    Why,
    /// References.
    Reading,
}

/// A place in the app or in the organisation's configuration that an entry leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
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

/// Something the result can say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Entry {
    /// Short name.
    pub id: String,
    /// Where it belongs.
    pub slot: Slot,
    /// Ids of the guidance it gives.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub covers: Vec<String>,
    /// A short heading.
    pub title: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// Where it leads, if anywhere.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub link: Option<Link>,
}

/// When to show what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Rule {
    /// Short name.
    pub id: String,
    /// The condition.
    pub when: Condition,
    /// Ids of the entries to show, each at most once on a result.
    pub show: Vec<String>,
}

/// A condition over one result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub enum Condition {
    /// True for every result.
    Always,
    /// No scale could be scored.
    NothingScored,
    /// No pattern scale is above its lowest band.
    NothingStandsOut,
    /// An earlier check on the same questions is kept.
    EarlierChecks,
    /// The scale is scored and in one of these bands.
    Band {
        /// The scale's id.
        scale: String,
        /// The bands' ids.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = "in"))]
        bands: Vec<String>,
    },
    /// The scale could not be scored.
    Unscored(String),
    /// Of the pattern scales above their lowest band, this has the highest result; with a tie, each of them has.
    StandsOut(String),
    /// The answer to an item. Skipped, hidden or not reached, it was not answered.
    Item {
        /// The item's id.
        id: String,
        /// What is asked about it.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(flatten))]
        test: Test,
    },
    /// The scale is scored, and its result is at or above this.
    Score {
        /// The scale's id.
        scale: String,
        /// The least result.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = "atLeast"))]
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
        #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = "atLeast"))]
        at_least: usize,
    },
    /// Every one is true.
    All(Vec<Condition>),
    /// At least one is true.
    Any(Vec<Condition>),
    /// It is not true.
    Not(Box<Condition>),
}

/// What can be asked about the answer to an item. Options are named by `value`; the others compare what the answer counts.
///
/// These are the operators of FHIR's `enableWhen`, with the same meaning
/// (<https://hl7.org/fhir/R5/valueset-questionnaire-enable-operator.html>): `isNot` is also true of an item without an answer,
/// the comparisons never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub enum Test {
    /// The option with this `value` was chosen (`=`).
    Is(i32),
    /// It was not (`!=`).
    IsNot(i32),
    /// It counts at least this (`>=`).
    AtLeast(Decimal),
    /// It counts at most this (`<=`).
    AtMost(Decimal),
    /// It counts more than this (`>`).
    Above(Decimal),
    /// It counts less than this (`<`).
    Below(Decimal),
    /// Whether it was answered (`exists`).
    Answered(bool),
}
