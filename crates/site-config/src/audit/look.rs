//! Checks the organisation's look, and gives its colours as they are shown, with their contrast.

use super::{Audit, Rule};
use crate::theme::{BACKGROUNDS, Colour, ON_ACCENT, Scheme, Theme, contrast, is_plain, readable};

/// The accent of one colour scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The scheme.
    pub scheme: Scheme,
    /// The colour that is set for this scheme, or for the light one if the dark one has none.
    pub given: String,
    /// The colour that is shown, which may have been adjusted.
    pub used: String,
    /// Its contrast with the background in [`BACKGROUNDS`], in hundredths.
    pub contrast: u32,
    /// The contrast of text on it, in hundredths.
    pub on: u32,
}

/// The contrast in hundredths, rounded down, so that a contrast reported as 4.5 is never below it.
pub fn hundredths(a: Colour, b: Colour) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is from 1 to 21"
    )]
    let hundredths = (contrast(a, b) * 100.0) as u32;
    hundredths
}

/// Hundredths as a decimal number: `4.53`.
pub fn decimal(hundredths: u32) -> String {
    let rest = (hundredths % 100).to_string();
    let zero = if rest.len() < 2 { "0" } else { "" };
    [&(hundredths / 100).to_string(), ".", zero, &rest].concat()
}

/// Checks the colours, fonts and corners.
pub(super) fn theme(audit: &mut Audit, theme: &Theme) {
    for (path, set, scheme) in [
        ("theme.accent", &theme.accent, Scheme::Light),
        ("theme.accentDark", &theme.accent_dark, Scheme::Dark),
    ] {
        let given = theme.given(scheme);
        if let Some(set) = set {
            match Colour::read(set) {
                None => audit.add(Rule::NotColour, path, &[set]),
                Some(colour) => adjusted(audit, path, colour, scheme),
            }
        }
        if let Some(colour) = given {
            let (at, used) = (scheme as usize, readable(colour, scheme));
            audit.looks.push(Look {
                scheme,
                given: colour.hex(),
                used: used.hex(),
                contrast: hundredths(used, BACKGROUNDS[at]),
                on: hundredths(used, ON_ACCENT[at]),
            });
        }
    }
    for (path, set) in [
        ("theme.font", &theme.font),
        ("theme.headingFont", &theme.heading_font),
    ] {
        if let Some(set) = set.as_deref().filter(|set| !set.split(',').all(is_font)) {
            audit.add(Rule::NotFont, path, &[set]);
        }
    }
    if let Some(set) = theme.radius.as_deref().filter(|set| !is_size(set)) {
        audit.add(Rule::NotSize, "theme.radius", &[set]);
    }
}

fn adjusted(audit: &mut Audit, path: &str, colour: Colour, scheme: Scheme) {
    let used = readable(colour, scheme);
    if used == colour {
        return;
    }
    let background = BACKGROUNDS[scheme as usize];
    let figures = [colour, used].map(|colour| decimal(hundredths(colour, background)));
    audit.add(
        Rule::Adjusted,
        path,
        &[&colour.hex(), &used.hex(), &figures[0], &figures[1]],
    );
}

/// Whether `name` is one font name, either in quotation marks or made of words that begin with a letter.
fn is_font(name: &str) -> bool {
    let name = name.trim();
    let quoted = ['"', '\''].into_iter().find_map(|mark| {
        let inner = name.strip_prefix(mark)?.strip_suffix(mark)?;
        Some(!inner.is_empty() && !inner.contains(['"', '\'']))
    });
    let letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    let words =
        || !name.contains(['"', '\'', '.']) && name.split(' ').all(|word| word.starts_with(letter));
    is_plain(name) && quoted.unwrap_or_else(words)
}

/// Whether `text` is `0`, or a number with the unit `px`, `rem` or `em`.
fn is_size(text: &str) -> bool {
    let number = ["px", "rem", "em"]
        .into_iter()
        .find_map(|unit| text.strip_suffix(unit));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match number.unwrap_or_default().split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part),
        None => text == "0" || number.is_some_and(digits),
    }
}
