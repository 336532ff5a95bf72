//! From a pack to a Questionnaire of R4 or R5, and a bands file with what FHIR has no place for.

pub(crate) mod expression;
mod item;
mod nested;
mod rest;

use compassion_check::domain::Pack;
use compassion_check::domain::pack::translation::translate;
use compassion_check::domain::pack::{PackForm, Questionnaire};

use crate::form::Release;
use crate::json;
use crate::own;
use crate::write::{Json, Members};

/// A pack as written for others.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The Questionnaire.
    pub questionnaire: String,
    /// What goes with it when it is imported again.
    pub bands: String,
    /// What was not carried over.
    pub notes: Vec<String>,
}

/// Writes the pack `text` as a Questionnaire, with `translations` as in `packs/NAME.LANG.json`.
///
/// # Errors
/// Says everything that is wrong with the pack or a translation, or cannot be written.
pub fn export(
    text: &str,
    translations: &[String],
    release: Release,
) -> Result<Exported, Vec<String>> {
    let pack = Pack::read(text)?;
    let plain = |text: &str| {
        let value = json::parse(text).map_err(|problem| vec![problem.to_string()])?;
        Ok::<Json, Vec<String>>(crate::bands::plain(&value))
    };
    let base = plain(text)?;
    let mut others = Vec::new();
    for translation in translations {
        let whole = translate(text, translation)?;
        let whole = plain(&whole)?;
        let lang = whole
            .get("lang")
            .and_then(Json::as_text)
            .unwrap_or_default()
            .to_owned();
        others.push((lang, whole));
    }
    let others = others.iter();
    let export = Export {
        form: pack.form(),
        origin: nested::origin(pack.form()),
        release,
        whole: Each {
            base: &base,
            others: others.map(|(lang, whole)| (lang.as_str(), whole)).collect(),
        },
    };
    let clashes = export.clashes();
    if !clashes.is_empty() {
        return Err(clashes);
    }
    let from = pack.form().questionnaire.is_some();
    let lost = from && export.origin.is_none();
    let notes = lost.then(|| {
        format!(
            "the pack came from another form and cannot be written as that form was: this is a Questionnaire of its own, {}",
            own::url(&pack.form().id)
        )
    });
    Ok(Exported {
        notes: notes.into_iter().collect(),
        questionnaire: export.questionnaire().pretty(),
        bands: export.rest(&base).pretty(),
    })
}

/// A place in the pack, and the same place in its translations.
#[derive(Clone)]
struct Each<'a> {
    base: &'a Json,
    others: Vec<(&'a str, &'a Json)>,
}

impl<'a> Each<'a> {
    /// The member `name`.
    fn get(&self, name: &str) -> Option<Self> {
        let base = self.base.get(name)?;
        let others = self.others.iter();
        let others = others.filter_map(|(lang, other)| Some((*lang, other.get(name)?)));
        Some(Self {
            base,
            others: others.collect(),
        })
    }

    /// The elements of the list in the member `name`.
    fn elements(&self, name: &str) -> Vec<Self> {
        let Some(list) = self.get(name) else {
            return Vec::new();
        };
        let elements = list.base.elements().iter().enumerate();
        let each = elements.map(|(at, base)| {
            let others = list.others.iter();
            let others =
                others.filter_map(|(lang, other)| Some((*lang, other.elements().get(at)?)));
            Self {
                base,
                others: others.collect(),
            }
        });
        each.collect()
    }

    /// The text of the member `name`, as it stands.
    fn text(&self, name: &str) -> Option<&'a str> {
        self.base
            .get(name)?
            .as_text()
            .filter(|text| !text.trim().is_empty())
    }

    /// Writes the text of the member `name` as `to`, with its translations.
    fn say(&self, out: Members, name: &str, to: &str) -> Members {
        let Some(text) = self.text(name) else {
            return out;
        };
        let others = self.others.iter();
        let others = others.filter_map(|(lang, other)| Some((lang, other.get(name)?.as_text()?)));
        let others = others.map(|(lang, text)| {
            let part = |url: &str, name: &str, value: &str| {
                Members::default().with("url", url).with(name, value).done()
            };
            Members::default()
                .with(
                    "extension",
                    vec![
                        part("lang", "valueCode", lang),
                        part("content", "valueString", text),
                    ],
                )
                .with("url", "http://hl7.org/fhir/StructureDefinition/translation")
                .done()
        });
        let others: Vec<Json> = others.collect();
        let out = out.with(to, text);
        if others.is_empty() {
            return out;
        }
        let beside = Members::default().with("extension", others).done();
        out.with(&["_", to].concat(), beside)
    }
}

/// Writes one pack.
struct Export<'a> {
    form: &'a PackForm,
    /// The form that the pack came from, where it can be written as that was.
    origin: Option<&'a Questionnaire>,
    release: Release,
    /// All of it, with its translations.
    whole: Each<'a>,
}

/// An extension with one value.
fn extension(url: &str, name: &str, value: impl Into<Json>) -> Json {
    Members::default().with("url", url).with(name, value).done()
}

impl Export<'_> {
    /// Items whose ids stand for something else in a Questionnaire, where all share one space of names.
    fn clashes(&self) -> Vec<String> {
        // Those of a form that the pack came from were looked at already.
        if self.origin.is_some() {
            return Vec::new();
        }
        let scales = self
            .form
            .scales
            .iter()
            .map(|scale| [own::SCALE, &scale.id].concat());
        let taken: Vec<String> = scales.collect();
        let items = self.form.sections.iter().flat_map(|section| &section.items);
        let clash = items.filter(|item| taken.contains(&item.id));
        clash
            .map(|item| format!("item id that stands for a scale: {}", item.id))
            .collect()
    }

    fn questionnaire(&self) -> Json {
        let each = &self.whole;
        let form = self.form;
        let about = &form.about;
        let said = [
            (own::ATTRIBUTION, &about.attribution),
            (own::HONESTY, &about.honesty),
        ];
        let said = said.iter().filter(|(_, text)| !text.trim().is_empty());
        let said = said.map(|(url, text)| extension(url, "valueString", text.as_str()));
        let origin = self.origin;
        let pack = origin.map(|_| {
            let pack = own::pack(&form.id, &form.version);
            extension(own::PACK, "valueString", pack)
        });
        let own = own::url(&form.id);
        let (url, version) = match origin.and_then(|origin| Some((origin, origin.url.as_ref()?))) {
            Some((origin, url)) => (url, origin.version.as_ref()),
            None => (&own, Some(&form.version)),
        };
        let items = match origin {
            Some(origin) => self.nested(origin),
            None => self.items(each),
        };
        let id = own::percent(&form.id);
        let id = (id == form.id && id.len() <= 64 && !id.contains(['_', '~'])).then_some(id);
        let summary = Some(about.summary.as_str()).filter(|text| !text.trim().is_empty());
        let licence = Some(about.licence.as_str()).filter(|text| !text.trim().is_empty());
        let out = Members::default()
            .with("resourceType", "Questionnaire")
            .with_some("id", id)
            .with("language", form.lang.as_str())
            .with_list("extension", said.chain(pack).collect())
            .with("url", url.as_str())
            .with_some("version", version.map(String::as_str));
        each.say(out, "title", "title")
            .with("status", "active")
            .with_some("description", summary)
            .with_some("copyright", licence)
            .with_list("item", items)
            .done()
    }
}
