//! The strict form of `config.json`, for the schema and for the audit. A wrong member is an error here, whereas
//! [`Config`](super::Config) ignores it. The first load does not need this form.

use serde::Deserialize;

use super::address::{Address, OwnFile};
use super::words::CheckedText;
use super::{LANGUAGE, PACK};
use crate::nation::Nation;
use crate::theme::Theme;

/// An organisation's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "Config"))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", schemars(transform = native::names_its_schema))]
pub struct Form {
    /// Who offers the check.
    pub organisation: Organisation,
    /// Where to find someone who can help.
    pub directory: Place,
    /// The addresses that search the register. The search fields are shown only if this is set.
    #[serde(default)]
    pub register_search: Option<RegisterSearch>,
    /// Where to check whether someone is on the register.
    #[serde(default)]
    pub register: Option<Place>,
    /// Where to find a course.
    #[serde(default)]
    pub courses: Option<Place>,
    /// What the organisation expects of those who practise, such as its code of ethics.
    #[serde(default)]
    pub ethics: Option<Place>,
    /// The organisation's own privacy statement.
    #[serde(default)]
    pub privacy: Option<Place>,
    /// Crisis help. Never empty.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub help: Vec<HelpLine>,
    /// More lines of crisis help: the name of a file in `help/`, without `.json`. They come with the screens beyond the
    /// questions, so that the first question does not wait for them.
    #[serde(default)]
    pub more_help: Option<String>,
    /// The questions: the name of a file in `packs/`, without `.json`.
    #[serde(default = "pack")]
    pub pack: String,
    /// The languages that are offered, as tags: `["en", "cy"]`. The first is the one the check opens in.
    #[serde(default = "languages")]
    pub languages: Vec<String>,
    /// Colour, fonts and corners.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// A way to leave the page at once. Off unless it is set.
    #[serde(default)]
    pub quick_exit: Option<QuickExit>,
    /// Whether "keep results on this device" is selected by default.
    #[serde(default = "yes")]
    pub keep_by_default: bool,
}

/// Who offers the check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its full name, in the form used within a sentence: `the Example Society`.
    pub name: CheckedText,
    /// Its short name.
    pub short: CheckedText,
    /// Its website.
    pub url: Address,
    /// Its logo.
    #[serde(default)]
    pub logo: Option<Logo>,
}

/// A picture in the folder of the check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// The path of the file inside the folder of the check, `our-logo.svg`. Never an address elsewhere.
    pub src: OwnFile,
    /// A text alternative for people who cannot see it.
    pub alt: CheckedText,
}

/// A page of the organisation's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What the link says.
    pub label: CheckedText,
    /// Where it leads.
    pub url: Address,
}

/// The addresses that search the register. In each, `{q}` is replaced by what the user typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RegisterSearch {
    /// Searches by a place or postcode.
    #[serde(default)]
    pub by_location: Option<Address>,
    /// Searches by a practitioner's name.
    #[serde(default)]
    pub by_name: Option<Address>,
}

/// A file in `help/`: lines of crisis help for each nation, and for people who cannot speak or hear.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "Help"))]
#[cfg_attr(feature = "schema", schemars(transform = native::names_its_schema))]
pub struct HelpForm {
    /// Crisis help. Never empty.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub help: Vec<HelpLine>,
}

/// A service that helps at once, with one or several ways to reach it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HelpLine {
    /// Who answers.
    pub name: CheckedText,
    /// For what.
    pub what: CheckedText,
    /// When it can be reached, in words.
    #[serde(default)]
    pub hours: Option<CheckedText>,
    /// The nations it is for. Without them it is for everyone in the UK.
    #[serde(default)]
    pub nations: Vec<Nation>,
    /// Another region it is for, in words of your own. Lines of one region are shown together, under its name.
    #[serde(default)]
    pub nation: Option<CheckedText>,
    /// Whether it is a way for people who cannot speak or hear on the telephone. Such lines have a section of their
    /// own.
    #[serde(default)]
    pub without_speech: bool,
    /// The number to call.
    #[serde(default)]
    pub tel: Option<String>,
    /// The number to text.
    #[serde(default)]
    pub sms: Option<Sms>,
    /// A page where help can be had, such as a chat.
    #[serde(default)]
    pub url: Option<Address>,
    /// The email address.
    #[serde(default)]
    pub email: Option<String>,
    /// The number for a text relay, with the prefix of the relay: `18001 0800 22 44 88`.
    #[serde(default)]
    pub relay: Option<String>,
    /// The day on which somebody last tried the line, `YYYY-MM-DD`. Without it no day is shown.
    #[serde(default)]
    pub checked: Option<String>,
}

/// A number that answers text messages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// The number.
    pub number: String,
    /// What to write.
    pub body: String,
}

/// A way to leave the page at once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuickExit {
    /// The page to go to, such as a weather forecast. It must not reveal that the user was on this check.
    pub url: Address,
    /// What the button says, if not "Leave this page".
    #[serde(default)]
    pub label: Option<CheckedText>,
}

fn yes() -> bool {
    true
}

fn pack() -> String {
    PACK.to_owned()
}

fn languages() -> Vec<String> {
    vec![LANGUAGE.to_owned()]
}

/// Adds the `$schema` member to the schema, which no type has.
#[cfg(feature = "schema")]
mod native {
    pub(super) fn names_its_schema(schema: &mut schemars::Schema) {
        let own = schemars::json_schema!({
            "description": "Where the schema of this file is, for programs that help while one writes.",
            "type": "string"
        });
        if let Some(properties) = schema
            .get_mut("properties")
            .and_then(|it| it.as_object_mut())
        {
            properties.insert("$schema".to_owned(), own.to_value());
        }
    }
}
