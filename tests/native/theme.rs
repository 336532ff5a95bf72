//! Colours: contrast as WCAG 2.2 defines it, and brand colours that anyone can read.

use proptest::prelude::*;
use site_config::theme::{
    BACKGROUNDS, Colour, MIN_CONTRAST, ON_ACCENT, Scheme, Theme, contrast, readable,
};

const TOKENS: &str = include_str!("../../styles/tokens.css");

const BOTH: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

/// Relative luminance, word for word as WCAG 2.2 defines it.
fn reference(Colour(parts): Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2])
}

/// The hue in degrees, and the chroma: how far the colour is from grey, from 0 to 255.
fn hue(Colour(parts): Colour) -> (f64, u8) {
    let [red, green, blue] = parts.map(f64::from);
    let most = red.max(green).max(blue);
    let chroma = most - red.min(green).min(blue);
    let sixth = if most == red {
        (green - blue) / chroma
    } else if most == green {
        (blue - red) / chroma + 2.0
    } else {
        (red - green) / chroma + 4.0
    };
    (sixth * 60.0, chroma as u8)
}

/// The values of a custom property in the style sheet, in the order light, dark.
fn token(name: &str) -> Vec<Colour> {
    let start = format!("  --{name}: ");
    TOKENS
        .split(&start)
        .skip(1)
        .map(|rest| {
            let value = rest.split(';').next().expect("a value");
            let start = value.rfind('#').expect("a colour");
            Colour::read(value[start..].trim_end_matches(')')).expect("a colour")
        })
        .collect()
}

#[test]
fn the_background_colours_are_those_of_the_style_sheet() {
    assert_eq!(token("on-accent"), ON_ACCENT);
    for (at, hardest) in BACKGROUNDS.into_iter().enumerate() {
        let surfaces = ["paper", "leaf", "tint", "clay-tint"].map(|name| token(name)[at]);
        assert!(surfaces.contains(&hardest));
        for other in surfaces {
            // On every other surface the accent is easier to read.
            let easier = if at == 0 {
                other.luminance() >= hardest.luminance()
            } else {
                other.luminance() <= hardest.luminance()
            };
            assert!(easier, "{other:?} and {hardest:?}");
        }
        let accent = token("accent")[at];
        assert_eq!(readable(accent, BOTH[at]), accent, "our own is legible");
    }
}

#[test]
fn only_hex_colours_are_accepted() {
    assert_eq!(Colour::read("#06c"), Some(Colour([0, 0x66, 0xcc])));
    assert_eq!(Colour::read("#0066CC"), Some(Colour([0, 0x66, 0xcc])));
    assert_eq!(Colour([0, 0x66, 0xcc]).hex(), "#0066cc");
    for not in [
        "",
        "#",
        "#12",
        "#1234",
        "#12345g",
        "06c",
        "red",
        "#+12345",
        "rgb(0,0,0)",
        "#é1",
    ] {
        assert_eq!(Colour::read(not), None, "{not}");
    }
}

/// The custom properties that a theme sets.
fn set(text: &str) -> Vec<(String, String)> {
    let value = json::parse(text).expect("JSON");
    let mut set = Vec::new();
    let theme = Theme::lenient(&value);
    theme.each(&mut |name, value| set.push((name.to_owned(), value.to_owned())));
    set
}

/// An editor is warned of just those colours that are not shown as they are written.
#[test]
fn a_colour_that_is_shown_differently_is_reported() {
    for (text, wanted) in [
        (r##"{"accent": "#036"}"##, &[][..]),
        (r##"{"accent": "#FFDD00"}"##, &["--own-accent #FFDD00"]),
        (
            r##"{"accent": "#003366", "accentDark": "#001122"}"##,
            &["--own-accent-dark #001122"],
        ),
        (
            r##"{"accent": "green", "accentDark": "#aaccff"}"##,
            &["--own-accent green"],
        ),
        (
            r##"{"accent": "green", "accentDark": 5}"##,
            &["--own-accent green"],
        ),
    ] {
        let value = json::parse(text).expect("JSON");
        let mut reported = Vec::new();
        let theme = Theme::lenient(&value);
        theme.each_adjusted(&mut |name, written| reported.push([name, written].join(" ")));
        assert_eq!(reported, wanted, "{text}");
    }
}

#[test]
fn the_dark_colour_is_made_from_the_light_one_unless_it_is_set() {
    let one = set(r##"{"accent": "#003366"}"##);
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["--own-accent", "--own-accent-dark"]);
    assert_eq!(one[0].1, "#003366");
    assert_ne!(one[1].1, "#003366", "not legible on dark paper");
    let two = set(r##"{"accent": "#003366", "accentDark": "#aaccff"}"##);
    assert_eq!(two[1].1, "#aaccff");
}

#[test]
fn unsafe_theme_values_are_ignored() {
    for bad in [
        "x; color: red",
        "url(https://elsewhere.example/f)",
        "a{}",
        "var(--x)",
        "x\\3b",
    ] {
        let bad = serde_json::Value::from(bad);
        let theme =
            ["accent", "font", "headingFont", "radius"].map(|name| (name.to_owned(), bad.clone()));
        let theme = serde_json::Map::from_iter(theme);
        assert_eq!(
            set(&serde_json::Value::from(theme).to_string()),
            [],
            "{bad}"
        );
    }
    for bad in ["5", "[]", "null", r#"{"accent": 5, "radius": null}"#] {
        assert_eq!(set(bad), [], "{bad}");
    }
    let set = set(r#"{"font": "\"Gill Sans\", Calibri", "radius": "0.5rem"}"#);
    let values: Vec<&str> = set.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(
        values,
        ["\"Gill Sans\", Calibri, system-ui, sans-serif", "0.5rem"]
    );
}

#[test]
fn every_theme_property_is_used_by_the_style_sheet() {
    let theme =
        r##"{"accent": "#123456", "font": "Arial", "headingFont": "Georgia", "radius": "0"}"##;
    let set = set(theme);
    assert_eq!(set.len(), 5);
    for (name, _) in set {
        assert!(TOKENS.contains(&format!(" var({name}, ")), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn luminance_is_that_of_wcag_2_2(parts in any::<[u8; 3]>()) {
        let colour = Colour(parts);
        prop_assert!((colour.luminance() - reference(colour)).abs() < 1e-12);
    }

    #[test]
    fn any_brand_colour_gives_readable_text(parts in any::<[u8; 3]>(), dark in any::<bool>()) {
        let scheme = BOTH[usize::from(dark)];
        let (given, background) = (Colour(parts), BACKGROUNDS[scheme as usize]);
        let used = readable(given, scheme);
        prop_assert!(contrast(used, background) >= MIN_CONTRAST);
        prop_assert!(contrast(used, ON_ACCENT[scheme as usize]) >= MIN_CONTRAST);
        if contrast(given, background) >= MIN_CONTRAST {
            prop_assert_eq!(used, given, "what is legible stays");
        }
    }

    #[test]
    fn a_colour_is_changed_no_more_than_needed_and_keeps_its_hue(parts in any::<[u8; 3]>(), dark in any::<bool>()) {
        let scheme = BOTH[usize::from(dark)];
        let (given, background) = (Colour(parts), BACKGROUNDS[scheme as usize]);
        let used = readable(given, scheme);
        if used == given {
            return Ok(());
        }
        // Two steps back towards the given colour, in proportion for each part. Rounding takes away one step at most.
        let far = (0..3).map(|at| given.0[at].abs_diff(used.0[at])).max().unwrap_or(0);
        let back = Colour(std::array::from_fn(|at| {
            let (from, to) = (i32::from(used.0[at]), i32::from(given.0[at]));
            u8::try_from(from + (to - from) * 2 / i32::from(far.max(2))).expect("between the two")
        }));
        let crossed = far < 2;
        prop_assert!(crossed || contrast(back, background) < MIN_CONTRAST + 0.2);
        let ((before, _), (after, chroma)) = (hue(given), hue(used));
        if chroma >= 40 {
            let turn = (before - after).rem_euclid(360.0);
            prop_assert!(turn.min(360.0 - turn) < 3.0, "{given:?} {used:?}");
        }
    }
}
