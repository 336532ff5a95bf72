//! The format of a pack's reflection: questions that a person thinks through, which are not scored.

use serde::Deserialize;

/// Questions to think through after the result, such as “Am I all right to see clients this week?”. They are not scored.
/// The outcome is stored only if the person puts it in a note. Every result links to the reflection. The link comes
/// first if the result shows an entry with the link `reflection`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reflection {
    /// What it is called on screen: the question it is about.
    pub title: String,
    /// What it is for, and who decides. Shown above the prompts.
    pub about: String,
    /// The questions to ask oneself, which have no answers to choose from. At least two.
    pub prompts: Vec<String>,
    /// Where it can end, from the lightest to the heaviest. At least two.
    pub outcomes: Vec<Passage>,
    /// What helps with the outcomes, such as words for a supervisor and a list for handing over.
    #[serde(default)]
    pub parts: Vec<Passage>,
}

impl Reflection {
    /// The outcomes and the parts, with the name of the member.
    pub fn passages(&self) -> [(&'static str, &[Passage]); 2] {
        [("outcomes", &self.outcomes), ("parts", &self.parts)]
    }
}

/// A heading with paragraphs, and perhaps a list below them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Short name.
    pub id: String,
    /// The heading.
    pub title: String,
    /// Paragraphs.
    #[serde(default)]
    pub text: Vec<String>,
    /// The entries of the list.
    #[serde(default)]
    pub list: Vec<String>,
}
