//! What an organisation sets: who it is, where help is, where its directory is, how it looks. The written form is `config.json`.
//!
//! Here is what has to hold for anyone to be shown it. What an editor ought to know beside that is in [`audit`](mod@audit).

mod address;
pub mod audit;
mod words;

pub(crate) use address::percent;
pub use address::{dialled, is_https, search_address};
pub use words::Words;

use super::json::{self, from_json};
use super::theme::Theme;

/// An organisation's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(rename_all = "camelCase"))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(transform = native::names_its_schema))]
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
    /// The organisation's own privacy statement.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub privacy: Option<Place>,
    /// Crisis help. Never empty.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(length(min = 1)))]
    pub help: Vec<HelpLine>,
    /// The questions: the name of a file in `packs/`, without `.json`.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default = "native::pack"))]
    pub pack: String,
    /// The languages that are offered, as tags: `["en", "cy"]`. The first is the one the check opens in.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default = "native::languages"))]
    pub languages: Vec<String>,
    /// Colour, fonts and corners.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub theme: Option<Theme>,
    /// A way to leave the page at once. Off unless it is set.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub quick_exit: Option<QuickExit>,
    /// Whether "keep results on this device" is chosen beforehand.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default = "native::yes"))]
    pub keep_by_default: bool,
}

/// Defaults and additions for the schema.
#[cfg(not(target_arch = "wasm32"))]
mod native {
    pub(super) fn yes() -> bool {
        true
    }

    pub(super) fn pack() -> String {
        super::PACK.to_owned()
    }

    pub(super) fn languages() -> Vec<String> {
        vec![super::LANGUAGE.to_owned()]
    }

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

/// The pack that is shown unless another is named.
pub const PACK: &str = "practitioner";

/// The language that is offered unless others are.
pub const LANGUAGE: &str = "en";

from_json! {
    Config {
        organisation: "organisation", directory: "directory", register_search: "registerSearch" => None,
        register: "register" => None, courses: "courses" => None, privacy: "privacy" => None, help: "help",
        pack: "pack" => PACK.to_owned(), languages: "languages" => vec![LANGUAGE.to_owned()],
        theme: "theme" => None, quick_exit: "quickExit" => None, keep_by_default: "keepByDefault" => true,
    }
    Organisation { name: "name", short: "short", url: "url", logo: "logo" => None }
    Logo { src: "src", alt: "alt" }
    Place { label: "label", url: "url" }
    RegisterSearch { by_location: "byLocation" => None, by_name: "byName" => None }
    HelpLine {
        name: "name", what: "what", nation: "nation" => None, tel: "tel" => None, sms: "sms" => None,
        checked: "checked",
    }
    Sms { number: "number", body: "body" }
    QuickExit { url: "url", label: "label" => None }
}

/// Who offers the check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Organisation {
    /// Its name in full, as it stands in a sentence: `the Example Society`.
    pub name: Words,
    /// Its short name.
    pub short: Words,
    /// Its website.
    pub url: String,
    /// Its logo.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub logo: Option<Logo>,
}

/// A picture in the folder of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Logo {
    /// The path of the file inside the folder of the check, `our-logo.svg`. Never an address elsewhere.
    pub src: String,
    /// What it shows, in words, for who cannot see it.
    pub alt: Words,
}

/// A page of the organisation's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct Place {
    /// What the link says.
    pub label: Words,
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
    pub name: Words,
    /// For what, when, where.
    pub what: Words,
    /// The nation or region it is for, if not for everyone. Lines of one nation are shown together, under its name.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub nation: Option<Words>,
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

/// A way to leave the page at once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[cfg_attr(not(target_arch = "wasm32"), schemars(deny_unknown_fields))]
pub struct QuickExit {
    /// A page that says nothing about where one was, such as a weather forecast. `https:` only.
    pub url: String,
    /// What the button says, if not "Leave this page".
    #[cfg_attr(not(target_arch = "wasm32"), schemars(default))]
    pub label: Option<Words>,
}

impl Config {
    /// Reads and checks a configuration.
    ///
    /// # Errors
    /// Says what is wrong: not of the form, no crisis help, an address that is not `https:`, a logo from elsewhere.
    pub fn read(text: &str) -> Result<Self, String> {
        let config: Self = json::read(text).map_err(|wrong| wrong.join("; "))?;
        if config.help.is_empty() {
            return Err("help: a configuration without crisis help is refused".to_owned());
        }
        if let Some(line) = config.help.iter().find(|line| !line.can_be_reached()) {
            return Err(["help: no number to call or text: ", line.name.of("")].concat());
        }
        if let Some((path, url)) = config.addresses().find(|(_, url)| !is_https(url)) {
            return Err([path, ": not an https address: ", url].concat());
        }
        if let Some(logo) = &config.organisation.logo
            && !logo.is_own_file()
        {
            return Err([
                "organisation.logo.src: not a file in the folder: ",
                &logo.src,
            ]
            .concat());
        }
        Ok(config)
    }

    /// Every address with its place in the configuration.
    pub fn addresses(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let search = self.register_search.as_ref();
        let exit = self.quick_exit.as_ref();
        let places = [
            ("directory.url", Some(&self.directory)),
            ("register.url", self.register.as_ref()),
            ("courses.url", self.courses.as_ref()),
            ("privacy.url", self.privacy.as_ref()),
        ];
        let alone = [
            ("organisation.url", Some(&self.organisation.url)),
            ("quickExit.url", exit.map(|exit| &exit.url)),
            (
                "registerSearch.byLocation",
                search.and_then(|search| search.by_location.as_ref()),
            ),
            (
                "registerSearch.byName",
                search.and_then(|search| search.by_name.as_ref()),
            ),
        ];
        let places = places.map(|(path, place)| (path, place.map(|place| &place.url)));
        let all = places.into_iter().chain(alone);
        all.filter_map(|(path, url)| Some((path, url?.as_str())))
    }
}
