//! JSON to be written: members in the order given, numbers as written, laid out to be read by people.

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Truth(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Wider than this is broken into lines.
const WIDEST: usize = 120;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Vec<Json>> for Json {
    fn from(list: Vec<Json>) -> Self {
        Self::List(list)
    }
}

/// An object under construction.
#[derive(Debug, Default)]
pub(crate) struct Members(Vec<(String, Json)>);

impl Members {
    /// With one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// With one more member, if there is one.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a list, unless it is empty: FHIR allows no empty lists, and a pack needs none.
    #[must_use]
    pub fn with_list(self, name: &str, list: Vec<Json>) -> Self {
        if list.is_empty() {
            return self;
        }
        self.with(name, list)
    }

    /// The object.
    pub fn done(self) -> Json {
        Json::Object(self.0)
    }
}

impl Json {
    /// The member `name`.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The members, if it is an object.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements, if it is a list.
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Written for people, with a line break at its end.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    /// Written on one line.
    pub fn flat_text(&self) -> String {
        let mut out = String::new();
        self.flat(&mut out);
        out
    }

    fn write(&self, out: &mut String, indent: usize) {
        let (open, close, count) = match self {
            Self::List(list) => ('[', ']', list.len()),
            Self::Object(members) => ('{', '}', members.len()),
            _ => return self.flat(out),
        };
        let mut flat = String::new();
        self.flat(&mut flat);
        if count == 0 || indent + flat.chars().count() <= WIDEST {
            out.push_str(&flat);
            return;
        }
        out.push(open);
        for at in 0..count {
            out.push_str(if at == 0 { "\n" } else { ",\n" });
            out.push_str(&" ".repeat(indent + 2));
            match self {
                Self::List(list) => list[at].write(out, indent + 2),
                Self::Object(members) => {
                    text(&members[at].0, out);
                    out.push_str(": ");
                    members[at].1.write(out, indent + 2);
                }
                _ => {}
            }
        }
        out.push('\n');
        out.push_str(&" ".repeat(indent));
        out.push(close);
    }

    fn flat(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(said) => text(said, out),
            Self::List(list) => {
                out.push('[');
                for (at, element) in list.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    element.flat(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    text(name, out);
                    out.push_str(": ");
                    value.flat(out);
                }
                out.push('}');
            }
        }
    }
}

fn text(said: &str, out: &mut String) {
    // serde_json knows what must be escaped; a text cannot fail to be written.
    out.push_str(&serde_json::to_string(said).unwrap_or_default());
}
