//! Writes a pack that came from a Questionnaire as that form was: with its `url`, its groups and its `linkId`s.
//!
//! Only groups can be nested like this. If the form asks questions within answers, or has answers that are not codes,
//! the expressions written here would not find them. Such a pack is written section by section, under this project's
//! own address.

use std::collections::HashSet;

use instrument::pack::{PackForm, Questionnaire, QuestionnaireItem, Section};

use super::Export;
use super::resource::Item;
use crate::own;

/// The Questionnaire that the pack was imported from. `None` if the pack does not have one, or if it was
/// changed so that the Questionnaire no longer fits it.
pub(super) fn origin(form: &PackForm) -> Option<&Questionnaire> {
    let origin = form.questionnaire.as_ref()?;
    let items = || form.sections.iter().flat_map(|section| &section.items);
    let asked: HashSet<&str> = items().map(|item| item.id.as_str()).collect();
    let fits = |one: &QuestionnaireItem| {
        one.answers.is_none() && (one.items.is_empty() || !asked.contains(one.link_id.as_str()))
    };
    let questions = |within: &'_ [QuestionnaireItem]| -> Vec<String> {
        let mut all = Vec::new();
        put(within, &mut all);
        let links = all.into_iter().map(|one| one.link_id.clone());
        links.filter(|link| asked.contains(link.as_str())).collect()
    };
    // The pack may have been changed by hand since it was imported.
    let same = items().map(|item| &item.id).eq(&questions(&origin.items));
    let shown = |section: &Section| {
        let group = group(origin, section).map(|group| questions(&group.items));
        let own = section.items.iter().map(|item| &item.id);
        section.when.is_always() || group.is_some_and(|group| own.eq(&group))
    };
    let mut scales = form
        .scales
        .iter()
        .map(|scale| [own::SCALE, &scale.id].concat());
    let free = scales.all(|link| !holds(origin, &link));
    let whole = same && free && form.sections.iter().all(shown);
    (whole && every(&origin.items, &fits)).then_some(origin)
}

/// The group that a section was made from.
pub(super) fn group<'a>(
    origin: &'a Questionnaire,
    section: &Section,
) -> Option<&'a QuestionnaireItem> {
    all(origin).into_iter().find(|one| is_group(one, section))
}

/// Whether `one` is the group of `section`. The import removes this project's own prefix from a section's id.
fn is_group(one: &QuestionnaireItem, section: &Section) -> bool {
    let link = one.link_id.as_str();
    !one.items.is_empty() && link.strip_prefix(own::SECTION).unwrap_or(link) == section.id
}

fn every(items: &[QuestionnaireItem], fits: &dyn Fn(&QuestionnaireItem) -> bool) -> bool {
    items.iter().all(|one| fits(one) && every(&one.items, fits))
}

fn put<'a>(items: &'a [QuestionnaireItem], out: &mut Vec<&'a QuestionnaireItem>) {
    for one in items {
        out.push(one);
        put(&one.items, out);
    }
}

fn all(origin: &Questionnaire) -> Vec<&QuestionnaireItem> {
    let mut all = Vec::new();
    put(&origin.items, &mut all);
    all
}

/// Every `linkId` of a form.
pub(super) fn links(origin: &Questionnaire) -> Vec<&str> {
    all(origin).iter().map(|one| one.link_id.as_str()).collect()
}

/// Whether a form has an item with the `linkId` `link`.
pub(super) fn holds(origin: &Questionnaire, link: &str) -> bool {
    links(origin).contains(&link)
}

/// The `linkId` of a scale's result.
pub(super) fn link_of_scale(form: &PackForm, id: &str) -> String {
    match origin(form) {
        Some(origin) if holds(origin, id) => id.to_owned(),
        _ => [own::SCALE, id].concat(),
    }
}

impl Export<'_> {
    /// The items of the Questionnaire, nested as in `origin`.
    pub(super) fn nested(&self, origin: &Questionnaire) -> Vec<Item> {
        let mut items = Vec::new();
        items.extend(self.recall());
        items.extend(self.within(&origin.items));
        for (at, scale) in self.form.scales.iter().enumerate() {
            if !holds(origin, &scale.id) {
                items.push(self.scale(at, &link_of_scale(self.form, &scale.id)));
            }
        }
        items
    }

    fn within(&self, items: &[QuestionnaireItem]) -> Vec<Item> {
        items.iter().map(|one| self.written(one)).collect()
    }

    fn written(&self, one: &QuestionnaireItem) -> Item {
        let link = &one.link_id;
        for (at, section) in self.form.sections.iter().enumerate() {
            if let Some(place) = section.items.iter().position(|item| &item.id == link) {
                return self.question(at, place);
            }
        }
        if let Some(at) = self.form.scales.iter().position(|scale| &scale.id == link) {
            return self.scale(at, link);
        }
        let mut sections = self.form.sections.iter();
        match sections.position(|section| is_group(one, section)) {
            Some(at) => {
                let stem = self.stem(at, link);
                let inside = stem.into_iter().chain(self.within(&one.items));
                self.group(at, link.clone(), inside.collect())
            }
            None => Item {
                link_id: link.clone(),
                text: one.text.clone(),
                kind: "group",
                item: self.within(&one.items),
                ..Item::default()
            },
        }
    }
}
