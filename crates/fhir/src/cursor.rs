//! A position in the JSON of a file, which knows the path that leads to it.

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;

use crate::log::Log;
use crate::problem::{Code, Place};

/// A value of the file that is being read, and the path to it.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    value: &'a Value<'a>,
    parent: Option<&'a Cursor<'a>>,
    step: Step<'a>,
    log: &'a Log<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Element(usize),
}

impl<'a> Cursor<'a> {
    /// The root value of the file. Problems with it go to `log`.
    pub fn root(value: &'a Value<'a>, log: &'a Log<'a>) -> Self {
        Self {
            value,
            parent: None,
            step: Step::Root,
            log,
        }
    }

    /// The place of the value. `link_id` is the item that it belongs to.
    pub fn place(&self, link_id: Option<&str>) -> Place {
        let (line, column) = self.log.position(self.value.range().start);
        let mut path = String::new();
        self.path(&mut path);
        Place {
            link_id: link_id.map(str::to_owned),
            path,
            line,
            column,
        }
    }

    fn path(&self, out: &mut String) {
        if let Some(parent) = self.parent {
            parent.path(out);
        }
        match self.step {
            Step::Root => {}
            Step::Member(name) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(name);
            }
            Step::Element(place) => out.push_str(&format!("[{place}]")),
        }
    }

    /// The log that problems go to.
    pub fn log(&self) -> &'a Log<'a> {
        self.log
    }

    /// Refuses the file for this value.
    pub fn refuse(&self, code: Code, link_id: Option<&str>, what: impl Into<String>) {
        self.log.refuse(code, self.place(link_id), what);
    }

    /// Notes something about this value.
    pub fn note(&self, code: Code, link_id: Option<&str>, what: impl Into<String>) {
        self.log.note(code, self.place(link_id), what);
    }

    /// Whether the value is an object.
    pub fn is_object(&self) -> bool {
        self.value.as_object().is_some()
    }

    /// Whether the value is a list.
    pub fn is_list(&self) -> bool {
        self.value.as_array().is_some()
    }

    /// The number as it was written. `None` if the value is not a number.
    pub fn number(&self) -> Option<&'a str> {
        self.value.as_number_lit().map(|number| number.value)
    }

    /// The names of the members, in their order. Refuses the file and returns none if the value is not an object.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let object = self.value.as_object();
        if object.is_none() {
            self.refuse(Code::Invalid, None, "not an object");
        }
        let members = object.into_iter().flat_map(|object| &object.properties);
        members.map(|member| member.name.as_str())
    }

    /// The member `name`. `None` if there is no such member, or the value is not an object.
    pub fn get<'b>(&'b self, name: &'b str) -> Option<Cursor<'b>> {
        let member = self.value.as_object()?.get(name)?;
        Some(Cursor {
            value: &member.value,
            parent: Some(self),
            step: Step::Member(name),
            log: self.log,
        })
    }

    /// Whether there is a member `name`.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of the member `name`. `None` if it is missing or blank. Refuses the file if it is not a text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let member = self.value.as_object()?.get(name)?;
        let Some(text) = member.value.as_string_lit() else {
            if let Some(here) = self.get(name) {
                here.refuse(Code::Invalid, None, "not a text");
            }
            return None;
        };
        Some(text.value.as_ref()).filter(|text| !text.trim().is_empty())
    }

    /// The member `name` as a boolean. `None` if it is missing. Refuses the file if it is something else.
    pub fn truth(&self, name: &str) -> Option<bool> {
        let here = self.get(name)?;
        let truth = here.value.as_boolean_lit();
        if truth.is_none() {
            here.refuse(Code::Invalid, None, "neither true nor false");
        }
        truth.map(|truth| truth.value)
    }

    /// Calls `one` with each element of this list. Does nothing if the value is not a list.
    pub fn inside(&self, mut one: impl FnMut(&Cursor<'_>)) {
        let Some(list) = self.value.as_array() else {
            return;
        };
        for (place, value) in list.elements.iter().enumerate() {
            one(&Cursor {
                value,
                parent: Some(self),
                step: Step::Element(place),
                log: self.log,
            });
        }
    }

    /// Calls `one` with each element of the list in the member `name`. Refuses the file if that member is not a list.
    pub fn each(&self, name: &str, one: impl FnMut(&Cursor<'_>)) {
        let Some(list) = self.get(name) else {
            return;
        };
        if !list.is_list() {
            list.refuse(Code::Invalid, None, "not a list");
            return;
        }
        list.inside(one);
    }
}
