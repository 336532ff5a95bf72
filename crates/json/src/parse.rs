//! Parses JSON (RFC 8259). Stops at the first thing that is not JSON and returns its place.

use super::error::{Error, ErrorKind};
use super::value::Value;

/// Deeper nesting than this is refused: no real file has it, and it would exhaust the stack.
pub(super) const MAX_DEPTH: usize = 64;

/// The byte order mark. Editors on Windows put it at the start of a file, and all our readers skip it.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Parses `text`.
///
/// # Errors
/// [`ErrorKind::Syntax`], at the first thing that is not JSON.
pub fn parse(text: &str) -> Result<Value, Error> {
    parse_to(text).map_err(|at| {
        let (line, column) = position(text, at);
        Error::new(ErrorKind::Syntax { line, column })
    })
}

/// Parses `text`.
///
/// # Errors
/// The offset in bytes of the first thing that is not JSON.
pub(super) fn parse_to(text: &str) -> Result<Value, usize> {
    let mut parser = Parser { text, at: 0 };
    if text.starts_with(BYTE_ORDER_MARK) {
        parser.at = BYTE_ORDER_MARK.len_utf8();
    }
    let value = parser.value(0).and_then(|value| {
        parser.skip_whitespace();
        if parser.at == text.len() {
            Some(value)
        } else {
            None
        }
    });
    value.ok_or(parser.at)
}

/// The line and the column of an offset in bytes, both from 1. The column counts characters, as editors do, without a
/// byte order mark.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let before = before.strip_prefix("\u{feff}".as_bytes()).unwrap_or(before);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let on_line = before.iter().rev().take_while(|byte| **byte != b'\n');
    // Every byte that is not a continuation byte begins a character.
    let column = on_line.filter(|byte| **byte & 0xc0 != 0x80).count() + 1;
    (line, column)
}

/// Stops at the first thing that is not JSON. `at` is then its offset.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn skip_whitespace(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn token(&mut self, token: &str) -> Option<()> {
        let found = self.text.get(self.at..)?.starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found.then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_whitespace();
        match self.peek() {
            _ if depth > MAX_DEPTH => None,
            b'"' => self.string().map(Value::Text),
            b'{' => {
                let mut members = Vec::new();
                self.comma_separated(b'}', |parser| {
                    parser.skip_whitespace();
                    let name = parser.string()?;
                    parser.skip_whitespace();
                    parser.token(":")?;
                    members.push((name, parser.value(depth + 1)?));
                    Some(())
                })?;
                Some(Value::Object(members))
            }
            b'[' => {
                let mut values = Vec::new();
                self.comma_separated(b']', |parser| {
                    values.push(parser.value(depth + 1)?);
                    Some(())
                })?;
                Some(Value::List(values))
            }
            b't' => self.token("true").map(|()| Value::Bool(true)),
            b'f' => self.token("false").map(|()| Value::Bool(false)),
            b'n' => self.token("null").map(|()| Value::Null),
            _ => self.number(),
        }
    }

    /// Parses what is between two brackets, with commas between the parts. `one` parses a part, and `end` is the
    /// closing bracket.
    fn comma_separated(
        &mut self,
        end: u8,
        mut one: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.at += 1;
        self.skip_whitespace();
        if self.peek() == end {
            self.at += 1;
            return Some(());
        }
        loop {
            one(self)?;
            self.skip_whitespace();
            let next = self.peek();
            if next != b',' && next != end {
                return None;
            }
            self.at += 1;
            if next == end {
                return Some(());
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let whole = self.at;
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at)?;
        let number = text.parse().ok();
        let number = number.filter(|_| whole == self.at && text != "-0");
        Some(number.map_or(Value::OtherNumber, Value::Number))
    }

    fn string(&mut self) -> Option<String> {
        self.token("\"")?;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at)?);
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Some(out);
                }
                b'\\' => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.peek();
        let plain = match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return None,
        };
        self.at += 1;
        Some(char::from(plain))
    }

    /// The four hexadecimal digits after `\u`. For a surrogate pair, the second escape as well.
    fn unicode_escape(&mut self) -> Option<char> {
        let high = self.four_hex_digits()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        self.token("\\u")?;
        let low = self
            .four_hex_digits()?
            .checked_sub(0xdc00)
            .filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)
    }

    fn four_hex_digits(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        let mut value = 0;
        for digit in digits {
            value = value * 16 + char::from(*digit).to_digit(16)?;
        }
        self.at += 4;
        Some(value)
    }
}
