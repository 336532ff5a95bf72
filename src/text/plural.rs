//! Which form of a text a number takes: one check, two checks; in Welsh there are six kinds of numbers.
//!
//! The rules are Unicode's (CLDR). A browser knows them for all languages; natively they come from ICU4X.

use std::fmt;

/// How a language sorts numbers: given its tag and a number, the name of the plural category, such as `one` or `other`.
#[derive(Clone, Copy)]
pub struct Counting(pub fn(&str, u32) -> String);

impl Counting {
    /// The category of `n` in the language `lang`.
    pub fn category(self, lang: &str, n: u32) -> String {
        self.0(lang, n)
    }
}

impl fmt::Debug for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counting")
    }
}

impl PartialEq for Counting {
    /// There is one for each place this runs in.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Counting {}

/// In a browser: every number is like any other, until the browser's own rules are put in.
#[cfg(target_arch = "wasm32")]
impl Default for Counting {
    fn default() -> Self {
        Self(|_, _| String::new())
    }
}

/// Natively: the rules of ICU4X.
#[cfg(not(target_arch = "wasm32"))]
impl Default for Counting {
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
