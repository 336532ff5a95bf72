//! Texts with their translations.

use std::collections::BTreeMap;

use super::extension;
use crate::cursor::Cursor;
use crate::form::Words;

const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// The text of the member `name`, with its translations from the extensions in `_name`.
pub(super) fn words(at: &Cursor, name: &str) -> Option<Words> {
    let base = at.text(name)?.to_owned();
    Some(Words {
        base,
        others: translations(at, name),
    })
}

/// The translations in `_name`, by language.
pub(super) fn translations(at: &Cursor, name: &str) -> BTreeMap<String, String> {
    let mut others = BTreeMap::new();
    let beside = ["_", name].concat();
    if let Some(beside) = at.get(&beside) {
        extension::each(&beside, |extension, url| {
            if url == TRANSLATION {
                let (mut lang, mut content) = (None, None);
                extension::each(extension, |part, url| match url {
                    "lang" => lang = part.text("valueCode").map(str::to_owned),
                    "content" => {
                        let text = part.text("valueString").or(part.text("valueMarkdown"));
                        content = text.map(str::to_owned);
                    }
                    _ => {}
                });
                if let (Some(lang), Some(content)) = (lang, content) {
                    others.insert(lang, content);
                }
            }
        });
    }
    others
}
