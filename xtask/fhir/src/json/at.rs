//! A walk through the values of a file, each step knowing its way back.

use super::{Kind, Log, Node};
use crate::problem::{Code, Place};

/// A place in the file that is being read.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// What stands here.
    pub node: &'a Node,
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
    log: &'a Log<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Element(usize),
}

impl<'a> At<'a> {
    /// The whole file.
    pub fn root(node: &'a Node, log: &'a Log<'a>) -> Self {
        Self {
            node,
            parent: None,
            step: Step::Root,
            log,
        }
    }

    /// Where this is.
    pub fn place(&self, link_id: Option<&str>) -> Place {
        let (line, column) = self.log.lines.position(self.log.text, self.node.offset);
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

    /// Where things are told.
    pub fn log(&self) -> &'a Log<'a> {
        self.log
    }

    /// Refuses the file for something here.
    pub fn refuse(&self, code: Code, link_id: Option<&str>, what: impl Into<String>) {
        self.log.refuse(code, self.place(link_id), what);
    }

    /// Tells something about what is here.
    pub fn note(&self, code: Code, link_id: Option<&str>, what: impl Into<String>) {
        self.log.note(code, self.place(link_id), what);
    }

    /// The members here; none, and a refusal, when it is no object.
    pub fn members(&self) -> &'a [(String, Node)] {
        match &self.node.kind {
            Kind::Object(members) => members,
            _ => {
                self.refuse(Code::Invalid, None, "not an object");
                &[]
            }
        }
    }

    /// The member `name`, if it is there.
    pub fn get<'b>(&'b self, name: &'b str) -> Option<At<'b>> {
        let Kind::Object(members) = &self.node.kind else {
            return None;
        };
        let (_, node) = members.iter().find(|(known, _)| known == name)?;
        Some(At {
            node,
            parent: Some(self),
            step: Step::Member(name),
            log: self.log,
        })
    }

    /// Whether there is such a member.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of the member `name`; nothing when it is empty, and a refusal when it is no text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let Kind::Object(members) = &self.node.kind else {
            return None;
        };
        let (_, node) = members.iter().find(|(known, _)| known == name)?;
        match &node.kind {
            Kind::Text(text) => Some(text.as_str()).filter(|text| !text.trim().is_empty()),
            _ => {
                if let Some(at) = self.get(name) {
                    at.refuse(Code::Invalid, None, "not a text");
                }
                None
            }
        }
    }

    /// The truth of the member `name`; a refusal when it is something else.
    pub fn truth(&self, name: &str) -> Option<bool> {
        let at = self.get(name)?;
        match at.node.kind {
            Kind::Bool(truth) => Some(truth),
            _ => {
                at.refuse(Code::Invalid, None, "neither true nor false");
                None
            }
        }
    }

    /// Hands each element of the list here to `one`; does nothing when this is no list.
    pub fn inside(&self, mut one: impl FnMut(&At<'_>)) {
        let Kind::List(nodes) = &self.node.kind else {
            return;
        };
        for (place, node) in nodes.iter().enumerate() {
            one(&At {
                node,
                parent: Some(self),
                step: Step::Element(place),
                log: self.log,
            });
        }
    }

    /// Hands each element of the list in the member `name` to `one`; a refusal when it is no list.
    pub fn each(&self, name: &str, mut one: impl FnMut(&At<'_>)) {
        let Some(at) = self.get(name) else {
            return;
        };
        if !matches!(at.node.kind, Kind::List(_)) {
            at.refuse(Code::Invalid, None, "not a list");
            return;
        }
        at.inside(|element| one(element));
    }
}
