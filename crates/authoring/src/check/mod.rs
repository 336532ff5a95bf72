//! `pack check`: finds everything that is wrong with a pack, with its place and what to do about it.
//!
//! | module | concern |
//! |---|---|
//! | [`findings`] | findings: what, where, what to do |
//! | [`place`] | where in the text each part of the JSON is |
//! | [`all_items`] | the items in one list |
//! | [`items`] | option sets, sections, items |
//! | [`branch`] | branching: loops, and items that are never shown |
//! | [`conditions`] | walks through a condition and its parts; tests answers |
//! | [`shown`] | which items are shown for which answers |
//! | [`references`] | unknown ids, and ids that are there twice |
//! | [`scales`] | scales and tables |
//! | [`possible_results`] | every result that a scale can have |
//! | [`bands`] | gaps, overlaps, bands that no result reaches |
//! | [`probe`] | scores fixed sheets with the engine |
//! | [`guidance`] | rules, entries, whether they lead to help |
//! | [`satisfiability`] | conditions that never hold, or always |
//! | [`texts`] | empty texts, medical labels, reading age |
//! | [`translations`] | the pack's translations |
//! | [`report`] | the report |
//!
//! If all these find no error, the code that reads packs in the browser reads this one, too. What it refuses is an
//! error.

pub mod all_items;
pub mod bands;
pub mod branch;
pub mod conditions;
pub mod findings;
pub mod guidance;
pub mod items;
pub mod place;
pub mod possible_results;
pub mod probe;
pub mod references;
pub mod report;
pub mod satisfiability;
pub mod scales;
pub mod shown;
pub mod texts;
pub mod translations;

use std::path::{Path, PathBuf};

use anyhow::Result;
use instrument::Pack;
use instrument::pack::PackForm;
use instrument::rational::Rational;
use json::fault;
use site_config::Config;
use site_config::audit::text_of;

use crate::read;
use findings::Findings;

/// What a pack is checked against.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// An organisation's configuration: the pack has to be translated into each of its languages.
    pub config: Option<PathBuf>,
    /// The highest reading age of English texts, in years, without a warning. 0 for no limit.
    pub age: u32,
}

/// Checks the text of one pack. `age` is that of [`CheckOptions`].
pub fn check(text: &str, age: u32) -> Findings {
    let mut found = Findings::default();
    if let Some(fault) = fault::find(text) {
        found.unreadable(fault);
        return found;
    }
    let (form, errors) = json::from_str_recovering::<PackForm>(text);
    let places = place::Places::of(text);
    twice(&places, &mut found);
    for error in &errors {
        found.unread(error);
    }
    let mut reached = Vec::new();
    if let Some(form) = form {
        items::check(&form, &mut found);
        branch::check(&form, &mut found);
        let results = possible_results::all(&form);
        scales::check(&form, &results, &mut found);
        bands::check(&form, &results, &mut found);
        guidance::check(&form, &results, &mut found);
        texts::check(&form, text, age, &mut found);
        reached = results;
    } else {
        found.error(
            "",
            "there is more wrong than is told here",
            "Put this right, and check again.",
        );
    }
    if !found.has_errors() {
        match Pack::read(text) {
            Ok(pack) => probe::check(&pack, &reached, &mut found),
            Err(wrong) => {
                for error in wrong.iter() {
                    found.error(
                        "",
                        error.to_string(),
                        "The check refuses this pack; see docs/packs.md.",
                    );
                }
            }
        }
    }
    found
}

/// Reports members that are twice in one object.
fn twice(places: &place::Places, found: &mut Findings) {
    for path in places.twice() {
        found.error(
            path,
            "this member is there twice",
            "Only the last of them would be read. Take one out.",
        );
    }
}

/// A result in digits, to two decimal places.
fn digits(value: Rational) -> String {
    let text = value.to_text(2);
    text.unwrap_or_else(|| "a number too large to be written".to_owned())
}

/// Checks the pack at `path` with its translations and prints the reports. Returns whether there are no errors.
///
/// # Errors
/// When a file cannot be read, or the configuration is refused.
pub fn file(path: &Path, options: &CheckOptions) -> Result<bool> {
    let file = read::bytes(path)?;
    let text = text_of(&file);
    let mut found = match fault::decode(&file) {
        Ok(text) => check(text, options.age),
        Err(fault) => {
            let mut found = Findings::default();
            found.unreadable(*fault);
            found
        }
    };
    let config = options.config.as_deref();
    let config = config
        .map(|path| (path, read::text(path)))
        .map(|(path, text)| {
            Config::read(&text?).map_err(|wrong| anyhow::anyhow!("{}: {wrong}", path.display()))
        });
    let languages: Vec<String> = match config.transpose()? {
        Some(config) => config.languages().into_iter().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    translations::missing(path, &text, &languages, &mut found);
    let mut good = report::print(path, &text, &found);
    for beside in translations::beside(path)? {
        let file = read::bytes(&beside)?;
        let found = match fault::decode(&file) {
            Ok(translated) => translations::check(&text, translated),
            Err(fault) => {
                let mut found = Findings::default();
                found.unreadable(*fault);
                found
            }
        };
        good &= report::print(&beside, &text_of(&file), &found);
    }
    Ok(good)
}
