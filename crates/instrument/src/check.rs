//! One check by one user, in progress or finished.

use std::cmp::Ordering;

use super::order::count_comparison;
use super::pack::{PackKey, digest};
use super::{Answer, Answers, Moment, Pack};

/// Identifies a check. It is made from the clock and a random number, and says nothing about the user.
#[derive(Clone, Debug, Eq)]
pub struct CheckId(pub String);

// Implemented by hand only so that tests can count comparisons, see `order::comparisons`.
impl PartialEq for CheckId {
    fn eq(&self, other: &Self) -> bool {
        count_comparison(self.0 == other.0)
    }
}

impl Ord for CheckId {
    fn cmp(&self, other: &Self) -> Ordering {
        count_comparison(self.0.cmp(&other.0))
    }
}

impl PartialOrd for CheckId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl CheckId {
    /// A new id from the clock and a random number.
    pub fn new(now: Moment, chance: u32) -> Self {
        Self(new_id(now, chance))
    }

    /// The id without the suffix that [`CheckId::split_id`] adds. Checks that were once the same check share it.
    pub fn origin(&self) -> &str {
        let bytes = self.0.as_bytes();
        let end = bytes.len().saturating_sub(DIGEST + 1);
        match bytes.get(end..) {
            Some([b'-', last @ ..])
                if last.len() == DIGEST && last.iter().all(|&byte| is_hex(byte)) =>
            {
                self.0.get(..end).unwrap_or(&self.0)
            }
            _ => &self.0,
        }
    }

    /// Whether it is the id that a check began with, without a suffix from [`CheckId::split_id`].
    pub fn is_first(&self) -> bool {
        self.origin() == self.0
    }

    /// A new id for a check whose id already belongs to other answers. It is made from `content`: the same content
    /// gets the same id on every device and in every tab, so storing it twice makes one check and not two.
    pub fn split_id(&self, content: &str) -> Self {
        Self([self.origin(), "-", &digest(content)].concat())
    }
}

/// The length of a [`digest`]. The last part of an id from the clock has at most seven characters, so it is never
/// taken for a digest.
const DIGEST: usize = 16;

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'a'..=b'f')
}

/// A new id for a record, from the clock and a random number.
pub fn new_id(now: Moment, chance: u32) -> String {
    let (time, chance) = (base36(now.utc.unsigned_abs()), base36(u64::from(chance)));
    [&time, "-", &chance].concat()
}

fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// A check: which pack, when, and what was answered, item by item.
///
/// Answers are stored by item id, so that a check can be read whatever later packs look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its id.
    pub id: CheckId,
    /// The pack it is answered on.
    pub pack: PackKey,
    /// When it was started.
    pub started: Moment,
    /// When it was last changed; for a finished check, when it was finished.
    pub changed: Moment,
    /// Item id and answer, in the order of the pack.
    pub sheet: Vec<(String, Answer)>,
}

impl Check {
    /// A check that has just begun.
    pub fn begin(id: CheckId, pack: &Pack, now: Moment) -> Self {
        Self {
            id,
            pack: pack.key().clone(),
            started: now,
            changed: now,
            sheet: Vec::new(),
        }
    }

    /// The order in which checks are listed: last changed first.
    pub fn newest_first(&self, other: &Self) -> Ordering {
        other
            .changed
            .cmp(&self.changed)
            .then_with(|| other.id.cmp(&self.id))
    }

    /// The answers in the order of the items of `pack`. `None` when the check does not belong to it: another pack key,
    /// an unknown item, or a value that the item's options do not have. Answers to hidden items are left out.
    pub fn answers(&self, pack: &Pack) -> Option<Answers> {
        if &self.pack != pack.key() {
            return None;
        }
        let mut answers = Answers::blank(pack.len());
        // A sheet is in the order of its pack, so this is usually the next item.
        let mut next = 0;
        for (id, answer) in &self.sheet {
            let index = if next < pack.len() && pack.item(next).id == *id {
                next
            } else {
                pack.item_index(id)?
            };
            next = index + 1;
            if let Answer::Chosen(value) = answer {
                pack.options(index)
                    .iter()
                    .find(|choice| choice.value == *value)?;
            }
            answers.set(index, *answer);
        }
        Some(pack.visible_answers(&answers))
    }

    /// Whether `other` has the same answers to the same questions, whenever they were given.
    pub fn same_answers(&self, other: &Self) -> bool {
        self.pack == other.pack && self.sheet == other.sheet
    }

    /// Whether `other` has every answer of this check. If it does, and `other` is stored, this check can be dropped
    /// without losing an answer.
    pub fn is_within(&self, other: &Self) -> bool {
        let mut answers = self.sheet.iter();
        self.pack == other.pack && answers.all(|answer| other.sheet.contains(answer))
    }

    /// The same check with `answers` on its sheet, changed at `now`. Answers to hidden items are left out.
    #[must_use]
    pub fn with(&self, pack: &Pack, answers: &Answers, now: Moment) -> Self {
        let sheet = pack
            .visible_answers(answers)
            .iter()
            .enumerate()
            .filter_map(|(index, answer)| Some((pack.item(index).id.clone(), answer?)))
            .collect();
        Self {
            changed: now,
            sheet,
            ..self.clone()
        }
    }
}
