//! The organisation's look: its colour, fonts and corners, held to what can be read.
//!
//! Contrast is that of WCAG 2.2. The colour has to be legible on our paper in both schemes; one that is not is made darker
//! or lighter, its hue kept, as little as is needed. Text on it needs no rule of its own: it is the paper's colour, or
//! darker than every paper of the dark scheme, so what is legible there is legible so, too.

use serde::Deserialize;

use json::Value;

/// The form in which a look is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[cfg_attr(feature = "schema", schemars(rename = "Theme"))]
pub struct Theme<T = String> {
    /// The colour of buttons and links, `#rrggbb` or `#rgb`.
    pub accent: Option<T>,
    /// The same for people who prefer dark pages. Without it, `accent` made light enough.
    pub accent_dark: Option<T>,
    /// Names of fonts that are installed, as in CSS: `"Gill Sans", Calibri`. No font is fetched from elsewhere.
    pub font: Option<T>,
    /// The same for headings.
    pub heading_font: Option<T>,
    /// How round corners are: `0`, `4px`, `0.5rem`.
    pub radius: Option<T>,
}

/// A colour: red, green and blue of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// A colour scheme of the page, in the order in which [`PAPER`] has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What the accent is hardest to read on in each scheme: `--clay-tint` of a notice and `--tint`, as a test makes sure.
pub const PAPER: [Colour; 2] = [Colour([0xf7, 0xe7, 0xdb]), Colour([0x26, 0x30, 0x2a])];

/// Text on the accent in each scheme: `--on-accent`.
pub const ON_ACCENT: [Colour; 2] = [Colour([0xff, 0xfd, 0xf8]), Colour([0x16, 0x23, 0x1d])];

/// The contrast that text needs (WCAG 2.2, 1.4.3).
pub const LEAST: f64 = 4.5;

/// The custom property of the accent on light pages.
const ACCENT: &str = "--own-accent";

/// The custom property of the accent on dark pages.
const ACCENT_DARK: &str = "--own-accent-dark";

impl<'a> Theme<&'a str> {
    /// What of `value` is text. The rest is left out, so that nobody's help is lost over a colour.
    pub fn lenient(value: &'a Value) -> Self {
        let text = |name| value.member(name).as_text();
        Self {
            accent: text("accent"),
            accent_dark: text("accentDark"),
            font: text("font"),
            heading_font: text("headingFont"),
            radius: text("radius"),
        }
    }

    /// Tells `set` the custom properties to set, by their names in `styles/tokens.css`, with their values.
    pub fn each(&self, set: &mut dyn FnMut(&str, &str)) {
        for (scheme, name) in [(Scheme::Light, ACCENT), (Scheme::Dark, ACCENT_DARK)] {
            if let Some(colour) = self.given(scheme) {
                set(name, &readable(colour, scheme).hex());
            }
        }
        for (value, name, rest) in [
            (self.font, "--own-font", ", system-ui, sans-serif"),
            (self.heading_font, "--own-heading-font", ", serif"),
            (self.radius, "--own-radius", ""),
        ] {
            if let Some(value) = value.filter(|value| is_plain(value)) {
                set(name, &[value, rest].concat());
            }
        }
    }
}

impl<T: AsRef<str>> Theme<T> {
    /// Tells `tell` of each colour that is not shown as it is written: the custom property, and what is written. One that is no colour is
    /// not shown at all.
    pub fn each_adjusted(&self, tell: &mut dyn FnMut(&str, &str)) {
        for (scheme, name, written) in [
            (Scheme::Light, ACCENT, &self.accent),
            (Scheme::Dark, ACCENT_DARK, &self.accent_dark),
        ] {
            let Some(written) = written.as_ref().map(AsRef::as_ref) else {
                continue;
            };
            let colour = Colour::read(written);
            if colour.is_none_or(|colour| readable(colour, scheme) != colour) {
                tell(name, written);
            }
        }
    }

    /// The colour that is set for `scheme`: dark pages have that of light ones unless they have their own.
    pub fn given(&self, scheme: Scheme) -> Option<Colour> {
        let own = self.accent_dark.as_ref();
        let own = own.filter(|_| scheme == Scheme::Dark);
        Colour::read(own.or(self.accent.as_ref())?.as_ref())
    }
}

/// Whether a value is nothing but names and sizes: no function, no address, no second declaration.
pub fn is_plain(value: &str) -> bool {
    let letter =
        |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || b" -_.,\"'".contains(&byte);
    value.bytes().all(letter)
}

/// `colour`, or the nearest to it of the same hue that is legible in `scheme`.
pub fn readable(colour: Colour, scheme: Scheme) -> Colour {
    let paper = PAPER[scheme as usize];
    let end = match scheme {
        Scheme::Light => 0,
        Scheme::Dark => 255,
    };
    let mut found = colour;
    // The last step is black or white, which is legible.
    for step in 0..256 {
        found = Colour(colour.0.map(|part| {
            let part = i32::from(part);
            u8::try_from(part + (end - part) * step / 255).unwrap_or(0)
        }));
        if contrast(found, paper) >= LEAST {
            break;
        }
    }
    found
}

/// The contrast of two colours (WCAG 2.2), 1 to 21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance() + 0.05, b.luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let short = digits.len() == 3;
        if !short && digits.len() != 6 {
            return None;
        }
        let mut parts = [0; 3];
        for (at, digit) in digits.chars().enumerate() {
            let value = digit.to_digit(16)?;
            let part = &mut parts[if short { at } else { at / 2 }];
            *part = if short {
                value * 17
            } else {
                *part * 16 + value
            };
        }
        Some(Self(parts.map(|part| u8::try_from(part).unwrap_or(0))))
    }

    /// As `#rrggbb`.
    pub fn hex(self) -> String {
        ["#", &json::hex(&self.0)].concat()
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// A part of sRGB as light. Its power of 2.4 is taken as a square and a fifth root, so that no mathematics library comes along.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        return part / 12.92;
    }
    let square = ((part + 0.055) / 1.055) * ((part + 0.055) / 1.055);
    let mut root = 1.0;
    // Newton's way from above: the smallest square here is 0.008, and twelve steps leave no error that a double holds.
    for _ in 0..12 {
        root = (4.0 * root + square / (root * root * root * root)) / 5.0;
    }
    square * root
}
