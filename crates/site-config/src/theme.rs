//! The organisation's look: its colour, fonts and corners, adjusted where needed so that everything can be read.
//!
//! Contrast is as defined in WCAG 2.2. The accent has to be legible on the page's backgrounds in both schemes. If it is
//! not, it is made darker or lighter by as little as needed, and its hue is kept. Text on the accent needs no rule of
//! its own: it has the colour of the page, or is darker than every background of the dark scheme, so it is legible
//! whenever the accent is.

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
    /// The same for the dark colour scheme. Without it, a lighter shade of `accent` with enough contrast is used.
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

/// A colour scheme of the page. The order is that of [`BACKGROUNDS`] and [`ON_ACCENT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The background with the least contrast to the accent in each scheme: `--clay-tint` and `--tint`. A test checks that
/// they are.
pub const BACKGROUNDS: [Colour; 2] = [Colour([0xf7, 0xe7, 0xdb]), Colour([0x26, 0x30, 0x2a])];

/// The colour of text on the accent in each scheme: `--on-accent`.
pub const ON_ACCENT: [Colour; 2] = [Colour([0xff, 0xfd, 0xf8]), Colour([0x16, 0x23, 0x1d])];

/// The least contrast that text needs (WCAG 2.2, 1.4.3).
pub const MIN_CONTRAST: f64 = 4.5;

/// The custom property of the accent in the light scheme.
const ACCENT: &str = "--own-accent";

/// The custom property of the accent in the dark scheme.
const ACCENT_DARK: &str = "--own-accent-dark";

impl<'a> Theme<&'a str> {
    /// The members of `value` that are text. Others are ignored, so that a mistake in the look does not take the crisis
    /// help away.
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

    /// Calls `set` with the name and the value of each custom property to set. `styles/tokens.css` uses them.
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
    /// Calls `tell` for each colour that is not shown as written, with the custom property and the written colour. A
    /// text that is not a colour is not shown at all.
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

    /// The colour that is set for `scheme`. The dark scheme uses the light one's unless it has its own.
    pub fn given(&self, scheme: Scheme) -> Option<Colour> {
        let own = self.accent_dark.as_ref();
        let own = own.filter(|_| scheme == Scheme::Dark);
        Colour::read(own.or(self.accent.as_ref())?.as_ref())
    }
}

/// Whether a value contains only names and sizes: no function, no address and no second declaration.
pub fn is_plain(value: &str) -> bool {
    let letter =
        |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || b" -_.,\"'".contains(&byte);
    value.bytes().all(letter)
}

/// `colour`, or if it is not legible in `scheme`, the nearest colour of the same hue that is.
pub fn readable(colour: Colour, scheme: Scheme) -> Colour {
    let background = BACKGROUNDS[scheme as usize];
    let end = match scheme {
        Scheme::Light => 0,
        Scheme::Dark => 255,
    };
    let mut found = colour;
    // The last step is black or white, which is always legible.
    for step in 0..256 {
        found = Colour(colour.0.map(|part| {
            let part = i32::from(part);
            u8::try_from(part + (end - part) * step / 255).unwrap_or(0)
        }));
        if contrast(found, background) >= MIN_CONTRAST {
            break;
        }
    }
    found
}

/// The contrast ratio of two colours (WCAG 2.2), 1 to 21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (a.luminance() + 0.05, b.luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

impl Colour {
    /// Reads `#rrggbb` or `#rgb`. `None` for anything else.
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

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        ["#", &json::hex(&self.0)].concat()
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// Converts a component of sRGB to linear light. The power of 2.4 is computed as a square times its fifth root, which
/// avoids linking a mathematics library.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        return part / 12.92;
    }
    let square = ((part + 0.055) / 1.055) * ((part + 0.055) / 1.055);
    let mut root = 1.0;
    // Newton's method from above. The smallest square here is 0.008, so twelve steps reach the precision of an `f64`.
    for _ in 0..12 {
        root = (4.0 * root + square / (root * root * root * root)) / 5.0;
    }
    square * root
}
