//! Which items are shown. This depends only on answers, and for each item only on answers to items before it.

use serde::{Deserialize, Serialize};

use super::Pack;
use super::condition::{Condition, Test, item_test};
use crate::Answers;

/// A condition under which an item or a section is shown. It tests answers to earlier items.
///
/// This is a type of its own, and not [`Condition`], because the browser reads it before the first question. The code
/// that reads conditions on a result comes later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub enum ShownWhen {
    /// Always shown.
    #[default]
    Always,
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
    /// Every one is true.
    All(Vec<Self>),
    /// At least one is true.
    Any(Vec<Self>),
    /// It is not true.
    Not(Box<Self>),
}

impl ShownWhen {
    /// Whether it is [`ShownWhen::Always`], the default.
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// The conditions directly inside this one.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            Self::Always | Self::Item { .. } => &[],
        }
    }
}

impl From<&ShownWhen> for Condition {
    fn from(when: &ShownWhen) -> Self {
        let each = |parts: &[ShownWhen]| parts.iter().map(Self::from).collect();
        match when {
            ShownWhen::Always => Self::Always,
            ShownWhen::Item { id, test } => Self::Item {
                id: id.clone(),
                test: *test,
            },
            ShownWhen::All(parts) => Self::All(each(parts)),
            ShownWhen::Any(parts) => Self::Any(each(parts)),
            ShownWhen::Not(part) => Self::Not(Box::new(Self::from(&**part))),
        }
    }
}

impl Pack {
    /// Whether each item is shown, given these answers.
    ///
    /// The answer to a hidden item counts as no answer, in the conditions of later items too.
    pub fn shown(&self, answers: &Answers) -> Vec<bool> {
        self.shown_and_visible_answers(answers).0
    }

    /// The answers to the items shown. An answer to an item that is now hidden does not count, and is neither stored
    /// nor exported. It is remembered while the check is open, in case the item is shown again.
    #[must_use]
    pub fn visible_answers(&self, answers: &Answers) -> Answers {
        if self.branches {
            self.shown_and_visible_answers(answers).1
        } else {
            answers.clone()
        }
    }

    /// How many items are shown, given these answers.
    pub fn shown_count(&self, answers: &Answers) -> usize {
        self.shown(answers).into_iter().filter(|on| *on).count()
    }

    /// The first item shown that was neither answered nor skipped.
    pub fn first_open(&self, answers: &Answers) -> Option<usize> {
        let shown = self.shown(answers);
        (0..self.len()).find(|&index| shown[index] && answers.get(index).is_none())
    }

    /// The first item after `item` that is shown.
    pub fn next(&self, item: usize, answers: &Answers) -> Option<usize> {
        let shown = self.shown(answers);
        (item + 1..self.len()).find(|&next| shown[next])
    }

    fn shown_and_visible_answers(&self, answers: &Answers) -> (Vec<bool>, Answers) {
        let mut seen = answers.clone();
        let mut shown = Vec::with_capacity(self.len());
        for index in 0..self.len() {
            let on = self.allows(&self.section(index).when, &seen)
                && self.allows(&self.item(index).when, &seen);
            if !on {
                seen.clear(index);
            }
            shown.push(on);
        }
        (shown, seen)
    }

    fn allows(&self, when: &ShownWhen, answers: &Answers) -> bool {
        match when {
            ShownWhen::Always => true,
            ShownWhen::Item { id, test } => self.passes(id, *test, answers),
            ShownWhen::All(parts) => parts.iter().all(|part| self.allows(part, answers)),
            ShownWhen::Any(parts) => parts.iter().any(|part| self.allows(part, answers)),
            ShownWhen::Not(part) => !self.allows(part, answers),
        }
    }

    /// Whether the answer to the item passes `test`.
    pub(crate) fn passes(&self, id: &str, test: Test, answers: &Answers) -> bool {
        let Some(index) = self.item_index(id) else {
            return false;
        };
        let chosen = answers.value(index);
        let score = || self.option_score(index, answers);
        match test {
            Test::Is(value) => chosen == Some(value),
            Test::IsNot(value) => chosen != Some(value),
            Test::Answered(wanted) => chosen.is_some() == wanted,
            Test::AtLeast(edge) => score().is_some_and(|score| score >= edge),
            Test::AtMost(edge) => score().is_some_and(|score| score <= edge),
            Test::Above(edge) => score().is_some_and(|score| score > edge),
            Test::Below(edge) => score().is_some_and(|score| score < edge),
        }
    }
}
