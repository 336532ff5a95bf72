//! The first part of a pack. It is delivered before the first question, so that the words of the result can come later.

use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
use super::PackErrors;
use super::format::{About, After, OptionSet, Original, PackForm, Recall, Section};
use super::guidance::GuidanceForm;

/// The parts of a pack that the questions need. A whole pack can be read as this type too, which ignores its other
/// members.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FirstPart {
    format: u32,
    id: String,
    version: String,
    lang: String,
    #[serde(skip_serializing)]
    translation_of: Option<Original>,
    title: String,
    about: About,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<Recall>,
    draft_days: i64,
    option_sets: Vec<OptionSet>,
    sections: Vec<Section>,
    /// The digest of the whole pack. `None` where this was read from a whole pack.
    pub digest: Option<String>,
    /// The ids of the items that no scale uses.
    #[serde(default)]
    pub unscored: Vec<String>,
}

impl FirstPart {
    /// The form with what was read. Everything else in it is empty.
    pub fn form(self) -> PackForm {
        PackForm {
            format: self.format,
            id: self.id,
            version: self.version,
            lang: self.lang,
            translation_of: self.translation_of,
            title: self.title,
            about: self.about,
            recall: self.recall,
            review: None,
            draft_days: self.draft_days,
            option_sets: self.option_sets,
            sections: self.sections,
            band_sets: Vec::new(),
            tables: Vec::new(),
            wobble: None,
            stand_out: None,
            scales: Vec::new(),
            guidance: GuidanceForm {
                entries: Vec::new(),
                conditions: Vec::new(),
                rules: Vec::new(),
            },
            after: After::default(),
            reading: Vec::new(),
            questionnaire: None,
        }
    }
}

/// The first part of the pack in `text`. This has to be exactly the text that is delivered, because its digest is in
/// the first part.
///
/// # Errors
/// Everything that is wrong with the pack, as in [`Pack::read`](super::Pack::read).
#[cfg(not(target_arch = "wasm32"))]
pub fn first_part(text: &str) -> Result<String, PackErrors> {
    let pack = super::Pack::read(text)?;
    let mut part: FirstPart = json::from_str(text)?;
    let items = part
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.items);
    // Only the pack's author needs to know what an item covers.
    items.for_each(|item| item.covers.clear());
    let unscored = (0..pack.len()).filter(|&index| !pack.is_scored(index));
    part.unscored = unscored.map(|index| pack.item(index).id.clone()).collect();
    part.digest = Some(pack.key().digest.clone());
    Ok(json::to_string(&part))
}
