//! Access to the elements of a list, the members of an object and the content of a variant. Errors get their path here.

use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::super::error::{Error, Expected, Step};
use super::{PLACEHOLDER, Value, expected};

/// The elements of a list, each error with its place.
pub(super) struct Elements<'de> {
    values: slice::Iter<'de, Value>,
    next: usize,
    /// How many placeholders follow.
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
            Err(error) => Err(error.within(Step::Element(self.next - 1))),
        }
    }
}

/// The members of an object, each error with its name.
pub(super) struct Members<'de> {
    members: slice::Iter<'de, (String, Value)>,
    /// The members that the struct has; `None` for a map, which takes whatever there is.
    fields: Option<&'static [&'static str]>,
    value: Option<(&'de str, &'de Value)>,
    /// The names of members that are placeholders.
    pub placeholders: slice::Iter<'static, &'static str>,
}

impl<'de> Members<'de> {
    pub fn of(members: &'de [(String, Value)], fields: Option<&'static [&'static str]>) -> Self {
        Self {
            members: members.iter(),
            fields,
            value: None,
            placeholders: [].iter(),
        }
    }

    /// The next member that counts.
    #[inline(never)]
    fn take(&mut self) -> Option<&'de str> {
        self.value = loop {
            let Some((name, value)) = self.members.next() else {
                break self.placeholders.next().map(|name| (*name, &PLACEHOLDER));
            };
            let counts = self.fields.is_none_or(|fields| {
                if !fields.contains(&name.as_str()) {
                    return !name.starts_with('$');
                }
                // Only for names that the struct has: over all of them this looks at each member once a name, however many there are.
                let last = !self.members.clone().any(|(later, _)| later == name);
                last && *value != Value::Null
            });
            if counts {
                break Some((name, value));
            }
        };
        self.value.map(|(name, _)| name)
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        match self.take() {
            Some(name) => seed.deserialize(text(name)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let (name, value) = self.value.take().unwrap_or(("", &PLACEHOLDER));
        let read = seed.deserialize(value);
        read.map_err(|error| error.within(Step::Member(name.to_owned())))
    }
}

/// A variant of an enum: its name, and what stands with it.
pub(super) struct Variant<'de> {
    pub name: &'de str,
    pub content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(text(self.name))?, self))
    }
}

impl<'de> Variant<'de> {
    fn content(&self) -> Result<&'de Value, Error> {
        self.content.ok_or_else(|| expected(Expected::Name))
    }

    fn within<T>(self, read: Result<T, Error>) -> Result<T, Error> {
        read.map_err(|error| error.within(Step::Member(self.name.to_owned())))
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

fn text(name: &str) -> StrDeserializer<'_, Error> {
    name.into_deserializer()
}
