//! Reading JSON into types: finds everything that is wrong at once, each with its path.
//!
//! Not serde's derive, on purpose: without it the binary was 13 KiB brotli smaller at once (`docs/size.md`). Reading never
//! stops half-way (a wrong member takes a stand-in and is noted): there are no half-built values to drop, and an author
//! sees every mistake in one go.

pub mod fault;
mod parse;
mod value;

use std::cell::RefCell;

pub use parse::{BYTE_ORDER_MARK, parse};
pub use value::{Value, object};

/// What is wrong with a member that nothing knows.
pub const UNKNOWN: &str = "unknown member";

/// Something that is wrong with what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where: `scales[2].items`. Empty for the whole.
    pub path: String,
    /// What.
    pub what: String,
    /// For a member that nothing knows, those that are known in its place.
    pub known: &'static [&'static str],
}

impl Wrong {
    /// As one line: `scales[2].items: not a list`.
    pub fn line(&self) -> String {
        [&self.path, ": ", &self.what].concat()
    }
}

/// A place in the JSON being read.
#[derive(Clone, Copy)]
pub struct At<'a> {
    value: &'a Value,
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
    wrong: &'a RefCell<Vec<Wrong>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Element(usize),
}

/// A type that is read from JSON. A stand-in is returned for what is wrong, and the wrong noted.
pub trait FromJson {
    /// Reads it.
    fn from_json(at: &At) -> Self;
}

/// Parses `text` and reads a `T` from it.
///
/// # Errors
/// Says everything that is wrong, with its line and column or its path: `scales[2].items: not a list`.
pub fn read<T: FromJson>(text: &str) -> Result<T, Vec<String>> {
    read_value(&parse(text).map_err(|error| vec![error])?)
}

/// Reads a `T` from `text` whatever is wrong with it, with stand-ins for what is, and says everything that is; for the checker.
/// Nothing is read from what is not JSON: [`fault::find`] says why it is not.
#[cfg(not(target_arch = "wasm32"))]
pub fn read_all<T: FromJson>(text: &str) -> (Option<T>, Vec<Wrong>) {
    let Ok(value) = parse(text) else {
        return (None, Vec::new());
    };
    let (read, wrong) = read_anyway(&value);
    (Some(read), wrong)
}

/// Reads a `T` from `value`.
///
/// # Errors
/// Says everything that is wrong, with its path.
pub fn read_value<T: FromJson>(value: &Value) -> Result<T, Vec<String>> {
    let (read, wrong) = read_anyway(value);
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(wrong.iter().map(Wrong::line).collect())
    }
}

/// Reads a `T` from `value`, with stand-ins for what is wrong, and says what is, with its path.
pub fn read_anyway<T: FromJson>(value: &Value) -> (T, Vec<Wrong>) {
    let wrong = RefCell::default();
    let read = T::from_json(&At {
        value,
        parent: None,
        step: Step::Root,
        wrong: &wrong,
    });
    (read, wrong.into_inner())
}

impl<'a> At<'a> {
    /// What stands here.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Notes that something is wrong here.
    pub fn wrong(&self, what: &str) {
        self.note(what, &[]);
    }

    #[inline(never)]
    fn note(&self, what: &str, known: &'static [&'static str]) {
        let mut path = String::new();
        self.path(&mut path);
        self.wrong.borrow_mut().push(Wrong {
            path,
            what: what.to_owned(),
            known,
        });
    }

    fn path(&self, path: &mut String) {
        if let Some(parent) = self.parent {
            parent.path(path);
        }
        match self.step {
            Step::Root => {}
            Step::Member(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Step::Element(place) => path.push_str(&["[", &place.to_string(), "]"].concat()),
        }
    }

    /// The member `key` of the object here. A missing one reads as null, which only an optional one may be.
    #[inline(never)]
    pub fn inner<'b>(&'b self, key: &'b str) -> At<'b> {
        At {
            value: self.value.get(key).unwrap_or(&Value::Null),
            parent: Some(self),
            step: Step::Member(key),
            wrong: self.wrong,
        }
    }

    /// The member `key`, read.
    pub fn member<T: FromJson>(&self, key: &str) -> T {
        T::from_json(&self.inner(key))
    }

    /// Hands each element of the list here to `one`.
    #[inline(never)]
    fn each(&self, one: &mut dyn FnMut(&At)) {
        let Value::List(values) = self.value else {
            self.wrong("not a list");
            return;
        };
        for (place, value) in values.iter().enumerate() {
            one(&At {
                value,
                parent: Some(self),
                step: Step::Element(place),
                wrong: self.wrong,
            });
        }
    }

    /// Notes members other than `known`: a misspelt key would otherwise be lost in silence.
    #[inline(never)]
    pub fn only(&self, known: &'static [&'static str]) {
        let Value::Object(members) = self.value else {
            self.wrong("not an object");
            return;
        };
        for (key, _) in members {
            // `$schema` and its like are for the programs of whoever writes it.
            if !known.contains(&key.as_str()) && !key.starts_with('$') {
                self.inner(key).note(UNKNOWN, known);
            }
        }
    }
}

impl FromJson for String {
    #[inline(never)]
    fn from_json(at: &At) -> Self {
        let text = at.value.as_text().unwrap_or_else(|| {
            at.wrong("not a text");
            ""
        });
        text.to_owned()
    }
}

impl FromJson for bool {
    #[inline(never)]
    fn from_json(at: &At) -> Self {
        if let Value::Bool(said) = at.value {
            return *said;
        }
        at.wrong("neither true nor false");
        false
    }
}

impl FromJson for i64 {
    #[inline(never)]
    fn from_json(at: &At) -> Self {
        at.value.as_number().unwrap_or_else(|| {
            at.wrong("not a whole number");
            0
        })
    }
}

macro_rules! whole_numbers {
    ($($type:ty),*) => {$(
        impl FromJson for $type {
            #[inline(never)]
            fn from_json(at: &At) -> Self {
                i64::from_json(at).try_into().unwrap_or_else(|_| {
                    at.wrong("a number out of range");
                    0
                })
            }
        }
    )*};
}

whole_numbers!(i32, u32, usize);

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(at: &At) -> Self {
        (*at.value != Value::Null).then(|| T::from_json(at))
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(at: &At) -> Self {
        let mut read = Self::new();
        at.each(&mut |element| read.push(T::from_json(element)));
        read
    }
}

/// Implements [`FromJson`] for a struct from its members' keys. After `=>` stands the value of a missing member.
macro_rules! from_json {
    ($($type:ident { $($field:ident: $key:literal $(=> $default:expr)?),* $(,)? })*) => {$(
        impl $crate::domain::json::FromJson for $type {
            fn from_json(at: &$crate::domain::json::At) -> Self {
                at.only(&[$($key),*]);
                Self { $($field: from_json!(@member at, $key $(, $default)?)),* }
            }
        }
    )*};
    (@member $at:ident, $key:literal) => {
        $at.member($key)
    };
    (@member $at:ident, $key:literal, $default:expr) => {
        $at.member::<Option<_>>($key).unwrap_or($default)
    };
}

/// Implements [`FromJson`] for an enum of names; the first is the stand-in.
macro_rules! from_json_names {
    ($($type:ident { $first:ident: $first_name:literal $(, $variant:ident: $name:literal)* $(,)? })*) => {$(
        impl $crate::domain::json::FromJson for $type {
            fn from_json(at: &$crate::domain::json::At) -> Self {
                match at.value().as_text() {
                    Some($first_name) => Self::$first,
                    $(Some($name) => Self::$variant,)*
                    _ => {
                        at.wrong("not one of the known names");
                        Self::$first
                    }
                }
            }
        }
    )*};
}

pub(crate) use {from_json, from_json_names};
