//! A pack: the questions, how they are scored, and what the result may say. It is checked when it is read.

mod branch;
mod check;
pub mod condition;
mod error;
mod first;
pub mod format;
pub mod guidance;
mod kind;
mod read;
pub mod references;
pub mod reflection;
mod review;
pub mod scale;
#[cfg(not(target_arch = "wasm32"))]
pub mod translation;

use super::Answers;
use super::hash::{EMPTY, fnv1a};
use super::number::Decimal;
pub use branch::ShownWhen;
pub use condition::{Condition, NamedCondition, Test};
pub use error::{PackError, PackErrors, PackRule};
#[cfg(not(target_arch = "wasm32"))]
pub use first::first_part;
pub use format::{
    After, AnswerType, AnswerValues, Choice, Coding, Item, Offer, PackForm, Questionnaire,
    QuestionnaireItem, Section, Source,
};
pub use guidance::{Entry, Link, Slot};
pub use kind::Kind;
pub use read::read_pack;
pub use reflection::{Passage, Reflection};
pub use review::Review;
pub use scale::{Band, BandWords, Member, Method, Row, Scale, Table, Transform};

/// Identifies the pack that a check was answered on. Checks on different packs or versions are never compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackKey {
    /// The pack's id.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// A digest of the pack's text, which detects a pack that was edited without a new version. A translation has the
    /// digest of its original.
    pub digest: String,
}

/// A pack whose every reference resolves.
#[derive(Clone, Debug)]
pub struct Pack {
    /// In a box: copying it from place to place took 0.4 KiB of code in the first load.
    form: Box<PackForm>,
    key: PackKey,
    /// Where each item is in `form`, in the order asked.
    order: Vec<Place>,
    /// The indices of each scale's items, in the scale's order. They are looked up once, and not for every check.
    members: Vec<Vec<usize>>,
    /// Whether any item is shown only for certain answers.
    branches: bool,
    /// Whether each item is used by a scale.
    scored: Vec<bool>,
    /// Whether scales, guidance and everything else that a result needs were read.
    whole: bool,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    section: usize,
    item: usize,
    options: usize,
}

impl PartialEq for Pack {
    /// Compares only key and language, which identify the text.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.form.lang == other.form.lang
    }
}

impl Pack {
    /// Reads and checks a pack.
    ///
    /// # Errors
    /// Everything that cannot be read, or else every rule that is broken, for the author of the pack.
    pub fn read(text: &str) -> Result<Self, PackErrors> {
        let (form, errors) = json::from_str_recovering::<PackForm>(text);
        let (Some(form), true) = (form, errors.is_empty()) else {
            let unread = errors.into_iter().map(PackError::Unread);
            return Err(PackErrors(unread.collect()));
        };
        Self::checked(Box::new(form), text)
    }

    /// Reads and checks a pack, and stops at the first part that cannot be read. A damaged pack takes no longer than a
    /// good one, so this is for callers that only need to know whether the pack can be used.
    ///
    /// # Errors
    /// The first thing that cannot be read, or else every rule that is broken.
    pub fn read_quickly(text: &str) -> Result<Self, PackErrors> {
        Self::checked(Box::new(json::from_str(text)?), text)
    }

    fn checked(form: Box<PackForm>, text: &str) -> Result<Self, PackErrors> {
        let wrong = check::check(&form);
        if !wrong.is_empty() {
            return Err(PackErrors(wrong));
        }
        let mut pack = Self::of(form, || digest(text));
        let members = |scale: &Scale| {
            let items = scale.items.iter();
            items
                .filter_map(|member| pack.item_index(&member.item))
                .collect()
        };
        pack.members = pack.form.scales.iter().map(members).collect();
        pack.scored = (0..pack.len())
            .map(|index| pack.members.iter().any(|places| places.contains(&index)))
            .collect();
        pack.whole = true;
        Ok(pack)
    }

    /// Reads the questions of a pack, from its first part ([`first_part`]) or from the whole. The result has the key of
    /// the whole pack. It can be asked but not scored.
    ///
    /// # Errors
    /// The first thing that cannot be read, or else every rule that the questions break.
    pub fn read_questions(text: &str) -> Result<Self, PackErrors> {
        let mut part: first::FirstPart = json::from_str(text)?;
        let (of_whole, unscored) = (part.digest.take(), std::mem::take(&mut part.unscored));
        let form = Box::new(part.form());
        let wrong = check::asked(&form);
        if !wrong.is_empty() {
            return Err(PackErrors(wrong));
        }
        let mut pack = Self::of(form, || of_whole.unwrap_or_else(|| digest(text)));
        pack.scored = (0..pack.len())
            .map(|index| !unscored.contains(&pack.item(index).id))
            .collect();
        Ok(pack)
    }

    /// Looks up once what is needed about the questions.
    fn of(form: Box<PackForm>, digest: impl FnOnce() -> String) -> Self {
        let mut order = Vec::new();
        for (section, items) in form.sections.iter().enumerate() {
            for (place, item) in items.items.iter().enumerate() {
                let set = form
                    .option_sets
                    .iter()
                    .position(|set| set.id == item.options);
                order.push(Place {
                    section,
                    item: place,
                    options: set.unwrap_or(0),
                });
            }
        }
        let key = PackKey {
            id: form.id.clone(),
            version: form.version.clone(),
            digest: match &form.translation_of {
                Some(original) => original.digest.clone(),
                None => digest(),
            },
        };
        let mut pack = Self {
            form,
            key,
            order,
            members: Vec::new(),
            branches: false,
            scored: Vec::new(),
            whole: false,
        };
        pack.branches = (0..pack.len()).any(|index| {
            !pack.section(index).when.is_always() || !pack.item(index).when.is_always()
        });
        pack
    }

    /// Whether it can be scored: scales, guidance and everything else that a result needs were read.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Which pack this is.
    pub fn key(&self) -> &PackKey {
        &self.key
    }

    /// The pack as it is written, for texts and sets that need no look-up.
    pub fn form(&self) -> &PackForm {
        &self.form
    }

    /// The scales, in the order shown.
    pub fn scales(&self) -> &[Scale] {
        &self.form.scales
    }

    /// How many items are asked.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether it has no items. A checked pack always has at least one.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The item at `index`, in the order asked.
    ///
    /// # Panics
    /// When `index` is not below [`Pack::len`].
    pub fn item(&self, index: usize) -> &Item {
        let place = self.order[index];
        &self.form.sections[place.section].items[place.item]
    }

    /// The section of the item at `index`.
    ///
    /// # Panics
    /// When `index` is not below [`Pack::len`].
    pub fn section(&self, index: usize) -> &Section {
        &self.form.sections[self.order[index].section]
    }

    /// The index of the item with this id.
    pub fn item_index(&self, id: &str) -> Option<usize> {
        (0..self.len()).find(|&index| self.item(index).id == id)
    }

    /// The items of the scale at index `scale`, in its order, each with its index in the pack.
    ///
    /// # Panics
    /// When there is no such scale.
    pub fn members(&self, scale: usize) -> impl Iterator<Item = (&Member, usize)> {
        let places = self.members[scale].iter().copied();
        self.form.scales[scale].items.iter().zip(places)
    }

    /// The options of the item at `index`.
    ///
    /// # Panics
    /// When `index` is not below [`Pack::len`].
    pub fn options(&self, index: usize) -> &[Choice] {
        &self.form.option_sets[self.order[index].options].options
    }

    /// The words above the item at `index`. Empty for an item that is not scored.
    pub fn stem(&self, index: usize) -> &str {
        let own = self.section(index).stem.as_ref();
        let recall = self.form.recall.as_ref().map(|recall| &recall.stem);
        let stem = own.or(recall).filter(|_| self.is_scored(index));
        stem.map_or("", String::as_str)
    }

    /// The lowest and the highest value that an option of the item at `index` counts.
    pub fn range(&self, index: usize) -> (Decimal, Decimal) {
        range(self.options(index))
    }

    /// What the answer to the item at `index` counts, before it is reversed. `None` without an answer that counts.
    pub fn option_score(&self, index: usize, answers: &Answers) -> Option<Decimal> {
        let value = answers.value(index)?;
        let mut options = self.options(index).iter();
        options.find(|choice| choice.value == value)?.score()
    }

    /// The indices of the scales that the scale at index `scale` includes, in its order.
    pub fn parts(&self, scale: usize) -> impl Iterator<Item = usize> {
        let parts = self.form.scales[scale].scales.iter();
        parts.filter_map(|part| self.form.scales.iter().position(|one| one.id == part.scale))
    }

    /// Whether any scale uses the item at `index`; the others are context.
    pub fn is_scored(&self, index: usize) -> bool {
        self.scored.get(index).copied().unwrap_or(false)
    }

    /// The bands of `scale`, lowest first.
    pub fn bands(&self, scale: &Scale) -> &[Band] {
        bands(&self.form, &scale.band_set)
    }

    /// The rows of the table that `scale` is looked up in, if it has one.
    pub fn table(&self, scale: &Scale) -> Option<&[Row]> {
        let id = scale.table.as_ref()?;
        let table = self.form.tables.iter().find(|table| &table.id == id);
        table.map(|table| table.rows.as_slice())
    }

    /// The words of `scale` for the band at index `band`, in the order in which they are tried.
    pub fn band_words<'a>(
        &'a self,
        scale: &'a Scale,
        band: usize,
    ) -> impl Iterator<Item = &'a BandWords> {
        let id = self.bands(scale).get(band).map(|band| band.id.as_str());
        let words = scale.words.iter();
        words.filter(move |words| Some(words.band.as_str()) == id)
    }
}

fn options<'a>(form: &'a PackForm, id: &str) -> &'a [Choice] {
    form.option_sets
        .iter()
        .find(|set| set.id == id)
        .map_or(&[], |set| &set.options)
}

fn bands<'a>(form: &'a PackForm, id: &str) -> &'a [Band] {
    form.band_sets
        .iter()
        .find(|set| set.id == id)
        .map_or(&[], |set| &set.bands)
}

fn range(options: &[Choice]) -> (Decimal, Decimal) {
    let mut scores = options.iter().filter_map(Choice::score);
    let first = scores.next().unwrap_or(0.into());
    scores.fold((first, first), |(low, high), score| {
        (low.min(score), high.max(score))
    })
}

/// The [hash](crate::hash) of a text in hexadecimal. A byte order mark at the start is ignored, because a browser
/// removes it when it reads a file.
pub fn digest(text: &str) -> String {
    let text = text.strip_prefix(json::BYTE_ORDER_MARK).unwrap_or(text);
    json::hex(&fnv1a(EMPTY, text.as_bytes()).to_be_bytes())
}
