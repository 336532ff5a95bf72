//! Default texts for what an imported pack needs and a form does not have, from `words.json`.

use std::sync::LazyLock;

use serde_json::Value;

static WORDS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../words.json")).unwrap_or_default());

/// The text under `name`. Empty if there is none.
pub(crate) fn word(name: &str) -> &'static str {
    WORDS[name].as_str().unwrap_or_default()
}

/// Whether `text` is a default: the import writes it if the form names no author, or no licence.
pub fn is_stand_in(text: &str) -> bool {
    [word("licence"), word("attribution")].contains(&text)
}

/// The text under `name` in a language. Only the first part of `lang` counts (`de` of `de-AT`).
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
