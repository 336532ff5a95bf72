//! The format of a pack's guidance: what the result may say, and when.

use serde::Deserialize;

use super::condition::{Condition, NamedCondition};

/// The texts of the result, and the rules that choose among them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GuidanceForm {
    /// All texts.
    pub entries: Vec<Entry>,
    /// Conditions that others refer to by name, so that each is written once.
    #[serde(default)]
    pub conditions: Vec<NamedCondition>,
    /// The rules. Entries are shown in the order of the rules.
    pub rules: Vec<Rule>,
}

/// Where on the result an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Slot {
    /// The user's strengths; the first one shown is a line, the others are folded.
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
    /// The pack's reflection, which is then the first way on from the result.
    Reflection,
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
