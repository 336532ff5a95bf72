//! The answers of one check, in the order of the pack's items.

/// What the user did with one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value of the option chosen.
    Chosen(i32),
    /// Skipped on purpose.
    Skipped,
}

/// One entry for each item, `None` until the user answers or skips it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers(Vec<Option<Answer>>);

impl Answers {
    /// Blank answers to `items` items.
    pub fn blank(items: usize) -> Self {
        Self(vec![None; items])
    }

    /// What the user did with the item at `index`. `None` when they did not reach it, or when there is no such item.
    pub fn get(&self, index: usize) -> Option<Answer> {
        self.0.get(index).copied().flatten()
    }

    /// The value chosen at `index`. `None` when the item was skipped or not reached.
    pub fn value(&self, index: usize) -> Option<i32> {
        match self.get(index) {
            Some(Answer::Chosen(value)) => Some(value),
            _ => None,
        }
    }

    /// Sets the answer at `index`. Does nothing when there is no such item.
    pub fn set(&mut self, index: usize, answer: Answer) {
        if let Some(place) = self.0.get_mut(index) {
            *place = Some(answer);
        }
    }

    /// Removes the answer at `index`, as if the item had not been reached.
    pub(super) fn clear(&mut self, index: usize) {
        if let Some(place) = self.0.get_mut(index) {
            *place = None;
        }
    }

    /// How many items have a chosen value.
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

    /// What [`Answers::get`] returns for each item, in the order of the pack.
    pub fn iter(&self) -> impl Iterator<Item = Option<Answer>> + '_ {
        self.0.iter().copied()
    }
}
