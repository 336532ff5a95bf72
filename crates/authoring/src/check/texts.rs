//! Texts: whether any is empty, labels someone, has lost characters, or is too hard to read.

use instrument::pack::PackForm;
use instrument::pack::translation::TEXTS;
use json::{self, Value};
use site_config::audit::{Problem, Rule, lost, markup};

use super::findings::Findings;
use crate::sentences::sentences;

/// Words that label a person or may frighten them. "Diagnosis" is allowed, so that a pack can say that it gives none.
const LABELS: [&str; 10] = [
    "disorder",
    "risk level",
    "at risk of",
    "severe",
    "severely",
    "symptom",
    "patient",
    "abnormal",
    "pathological",
    "positive for",
];

/// Where the texts of a published instrument are, whose wording must not be changed.
const INSTRUMENT_TEXTS: [&str; 4] = ["title", "recall", "optionSets", "sections"];

/// Where names and references are, in which any word is allowed.
const NAMES: [&str; 4] = ["about.attribution", "about.licence", "reading", "tables"];

/// The reading age of a text with fewer words than this means nothing.
const MIN_WORDS: usize = 15;

/// By how many years a single text may exceed the limit for the whole pack.
const LEEWAY: f64 = 4.0;

/// Checks every text of a pack. `age` is the limit for its reading age, in years; 0 for none.
pub fn check(form: &PackForm, text: &str, age: u32, found: &mut Findings) {
    let mut all = Vec::new();
    if let Ok(value) = json::parse(text) {
        texts(&value, "", "", &mut all);
    }
    let about = &form.about;
    for (name, said, hint) in [
        (
            "licence",
            &about.licence,
            "Say who may use these questions, and under what terms. It is always shown.",
        ),
        (
            "attribution",
            &about.attribution,
            "Say who wrote it and from what. It is always shown.",
        ),
        (
            "honesty",
            &about.honesty,
            "Say what it is not, so that nobody takes it for more.",
        ),
    ] {
        if said.trim().is_empty() || ::fhir::is_stand_in(said) {
            found.error(format!("about.{name}"), format!("no {name}"), hint);
        }
    }
    for (path, said) in &all {
        let told = ["about.licence", "about.attribution", "about.honesty"];
        if said.trim().is_empty() && !told.contains(&path.as_str()) {
            found.error(path, "empty", "Every text is shown somewhere.");
        }
        if !NAMES.iter().any(|name| path.starts_with(name)) {
            check_labels(path, said, &form.lang, found);
        }
        check_characters(path, said, found);
    }
    if form.lang.split('-').next() == Some("en") && age > 0 {
        check_reading_age(&all, f64::from(age), found);
    }
}

/// Every text a person reads, with its path.
fn texts(value: &Value, path: &str, name: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Text(said) if TEXTS.contains(&name) => out.push((path.to_owned(), said.clone())),
        Value::List(values) => {
            for (at, value) in values.iter().enumerate() {
                texts(value, &format!("{path}[{at}]"), name, out);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let inner = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                texts(value, &inner, name, out);
            }
        }
        _ => {}
    }
}

/// Reports lost characters, and markup, which would be shown as it is typed. The wording is that of `config check`.
fn check_characters(path: &str, said: &str, found: &mut Findings) {
    let told = |rule, about: &str| {
        sentences(&Problem {
            rule,
            path: path.to_owned(),
            about: vec![about.to_owned()],
            fault: None,
        })
    };
    if let Some(word) = lost(said) {
        let [what, hint] = told(Rule::Replaced, word);
        found.error(path, what, hint);
    }
    if let Some(mark) = markup(said) {
        let [what, hint] = told(Rule::Markup, mark);
        found.warning(path, what, hint);
    }
}

/// Checks each text of a translation.
pub fn translated(texts: &Value, lang: &str, found: &mut Findings) {
    let mut all = Vec::new();
    words(texts, "", &mut all);
    for (path, said) in all {
        check_characters(&format!("texts.{path}"), &said, found);
        if !NAMES.iter().any(|name| path.starts_with(name)) {
            let mut inside = Findings::default();
            check_labels(&path, &said, lang, &mut inside);
            for told in inside.all() {
                found.warning(format!("texts.{path}"), &told.what, &told.hint);
            }
        }
    }
}

/// Every text, with its path.
fn words(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Text(said) => out.push((path.to_owned(), said.clone())),
        Value::List(values) => {
            for (at, value) in values.iter().enumerate() {
                words(value, &format!("{path}[{at}]"), out);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let inner = [path, name].map(str::to_owned).into_iter();
                let inner: Vec<String> = inner.filter(|part| !part.is_empty()).collect();
                words(value, &inner.join("."), out);
            }
        }
        _ => {}
    }
}

/// Reports words that label someone. The list is English: in another language such a word may be harmless, so it is
/// only a warning there, and other words may be missed.
fn check_labels(path: &str, said: &str, lang: &str, found: &mut Findings) {
    let asked = INSTRUMENT_TEXTS.iter().any(|part| path.starts_with(part));
    let english = lang.split('-').next() == Some("en");
    let mut tell = |what: String, hint: &str| {
        if !english {
            let hint =
                format!("{hint} In another language the word may be harmless: then leave it.");
            found.warning(path, what, hint);
        } else if asked {
            let hint = format!(
                "{hint} The wording of a published instrument stays as it is: then leave it."
            );
            found.warning(path, what, hint);
        } else {
            found.error(path, what, hint);
        }
    };
    let lower = said.to_lowercase();
    for word in LABELS
        .into_iter()
        .filter(|word| contains_word(&lower, word))
    {
        tell(
            format!("“{word}”: words of a medical label describe nobody here"),
            "Say what someone notices, in their own words.",
        );
    }
    // `about.honesty` should say that this is no diagnosis. How other languages say "no" is not known here.
    let told = !english && path == "about.honesty";
    let mut diagnoses = lower.match_indices("diagnos");
    if !told && diagnoses.any(|(at, _)| !is_negated(&lower[..at])) {
        tell(
            "“diagnosis” may only be said to say that this is none".to_owned(),
            "“This is not a diagnosis.”",
        );
    }
}

/// Whether one of the last three words in the last sentence of `before` negates what comes next: "not a formal …".
fn is_negated(before: &str) -> bool {
    let sentence = before.rsplit(['.', '!', '?']).next().unwrap_or_default();
    let mut words = sentence.split_whitespace().rev().take(3);
    words.any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        ["not", "no", "nor", "cannot"].contains(&word)
            || word.ends_with("n’t")
            || word.ends_with("n't")
    })
}

/// Whether `text` contains `word` as a whole word, singular or plural: "patients", but not "impatient".
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + word.len()..]);
        let behind = behind.strip_prefix('s').unwrap_or(behind);
        !before.ends_with(char::is_alphabetic) && !behind.starts_with(char::is_alphabetic)
    })
}

/// Warns if the whole pack exceeds the reading age `limit`, and about each text that exceeds it by over [`LEEWAY`].
fn check_reading_age(all: &[(String, String)], limit: f64, found: &mut Findings) {
    let words = all
        .iter()
        .filter(|(path, _)| !NAMES.iter().any(|name| path.starts_with(name)));
    let words: Vec<&(String, String)> = words.collect();
    let whole = words.iter().map(|(_, said)| said.as_str());
    let whole = age(whole);
    if whole.is_some_and(|whole| whole > limit) {
        found.warning(
            "",
            format!(
                "takes a reading age of {:.0}, more than {limit:.0}",
                whole.unwrap_or(0.0)
            ),
            "Shorter sentences and shorter words: someone tired reads this.",
        );
    }
    for (path, said) in words {
        let age = age(std::iter::once(said.as_str()))
            .filter(|_| said.split_whitespace().count() >= MIN_WORDS);
        if age.is_some_and(|age| age > limit + LEEWAY) {
            found.warning(
                path,
                format!("takes a reading age of {:.0}", age.unwrap_or(0.0)),
                "Make two sentences of it, or find shorter words.",
            );
        }
    }
}

/// The age in years at which a text is easy to read: the Flesch–Kincaid grade level plus 5. `None` without words.
pub fn age<'a>(texts: impl Iterator<Item = &'a str>) -> Option<f64> {
    let (mut sentences, mut words, mut syllables) = (0.0, 0.0, 0.0);
    for text in texts {
        let ends = text.split(['.', '?', '!', ':', ';', '…']);
        sentences += ends
            .filter(|part| part.chars().any(char::is_alphabetic))
            .count() as f64;
        for word in text
            .split(|c: char| !c.is_alphabetic() && c != '’')
            .filter(|word| !word.is_empty())
        {
            words += 1.0;
            syllables += syllables_in(word) as f64;
        }
    }
    (words > 0.0).then(|| 0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5.0)
}

/// How many syllables an English word has, roughly: runs of vowels, without a silent e.
fn syllables_in(word: &str) -> usize {
    let lower = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in lower.chars() {
        if vowel(c) && !before {
            count += 1;
        }
        before = vowel(c);
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le")
        || lower.ends_with("es")
        || lower.ends_with("ed");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}
