//! The form of `locales/*.json` that translators edit.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::text_with_plurals::TextWithPlurals;

/// The texts by their keys. The texts of the lazy screens are in `later`, those of the check on paper in `paper`.
#[derive(Debug, Default)]
pub(super) struct Locale {
    pub lang: String,
    pub dir: Option<String>,
    pub texts: BTreeMap<String, TextWithPlurals>,
    pub later: Option<BTreeMap<String, TextWithPlurals>>,
    #[cfg_attr(
        target_arch = "wasm32",
        allow(dead_code, reason = "no browser prints the check on paper")
    )]
    pub paper: Option<BTreeMap<String, TextWithPlurals>>,
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Members)
    }
}

/// The visitor that reads a [`Locale`]. serde's derive is not used: it would need `flatten`, which loses the position
/// of an error.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Locale;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Locale, A::Error> {
        let mut locale = Locale::default();
        let mut lang = None;
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "lang" => lang = Some(members.next_value()?),
                "dir" => locale.dir = members.next_value()?,
                "later" => locale.later = members.next_value()?,
                "paper" => locale.paper = members.next_value()?,
                program if program.starts_with('$') => {
                    members.next_value::<IgnoredAny>()?;
                }
                _ => {
                    let text = members.next_value()?;
                    locale.texts.insert(name, text);
                }
            }
        }
        locale.lang = lang.ok_or_else(|| A::Error::missing_field("lang"))?;
        Ok(locale)
    }
}
