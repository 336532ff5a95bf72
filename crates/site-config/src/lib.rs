//! An organisation's settings, written in `config.json`: who it is, its crisis help, its directory and its look.
//!
//! [`Config`] is what the app shows. It is parsed and checked once, and only this crate knows the names of its members.
//! It tolerates minor mistakes, so that a wrong colour does not take the crisis help away. It keeps the parsed JSON,
//! because copying that into a struct made the first load 1.1 KiB larger, or 3 KiB with serde's derive.
//!
//! [`form`] is the strict form, for the schema and for [`audit`](mod@audit), which tells an editor what is wrong.
//! [`script`] has the rules of crisis help for pages that work without the app.
//!
//! ```
//! use site_config::{Config, ConfigError};
//!
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config.json"));
//! let config = Config::read(text)?;
//! assert!(!config.name().in_language("en").is_empty());
//! for line in config.help() {
//!     println!("{}", line.name().in_language("en"));
//! }
//!
//! // A configuration without crisis help is refused: help has to be reachable from every screen.
//! let without = r#"{"organisation": {"name": "A"}, "directory": {"url": "https://a.example", "label": "Find"}}"#;
//! assert_eq!(Config::read(without), Err(ConfigError::NoHelp));
//! # Ok::<(), ConfigError>(())
//! ```

mod address;
pub mod audit;
mod error;
pub mod form;
mod help;
mod nation;
mod phone;
#[cfg(not(target_arch = "wasm32"))]
pub mod script;
pub mod theme;
mod words;

pub use address::search_address;
pub use error::ConfigError;
pub use help::HelpLine;
pub use instrument::percent::percent_encode;
pub use nation::Nation;
pub use phone::PhoneNumber;
pub use words::{CheckedText, RawText};

use address::{is_https, is_own_file};
use json::{Value, parse};
use theme::Theme;

/// The pack that is used if the configuration names none.
pub const PACK: &str = "practitioner";

/// The language that is offered if the configuration names none.
pub const LANGUAGE: &str = "en";

/// An organisation's configuration. Parts that cannot be used are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    value: Value,
    /// The address of the folder with the app's files. Empty if it is the page's own folder.
    pub base: String,
}

/// A link to a page of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The address of the page.
    pub url: &'a str,
    /// The text of the link.
    pub label: RawText<'a>,
}

/// A picture in the app's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logo<'a> {
    /// The path of the file in that folder.
    pub src: &'a str,
    /// The text alternative.
    pub alt: RawText<'a>,
}

impl Config {
    /// Reads a configuration and checks what the app needs in order to show it. Other mistakes are ignored.
    ///
    /// # Errors
    /// The first mistake because of which it cannot be used.
    pub fn read(text: &str) -> Result<Self, ConfigError> {
        let config = Self {
            value: parse(text).map_err(ConfigError::NotJson)?,
            base: String::new(),
        };
        if config.name().in_language("").is_empty() {
            Err(ConfigError::NoName)
        } else if config.directory().label.in_language("").is_empty() {
            Err(ConfigError::NoDirectory)
        } else if config.help().next().is_none() {
            Err(ConfigError::NoHelp)
        } else if !config.help().all(HelpLine::can_be_reached) {
            Err(ConfigError::NoNumber)
        } else if !is_safe(&config.value) {
            Err(ConfigError::NotHttps)
        } else if config.logo().is_some_and(|logo| !is_own_file(logo.src)) {
            Err(ConfigError::ForeignLogo)
        } else {
            Ok(config)
        }
    }

    fn part(&self, name: &str) -> &Value {
        self.value.member(name)
    }

    fn organisation(&self, name: &str) -> &Value {
        self.part("organisation").member(name)
    }

    fn place(&self, name: &str) -> Option<Place<'_>> {
        let place = self.part(name);
        Some(Place {
            url: place.member("url").as_text()?,
            label: RawText(place.member("label")),
        })
    }

    /// The organisation's name. Never empty.
    pub fn name(&self) -> RawText<'_> {
        RawText(self.organisation("name"))
    }

    /// The organisation's website.
    pub fn website(&self) -> Option<&str> {
        self.organisation("url").as_text()
    }

    /// The organisation's logo.
    pub fn logo(&self) -> Option<Logo<'_>> {
        let logo = self.organisation("logo");
        Some(Logo {
            src: logo.member("src").as_text()?,
            alt: RawText(logo.member("alt")),
        })
    }

    /// Where to find someone who can help. Its label is never empty.
    pub fn directory(&self) -> Place<'_> {
        self.place("directory").unwrap_or(Place {
            url: "",
            label: RawText(&Value::Null),
        })
    }

    /// Where to check whether someone is on the register.
    pub fn register(&self) -> Option<Place<'_>> {
        self.place("register")
    }

    /// Where to find a course.
    pub fn courses(&self) -> Option<Place<'_>> {
        self.place("courses")
    }

    /// What the organisation expects of those who practise, such as its code of ethics.
    pub fn ethics(&self) -> Option<Place<'_>> {
        self.place("ethics")
    }

    /// The organisation's own privacy statement.
    pub fn privacy(&self) -> Option<Place<'_>> {
        self.place("privacy")
    }

    /// Where the "Leave this page" button leads. Its label may be empty.
    pub fn quick_exit(&self) -> Option<Place<'_>> {
        self.place("quickExit")
    }

    /// The address for searching the register by place. The search words replace `{q}`.
    pub fn search_by_location(&self) -> Option<&str> {
        self.part("registerSearch").member("byLocation").as_text()
    }

    /// The address for searching the register by name. The search words replace `{q}`.
    pub fn search_by_name(&self) -> Option<&str> {
        self.part("registerSearch").member("byName").as_text()
    }

    /// Crisis help, in the order of the file, and then the lines that were added. Never empty.
    pub fn help(&self) -> impl Iterator<Item = HelpLine<'_>> {
        self.part("help").as_list().iter().map(HelpLine)
    }

    /// The tags of the languages on offer. The check opens in the first one.
    pub fn languages(&self) -> Vec<&str> {
        let tags = self.part("languages").as_list().iter();
        tags.filter_map(Value::as_text).collect()
    }

    /// The pack that the check uses: the name of its file in `packs/`, without `.json`.
    pub fn pack(&self) -> &str {
        self.part("pack").as_text().unwrap_or(PACK)
    }

    /// Colour, fonts and corners.
    pub fn theme(&self) -> Theme<&str> {
        Theme::lenient(self.part("theme"))
    }

    /// Whether "keep results on this device" is selected at first.
    pub fn keep_by_default(&self) -> bool {
        !matches!(self.part("keepByDefault"), Value::Bool(false))
    }
}

/// Whether every address in `value`, at any depth of objects, may be used for a link.
fn is_safe(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(name, value)| match value {
            Value::Text(url) if ["url", "byLocation", "byName"].contains(&name.as_str()) => {
                is_https(url)
            }
            value => is_safe(value),
        }),
        _ => true,
    }
}
