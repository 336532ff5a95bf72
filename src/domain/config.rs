//! What an organisation sets: who it is, where help is, where its directory is. The written form is `config.json`.

use super::json::{self, from_json};

/// An organisation's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub struct Config {
    /// Who offers the check.
    pub organisation: Organisation,
    /// Where to find someone who can help.
    pub directory: Place,
    /// The addresses that search the register; the fields show once this is set.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub register_search: Option<RegisterSearch>,
    /// Where to check whether someone is on the register.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub register: Option<Place>,
    /// Where to find a course.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub courses: Option<Place>,
    /// Crisis help. Never empty.
    pub help: Vec<HelpLine>,
    /// Whether "keep results on this device" is chosen beforehand.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default = "yes"))]
    pub keep_by_default: bool,
}

#[cfg(not(target_arch = "wasm32"))]
fn yes() -> bool {
    true
}

from_json! {
    Config {
        organisation: "organisation", directory: "directory", register_search: "registerSearch" => None,
        register: "register" => None, courses: "courses" => None, help: "help",
        keep_by_default: "keepByDefault" => true,
    }
    Organisation { name: "name", short: "short", url: "url" }
    Place { label: "label", url: "url" }
    RegisterSearch { by_location: "byLocation" => None, by_name: "byName" => None }
    HelpLine { name: "name", what: "what", tel: "tel" => None, sms: "sms" => None, checked: "checked" }
    Sms { number: "number", body: "body" }
}

/// Who offers the check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Organisation {
    /// Its name in full.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its website.
    pub url: String,
}

/// A page of the organisation's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Place {
    /// What the link says.
    pub label: String,
    /// Where it leads, `https:` only.
    pub url: String,
}

/// The addresses that search the register. `{q}` stands where the words typed go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
pub struct RegisterSearch {
    /// Searches by a place or postcode.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub by_location: Option<String>,
    /// Searches by a practitioner's name.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub by_name: Option<String>,
}

/// One way to reach someone now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct HelpLine {
    /// Who answers.
    pub name: String,
    /// For what, when, where.
    pub what: String,
    /// The number to call.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub tel: Option<String>,
    /// The number to text.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub sms: Option<Sms>,
    /// The day the entry was last checked, `YYYY-MM-DD`.
    pub checked: String,
}

/// A number that answers text messages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Sms {
    /// The number.
    pub number: String,
    /// What to write.
    pub body: String,
}

impl Config {
    /// Reads and checks a configuration.
    ///
    /// # Errors
    /// Says what is wrong: not of the form, no crisis help, or an address that is not `https:`.
    pub fn read(text: &str) -> Result<Self, String> {
        let config: Self = json::read(text).map_err(|wrong| wrong.join("; "))?;
        if config.help.is_empty() {
            return Err("help: a configuration without crisis help is refused".to_owned());
        }
        if let Some(line) = config.help.iter().find(|line| !line.can_be_reached()) {
            return Err(["help: no number to call or text: ", &line.name].concat());
        }
        if let Some(url) = config.addresses().find(|url| !url.starts_with("https://")) {
            return Err(["not an https address: ", url].concat());
        }
        Ok(config)
    }

    fn addresses(&self) -> impl Iterator<Item = &str> {
        let search = self.register_search.as_ref();
        [&self.directory]
            .into_iter()
            .chain(&self.register)
            .chain(&self.courses)
            .map(|place| &place.url)
            .chain(search.and_then(|search| search.by_location.as_ref()))
            .chain(search.and_then(|search| search.by_name.as_ref()))
            .chain([&self.organisation.url])
            .map(String::as_str)
    }
}

impl HelpLine {
    fn can_be_reached(&self) -> bool {
        let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        self.tel.as_deref().is_some_and(digits)
            || self.sms.as_ref().is_some_and(|sms| digits(&sms.number))
    }
}

/// A number as it stands in a `tel:` or `sms:` address: digits and a leading plus.
pub fn dialled(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

/// The address of a search: `words` in place of `{q}` in `template`, percent-encoded (RFC 3986, unreserved kept).
///
/// Nothing when there is nothing to search for.
pub fn search_address(template: &str, words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    Some(template.replace("{q}", &percent(words)))
}

/// `text` as it may stand anywhere in an address.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let hex = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
            out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    out
}
