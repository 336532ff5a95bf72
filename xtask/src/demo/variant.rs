//! The query of a host page, such as `?mode=inline&own&box=float&lang=cy`.

/// How the check is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// In a frame.
    #[default]
    Frame,
    /// In the page itself.
    Inline,
    /// Not at all: an empty element is in its place.
    Absent,
}

impl Mode {
    /// Its name in the attribute and in the query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Inline => "inline",
            Self::Absent => "absent",
        }
    }
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variant {
    /// How the check is shown.
    pub mode: Mode,
    /// Whether the check comes from the host page's own origin.
    pub own: bool,
    /// The name of the box around the check, one of the host's `boxes`.
    pub shape: Option<String>,
    /// Attributes of the element, passed on as they are.
    pub attributes: Vec<(String, String)>,
}

/// The attributes that may be passed on.
const ATTRIBUTES: [&str; 3] = ["config", "pack", "lang"];

impl Variant {
    /// A variant without a box and without attributes.
    pub fn new(mode: Mode, own: bool) -> Self {
        Self {
            mode,
            own,
            ..Self::default()
        }
    }

    /// This variant with the check in the box of this name.
    pub fn in_box(self, name: &str) -> Self {
        Self {
            shape: Some(name.to_owned()),
            ..self
        }
    }

    /// The variants without a box that the index links to.
    pub(super) fn all(mode: Mode) -> [Self; 2] {
        [Self::new(mode, false), Self::new(mode, true)]
    }

    /// Reads a query. Unknown parts are ignored, as on any page.
    pub(super) fn read(query: &str) -> Self {
        let mut variant = Self::default();
        for part in query.split('&') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match (name, value) {
                ("mode", "inline") => variant.mode = Mode::Inline,
                ("mode", "absent") => variant.mode = Mode::Absent,
                ("own", _) => variant.own = true,
                ("box", name) if plain(name) => variant.shape = Some(name.to_owned()),
                _ if ATTRIBUTES.contains(&name) && plain(value) => {
                    variant.attributes.push((name.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        variant
    }

    /// The query that asks for this variant, without the `?`.
    pub fn query(&self) -> String {
        let mut query = format!("mode={}", self.mode.name());
        if self.own {
            query += "&own";
        }
        if let Some(name) = &self.shape {
            query += &format!("&box={name}");
        }
        for (name, value) in &self.attributes {
            query += &format!("&{name}={value}");
        }
        query
    }

    /// What it is called in the index.
    pub(super) fn name(&self) -> String {
        let from = if self.own { ", same origin" } else { "" };
        let shape = self.shape.iter().map(|name| format!(", {name}"));
        format!("{}{from}{}", self.mode.name(), shape.collect::<String>())
    }

    /// Its attributes in the markup, each after a space.
    pub(super) fn attributes(&self) -> String {
        let one = |(name, value): &(String, String)| format!(r#" {name}="{value}""#);
        self.attributes.iter().map(one).collect()
    }
}

/// Whether a value can be written into HTML and addresses as it is.
fn plain(value: &str) -> bool {
    !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-/:".contains(c))
}
