//! What `embed.js` has to know when nothing else arrives: help, the directory and a name, from the configuration, the pack and the
//! texts.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

/// The largest `embed.js` may be, in KiB of brotli: every page of the host's fetches it, whoever reads it.
///
/// It was 6 until the element got a width of its own in boxes that size to their content, a second name for each event, reasons for
/// errors, and noticed frames that were blanked: 5.7 KiB became 6.5. Requests that come to an end and the rule for telephone numbers
/// made it 7.1, and a button to try again 7.3.
pub const LARGEST: f64 = 7.5;

/// The members of a help line that a link is made of.
const LINE: [&str; 4] = ["name", "nation", "tel", "sms"];

/// A JSON text of it, from the texts of `config.json`, the pack and the locale.
///
/// # Errors
/// When there is no help in the configuration, or a member is missing.
pub fn bake(config: &str, pack: &str, locale: &str) -> Result<String> {
    let [config, pack, locale] = [config, pack, locale].map(serde_json::from_str::<Value>);
    let (config, pack, locale) = (config?, pack?, locale?);
    let member = |from: &Value, name: &str| -> Result<Value> {
        let found = from.get(name).cloned();
        found.with_context(|| format!("there is no `{name}`"))
    };
    let help = member(&config, "help")?;
    let help: Vec<Value> = help
        .as_array()
        .into_iter()
        .flatten()
        .map(|line| {
            let parts = LINE.iter().filter_map(|name| {
                let part = line.get(*name)?;
                Some(((*name).to_owned(), part.clone()))
            });
            Value::Object(parts.collect::<Map<_, _>>())
        })
        .collect();
    ensure!(
        !help.is_empty(),
        "there is no crisis help in the configuration"
    );
    let baked = json!({
        "title": member(&pack, "title")?,
        "call": member(&locale, "call")?,
        "sms": member(&locale, "sms")?,
        "tryAgain": member(&locale, "tryAgain")?,
        "help": help,
        "directory": member(&config, "directory")?,
    });
    Ok(baked.to_string())
}

/// The interface texts that a line of help is said in, as JSON: for the pages that run nothing of the check.
///
/// # Errors
/// When one is missing.
pub fn words(locale: &str) -> Result<String> {
    let locale: Value = serde_json::from_str(locale)?;
    let mut words = Map::new();
    for pointer in ["/call", "/sms", "/checked", "/paper/directory"] {
        let text = locale.pointer(pointer);
        let text = text.with_context(|| format!("there is no text at {pointer}"))?;
        let name = pointer.rsplit('/').next().unwrap_or_default();
        words.insert(name.to_owned(), text.clone());
    }
    Ok(Value::Object(words).to_string())
}

#[cfg(test)]
mod tests {
    use super::{bake, words};

    const PACK: &str = r#"{"title":"A check","items":[]}"#;
    const LOCALE: &str = r#"{"call":"Call {number}","sms":"Text {body} to {number}","tryAgain":"Try again","back":"Back"}"#;

    #[test]
    fn keeps_only_what_help_links_need() {
        let config = r#"{"directory":{"label":"Find","url":"https://a.example"},"help":[
            {"name":"Line","what":"Day and night","nation":"Wales","tel":"1","checked":"2026-01-01"},
            {"name":{"en":"Shout"},"what":"","sms":{"number":"2","body":"HI"}}]}"#;
        let baked = bake(config, PACK, LOCALE).expect("whole");
        let baked: serde_json::Value = serde_json::from_str(&baked).expect("JSON");
        assert_eq!(
            baked["help"],
            serde_json::json!([
                {"name": "Line", "nation": "Wales", "tel": "1"},
                {"name": {"en": "Shout"}, "sms": {"number": "2", "body": "HI"}}
            ])
        );
        assert_eq!(baked["title"], "A check");
        assert_eq!(baked["tryAgain"], "Try again");
        assert_eq!(baked["call"], "Call {number}");
        assert_eq!(baked["directory"]["url"], "https://a.example");
    }

    #[test]
    fn missing_words_around_help_are_refused() {
        let locale = r#"{"call":"Call {number}","sms":"Text","checked":"On {date}","paper":{"directory":"{url}"}}"#;
        let words = words(locale).expect("whole");
        let words: serde_json::Value = serde_json::from_str(&words).expect("JSON");
        assert_eq!(words["directory"], "{url}");
        assert!(super::words(LOCALE).is_err());
    }

    #[test]
    fn a_configuration_without_help_is_refused() {
        let config = r#"{"directory":{"label":"Find","url":"https://a.example"},"help":[]}"#;
        assert!(bake(config, PACK, LOCALE).is_err());
    }
}
