//! From a form to a pack.

mod condition;
mod identity;
mod option;
mod scale;
mod section;

use std::collections::BTreeSet;

use crate::Read;
use crate::bands::Bands;
use crate::form::{Item, Words};
use crate::log::Log;
use crate::own;
use crate::problem::{Code, Place};
use crate::words::word;
use crate::write::{Json, Members};
pub(crate) use option::Offers;

/// How long an unfinished check is carried on when nobody says.
const DRAFT_DAYS: i64 = 3;
/// The version of a form that states none.
const VERSION: &str = "1.0.0";

/// Makes a pack of one form, in one of its languages.
pub(crate) struct Lower<'a> {
    pub read: &'a Read,
    pub bands: &'a Bands,
    /// The language to write; none for the form's own.
    pub lang: Option<&'a str>,
    pub log: &'a Log<'a>,
    pub offers: Offers,
}

impl<'a> Lower<'a> {
    /// For the form in its own language.
    pub fn new(read: &'a Read, bands: &'a Bands, log: &'a Log<'a>) -> Self {
        Self {
            read,
            bands,
            lang: None,
            log,
            offers: Offers::of(read, &id(read)),
        }
    }

    /// The form in another of its languages; nothing is told twice.
    pub fn in_language<'b>(&self, lang: &'b str, log: &'b Log<'b>) -> Lower<'b>
    where
        'a: 'b,
    {
        Lower {
            read: self.read,
            bands: self.bands,
            lang: Some(lang),
            log,
            offers: self.offers.clone(),
        }
    }

    /// What `words` say in the language to write.
    pub fn say(&self, words: &Words) -> String {
        let other = self.lang.and_then(|lang| words.others.get(lang));
        other.unwrap_or(&words.base).clone()
    }

    /// What an item asks; its name where it says nothing.
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
    pub fn pack(&self) -> Json {
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
        let mut band_sets = sets;
        band_sets.extend(bands.list("bandSets"));
        let guidance = bands.member("guidance").unwrap_or_else(default_guidance);
        Members::default()
            .with("format", 1_i64)
            .with("id", id(self.read))
            .with("version", version)
            .with("lang", self.language())
            .with("title", self.title())
            .with("about", self.about())
            .with_some("recall", self.recall())
            .with(
                "draftDays",
                bands.member("draftDays").unwrap_or(DRAFT_DAYS.into()),
            )
            .with("optionSets", self.option_sets())
            .with("sections", sections)
            .with("bandSets", band_sets)
            .with_list("tables", bands.list("tables"))
            .with_some("wobble", bands.member("wobble"))
            .with("scales", scales)
            .with("guidance", guidance)
            .with_some("after", bands.member("after"))
            .with("reading", bands.list("reading"))
            .with_some("questionnaire", self.questionnaire())
            .done()
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

    fn about(&self) -> Json {
        let about = &self.read.form.about;
        let given = self.bands.object("about");
        let part = |name: &str, own: Option<String>, instead: &str| {
            let given = given.and_then(|given| given.get(name)?.as_text());
            let own = given.map(str::to_owned).or(own);
            own.unwrap_or_else(|| instead.to_owned())
        };
        let licence = about
            .get("copyright")
            .or(about.get("copyrightLabel"))
            .cloned();
        if licence.is_none() && given.is_none_or(|given| given.get("licence").is_none()) {
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
        Members::default()
            .with(
                "summary",
                part(
                    "summary",
                    about.get("description").cloned(),
                    word("summary"),
                ),
            )
            .with(
                "attribution",
                part("attribution", attribution, word("attribution")),
            )
            .with("licence", part("licence", licence, word("licence")))
            .with(
                "honesty",
                part("honesty", about.get(own::HONESTY).cloned(), word("honesty")),
            )
            .done()
    }

    /// The words above all scored items: what the form says before its first question.
    fn recall(&self) -> Option<Json> {
        let given = self.bands.object("recall");
        let stem = self.opening(None).or_else(|| {
            let stem = given?.get("stem")?.as_text()?;
            Some(stem.to_owned())
        })?;
        let days = given.and_then(|given| given.get("days")).cloned();
        Some(
            Members::default()
                .with_some("days", days)
                .with("stem", stem)
                .done(),
        )
    }

    /// Every language that each question and each answer is given in.
    pub fn languages(&self) -> Vec<String> {
        let items = &self.read.form.items;
        let asked = items.iter().filter(|item| self.asked(item));
        let mut all: Option<BTreeSet<String>> = None;
        let mut some = BTreeSet::new();
        for item in asked {
            let labels = item.options.iter().map(|choice| &choice.label);
            for words in item.words.iter().chain(labels) {
                // A number is the same in every language, and so are yes and no, which have words of their own.
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

    /// Whether the pack asks it.
    pub fn asked(&self, item: &Item) -> bool {
        item.asks() && !item.options.is_empty()
    }
}

/// What the pack is called.
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

/// `name` in the letters and digits that files and addresses can have; empty when it has none of them.
fn short(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// One next step, which a result always has.
fn default_guidance() -> Json {
    let step = Members::default()
        .with("id", "talk")
        .with("slot", "step")
        .with("title", word("step"))
        .with("text", vec![word("stepText").into()])
        .done();
    let always = Members::default()
        .with("id", "always")
        .with("when", "always")
        .with("show", vec!["talk".into()])
        .done();
    Members::default()
        .with("entries", vec![step])
        .with("rules", vec![always])
        .done()
}
