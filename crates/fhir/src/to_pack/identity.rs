//! What links exported answers to the form: its `url` and version, and the nesting of its questions.

use super::PackBuilder;
use super::pack_json::{AnswerValues, Questionnaire, QuestionnaireItem};
use crate::form::{Item, Key, Kind};
use crate::own;
use crate::problem::{Code, Place};

impl PackBuilder<'_> {
    /// The form's identity, as the pack keeps it. `None` for a form that was exported from a pack under this project's
    /// own address, because that follows from the pack. Notes what is lost.
    pub(super) fn questionnaire(&self) -> Option<Questionnaire> {
        let about = &self.read.form.about;
        let url = about.get("url").map(String::as_str);
        let ours = url.and_then(own::id_of).is_some();
        if ours && !about.contains_key(own::PACK) {
            return None;
        }
        let note = |what: String| self.log.note(Code::Missing, Place::default(), what);
        let url = url.filter(|_| !ours).filter(|url| {
            let plain = addressable(url);
            if !plain {
                note(format!("its url {url:?} is no address and is not kept"));
            }
            plain
        });
        if url.is_none() && !ours {
            let own = own::url(&super::id(self.read));
            note(format!(
                "it has no url: answers exported from the check name {own} instead. Give the form a url first, if they are to be \
                 linked to it"
            ));
        }
        let version = about.get("version").filter(|version| {
            let plain = addressable(version);
            if !plain && url.is_some() {
                note(format!(
                    "its version {version:?} cannot stand in an address: answers exported from the check name its url alone"
                ));
            }
            plain && url.is_some()
        });
        Some(Questionnaire {
            url: url.map(str::to_owned),
            version: version.cloned(),
            items: self.inside(None),
        })
    }

    /// The questions and totals in `parent`, and the groups that contain any.
    fn inside(&self, parent: Option<usize>) -> Vec<QuestionnaireItem> {
        let items = self.read.form.items.iter().enumerate();
        let inside = items.filter(|(_, item)| item.parent == parent);
        inside
            .filter_map(|(at, item)| self.kept(at, item))
            .collect()
    }

    fn kept(&self, at: usize, item: &Item) -> Option<QuestionnaireItem> {
        let items = self.inside(Some(at));
        let asked = self.asked(item);
        if !asked && items.is_empty() && !self.is_total(at) {
            return None;
        }
        // The text of a group with questions of its own is kept as the title of their section.
        let mut all = 0..self.read.form.items.len();
        let section = all
            .any(|other| self.asked(&self.read.form.items[other]) && self.group(other) == Some(at));
        let text = item
            .words
            .as_ref()
            .filter(|_| item.kind == Kind::Group && !section);
        Some(QuestionnaireItem {
            link_id: item.link_id.clone(),
            text: text.map(|words| self.say(words)),
            answers: if asked { self.values(item) } else { None },
            items,
        })
    }

    /// Whether the item at `at` has the result of a scale with the same id.
    fn is_total(&self, at: usize) -> bool {
        let link = &self.read.form.items[at].link_id;
        let stated = self.read.scales.iter().filter_map(|scale| scale.item);
        let mut all = stated.chain(self.read.unknown.iter().map(|(item, _)| *item));
        !link.starts_with(own::SCALE) && all.any(|item| item == at)
    }

    /// The type and values of the answers to `item` in the form. `None` if they are codes, or of several types.
    fn values(&self, item: &Item) -> Option<AnswerValues> {
        let each = item.options.iter().map(|choice| match &choice.key {
            Key::Coding(..) => None,
            Key::Text(text) => Some(("string", text.clone())),
            Key::Integer(whole) => Some(("integer", whole.to_string())),
            Key::Boolean(truth) => Some(("boolean", truth.to_string())),
            // Of dates and times, only times have a colon.
            Key::Other(text) if text.contains(':') => Some(("time", text.clone())),
            Key::Other(text) => Some(("date", text.clone())),
        });
        let each: Vec<Option<(&'static str, String)>> = each.collect();
        let kind = each.iter().flatten().map(|(kind, _)| *kind).next()?;
        let same =
            |one: &Option<(&'static str, String)>| one.as_ref().is_some_and(|one| one.0 == kind);
        if !each.iter().all(same) {
            let what = "its answers are of several types: exported, all of them are codes";
            self.log
                .note(Code::NotCarriedOver, item.place.clone(), what);
            return None;
        }
        let values = each.into_iter().flatten().map(|(_, value)| value);
        Some(AnswerValues {
            kind,
            values: values.collect(),
        })
    }
}

/// Whether `text` can be part of a canonical address, in which a bar separates the version from the rest.
fn addressable(text: &str) -> bool {
    !text.contains(|c: char| c == '|' || c.is_whitespace())
}
