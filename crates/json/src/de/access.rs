//! Access to the elements of a list, the members of an object and the content of a variant. Errors get their path here.

use std::{fmt, slice};

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use serde::forward_to_deserialize_any;

use super::super::error::{Error, Expected};
use super::{PLACEHOLDER, Value, expected};

/// The elements of a list. Adds its index to the error of an element.
pub(super) struct Elements<'de> {
    values: slice::Iter<'de, Value>,
    next: usize,
    /// How many placeholders follow the elements.
    pub placeholders: usize,
}

impl<'de> Elements<'de> {
    pub fn of(values: &'de [Value]) -> Self {
        Self {
            values: values.iter(),
            next: 0,
            placeholders: 0,
        }
    }

    #[inline(never)]
    fn take(&mut self) -> Option<&'de Value> {
        self.next += 1;
        self.values.next().or_else(|| {
            self.placeholders = self.placeholders.checked_sub(1)?;
            Some(&PLACEHOLDER)
        })
    }
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(value) = self.take() else {
            return Ok(None);
        };
        match seed.deserialize(value) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(error.in_element(self.next - 1)),
        }
    }
}

/// The members of an object. Adds its name to the error of a member.
pub(super) struct Members<'de> {
    members: slice::Iter<'de, (String, Value)>,
    value: Option<(&'de str, &'de Value)>,
}

impl<'de> Members<'de> {
    pub fn of(members: &'de [(String, Value)]) -> Self {
        Self {
            members: members.iter(),
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some((name, value));
        let name: StrDeserializer<'_, Error> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, value) = self.value.take().unwrap_or(("", &PLACEHOLDER));
        let read = seed.deserialize(value);
        read.map_err(|error| error.in_member(name))
    }
}

/// The members of an object that is read as a struct.
///
/// serde's derive can identify a field by its name or by its index. The names are looked up here, once for all types,
/// and passed on as indices. Code in each type that compares names made the first load 0.3 KiB larger.
pub(super) struct Fields<'de> {
    members: Members<'de>,
    names: &'static [&'static str],
    /// The names of fields that are still to be read as placeholders.
    pub placeholders: slice::Iter<'static, &'static str>,
}

impl<'de> Fields<'de> {
    pub fn of(members: &'de [(String, Value)], names: &'static [&'static str]) -> Self {
        Self {
            members: Members::of(members),
            names,
            placeholders: [].iter(),
        }
    }

    /// The index of the next member that counts.
    #[inline(never)]
    fn take(&mut self) -> Option<FieldIndex> {
        loop {
            let (name, value) = match self.members.members.next() {
                Some((name, value)) => (name.as_str(), value),
                None => (*self.placeholders.next()?, &PLACEHOLDER),
            };
            let place = FieldIndex::of(name, self.names);
            let counts = if place == FieldIndex::NONE {
                !name.starts_with('$')
            } else {
                // Of several members with one name the last counts. Only names that the struct has are searched for, so
                // the time stays linear in the number of members.
                let mut later = self.members.members.clone();
                !later.any(|(later, _)| later == name) && *value != Value::Null
            };
            if counts {
                self.members.value = Some((name, value));
                return Some(place);
            }
        }
    }

    #[inline(never)]
    fn unknown(&self) -> Error {
        let name = self.members.value.map_or("", |(name, _)| name);
        de::Error::unknown_field(name, self.names)
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(place) = self.take() else {
            return Ok(None);
        };
        match seed.deserialize(place) {
            Ok(field) => Ok(Some(field)),
            Err(Unknown) => Err(self.unknown()),
        }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.members.next_value_seed(seed)
    }
}

/// The index of a name among those that a type has.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FieldIndex(u64);

impl FieldIndex {
    /// For a name that the type does not have.
    const NONE: Self = Self(u64::MAX);

    #[inline(never)]
    fn of(name: &str, names: &[&str]) -> Self {
        (0..)
            .zip(names)
            .find(|(_, known)| **known == name)
            .map_or(Self::NONE, |(place, _)| Self(place))
    }
}

impl<'de> Deserializer<'de> for FieldIndex {
    type Error = Unknown;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unknown> {
        visitor.visit_u64(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The type has no field or variant with that index.
#[derive(Debug)]
struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown")
    }
}

impl std::error::Error for Unknown {}

impl de::Error for Unknown {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A variant of an enum as it is written: its name, and its content if it has any.
pub(super) struct Variant<'de> {
    pub names: &'static [&'static str],
    pub name: &'de str,
    pub content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        match seed.deserialize(FieldIndex::of(self.name, self.names)) {
            Ok(variant) => Ok((variant, self)),
            Err(Unknown) => Err(expected(Expected::Name)),
        }
    }
}

impl<'de> Variant<'de> {
    fn content(&self) -> Result<&'de Value, Error> {
        self.content.ok_or_else(|| expected(Expected::Name))
    }

    fn within<T>(self, read: Result<T, Error>) -> Result<T, Error> {
        read.map_err(|error| error.in_member(self.name))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None | Some(Value::Placeholder) => Ok(()),
            Some(_) => Err(expected(Expected::Name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let read = seed.deserialize(self.content()?);
        self.within(read)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let read = self.content()?.deserialize_tuple(length, visitor);
        self.within(read)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let read = self.content()?.deserialize_struct("", fields, visitor);
        self.within(read)
    }
}
