//! Finds what is wrong where the parser stopped, from the text around that place.

use super::{Kind, code_point, is_hidden};
use crate::parse::MAX_DEPTH;

/// A place in the text and what is wrong there.
pub(super) struct Explanation {
    pub kind: Kind,
    pub at: usize,
    /// In characters.
    pub length: usize,
    pub found: String,
    /// The offset of the opening bracket, if the fault is about a bracket.
    pub opened: Option<usize>,
}

/// What comes before the place where the parser stopped.
#[derive(Default)]
struct Before {
    /// The brackets still open, each with its offset.
    open: Vec<(char, usize)>,
    /// The last token: its first character and where it ends.
    last: Option<(char, usize)>,
    /// Whether the last token is the name of a member.
    name: bool,
    /// Whether the place is within a text.
    in_text: bool,
}

fn before(text: &str, at: usize) -> Before {
    let mut seen = Before::default();
    let mut escaped = false;
    for (place, c) in text.char_indices().take_while(|(place, _)| *place < at) {
        let end = place + c.len_utf8();
        if seen.in_text {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    seen.in_text = false;
                    seen.last = Some(('"', end));
                }
                _ => {}
            }
            continue;
        }
        match c {
            ' ' | '\t' | '\n' | '\r' => continue,
            '"' => {
                let object = seen.open.last().is_some_and(|(bracket, _)| *bracket == '{');
                let first = matches!(seen.last, Some(('{' | ',', _)));
                seen.name = object && first;
                seen.in_text = true;
            }
            '{' | '[' => seen.open.push((c, place)),
            '}' | ']' => {
                seen.open.pop();
            }
            _ => {}
        }
        if c != '"' {
            // A number or a word is one token, known by its first character.
            let goes_on = is_word(c)
                && seen
                    .last
                    .is_some_and(|(first, end)| end == place && is_word(first));
            let first = seen.last.filter(|_| goes_on).map_or(c, |(first, _)| first);
            seen.last = Some((first, end));
            seen.name = false;
        }
    }
    seen
}

/// What is wrong at `at`, where the parser stopped.
#[allow(
    clippy::too_many_lines,
    reason = "one case after the other, each short"
)]
pub(super) fn explain(text: &str, at: usize) -> Explanation {
    let seen = before(text, at);
    let rest = text.get(at..).unwrap_or_default();
    let here = rest.chars().next();
    let explained = |kind, at, length, found: String| Explanation {
        kind,
        at,
        length,
        found,
        opened: None,
    };
    let one = |kind, c: char| explained(kind, at, 1, c.to_string());
    let missing = |kind| {
        let end = seen.last.map_or(at, |(_, end)| end);
        explained(kind, end, 0, String::new())
    };
    let unclosed = |kind, length| {
        let (bracket, opened) = seen.open.last().copied().unwrap_or(('{', 0));
        Explanation {
            opened: Some(opened),
            ..explained(kind, at, length, bracket.to_string())
        }
    };
    let Some(c) = here else {
        return match seen.last {
            None if !seen.in_text => explained(Kind::Blank, at, 0, String::new()),
            _ if seen.in_text => not_closed(text, at),
            _ => unclosed(Kind::Unclosed, 0),
        };
    };
    if seen.in_text {
        return match c {
            '\n' | '\r' => not_closed(text, at),
            '\0'..='\u{1f}' => explained(Kind::ControlCharacter, at, 1, code_point(c)),
            _ => {
                // The parser has already read the backslash, and maybe more of the escape.
                let start = text.get(..at).and_then(|before| before.rfind('\\'));
                let start = start.unwrap_or(at);
                let length = text.get(start..at).map_or(0, |part| part.chars().count()) + 1;
                let found = text.get(start..).unwrap_or_default().chars().take(length);
                explained(Kind::Backslash, start, length, found.collect())
            }
        };
    }
    let value_ended = matches!(seen.last, Some((first, _)) if !"{[,:".contains(first));
    let adjacent = seen.last.is_some_and(|(_, end)| end == at);
    let number = |first: char| first.is_ascii_digit() || "+-.".contains(first);
    match (c, seen.last) {
        (c, _) if is_curly(c) => one(Kind::CurlyQuote, c),
        ('\'' | '`', _) => one(Kind::SingleQuote, c),
        ('#', _) => one(Kind::Comment, c),
        ('/', _) if rest.starts_with("//") || rest.starts_with("/*") => {
            explained(Kind::Comment, at, 2, rest.chars().take(2).collect())
        }
        _ if is_hidden(c) => explained(Kind::HiddenCharacter, at, 1, code_point(c)),
        ('{' | '[', _) if seen.open.len() > MAX_DEPTH => one(Kind::TooDeep, c),
        _ if seen.open.is_empty() && value_ended => one(Kind::AfterEnd, c),
        (']' | '}', Some((',', end))) => explained(Kind::ExtraComma, end - 1, 1, ",".to_owned()),
        (']' | '}', _) => match seen.open.last() {
            Some(('{', _)) if c == '}' && seen.name => missing(Kind::MissingColon),
            Some(('{', _)) if c == '}' => missing(Kind::MissingValue),
            Some(('[', _)) if c == ']' => missing(Kind::MissingValue),
            None => one(Kind::AfterEnd, c),
            _ => Explanation {
                at,
                ..unclosed(Kind::WrongBracket, 1)
            },
        },
        (',', Some((':', _))) => missing(Kind::MissingValue),
        (',', _) if seen.name => missing(Kind::MissingColon),
        (',', _) => one(Kind::ExtraComma, c),
        // A digit after a whole number: 01, 116 123.
        (c, Some((first, _))) if number(c) && number(first) => one(Kind::Number, c),
        (c, _) if number(c) && !value_ended => one(Kind::Number, c),
        (c, Some(('"', _))) if adjacent && is_word(c) => one(Kind::InnerQuote, c),
        _ if seen.name => missing(Kind::MissingColon),
        ('"' | '{' | '[', _) if value_ended => missing(Kind::MissingComma),
        (c, _) if is_word(c) || c == '_' || c == '$' => {
            let part = |c: &char| is_word(*c) || "_$-".contains(*c);
            // The parser may be within a word: of `nullable` it has read `null`.
            let head = text.get(..at).unwrap_or_default();
            let start = head.trim_end_matches(|c| part(&c)).len();
            let word: String = text
                .get(start..)
                .unwrap_or_default()
                .chars()
                .take_while(part)
                .collect();
            explained(Kind::BareWord, start, word.chars().count(), word)
        }
        (c, _) if number(c) && value_ended => missing(Kind::MissingComma),
        _ => one(Kind::Other, c),
    }
}

/// Letters and digits. Every non-ASCII character counts as a letter: the tables that tell letters from signs would add
/// 6 KiB to the first load.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '″')
}

/// A text that is not closed before the end of its line, at `at`. Often its last quotation mark is a curly one.
fn not_closed(text: &str, at: usize) -> Explanation {
    let line = text.get(..at).unwrap_or_default();
    let end = line.trim_end_matches([' ', '\t', ',', ':', '}', ']']);
    let curly = end.char_indices().next_back().filter(|(_, c)| is_curly(*c));
    let (kind, at, length, found) = match curly {
        Some((at, c)) => (Kind::CurlyQuote, at, 1, c.to_string()),
        None => (Kind::LineBreak, at, 0, String::new()),
    };
    Explanation {
        kind,
        at,
        length,
        found,
        opened: None,
    }
}
