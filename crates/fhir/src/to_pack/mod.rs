//! From a form to a pack.

mod condition;
mod identity;
mod option;
mod pack_json;
mod scale;
mod section;

use std::collections::BTreeSet;

use crate::bands::{BandsForm, Raw};
use crate::form::{Item, Words};
use crate::log::Log;
use crate::problem::{Code, Place};
use crate::words::word;
use crate::{Read, own};
pub(crate) use option::Offers;
use pack_json::{About, Entry, Guidance, Pack, Part, Recall, Rule};

/// How many days a draft can be continued, unless the bands file says otherwise.
const DRAFT_DAYS: i64 = 3;
/// The version of the pack if the form states none.
const VERSION: &str = "1.0.0";

/// Makes a pack of one form, in one of its languages.
pub(crate) struct PackBuilder<'a> {
    pub read: &'a Read,
    pub bands: &'a BandsForm,
    /// The language to write. `None` for the form's own.
    pub lang: Option<&'a str>,
    pub log: &'a Log<'a>,
    pub offers: Offers,
}

impl<'a> PackBuilder<'a> {
    /// Makes the pack in the form's own language.
    pub fn new(read: &'a Read, bands: &'a BandsForm, log: &'a Log<'a>) -> Self {
        Self {
            read,
            bands,
            lang: None,
            log,
            offers: Offers::of(read, &id(read)),
        }
    }

    /// Makes the pack in another of the form's languages. Its problems go to `log`, so that none is reported twice.
    pub fn in_language<'b>(&self, lang: &'b str, log: &'b Log<'b>) -> PackBuilder<'b>
    where
        'a: 'b,
    {
        PackBuilder {
            read: self.read,
            bands: self.bands,
            lang: Some(lang),
            log,
            offers: self.offers.clone(),
        }
    }

    /// The text of `words` in the language to write, or else in the form's own.
    pub fn say(&self, words: &Words) -> String {
        let other = self.lang.and_then(|lang| words.others.get(lang));
        other.unwrap_or(&words.base).clone()
    }

    /// The text of an item, or else its `linkId` with a note.
    fn text(&self, item: &Item) -> String {
        match &item.words {
            Some(words) => self.say(words),
            None => {
                let what = "it has no text: its linkId stands in its place";
                self.log.note(Code::NoText, item.place.clone(), what);
                item.link_id.clone()
            }
        }
    }

    /// The language of the pack.
    fn language(&self) -> String {
        let own = self.read.form.lang.as_deref().unwrap_or("en");
        self.lang.unwrap_or(own).to_owned()
    }

    /// The pack.
    pub fn pack(&self) -> Pack {
        let form = &self.read.form;
        let bands = self.bands;
        let own = form.about.get(own::PACK).and_then(|pack| own::named(pack));
        let stated = form.about.get("version").map(String::as_str);
        let version = own.as_ref().map(|(_, version)| version.as_str()).or(stated);
        let version = version.unwrap_or_else(|| {
            let what = format!(
                "it states no version: {VERSION} is taken. Give it a new one with every change"
            );
            self.log.note(Code::Missing, Place::default(), what);
            VERSION
        });
        if form.lang.is_none() {
            let what = "it states no language: English is taken";
            self.log.note(Code::Missing, Place::default(), what);
        }
        let sections = self.sections();
        let (scales, sets) = self.scales();
        let made = sets.into_iter().map(Part::Made);
        let given = bands.band_sets.iter().cloned().map(Part::Given);
        Pack {
            format: 1,
            id: id(self.read),
            version: version.to_owned(),
            lang: self.language(),
            title: self.title(),
            about: self.about(),
            recall: self.recall(),
            review: bands.review.clone(),
            draft_days: Part::or_else(bands.draft_days.as_ref(), || DRAFT_DAYS),
            option_sets: self.option_sets(),
            sections,
            band_sets: made.chain(given).collect(),
            tables: bands.tables.clone(),
            wobble: bands.wobble.clone(),
            stand_out: bands.stand_out.clone(),
            scales,
            guidance: Part::or_else(bands.guidance.as_ref(), default_guidance),
            after: bands.after.clone(),
            reading: bands.reading.clone(),
            questionnaire: self.questionnaire(),
        }
    }

    fn title(&self) -> String {
        let form = &self.read.form;
        match &form.title {
            Some(words) => self.say(words),
            None => {
                let name = form.about.get("name").or(form.about.get("id"));
                name.cloned().unwrap_or_else(|| word("total").to_owned())
            }
        }
    }

    fn about(&self) -> About {
        let about = &self.read.form.about;
        let given = &self.bands.about;
        let licence = about
            .get("copyright")
            .or(about.get("copyrightLabel"))
            .cloned();
        if licence.is_none() && given.licence.is_none() {
            let what =
                "it states no licence (copyright): ask its owner, and say so in the bands file";
            self.log.note(Code::Missing, Place::default(), what);
        }
        let published = about
            .get("publisher")
            .map(|publisher| word("published").replace("{publisher}", publisher));
        let source = about
            .get("url")
            .map(|url| word("source").replace("{url}", url));
        let attribution = about
            .get(own::ATTRIBUTION)
            .cloned()
            .or(published)
            .or(source);
        let part = |given: Option<&Raw>, own: Option<String>, instead: &str| {
            Part::or_else(given, || own.unwrap_or_else(|| word(instead).to_owned()))
        };
        let summary = about.get("description").cloned();
        let honesty = about.get(own::HONESTY).cloned();
        About {
            summary: part(given.summary.as_ref(), summary, "summary"),
            attribution: part(given.attribution.as_ref(), attribution, "attribution"),
            licence: part(given.licence.as_ref(), licence, "licence"),
            honesty: part(given.honesty.as_ref(), honesty, "honesty"),
        }
    }

    /// The stem above all scored items: the displays before the form's first question, or else that of the bands file.
    fn recall(&self) -> Option<Recall> {
        let given = &self.bands.recall;
        let own = self.opening(None).map(Part::Made);
        let stem = own.or_else(|| given.stem.clone().map(Part::Given))?;
        Some(Recall {
            days: given.days.clone(),
            stem,
        })
    }

    /// The languages in which every question and every answer has a text. Notes the languages that only some have.
    pub fn languages(&self) -> Vec<String> {
        let items = &self.read.form.items;
        let asked = items.iter().filter(|item| self.asked(item));
        let mut all: Option<BTreeSet<String>> = None;
        let mut some = BTreeSet::new();
        for item in asked {
            let labels = item.options.iter().map(|choice| &choice.label);
            for words in item.words.iter().chain(labels) {
                // Numbers need no translation. Yes and no have no text in the form; `words.json` has theirs.
                if words.base.parse::<f64>().is_ok() || words.base.is_empty() {
                    continue;
                }
                let langs: BTreeSet<String> = words.others.keys().cloned().collect();
                some.extend(langs.iter().cloned());
                all = Some(match all {
                    None => langs,
                    Some(all) => all.intersection(&langs).cloned().collect(),
                });
            }
        }
        let all = all.unwrap_or_default();
        for lang in some.difference(&all) {
            let what =
                format!("the language {lang}, in which some questions or answers are not given");
            self.log.note(Code::NotCarriedOver, Place::default(), what);
        }
        all.into_iter().collect()
    }

    /// Whether the pack asks the item: it is a question that offers answers.
    pub fn asked(&self, item: &Item) -> bool {
        item.is_question() && !item.options.is_empty()
    }
}

/// The id of the pack.
fn id(read: &Read) -> String {
    let about = &read.form.about;
    let url = about.get("url").map(String::as_str);
    if let Some((own, _)) = about.get(own::PACK).and_then(|pack| own::named(pack)) {
        return own;
    }
    if let Some(own) = url.and_then(own::id_of) {
        return own;
    }
    let last = url.and_then(|url| url.rsplit(['/', ':']).next());
    let title = read.form.title.as_ref().map(|words| words.base.as_str());
    let names = [about.get("id"), about.get("name")];
    let names = names.map(|name| name.map(String::as_str)).into_iter();
    let mut ids = names.chain([last, title]).flatten().map(short);
    let id = ids.find(|id| !id.is_empty());
    id.unwrap_or_else(|| "imported".to_owned())
}

/// `name` in lower-case ASCII letters, digits and hyphens, safe in file names and addresses. Empty if none are left.
fn short(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// Guidance with one next step, which a result must always have.
fn default_guidance() -> Guidance {
    Guidance {
        entries: vec![Entry {
            id: "talk",
            slot: "step",
            title: word("step"),
            text: vec![word("stepText")],
        }],
        rules: vec![Rule {
            id: "always",
            when: "always",
            show: vec!["talk"],
        }],
    }
}
