//! From a pack to a Questionnaire of R4 or R5, and a bands file for what FHIR has no element for.

mod bands_file;
mod error;
pub(crate) mod expression;
mod item;
mod nested;
mod resource;

use instrument::Pack;
use instrument::pack::translation::translate;
use instrument::pack::{PackForm, Questionnaire};
use instrument::percent::percent_encode;

pub use error::ExportError;

use crate::form::Release;
use crate::lines::unmarked;
use crate::{json, layout, own};
use resource::{Element, Extension, Value};

/// An exported pack.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The Questionnaire.
    pub questionnaire: String,
    /// The bands file, for importing the Questionnaire again.
    pub bands: String,
    /// What was not carried over, in sentences for the user.
    pub notes: Vec<String>,
}

/// Writes the pack `text` as a Questionnaire, with `translations` as in `packs/NAME.LANG.json`.
///
/// # Errors
/// Returns what is wrong with the pack or a translation, or the ids that clash: see [`ExportError`].
pub fn export(
    text: &str,
    translations: &[String],
    release: Release,
) -> Result<Exported, ExportError> {
    let pack = Pack::read(text)?;
    json::parse(text).map_err(ExportError::Json)?;
    let others = translations.iter();
    let others = others.map(|translation| {
        let whole = translate(text, translation).map_err(ExportError::Translation)?;
        Ok(Pack::read(&whole)?)
    });
    let others: Vec<Pack> = others.collect::<Result<_, ExportError>>()?;
    let export = Export {
        form: pack.form(),
        origin: nested::origin(pack.form()),
        release,
        others: others.iter().map(Pack::form).collect(),
    };
    let clashes = export.clashes();
    if !clashes.is_empty() {
        return Err(ExportError::Clash(clashes));
    }
    let from = pack.form().questionnaire.is_some();
    let lost = from && export.origin.is_none();
    let notes = lost.then(|| {
        format!(
            "the pack came from another form and cannot be written as that form was: this is a Questionnaire of its own, {}",
            own::url(&pack.form().id)
        )
    });
    let written = serde_json::from_str(unmarked(text))?;
    Ok(Exported {
        notes: notes.into_iter().collect(),
        questionnaire: layout::pretty(&export.questionnaire())?,
        bands: layout::pretty(&export.bands_file(&written))?,
    })
}

/// Writes one pack.
struct Export<'a> {
    form: &'a PackForm,
    /// The form that the pack came from, if the pack can be written as that form was.
    origin: Option<&'a Questionnaire>,
    release: Release,
    /// The pack in its other languages.
    others: Vec<&'a PackForm>,
}

/// A text, and an element with its translations. Both are `None` if the text is blank in the pack.
#[derive(Default)]
struct Localized {
    text: Option<String>,
    element: Option<Element>,
}

impl Export<'_> {
    /// The items whose ids are also the `linkId` of a scale's result.
    fn clashes(&self) -> Vec<String> {
        // `nested::origin` checks this for a form that the pack came from.
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
        clash.map(|item| item.id.clone()).collect()
    }

    /// The text that `find` takes from the pack, with its translations.
    fn say<'b>(&'b self, find: impl Fn(&'b PackForm) -> Option<&'b str>) -> Localized {
        let Some(text) = find(self.form).filter(|text| !text.trim().is_empty()) else {
            return Localized::default();
        };
        let others = self.others.iter();
        let others = others.filter_map(|other| Some((other.lang.clone(), find(other)?.to_owned())));
        let extension = others.map(|(lang, text)| Extension {
            extension: vec![
                Extension::of("lang", Value::ValueCode(lang)),
                Extension::of("content", Value::ValueString(text)),
            ],
            url: "http://hl7.org/fhir/StructureDefinition/translation",
            value: None,
        });
        let extension: Vec<Extension> = extension.collect();
        Localized {
            text: Some(text.to_owned()),
            element: (!extension.is_empty()).then_some(Element { extension }),
        }
    }

    fn questionnaire(&self) -> resource::Questionnaire {
        let form = self.form;
        let about = &form.about;
        let said = [
            (own::ATTRIBUTION, &about.attribution),
            (own::HONESTY, &about.honesty),
        ];
        let said = said.iter().filter(|(_, text)| !text.trim().is_empty());
        let said = said.map(|(url, text)| Extension::of(url, Value::ValueString((*text).clone())));
        let origin = self.origin;
        let pack = origin.map(|_| {
            let pack = own::pack(&form.id, &form.version);
            Extension::of(own::PACK, Value::ValueString(pack))
        });
        let own = own::url(&form.id);
        let (url, version) = match origin.and_then(|origin| Some((origin, origin.url.as_ref()?))) {
            Some((origin, url)) => (url, origin.version.as_ref()),
            None => (&own, Some(&form.version)),
        };
        let id = percent_encode(&form.id);
        let some = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        let title = self.say(|form| Some(&form.title));
        resource::Questionnaire {
            resource_type: "Questionnaire",
            id: (id == form.id && id.len() <= 64 && !id.contains(['_', '~'])).then_some(id),
            language: form.lang.clone(),
            extension: said.chain(pack).collect(),
            url: url.clone(),
            version: version.cloned(),
            title: title.text,
            title_element: title.element,
            status: "active",
            description: some(&about.summary),
            copyright: some(&about.licence),
            item: match origin {
                Some(origin) => self.nested(origin),
                None => self.items(),
            },
        }
    }
}
