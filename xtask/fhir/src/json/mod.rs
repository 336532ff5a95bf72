//! JSON as it stands in the file: numbers as written, members in order, each thing with its place.
//!
//! Read level by level with serde_json's raw values, never deeper than [`DEEPEST`], so that no file can exhaust the stack.

mod at;
mod log;

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::problem::{Code, Place, Problem};
pub use at::At;
use log::Lines;
pub use log::Log;

/// Bytes. The largest questionnaires in public use have a tenth of this.
pub const LARGEST: usize = 2 * 1024 * 1024;
/// Levels of lists and objects.
pub const DEEPEST: usize = 64;

/// A JSON value and where it begins.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    offset: usize,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Node>),
    /// An object, its members in order.
    Object(Vec<(String, Node)>),
}

/// Parses `text`.
///
/// # Errors
/// Says what makes it unreadable: it is one thing, as nothing can be known behind it.
pub fn parse(text: &str) -> Result<Node, Problem> {
    let problem = |code, what: String, line, column| Problem {
        code,
        place: Place {
            line,
            column,
            ..Place::default()
        },
        what,
    };
    if text.len() > LARGEST {
        let what = format!("it is larger than {} MiB", LARGEST / 1024 / 1024);
        return Err(problem(Code::TooLarge, what, 0, 0));
    }
    let wrong = |error: &serde_json::Error| {
        let what = error.to_string();
        let what = what
            .split(" at line ")
            .next()
            .unwrap_or_default()
            .to_owned();
        problem(Code::NotJson, what, error.line(), error.column())
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| wrong(&error))?;
    node(raw, text, 0).map_err(|stop| match stop {
        Stop::Deep(offset) => {
            let (line, column) = Lines::of(text).position(text, offset);
            let what = format!("it is nested more than {DEEPEST} levels deep");
            problem(Code::TooLarge, what, line, column)
        }
        Stop::Wrong(offset, error) => {
            let (line, column) = Lines::of(text).position(text, offset);
            problem(Code::NotJson, error, line, column)
        }
    })
}

enum Stop {
    Deep(usize),
    Wrong(usize, String),
}

fn node(raw: &RawValue, text: &str, depth: usize) -> Result<Node, Stop> {
    let written = raw.get();
    let offset = (written.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    if depth > DEEPEST {
        return Err(Stop::Deep(offset));
    }
    let wrong = |error: serde_json::Error| Stop::Wrong(offset, error.to_string());
    let kind = match written.as_bytes().first() {
        Some(b'{') => {
            let members: Members = serde_json::from_str(written).map_err(wrong)?;
            let mut seen = std::collections::HashSet::new();
            let mut list = Vec::with_capacity(members.0.len());
            for (name, raw) in members.0 {
                if !seen.insert(name.clone()) {
                    return Err(Stop::Wrong(offset, format!("member {name:?} twice")));
                }
                list.push((name, node(raw, text, depth + 1)?));
            }
            Kind::Object(list)
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(written).map_err(wrong)?;
            let list = elements.into_iter().map(|raw| node(raw, text, depth + 1));
            Kind::List(list.collect::<Result<_, _>>()?)
        }
        Some(b'"') => Kind::Text(serde_json::from_str(written).map_err(wrong)?),
        Some(b't') => Kind::Bool(true),
        Some(b'f') => Kind::Bool(false),
        Some(b'n') => Kind::Null,
        _ => Kind::Number(written.to_owned()),
    };
    Ok(Node { kind, offset })
}

/// The members of one object, not looked into.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> de::Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Each)
    }
}
