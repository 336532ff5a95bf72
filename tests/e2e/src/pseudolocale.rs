//! Pseudolocales: languages made from the English texts, to see what a translation would break. They are served in place of Welsh, so that
//! the page needs no support for them.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::site::Site;

/// A generated language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pseudolocale {
    /// With accents, and about half as long again, like `en-XA` elsewhere. Shows what is cut off and what was never translated.
    Long,
    /// Written from right to left, like `ar-XB` elsewhere.
    Mirrored,
}

/// Members of a pack that say where it comes from. They are not translated.
const ORIGIN: [&str; 2] = ["lang", "translationOf"];

impl Pseudolocale {
    /// Respells a text, or all of its plural forms. Placeholders stay as they are.
    fn respell(self, text: &mut Value) {
        match text {
            Value::String(text) => *text = self.text(text),
            Value::Object(forms) => forms.values_mut().for_each(|form| self.respell(form)),
            _ => {}
        }
    }

    fn text(self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(&self.run(before));
            out.push_str(&format!("{{{name}}}"));
            rest = after;
        }
        out.push_str(&self.run(rest));
        out
    }

    fn run(self, text: &str) -> String {
        match self {
            Self::Long => text.chars().map(accented).collect(),
            Self::Mirrored => text
                .split_inclusive(|c: char| !c.is_alphanumeric())
                .map(mirrored)
                .collect(),
        }
    }

    fn dir(self) -> &'static str {
        match self {
            Self::Long => "ltr",
            Self::Mirrored => "rtl",
        }
    }
}

/// Doubles a vowel and gives it an accent.
fn accented(letter: char) -> String {
    let with = match letter {
        'a' => "áá",
        'e' => "éé",
        'i' => "íí",
        'o' => "óó",
        'u' => "úú",
        'y' => "ýý",
        'A' => "ÁÁ",
        'E' => "ÉÉ",
        'I' => "ÍÍ",
        'O' => "ÓÓ",
        'U' => "ÚÚ",
        _ => return letter.to_string(),
    };
    with.to_owned()
}

/// Makes a word read from right to left.
fn mirrored(word: &str) -> String {
    let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    if letters.is_empty() {
        return word.to_owned();
    }
    format!("\u{202e}{letters}\u{202c}{}", &word[letters.len()..])
}

impl Site {
    /// Serves this language in place of Welsh, and offers no other.
    pub fn serve_pseudolocale(&self, pseudo: Pseudolocale) -> Result<()> {
        for (from, to) in [
            ("locales/en.json", "locales/cy.json"),
            ("locales/en.later.json", "locales/cy.later.json"),
        ] {
            let mut locale: Value = serde_json::from_str(&self.read(from)?)?;
            if locale.get("lang").is_some() {
                (locale["lang"], locale["dir"]) = (json!("cy"), json!(pseudo.dir()));
            }
            let texts = locale["texts"].as_array_mut().context("texts")?;
            texts.iter_mut().for_each(|text| pseudo.respell(text));
            self.put(to, locale.to_string())?;
        }
        for (from, to) in [
            ("packs/practitioner.json", "packs/practitioner.cy.json"),
            (
                "packs/practitioner.first.json",
                "packs/practitioner.cy.first.json",
            ),
        ] {
            let english: Value = serde_json::from_str(&self.read(from)?)?;
            let mut pack: Value = serde_json::from_str(&self.read(to)?)?;
            respell(&mut pack, &english, pseudo);
            self.put(to, pack.to_string())?;
        }
        self.offer_languages(&["cy"])
    }

    /// Offers these languages.
    pub fn offer_languages(&self, languages: &[&str]) -> Result<()> {
        self.configure(|config| config["languages"] = json!(languages))
    }
}

/// Respells the texts of a pack: the strings in which the translation differs from the English pack.
fn respell(pack: &mut Value, english: &Value, pseudo: Pseudolocale) {
    match (pack, english) {
        (Value::Object(members), Value::Object(english)) => {
            for (name, member) in members.iter_mut() {
                let translated = !ORIGIN.contains(&name.as_str());
                if let Some(english) = english.get(name).filter(|_| translated) {
                    respell(member, english, pseudo);
                }
            }
        }
        (Value::Array(list), Value::Array(english)) => {
            for (one, english) in list.iter_mut().zip(english) {
                respell(one, english, pseudo);
            }
        }
        (Value::String(text), Value::String(english)) if text != english => {
            *text = pseudo.text(english);
        }
        _ => {}
    }
}
