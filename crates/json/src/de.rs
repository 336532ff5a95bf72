//! A [`Value`] as serde's [`Deserializer`].
//!
//! It differs from serde_json in these points, mostly for files that people write by hand:
//!
//! - The kind of a value is checked before any visitor sees it. So the error is an [`Expected`] and not a sentence.
//! - In a struct, a member that is `null` counts as missing, and of several members with one name the last counts.
//! - In a struct, members whose name begins with `$` are ignored. Editors use them: `$schema` names the schema.
//! - The fields of a struct and the variants of an enum are passed to serde's derive by their index, not by their name.
//!   Types must not use `#[serde(alias)]`, because serde gives each alias another index.
//! - [`Value::Placeholder`] reads as any type, see [`super::recover`].

mod access;

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use access::{Elements, Fields, Members, Variant};

use super::error::{Error, ErrorKind, Expected};
use super::value::Value;

static PLACEHOLDER: Value = Value::Placeholder;

impl Value {
    #[inline(never)]
    fn text(&self) -> Result<&str, Error> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Placeholder => Ok(""),
            _ => Err(expected(Expected::Text)),
        }
    }

    #[inline(never)]
    fn integer(&self) -> Result<i64, Error> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Placeholder => Ok(0),
            _ => Err(expected(Expected::WholeNumber)),
        }
    }

    #[inline(never)]
    fn elements(&self) -> Result<&[Self], Error> {
        match self {
            Self::List(values) => Ok(values),
            Self::Placeholder => Ok(&[]),
            _ => Err(expected(Expected::List)),
        }
    }

    #[inline(never)]
    fn members(&self) -> Result<&[(String, Self)], Error> {
        match self {
            Self::Object(members) => Ok(members),
            Self::Placeholder => Ok(&[]),
            _ => Err(expected(Expected::Object)),
        }
    }

    /// The name of an enum's variant, and its content. A variant without content is written as its name only.
    #[inline(never)]
    fn variant(&self, names: &'static [&'static str]) -> Result<Variant<'_>, Error> {
        let (name, content) = match self {
            Self::Text(name) => (name.as_str(), None),
            Self::Object(members) if members.len() == 1 => {
                (members[0].0.as_str(), Some(&members[0].1))
            }
            Self::Placeholder => (names.first().copied().unwrap_or(""), Some(self)),
            _ => return Err(expected(Expected::Name)),
        };
        Ok(Variant {
            names,
            name,
            content,
        })
    }
}

#[inline(never)]
fn expected(what: Expected) -> Error {
    Error::new(ErrorKind::Expected(what))
}

macro_rules! whole_numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.visit_i64(self.integer()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &'de Value {
    type Error = Error;

    /// For types that may be written in several ways. A placeholder calls `visit_none`, and `null` calls `visit_unit`.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Placeholder => visitor.visit_none(),
            Value::Null | Value::OtherNumber => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Number(number) => visitor.visit_i64(*number),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(values) => visitor.visit_seq(Elements::of(values)),
            Value::Object(members) => visitor.visit_map(Members::of(members)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Placeholder => visitor.visit_bool(false),
            _ => Err(expected(Expected::Bool)),
        }
    }

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null | Value::Placeholder => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements::of(self.elements()?))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let values = self.elements()?;
        let mut elements = Elements::of(values);
        if matches!(self, Value::Placeholder) {
            elements.placeholders = length;
        } else if values.len() != length {
            return Err(expected(Expected::ListOf(length)));
        }
        visitor.visit_seq(elements)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Members::of(self.members()?))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut members = Fields::of(self.members()?, fields);
        if matches!(self, Value::Placeholder) {
            members.placeholders = fields.iter();
        }
        visitor.visit_map(members)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.variant(names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct
    }
}
