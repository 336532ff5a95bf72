//! The rules of crisis help for pages that work without the app, and the help itself. The build puts the rules into
//! `web/help-lines.js`, and the help into `embed.js`.

use crate::address::HTTPS;
use crate::phone::{
    INTERNATIONAL, KEEPS_ZERO, MIN_DIGITS_FOR_00_PREFIX, NATIONAL, code_length, is_digit, separates,
};
use crate::{Config, HelpLine};
use json::Value;
use serde::Serialize;

/// The crisis help of a configuration, with only what `web/embed/help.js` makes links from. Each member has the name
/// and the form that it has in `config.json`, because the script reads the help there in the same way.
#[derive(Debug, Serialize)]
pub struct Help<'a> {
    directory: &'a Value,
    help: Vec<Line<'a>>,
}

/// A help line.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a Value,
    #[serde(skip_serializing_if = "is_missing")]
    nation: &'a Value,
    #[serde(skip_serializing_if = "is_missing")]
    nations: &'a Value,
    #[serde(skip_serializing_if = "is_missing")]
    sms: &'a Value,
    #[serde(skip_serializing_if = "is_missing")]
    tel: &'a Value,
    #[serde(skip_serializing_if = "is_missing")]
    url: &'a Value,
}

/// For serde, which passes a reference to the field.
fn is_missing(value: &&Value) -> bool {
    **value == Value::Null
}

/// The crisis help in `config`.
pub fn help(config: &Config) -> Help<'_> {
    let lines = config.help().map(|HelpLine(line)| Line {
        name: line.member("name"),
        nation: line.member("nation"),
        nations: line.member("nations"),
        sms: line.member("sms"),
        tel: line.member("tel"),
        url: line.member("url"),
    });
    Help {
        directory: config.part("directory"),
        help: lines.collect(),
    }
}

/// The rules as the script gets them. All but `https` are JavaScript regular expressions.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rules {
    /// A character that may separate digits and is not dialled.
    separator: String,
    /// A number that can be dialled, unless it also matches `trunk_zero`.
    number: String,
    /// An international number with a zero that is dialled only within the country.
    trunk_zero: String,
    /// A digit, in any script that numbers are written in.
    digit: String,
    /// What the address of a link must begin with.
    https: &'static str,
}

/// The rules as JSON.
pub fn rules() -> String {
    let [international, national] = [INTERNATIONAL, NATIONAL];
    json::to_string(&Rules {
        separator: class(separates),
        number: format!(
            r"^(\+[1-9]\d{{{},{}}}|(?!00\d{{{}}})\d{{{},{}}})$",
            international.start() - 1,
            international.end() - 1,
            MIN_DIGITS_FOR_00_PREFIX - 2,
            national.start(),
            national.end(),
        ),
        // The look-ahead and the back-reference match the whole country code without backtracking.
        trunk_zero: format!(
            r"^\+(?=({}|\d{{3}}))(?!{})\1[0]",
            short_codes(),
            KEEPS_ZERO.join("|"),
        ),
        digit: class(is_digit),
        https: HTTPS,
    })
}

/// A pattern for the country codes of one or two digits, grouped by their first digit.
fn short_codes() -> String {
    let codes = (b'1'..=b'9').filter_map(|first| {
        if code_length(&[first, b'0', b'0']) == 1 {
            return Some(char::from(first).to_string());
        }
        let second = |c: char| {
            u8::try_from(c).is_ok_and(|c| c.is_ascii_digit() && code_length(&[first, c, b'0']) == 2)
        };
        let seconds = class(second);
        (seconds != "[]").then(|| format!("{}{seconds}", char::from(first)))
    });
    codes.collect::<Vec<_>>().join("|")
}

/// A character class of the characters that are `within`. Only looks at the Basic Multilingual Plane.
fn class(within: impl Fn(char) -> bool) -> String {
    let mut class = String::from("[");
    let mut all = ('\0'..='\u{ffff}').filter(|c| within(*c)).peekable();
    while let Some(first) = all.next() {
        let mut last = first;
        while let Some(next) = all.next_if(|next| u32::from(*next) == u32::from(last) + 1) {
            last = next;
        }
        class.push_str(&escaped(first));
        if last > first {
            class.extend(["-", &escaped(last)]);
        }
    }
    class.push(']');
    class
}

fn escaped(c: char) -> String {
    match c {
        '-' | ']' | '\\' | '^' => format!(r"\{c}"),
        ' '..='~' => c.to_string(),
        _ => format!(r"\u{:04x}", u32::from(c)),
    }
}
