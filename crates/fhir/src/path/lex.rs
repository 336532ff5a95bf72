//! Splits an expression into tokens.

use super::PathError;

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Variable(String),
    Dollar(String),
    Text(String),
    Number(String),
    Sign(&'static str),
}

/// Longer signs come first, so that `<=` is not read as `<`.
const SIGNS: [&str; 26] = [
    "!=", "!~", "<=", ">=", "(", ")", "[", "]", "{", "}", ".", ",", "+", "-", "*", "/", "&", "|",
    "=", "~", "<", ">", "@", ":", ";", "?",
];

/// Splits `text` into tokens.
pub(super) fn words(text: &str) -> Result<Vec<Token>, PathError> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = blank(rest)?;
        let Some(first) = rest.chars().next() else {
            return Ok(tokens);
        };
        if first == '\'' || first == '`' {
            let (text, after) = quoted(rest, first)?;
            tokens.push(if first == '\'' {
                Token::Text(text)
            } else {
                Token::Name(text)
            });
            rest = after;
        } else if first == '%' || first == '$' {
            let after = &rest[1..];
            let (name, after) = match after.chars().next() {
                Some(quote @ ('\'' | '`')) if first == '%' => quoted(after, quote)?,
                _ => {
                    let (name, after) = take(after, name_char);
                    (name.to_owned(), after)
                }
            };
            if name.is_empty() {
                return Err(PathError::NoNameAfter(first));
            }
            tokens.push(if first == '%' {
                Token::Variable(name)
            } else {
                Token::Dollar(name)
            });
            rest = after;
        } else if first.is_ascii_digit() {
            let (whole, after) = take(rest, |c| c.is_ascii_digit());
            let part = after
                .strip_prefix('.')
                .map(|after| take(after, |c| c.is_ascii_digit()));
            match part {
                Some((part, after)) if !part.is_empty() => {
                    tokens.push(Token::Number(format!("{whole}.{part}")));
                    rest = after;
                }
                _ => {
                    tokens.push(Token::Number(whole.to_owned()));
                    rest = after;
                }
            }
        } else if first.is_alphabetic() || first == '_' {
            let (name, after) = take(rest, name_char);
            tokens.push(Token::Name(name.to_owned()));
            rest = after;
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(*sign));
            let sign = sign.ok_or(PathError::BadCharacter(first))?;
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        }
    }
}

fn name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn take(text: &str, of: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !of(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// Skips white space and comments, and returns what follows.
fn blank(text: &str) -> Result<&str, PathError> {
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.split_once("*/").ok_or(PathError::OpenComment)?;
            rest = end.1;
        } else {
            return Ok(rest);
        }
        rest = rest.trim_start();
    }
}

/// The text in quotes at the start, without its escapes, and what follows.
fn quoted(text: &str, quote: char) -> Result<(String, &str), PathError> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((out, &text[at + c.len_utf8()..]));
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some((_, 'n')) => '\n',
            Some((_, 'r')) => '\r',
            Some((_, 't')) => '\t',
            Some((_, 'f')) => '\u{c}',
            Some((_, 'u')) => {
                let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                code.and_then(char::from_u32).ok_or(PathError::BadEscape)?
            }
            Some((_, c)) => c,
            None => break,
        });
    }
    Err(PathError::OpenText)
}
