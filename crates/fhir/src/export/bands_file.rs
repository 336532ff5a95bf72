//! The bands file of a pack: what its Questionnaire cannot contain.

use indexmap::IndexMap;
use instrument::pack::{Item, Section, ShownWhen};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Export, nested};

/// The parts of a pack that its bands file repeats, as raw JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PackJson<'a> {
    #[serde(borrow)]
    recall: Option<Recall<'a>>,
    review: Option<&'a RawValue>,
    draft_days: Option<&'a RawValue>,
    wobble: Option<&'a RawValue>,
    stand_out: Option<&'a RawValue>,
    option_sets: Vec<&'a RawValue>,
    sections: Vec<SectionJson<'a>>,
    band_sets: Vec<&'a RawValue>,
    #[serde(default)]
    tables: Option<Vec<&'a RawValue>>,
    scales: Vec<Scale<'a>>,
    guidance: Option<&'a RawValue>,
    after: Option<&'a RawValue>,
    reading: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct SectionJson<'a> {
    #[serde(borrow)]
    when: Option<&'a RawValue>,
    items: Vec<ItemPart<'a>>,
}

/// A bands file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BandsFile<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<Recall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft_days: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wobble: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stand_out: Option<&'a RawValue>,
    sections: IndexMap<&'a str, SectionPart<'a>>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    items: IndexMap<&'a str, ItemPart<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    option_sets: Vec<&'a RawValue>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    band_sets: &'a [&'a RawValue],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tables: &'a [&'a RawValue],
    scales: IndexMap<&'a str, &'a Scale<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    reading: &'a [&'a RawValue],
}

/// The recall period. Its stem is in the Questionnaire.
#[derive(Clone, Copy, Deserialize, Serialize)]
struct Recall<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    days: Option<&'a RawValue>,
}

/// The parts of a section that its group in the Questionnaire does not contain.
#[derive(Serialize)]
struct SectionPart<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a RawValue>,
}

/// The parts of an item that its question in the Questionnaire does not contain.
#[derive(Deserialize, Serialize)]
struct ItemPart<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    covers: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a RawValue>,
}

/// The parts of a scale that its result in the Questionnaire does not contain. Also the scoring, for programs without
/// FHIRPath.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Scale<'a> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    about: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    band_set: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wobble: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count_from: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scales: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least_answered: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prorate: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transform: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a RawValue>,
}

impl<'a> Export<'a> {
    /// The bands file. `written` must be the same pack as `self.form`: their parts are matched by position.
    pub(super) fn bands_file(&self, written: &'a PackJson<'a>) -> BandsFile<'a> {
        let form = self.form;
        let ids = form.scales.iter().map(|scale| scale.id.as_str());
        BandsFile {
            recall: written.recall.filter(|recall| recall.days.is_some()),
            review: written.review,
            draft_days: written.draft_days,
            wobble: written.wobble,
            stand_out: written.stand_out,
            sections: self.section_parts(written),
            items: self.item_parts(written),
            option_sets: self.unused(written),
            band_sets: &written.band_sets,
            tables: written.tables.as_deref().unwrap_or_default(),
            scales: ids.zip(&written.scales).collect(),
            guidance: written.guidance,
            after: written.after,
            reading: &written.reading,
        }
    }

    /// Whether `enableWhen` can express the condition.
    fn flat(&self, when: &ShownWhen) -> bool {
        self.when(when).extension.is_empty()
    }

    fn section_parts(&self, written: &PackJson<'a>) -> IndexMap<&'a str, SectionPart<'a>> {
        let form = self.form;
        let one = |(section, written): (&'a Section, &SectionJson<'a>)| {
            // A section without a group in the form needs its title and stem here. Without a title it gets the form's.
            let alone = self
                .origin
                .is_some_and(|origin| nested::group(origin, section).is_none());
            let title = Some(section.title.as_str());
            let part = SectionPart {
                title: title.filter(|title| alone && *title != form.title),
                topic: Some(section.topic.as_str()).filter(|topic| *topic != section.title),
                stem: section.stem.as_deref().filter(|_| alone),
                when: written.when.filter(|_| !self.flat(&section.when)),
            };
            (section.id.as_str(), part)
        };
        form.sections
            .iter()
            .zip(&written.sections)
            .map(one)
            .collect()
    }

    fn item_parts(&self, written: &PackJson<'a>) -> IndexMap<&'a str, ItemPart<'a>> {
        let form = self.form;
        let one = |(item, written): (&'a Item, &ItemPart<'a>)| {
            let covers = written.covers.filter(|_| !item.covers.is_empty());
            let when = written.when.filter(|_| !self.flat(&item.when));
            let some = covers.is_some() || when.is_some();
            some.then_some((item.id.as_str(), ItemPart { covers, when }))
        };
        let items = form.sections.iter().flat_map(|section| &section.items);
        let written = written.sections.iter().flat_map(|section| &section.items);
        items.zip(written).filter_map(one).collect()
    }

    /// Option sets that no item uses.
    fn unused(&self, written: &PackJson<'a>) -> Vec<&'a RawValue> {
        let sets = self.form.option_sets.iter().zip(&written.option_sets);
        let unused = sets.filter(|(set, _)| {
            let mut items = self.form.sections.iter().flat_map(|section| &section.items);
            items.all(|item| item.options != set.id)
        });
        unused.map(|(_, written)| *written).collect()
    }
}
