//! Checks the organisation's own texts, and what can go wrong in any text.

use super::{Audit, Rule, line_path, markup};
use crate::CheckedText;
use crate::form::{Form, HelpLine};
use json::Value;

/// Checks the organisation's own texts in all languages.
pub(super) fn texts(audit: &mut Audit, config: &Form) {
    let own = &config.organisation;
    let exit = config.quick_exit.as_ref();
    let places = [
        ("directory.label", Some(&config.directory)),
        ("register.label", config.register.as_ref()),
        ("courses.label", config.courses.as_ref()),
        ("ethics.label", config.ethics.as_ref()),
        ("privacy.label", config.privacy.as_ref()),
    ];
    let alone = [
        ("organisation.name", Some(&own.name)),
        ("organisation.short", Some(&own.short)),
        (
            "organisation.logo.alt",
            own.logo.as_ref().map(|logo| &logo.alt),
        ),
        ("quickExit.label", exit.and_then(|exit| exit.label.as_ref())),
    ];
    let labels = places.map(|(path, place)| (path, place.map(|place| &place.label)));
    for (path, words) in alone.into_iter().chain(labels) {
        if let Some(words) = words {
            text(audit, path, words, true);
        }
    }
    lines(audit, &config.help, true);
}

/// Checks the texts of help lines. If they are not the organisation's `own`, they may be in languages that it does not
/// offer.
pub(super) fn lines(audit: &mut Audit, lines: &[HelpLine], own: bool) {
    for (at, line) in lines.iter().enumerate() {
        let texts = [
            ("name", Some(&line.name)),
            ("what", Some(&line.what)),
            ("hours", line.hours.as_ref()),
            ("nation", line.nation.as_ref()),
        ];
        for (member, words) in texts {
            if let Some(words) = words {
                text(audit, &line_path(at, member), words, own);
            }
        }
        let sms = line.sms.as_ref();
        if sms.is_some_and(|sms| sms.body.trim().is_empty()) {
            audit.add(Rule::Empty, &line_path(at, "sms.body"), &[]);
        }
    }
}

fn text(audit: &mut Audit, path: &str, words: &CheckedText, own: bool) {
    let all = &words.0;
    let languages = audit.languages.clone();
    let tagged = all.iter().any(|(tag, _)| !tag.is_empty());
    for (tag, text) in all {
        let path = if tagged {
            [path, ".", tag].concat()
        } else {
            path.to_owned()
        };
        if text.trim().is_empty() {
            audit.add(Rule::Empty, &path, &[]);
        }
        if let Some(mark) = markup(text) {
            audit.add(Rule::Markup, &path, &[mark]);
        }
        if own && tagged && !languages.contains(tag) {
            audit.add(Rule::Strange, &path, &[tag]);
        }
    }
    let lacking = |tag: &&String| !all.iter().any(|(have, _)| tag.starts_with(have.as_str()));
    for tag in languages.iter().filter(lacking) {
        audit.add(Rule::Lacks, path, &[tag]);
    }
}

/// Checks every part of the file for members that occur twice and for characters that were lost.
pub(super) fn everywhere(audit: &mut Audit, value: &Value, path: &str) {
    match value {
        Value::Object(members) => {
            for (at, (name, value)) in members.iter().enumerate() {
                let dot = if path.is_empty() { "" } else { "." };
                let inner = [path, dot, name].concat();
                if members[..at].iter().any(|(before, _)| before == name) {
                    audit.add(Rule::SameName, &inner, &[]);
                }
                everywhere(audit, &Value::Text(name.clone()), &inner);
                everywhere(audit, value, &inner);
            }
        }
        Value::List(values) => {
            for (at, value) in values.iter().enumerate() {
                everywhere(audit, value, &[path, "[", &at.to_string(), "]"].concat());
            }
        }
        Value::Text(text) => {
            if let Some(word) = lost(text) {
                audit.add(Rule::Replaced, path, &[word]);
            }
        }
        _ => {}
    }
}

/// The first word in `text` with U+FFFD, which programs write for a character that they could not read.
pub fn lost(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    words.find(|word| word.contains('\u{fffd}'))
}
