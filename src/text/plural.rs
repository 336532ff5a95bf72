//! Plural rules: English has "one check" and "two checks", and Welsh has six categories of numbers.
//!
//! The rules are those of Unicode (CLDR). A browser has them for all languages; natively they come from ICU4X.

use std::fmt;

/// A function from the tag of a language (BCP 47) and a number to the name of the plural category, such as `one` or
/// `other`.
#[derive(Clone, Copy)]
pub struct PluralRules(pub fn(&str, u32) -> String);

impl PluralRules {
    /// The plural category of `n` in the language `lang`.
    pub fn category(self, lang: &str, n: u32) -> String {
        self.0(lang, n)
    }
}

impl fmt::Debug for PluralRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PluralRules")
    }
}

impl PartialEq for PluralRules {
    /// Always equal: the browser and native code each use only one set of rules.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PluralRules {}

/// In a browser: no category, so the last form is used. [`super::Messages::with_plural_rules`] sets the browser's
/// rules.
#[cfg(target_arch = "wasm32")]
impl Default for PluralRules {
    fn default() -> Self {
        Self(|_, _| String::new())
    }
}

/// Natively: the rules of ICU4X.
#[cfg(not(target_arch = "wasm32"))]
impl Default for PluralRules {
    fn default() -> Self {
        use icu_plurals::{PluralCategory, PluralRules};

        Self(|lang, n| {
            let locale = lang.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
            let rules = PluralRules::try_new_cardinal(locale.into());
            let category = rules.map_or(PluralCategory::Other, |rules| rules.category_for(n));
            let name = match category {
                PluralCategory::Zero => "zero",
                PluralCategory::One => "one",
                PluralCategory::Two => "two",
                PluralCategory::Few => "few",
                PluralCategory::Many => "many",
                PluralCategory::Other => "other",
            };
            name.to_owned()
        })
    }
}
