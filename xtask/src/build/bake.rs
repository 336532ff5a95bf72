//! The data built into `embed.js` for when nothing else loads: the help lines and the directory from the configuration,
//! the title of the pack, and a few interface texts.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

/// The limit for `embed.js`, in KiB of brotli. Everyone who opens a host page downloads it, even if they never use the
/// check.
///
/// `docs/size.md` has what each feature added.
pub const MAX_KIB: f64 = 7.5;

/// The members of a help line that `embed.js` makes links from.
const LINE: [&str; 4] = ["name", "nation", "tel", "sms"];

/// The built-in data as JSON, from the contents of `config.json`, the pack and the locale.
///
/// # Errors
/// If the configuration has no help lines, a member is missing, or one of the three is not JSON.
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

/// The interface texts around a help line, as JSON. They are for the static pages, which do not run the app.
///
/// # Errors
/// If a text is missing.
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
