//! The answers of one check, in the order of the pack's items.

/// What was done with one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value of the option chosen.
    Chosen(i32),
    /// Passed over on purpose.
    Skipped,
}

/// One place an item: nothing until the person has been there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers(Vec<Option<Answer>>);

impl Answers {
    /// A blank sheet for `items` items.
    pub fn blank(items: usize) -> Self {
        Self(vec![None; items])
    }

    /// What was done with the item at `index`.
    pub fn get(&self, index: usize) -> Option<Answer> {
        self.0.get(index).copied().flatten()
    }

    /// The value chosen at `index`; nothing when skipped or not reached.
    pub fn value(&self, index: usize) -> Option<i32> {
        match self.get(index) {
            Some(Answer::Chosen(value)) => Some(value),
            _ => None,
        }
    }

    /// Writes `answer` at `index`; outside the sheet nothing happens.
    pub fn set(&mut self, index: usize, answer: Answer) {
        if let Some(place) = self.0.get_mut(index) {
            *place = Some(answer);
        }
    }

    /// As if the item at `index` had not been reached.
    pub(super) fn clear(&mut self, index: usize) {
        if let Some(place) = self.0.get_mut(index) {
            *place = None;
        }
    }

    /// How many items carry a chosen value.
    pub fn chosen(&self) -> usize {
        self.0
            .iter()
            .filter(|place| matches!(place, Some(Answer::Chosen(_))))
            .count()
    }

    /// Whether nothing has been answered or skipped yet.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Every place, in the order of the pack's items.
    pub fn iter(&self) -> impl Iterator<Item = Option<Answer>> + '_ {
        self.0.iter().copied()
    }
}
