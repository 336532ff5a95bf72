//! The few words an imported pack needs and no form has, from `words.json`.

use std::sync::LazyLock;

use serde_json::Value;

static WORDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../words.json")).unwrap_or_default());

/// The text under `name`.
pub(crate) fn word(name: &str) -> &'static str {
    WORDS[name].as_str().unwrap_or_default()
}

/// Whether this is said only because a form did not say who wrote it, or under what licence it may be used.
pub fn is_stand_in(text: &str) -> bool {
    [word("licence"), word("attribution")].contains(&text)
}

/// The text under `name` in a language, by its first part (`de` of `de-AT`).
pub(crate) fn word_in(name: &str, lang: &str) -> Option<&'static str> {
    let lang = lang.split('-').next().unwrap_or_default();
    WORDS[name].get(lang)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_language_and_unknown_languages_give_none() {
        assert_eq!(word("total"), "Total");
        assert_eq!(word_in("yes", "de-AT"), Some("Ja"));
        assert_eq!(word_in("yes", "xx"), None);
    }
}
