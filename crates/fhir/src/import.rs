//! From the text of a Questionnaire to the text of a pack.

use std::collections::BTreeSet;

use instrument::Pack;
use instrument::pack::translation::{self, TranslationError};
use thiserror::Error;

use crate::bands::{BandsForm, ScalePart};
use crate::branch;
use crate::cursor::Cursor;
use crate::form::Form;
use crate::log::Log;
use crate::problem::{Code, Place, Report};
use crate::read::{self as reader, Supplied};
use crate::score::{self, Scale, Unsupported};
use crate::to_pack::PackBuilder;
use crate::understood::Read;
use crate::{agree, json, layout, own, validate};

/// How a file is imported.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The bands file: its name and text.
    pub bands: Option<(String, String)>,
    /// ValueSets, CodeSystems or Bundles that the questionnaire refers to: the file name and the text of each.
    pub value_sets: Vec<(String, String)>,
    /// Import the questions and no score.
    pub unscored: bool,
}

/// A pack made of a Questionnaire.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The pack, as in `packs/NAME.json`.
    pub pack: String,
    /// Its licence, as it will be shown.
    pub licence: String,
    /// Its texts in other languages, as in `packs/NAME.LANG.json`.
    pub translations: Vec<(String, String)>,
}

/// Reads a Questionnaire and makes a pack of it. Returns `None` and the report if the Questionnaire is refused.
pub fn import(text: &str, options: &Options) -> (Option<Imported>, Report) {
    let log = Log::new(text);
    let bands = match &options.bands {
        Some((name, text)) => validate::read(name, text, &log),
        None => BandsForm::default(),
    };
    let Some(read) = understood(text, options, &bands, &log) else {
        return (None, log.into_report());
    };
    let builder = PackBuilder::new(&read, &bands, &log);
    let refuse = |what: String| log.refuse(Code::Pack, Place::default(), what);
    let (checked, pack) = match layout::pretty(&builder.pack()) {
        Ok(pack) => (Pack::read(&pack), pack),
        Err(error) => {
            refuse(error.to_string());
            return (None, log.into_report());
        }
    };
    let checked = match checked {
        Ok(checked) => checked,
        Err(errors) => {
            errors.iter().for_each(|error| refuse(error.to_string()));
            return (None, log.into_report());
        }
    };
    agree::check(&read, &bands, checked.form(), &log);
    let mut translations = Vec::new();
    for lang in builder.languages() {
        match translation(&builder, &lang, &pack) {
            Ok(texts) => translations.push((lang, texts)),
            Err(error) => {
                let what = format!("the language {lang}: {error}");
                log.note(Code::NotCarriedOver, Place::default(), what);
            }
        }
    }
    let refused = log.refused();
    let licence = checked.form().about.licence.clone();
    let imported = Imported {
        pack,
        licence,
        translations,
    };
    ((!refused).then_some(imported), log.into_report())
}

/// Why the texts in a language cannot be imported.
#[derive(Debug, Error)]
enum LanguageError {
    /// The pack in this language cannot be written as JSON.
    #[error(transparent)]
    Write(#[from] serde_json::Error),
    /// No translation file can be made of the pack in this language.
    #[error(transparent)]
    Template(#[from] ::json::Error),
    /// The translation does not fit the pack.
    #[error("{}", joined(.0))]
    Translation(Vec<TranslationError>),
}

/// The errors on one line, with semicolons between.
fn joined(errors: &[TranslationError]) -> String {
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    errors.join("; ")
}

/// The translation of `pack` into `lang`, in the form of `packs/NAME.LANG.json`.
fn translation(builder: &PackBuilder, lang: &str, pack: &str) -> Result<String, LanguageError> {
    // All problems were reported for the pack itself, so this log is thrown away.
    let silent = Log::new("");
    let other = layout::pretty(&builder.in_language(lang, &silent).pack())?;
    let texts = translation::template(&other, lang)?;
    translation::translate(pack, &texts).map_err(LanguageError::Translation)?;
    Ok(texts)
}

/// Reads a Questionnaire without making a pack. Returns `None` and the report if the Questionnaire is refused.
pub fn read(text: &str, options: &Options) -> (Option<Read>, Report) {
    let log = Log::new(text);
    let bands = match &options.bands {
        Some((name, text)) => validate::read(name, text, &log),
        None => BandsForm::default(),
    };
    let read = understood(text, options, &bands, &log);
    (read, log.into_report())
}

fn understood(text: &str, options: &Options, bands: &BandsForm, log: &Log) -> Option<Read> {
    let supplied = supplied(options, log);
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(problem) => {
            log.refuse(problem.code, problem.place, problem.what);
            return None;
        }
    };
    let root = Cursor::root(&value, log);
    let form = reader::form(&root, &supplied)?;
    let expressions = form.items.iter().any(|item| item.when_expression.is_some());
    if !options.unscored || expressions {
        score::variables(&form, log);
    }
    let (scales, unknown) = scales(&form, bands, log, options.unscored);
    let mut given = bands.shown_items();
    let sections = bands.shown_sections();
    given.extend(sections.iter().map(|id| [own::SECTION, id].concat()));
    given.extend(sections);
    let described = described(&form, bands);
    let members = scales.iter().flat_map(|scale| &scale.members);
    let scored: Vec<usize> = members.map(|member| member.item).chain(described).collect();
    let shown = branch::shown(&form, &scored, &given, log);
    (!log.refused()).then_some(Read {
        form,
        shown,
        scales,
        unknown,
    })
}

/// The items of the scales that the bands file defines.
fn described(form: &Form, bands: &BandsForm) -> Vec<usize> {
    let names = bands.scales.values().flat_map(ScalePart::members);
    names
        .filter_map(|name| form.by_link.get(&name).copied())
        .collect()
}

fn supplied(options: &Options, log: &Log) -> Supplied {
    let files = options.value_sets.iter();
    let files: Vec<_> = files
        .map(|(name, text)| (name, Log::new(text), json::parse(text)))
        .collect();
    let mut roots = Vec::new();
    for (_, own, value) in &files {
        match value {
            Ok(value) => roots.push(Cursor::root(value, own)),
            Err(problem) => own.refuse(problem.code, problem.place.clone(), problem.what.clone()),
        }
    }
    let supplied = Supplied::of(&roots);
    for (name, own, _) in files {
        for problem in own.into_report().refusals {
            let place = Place {
                path: format!("{name} {}", problem.place.path)
                    .trim_end()
                    .to_owned(),
                ..problem.place
            };
            log.refuse(problem.code, place, problem.what);
        }
    }
    supplied
}

/// The scales that the form states, or the inferred one; and the results that only the bands file describes.
fn scales(
    form: &Form,
    bands: &BandsForm,
    log: &Log,
    unscored: bool,
) -> (Vec<Scale>, Vec<(usize, Unsupported)>) {
    let stated = score::stated(form, log, unscored);
    if unscored {
        return (Vec::new(), Vec::new());
    }
    let described: BTreeSet<String> = bands.described();
    let unscored = bands.unscored();
    for name in &unscored {
        if !form.by_link.contains_key(name) {
            let what = format!("`unscored`: the form has no item {name:?}");
            log.refuse(Code::Bands, Place::default(), what);
        }
    }
    let mut unknown = Vec::new();
    for (at, unsupported) in stated.unknown {
        let item = &form.items[at];
        let link = item.link_id.as_str();
        if described.contains(link.strip_prefix(own::SCALE).unwrap_or(link)) {
            unknown.push((at, unsupported));
        } else if let Some(calculated) = &item.calculated {
            unsupported.refuse(log, &calculated.place, &calculated.text);
        }
    }
    let scales = stated.scales;
    let some = !scales.is_empty() || !unknown.is_empty() || !described.is_empty();
    let weighted = form
        .items
        .iter()
        .any(|item| item.options.iter().any(|choice| choice.weight.is_some()));
    let lost = form.items.iter().any(|item| item.options_not_found);
    if !weighted && !lost && !some && !form.items.is_empty() {
        let what = "no answer has a weight (itemWeight or ordinalValue): nothing to score. \
                    --unscored imports the questions alone";
        log.refuse(Code::NoWeights, Place::default(), what);
        return (scales, unknown);
    }
    for member in scales.iter().flat_map(|scale| &scale.members) {
        let item = &form.items[member.item];
        if unscored.contains(&item.link_id) {
            let what = "the bands file says that it counts nothing, and the form counts it";
            log.refuse(Code::Bands, item.place.clone(), what);
        }
    }
    // An answer set that was not found (`lost`) or an expression that was refused (`hidden`) may be what counts.
    let worked = form.items.iter().any(|item| item.calculated.is_some());
    let hidden = worked && log.refused();
    if !some && !lost && !hidden {
        let inferred = score::infer(form, &unscored, log);
        return (inferred.into_iter().collect(), unknown);
    }
    (scales, unknown)
}
