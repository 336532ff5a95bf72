//! Why a file cannot be read as JSON, for the person who wrote it: which character, on which line, and the line itself.
//!
//! [`parse`](super::parse) stops at the first thing that is not JSON. This module works out from the text around it
//! what the mistake was, such as a curly quotation mark or an extra comma. Only the checkers need it.

mod explain;

use super::parse::{BYTE_ORDER_MARK, parse_to, position};
use explain::{Explanation, explain};

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bytes that are not UTF-8, as a file from an old Windows editor has.
    NotUtf8,
    /// The file is in UTF-16.
    Utf16,
    /// There is no text in the file.
    Blank,
    /// A quotation mark from a word processor.
    CurlyQuote,
    /// A single quotation mark or a backtick in place of `"`.
    SingleQuote,
    /// A comment.
    Comment,
    /// A comma without a value before or after it.
    ExtraComma,
    /// No comma between two values.
    MissingComma,
    /// No colon between a name and its value.
    MissingColon,
    /// No value where there has to be one.
    MissingValue,
    /// A text that goes on to the next line, or whose quotation mark is not closed.
    LineBreak,
    /// A tab or another control character in a text.
    ControlCharacter,
    /// A quotation mark within a text, which ends the text too early.
    InnerQuote,
    /// A backslash that does not begin a valid escape.
    Backslash,
    /// A word without quotation marks.
    BareWord,
    /// Not a number as JSON writes them: `01`, `+44`, `116 123`.
    Number,
    /// A bracket that is not closed.
    Unclosed,
    /// A closing bracket of the wrong kind.
    WrongBracket,
    /// Something after the end of the JSON.
    AfterEnd,
    /// A character that looks like a space, or is invisible.
    HiddenCharacter,
    /// Nested too deeply.
    TooDeep,
    /// Anything else.
    Other,
}

/// The fault, and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: Kind,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is there: a character, a word, or the code of what cannot be seen (`U+00A0`, `byte E4`). For
    /// [`Kind::Unclosed`] and [`Kind::WrongBracket`] it is the opening bracket.
    pub found: String,
    /// For those two kinds, the line of the opening bracket, from 1. Otherwise 0.
    pub opened: usize,
    /// The line itself.
    pub excerpt: Excerpt,
}

/// A line of the file in three parts, shortened if it is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The text before the place.
    pub before: String,
    /// The text at the place. Empty where something is missing.
    pub mark: String,
    /// The text after the place.
    pub after: String,
}

/// The text in a file, without a byte order mark.
///
/// # Errors
/// Why it is not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, Box<Fault>> {
    let whole = |kind, found: &str| {
        Box::new(Fault {
            kind,
            line: 1,
            column: 1,
            found: found.to_owned(),
            opened: 0,
            excerpt: Excerpt::default(),
        })
    };
    // ASCII letters in UTF-16 are valid UTF-8 too, each with a zero byte before or after it.
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked || matches!(bytes, [0, _, ..] | [_, 0, ..]) {
        return Err(whole(Kind::Utf16, "UTF-16"));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)),
        Err(error) => error.valid_up_to(),
    };
    let (good, bad) = bytes.split_at(error);
    let text = String::from_utf8_lossy(good);
    let (line, column) = position(&text, error);
    let end = bad.iter().position(|byte| *byte == b'\n');
    let rest = String::from_utf8_lossy(&bad[..end.unwrap_or(bad.len())]);
    let whole_line = [text.rsplit('\n').next().unwrap_or_default(), &rest].concat();
    let start = whole_line.len() - rest.len();
    let byte = bad.first().copied().unwrap_or_default();
    let found = ["byte ", &crate::hex(&[byte]).to_ascii_uppercase()].concat();
    Err(Box::new(Fault {
        kind: Kind::NotUtf8,
        line,
        column,
        found,
        opened: 0,
        excerpt: Excerpt::of(&whole_line, start, 1),
    }))
}

/// Why `text` is not JSON. `None` if it is.
pub fn find(text: &str) -> Option<Fault> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let at = parse_to(text).err()?;
    let Explanation {
        kind,
        at,
        length,
        found,
        opened,
    } = explain(text, at);
    let (line, column) = position(text, at);
    Some(Fault {
        kind,
        line,
        column,
        found,
        opened: opened.map_or(0, |at| position(text, at).0),
        excerpt: Excerpt::of(text, at, length),
    })
}

impl Excerpt {
    /// The line of `text` around the `length` characters at `at`.
    fn of(text: &str, at: usize, length: usize) -> Self {
        // Some files have no line breaks at all.
        const MOST: usize = 60;
        let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let line = before.rsplit('\n').next().unwrap_or_default();
        let rest = rest.split(['\n', '\r']).next().unwrap_or_default();
        let end = rest
            .char_indices()
            .nth(length)
            .map_or(rest.len(), |(at, _)| at);
        let (mark, after) = rest.split_at(end);
        let skipped = line.chars().count().saturating_sub(MOST);
        let mut shown = String::from(if skipped > 0 { "…" } else { "" });
        shown.extend(line.chars().skip(skipped));
        let mut behind: String = after.chars().take(MOST).collect();
        if behind.len() < after.len() {
            behind.push('…');
        }
        Self {
            before: shown,
            mark: mark.to_owned(),
            after: behind,
        }
    }
}

/// Whether `c` looks like a space but is not U+0020, or is invisible.
pub fn is_hidden(c: char) -> bool {
    let space = matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    );
    let without_room = matches!(
        c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    space || without_room
}

/// The code of a character that cannot be seen: `U+200E`.
pub fn code_point(c: char) -> String {
    let digits = crate::hex(&u32::from(c).to_be_bytes());
    format!(
        "U+{:0>4}",
        digits.trim_start_matches('0').to_ascii_uppercase()
    )
}
