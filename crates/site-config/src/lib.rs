//! What an organisation sets: who it is, where help is, where its directory is, how it looks. The written form is `config.json`.
//!
//! It is kept as it was parsed, and read where it is shown: a struct for it with all that may be in it was 3 KiB of the first load.
//! Here is what has to hold for anyone to be shown it. Its form, member by member, is [`form`], and what an editor ought to know
//! beside that is [`audit`](mod@audit).
//!
//! ```
//! use site_config::{Config, ConfigError, localized};
//!
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config.json"));
//! let config = Config::read(text)?;
//! assert!(!localized(config.organisation("name"), "en").is_empty());
//! for line in config.lines() {
//!     println!("{}", localized(line.part("name"), "en"));
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
mod phone;
pub mod theme;
mod words;

pub use address::percent;
pub use address::search_address;
pub use error::ConfigError;
pub use phone::PhoneNumber;
pub use words::{Words, localized};

use address::{is_https, is_own_file};
use json::{Value, parse};
use phone::has_digit;
use theme::Theme;

/// The pack that is shown unless another is named.
pub const PACK: &str = "practitioner";

/// The language that is offered unless others are.
pub const LANGUAGE: &str = "en";

/// An organisation's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    value: Value,
    /// The address of the folder that files lie in, or nothing for where the page lies.
    pub base: String,
}

/// A page of the organisation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Where it leads.
    pub url: &'a str,
    /// What the link says.
    pub label: &'a Value,
}

/// One way to reach someone now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpLine<'a>(&'a Value);

impl Config {
    /// Reads a configuration and checks what has to hold for it to be shown. What else is wrong with it is left out.
    ///
    /// # Errors
    /// What keeps it from being used: the first thing.
    pub fn read(text: &str) -> Result<Self, ConfigError> {
        let config = Self {
            value: parse(text).map_err(ConfigError::NotJson)?,
            base: String::new(),
        };
        let directory = config.place("directory");
        if localized(config.organisation("name"), "").is_empty() {
            Err(ConfigError::NoName)
        } else if directory.is_none_or(|place| localized(place.label, "").is_empty()) {
            Err(ConfigError::NoDirectory)
        } else if config.help().is_empty() {
            Err(ConfigError::NoHelp)
        } else if !config.lines().all(HelpLine::can_be_reached) {
            Err(ConfigError::NoNumber)
        } else if !is_safe(&config.value) {
            Err(ConfigError::NotHttps)
        } else if !config.logo().is_none_or(is_own_file) {
            Err(ConfigError::ForeignLogo)
        } else {
            Ok(config)
        }
    }

    /// What is set under `name`.
    fn part(&self, name: &str) -> &Value {
        self.value.member(name)
    }

    /// What is said of the organisation under `name`.
    pub fn organisation(&self, name: &str) -> &Value {
        self.part("organisation").member(name)
    }

    /// The page under `name`, if there is one: `directory`, `register`, `courses`, `privacy`, `quickExit`.
    pub fn place(&self, name: &str) -> Option<Place<'_>> {
        let place = self.part(name);
        Some(Place {
            url: place.member("url").as_text()?,
            label: place.member("label"),
        })
    }

    /// The address that searches the register by `name`: `byLocation` or `byName`. `{q}` stands where the words typed go.
    pub fn search(&self, name: &str) -> Option<&str> {
        self.part("registerSearch").member(name).as_text()
    }

    /// The path of the logo in our folder.
    pub fn logo(&self) -> Option<&str> {
        self.organisation("logo").member("src").as_text()
    }

    fn help(&self) -> &[Value] {
        self.part("help").as_list()
    }

    /// Crisis help, as it is written. Never empty.
    pub fn lines(&self) -> impl Iterator<Item = HelpLine<'_>> {
        self.help().iter().map(HelpLine)
    }

    /// The tags of the languages that are offered; the first is the one the check opens in.
    pub fn languages(&self) -> Vec<&str> {
        let tags = self.part("languages").as_list().iter();
        tags.filter_map(Value::as_text).collect()
    }

    /// Colour, fonts and corners.
    pub fn theme(&self) -> Theme<'_> {
        Theme(self.part("theme"))
    }

    /// Whether "keep results on this device" is chosen beforehand.
    pub fn keeps(&self) -> bool {
        !matches!(self.part("keepByDefault"), Value::Bool(false))
    }
}

impl<'a> HelpLine<'a> {
    /// Who answers (`name`), for what, when and where (`what`), or the nation it is for, if not for everyone (`nation`).
    pub fn part(self, name: &str) -> &'a Value {
        self.0.member(name)
    }

    /// The number to call.
    pub fn tel(self) -> Option<PhoneNumber<'a>> {
        self.part("tel").as_text().map(PhoneNumber::read)
    }

    /// The number to text, and what to write.
    pub fn sms(self) -> Option<(PhoneNumber<'a>, &'a str)> {
        let text = |name| self.part("sms").member(name).as_text();
        let body = text("body").unwrap_or_default();
        Some((PhoneNumber::read(text("number")?), body))
    }

    /// The day it was last checked, `YYYY-MM-DD`.
    pub fn checked(self) -> &'a str {
        self.part("checked").as_text().unwrap_or_default()
    }

    /// Whether there is a number for people to read. One that cannot be dialled counts: it is shown without a link, which helps more
    /// than the help lines of somebody else.
    fn can_be_reached(self) -> bool {
        let sms = self.part("sms").member("number");
        let numbers = [self.part("tel"), sms].into_iter();
        numbers.filter_map(Value::as_text).any(has_digit)
    }
}

/// Whether every address in it is one that a link may lead to, wherever it stands.
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
