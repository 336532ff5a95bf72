//! A pack: the questions, how they are scored, and what the result may say. Checked while parsed.

mod check;
pub mod format;
pub mod guidance;
mod read;

use super::{Answers, json};
pub use format::{Band, Choice, Item, Kind, Member, PackForm, Scale, Section, Source};
pub use guidance::{Condition, Entry, Link, Slot};

/// Which pack something was answered on. Checks of different packs or versions are never compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackKey {
    /// The pack's id.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// A digest of the pack's text: catches a pack edited without a new version.
    pub digest: String,
}

/// A pack whose every reference resolves.
#[derive(Clone, Debug)]
pub struct Pack {
    form: PackForm,
    key: PackKey,
    /// Section and place in it, for each item in the order asked.
    order: Vec<(usize, usize)>,
}

impl PartialEq for Pack {
    /// By key: the digest stands for the text.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Pack {
    /// Reads and checks a pack.
    ///
    /// # Errors
    /// Says everything that is wrong at once, for the author of the pack.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let form: PackForm = json::read(text)?;
        let wrong = check::check(&form);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let order = form
            .sections
            .iter()
            .enumerate()
            .flat_map(|(at, section)| (0..section.items.len()).map(move |item| (at, item)))
            .collect();
        let key = PackKey {
            id: form.id.clone(),
            version: form.version.clone(),
            digest: digest(text),
        };
        Ok(Self { form, key, order })
    }

    /// Which pack this is.
    pub fn key(&self) -> &PackKey {
        &self.key
    }

    /// The texts and sets that need no look-up.
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

    /// Whether it asks nothing; a checked pack never does.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The item at `index`, in the order asked.
    ///
    /// # Panics
    /// When `index` is not below [`Pack::len`].
    pub fn item(&self, index: usize) -> &Item {
        let (section, item) = self.order[index];
        &self.form.sections[section].items[item]
    }

    /// The section of the item at `index`.
    ///
    /// # Panics
    /// When `index` is not below [`Pack::len`].
    pub fn section(&self, index: usize) -> &Section {
        &self.form.sections[self.order[index].0]
    }

    /// The place of the item with this id.
    pub fn item_index(&self, id: &str) -> Option<usize> {
        (0..self.len()).find(|&index| self.item(index).id == id)
    }

    /// The options of the item at `index`.
    pub fn options(&self, index: usize) -> &[Choice] {
        options(&self.form, &self.item(index).options)
    }

    /// The lowest and the highest option value of the item at `index`.
    pub fn range(&self, index: usize) -> (i32, i32) {
        range(self.options(index))
    }

    /// What the answer to the item at `index` counts in a scale: as chosen, or reversed as lowest + highest - value.
    pub fn counted(&self, member: &Member, index: usize, answers: &Answers) -> Option<i32> {
        let value = answers.value(index)?;
        let (low, high) = self.range(index);
        Some(if member.reversed {
            low + high - value
        } else {
            value
        })
    }

    /// Whether any scale uses the item at `index`; the others are context.
    pub fn is_scored(&self, index: usize) -> bool {
        let id = &self.item(index).id;
        self.scales()
            .iter()
            .any(|scale| scale.items.iter().any(|member| &member.item == id))
    }

    /// The bands of `scale`, lowest first.
    pub fn bands(&self, scale: &Scale) -> &[Band] {
        bands(&self.form, &scale.band_set)
    }

    /// The lowest and the highest value a scale's mean can take.
    pub fn scale_range(&self, scale: &Scale) -> (i32, i32) {
        scale
            .items
            .first()
            .and_then(|member| self.item_index(&member.item))
            .map_or((0, 1), |index| self.range(index))
    }

    /// The words of a band on this scale.
    pub fn band_words<'a>(&'a self, scale: &'a Scale, band: usize) -> &'a str {
        let id = self.bands(scale).get(band).map(|band| band.id.as_str());
        scale
            .words
            .iter()
            .find(|words| Some(words.band.as_str()) == id)
            .map_or("", |words| words.text.as_str())
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

fn range(options: &[Choice]) -> (i32, i32) {
    let values = || options.iter().map(|choice| choice.value);
    (values().min().unwrap_or(0), values().max().unwrap_or(0))
}

/// FNV-1a, 64 bits, in hexadecimal: tells two texts apart, keeps no secret.
fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let nibble = |at: u32| {
        let value = (hash >> (60 - 4 * at)) & 15;
        char::from_digit(u32::try_from(value).unwrap_or(0), 16).unwrap_or('0')
    };
    (0..16).map(nibble).collect()
}
