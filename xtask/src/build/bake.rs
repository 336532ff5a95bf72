//! The data built into `embed.js` for when nothing else loads: the help lines and the directory from the configuration,
//! the title of the pack, and a few interface texts.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use site_config::Config;
use site_config::script::{self, Help};

/// The limit for `embed.js`, in KiB of brotli. Everyone who opens a host page downloads it, even if they never use the
/// check.
///
/// `docs/size.md` has what each feature added.
pub const MAX_KIB: f64 = 7.6;

/// What `embed.js` needs from a pack.
#[derive(Deserialize)]
struct Pack {
    title: String,
}

/// The interface texts that `embed.js` needs.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct HelpTexts {
    call: String,
    sms: String,
    try_again: String,
}

/// The built-in data. `web/embed/help.js` reads it.
#[derive(Serialize)]
struct Baked<'a> {
    #[serde(flatten)]
    help: Help<'a>,
    #[serde(flatten)]
    texts: HelpTexts,
    title: String,
}

/// The built-in data as JSON, from the contents of `config.json`, the pack and the locale.
///
/// # Errors
/// If the app would not use the configuration either, or if a member of the other two is missing.
pub fn bake(config: &str, pack: &str, locale: &str) -> Result<String> {
    let config = Config::read(config).context("the configuration")?;
    let pack: Pack = serde_json::from_str(pack).context("the pack")?;
    let baked = Baked {
        help: script::help(&config),
        texts: serde_json::from_str(locale).context("the locale")?,
        title: pack.title,
    };
    Ok(serde_json::to_string(&baked)?)
}

/// The interface texts as they are in a locale.
#[derive(Deserialize)]
struct Locale {
    call: String,
    sms: String,
    checked: String,
    later: LaterTexts,
    paper: Paper,
}

/// The texts of the lazy screens.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LaterTexts {
    relay: String,
    without_speech: String,
}

/// The texts of the check on paper.
#[derive(Deserialize)]
struct Paper {
    directory: String,
}

/// The interface texts around a help line.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Words {
    call: String,
    checked: String,
    directory: String,
    relay: String,
    sms: String,
    without_speech: String,
}

/// The interface texts around a help line, as JSON. They are for the static pages, which do not run the app.
///
/// # Errors
/// If a text is missing.
pub fn words(locale: &str) -> Result<String> {
    let locale: Locale = serde_json::from_str(locale).context("the locale")?;
    let words = Words {
        call: locale.call,
        checked: locale.checked,
        directory: locale.paper.directory,
        relay: locale.later.relay,
        sms: locale.sms,
        without_speech: locale.later.without_speech,
    };
    Ok(serde_json::to_string(&words)?)
}

#[cfg(test)]
mod tests {
    use super::{bake, words};

    const PACK: &str = r#"{"title":"A check","items":[]}"#;
    const LOCALE: &str = r#"{"call":"Call {number}","sms":"Text {body} to {number}","tryAgain":"Try again","back":"Back"}"#;

    #[test]
    fn keeps_only_what_help_links_need() {
        let config = r#"{"organisation":{"name":"A"},"directory":{"label":"Find","url":"https://a.example"},"help":[
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
        let locale = r#"{"call":"Call {number}","sms":"Text","checked":"On {date}","later":{"relay":"{number}","withoutSpeech":"Text"},"paper":{"directory":"{url}"}}"#;
        let words = words(locale).expect("whole");
        let words: serde_json::Value = serde_json::from_str(&words).expect("JSON");
        assert_eq!(words["directory"], "{url}");
        assert!(super::words(LOCALE).is_err());
    }

    #[test]
    fn a_configuration_without_help_is_refused() {
        let config = r#"{"organisation":{"name":"A"},"directory":{"label":"Find","url":"https://a.example"},"help":[]}"#;
        assert!(bake(config, PACK, LOCALE).is_err());
    }
}
