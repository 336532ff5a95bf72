//! Checks a configuration and reports everything that an editor should know, all at once. The wording is in
//! `web/check-config.json`.
//!
//! Only `cargo xtask config check` and the page at `?check-config` use this. For people who take the check,
//! [`Config::read`] is enough.

mod help;
mod look;
mod markup;
mod phone;
mod report;
mod rule;
mod sentences;
mod texts;

pub use look::{Look, decimal, hundredths};
pub use markup::markup;
pub use rule::Rule;
pub use sentences::AuditTexts;
pub use texts::lost;

use std::borrow::Cow;

use super::address::{is_https, is_own_file};
use super::form::{Form, Place};
use super::{Config, PhoneNumber};
use instrument::Pack;
use instrument::moment::Moment;
use json::fault::{self, Fault, Kind};
use json::{self, ErrorKind, Step, nearest};

/// The member that names the file with more help lines.
const MORE_HELP: &str = "moreHelp";

/// One thing that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that is broken.
    pub rule: Rule,
    /// The path of the member, such as `help[2].tel`. Empty for the whole file.
    pub path: String,
    /// The values that replace `{0}`, `{1}` … in the rule's wording.
    pub about: Vec<String>,
    /// The place in the file, if the file cannot be read there.
    pub fault: Option<Fault>,
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let closing = if fault.found == "[" { "]" } else { "}" };
        let numbers = [fault.line, fault.column, fault.opened].map(|number| number.to_string());
        let mut about = vec![fault.found.clone()];
        about.extend(numbers);
        about.push(closing.to_owned());
        Self {
            rule: fault.kind.into(),
            path: String::new(),
            about,
            fault: Some(fault),
        }
    }
}

/// The result of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Whether the configuration cannot be used at all.
    refused: bool,
    /// All that is wrong.
    pub problems: Vec<Problem>,
    /// The colours as they will be shown.
    pub looks: Vec<Look>,
    /// The files that must be in the folder: the path of the member that names each, and the file.
    pub files: Vec<(String, String)>,
    /// Today, in days since 1970.
    today: i64,
    /// The languages on offer.
    languages: Vec<String>,
    /// What is wrong with the file that has more help lines. `None` without such a file, or before it is checked.
    pub more_help: Option<HelpFileAudit>,
}

/// The result of the audit of a file with more help lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpFileAudit {
    /// The path of the file.
    pub file: String,
    /// Its text.
    pub text: String,
    /// All that is wrong with it.
    pub problems: Vec<Problem>,
}

impl Audit {
    /// Whether the configuration cannot be used at all. The check then runs with the one it was built with.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// Checks a file that the member at `path` names. `content` is `None` if the file is not in the folder.
    pub fn found(&mut self, path: &str, file: &str, content: Option<&[u8]>) {
        let Some(content) = content else {
            return self.add(Rule::NoFile, path, &[file]);
        };
        if !file.ends_with(".json") {
            return;
        }
        if let Err(fault) = fault::decode(content) {
            self.problems.push(Problem {
                path: file.to_owned(),
                ..(*fault).into()
            });
        } else if path == "pack" {
            if let Err(wrong) = Pack::read(&text_of(content)) {
                self.add(Rule::BadPack, path, &[file, &wrong.to_string()]);
            }
        } else if path == MORE_HELP {
            help::file(self, file, &text_of(content));
        }
    }

    /// The report for `web/check-config.js`, as JSON. `config` is the text that was audited, and `said` the wording.
    pub fn report(&self, config: &str, said: &AuditTexts) -> String {
        report::report(self, config, said)
    }

    fn add(&mut self, rule: Rule, path: &str, about: &[&str]) {
        // A part with the wrong type has already been reported. The placeholder in its place is not the editor's
        // mistake.
        let within = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            outer.is_empty()
                || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let told = |problem: &Problem| {
            let same = rule != Rule::Shape && within(&problem.path, path);
            match problem.rule {
                Rule::Shape => same || within(path, &problem.path),
                // An address may lack both `https:` and a place for the search words.
                Rule::NotHttps if rule == Rule::NoPlace => false,
                other => other < Rule::Empty && path == problem.path,
            }
        };
        if self.problems.iter().any(told) {
            return;
        }
        self.problems.push(Problem {
            rule,
            path: path.to_owned(),
            about: about.iter().map(|text| (*text).to_owned()).collect(),
            fault: None,
        });
    }
}

/// The text of a configuration as a page reads it: without a byte order mark, and with U+FFFD for what is not UTF-8.
pub fn text_of(file: &[u8]) -> Cow<'_, str> {
    let marked = file.strip_prefix("\u{feff}".as_bytes());
    String::from_utf8_lossy(marked.unwrap_or(file))
}

/// Checks a configuration file, with `now` as today's date.
///
/// If only some characters are not UTF-8, everything else is still checked, because the file may still be usable.
pub fn audit_file(file: &[u8], now: Moment) -> Audit {
    let text = text_of(file);
    let Err(fault) = fault::decode(file) else {
        return audit(&text, now);
    };
    let mut audit = if fault.kind == Kind::Utf16 {
        Audit {
            refused: true,
            ..Audit::default()
        }
    } else {
        audit(&text, now)
    };
    // Every replaced character comes from this fault, which also says where it is.
    audit
        .problems
        .retain(|problem| problem.rule != Rule::Replaced);
    audit.problems.insert(0, (*fault).into());
    audit
}

/// Checks the text of a configuration, with `now` as today's date.
pub fn audit(text: &str, now: Moment) -> Audit {
    let mut audit = Audit {
        refused: Config::read(text).is_err(),
        today: now.local().days(),
        ..Audit::default()
    };
    if let Some(fault) = fault::find(text) {
        audit.problems.push(fault.into());
    }
    let Ok(value) = json::parse(text) else {
        return audit;
    };
    texts::everywhere(&mut audit, &value, "");
    let (config, errors) = json::from_value_recovering::<Form>(&value);
    for error in &errors {
        unread(&mut audit, error);
    }
    let Some(config) = config else {
        return audit;
    };
    audit.languages.clone_from(&config.languages);
    addresses(&mut audit, &config);
    help::help(&mut audit, &config);
    names(&mut audit, &config);
    texts::texts(&mut audit, &config);
    if let Some(theme) = &config.theme {
        look::theme(&mut audit, theme);
    }
    audit
}

/// Reports a part that does not have the form it should have.
fn unread(audit: &mut Audit, error: &json::Error) {
    let path = error.path();
    let (ErrorKind::UnknownMember(known), Some(Step::Member(name))) =
        (error.kind(), error.steps().next_back())
    else {
        return audit.add(Rule::Shape, &path, &[&error.kind().to_string()]);
    };
    match nearest(name, known) {
        Some(meant) => audit.add(Rule::Misspelt, &path, &[meant]),
        None => audit.add(Rule::Unknown, &path, &[]),
    }
}

fn addresses(audit: &mut Audit, config: &Form) {
    let exit = config.quick_exit.as_ref().map(|exit| &exit.url);
    let search = config.register_search.as_ref();
    let place = |place: &'_ Option<Place>| place.clone().map(|place| place.url);
    let all = [
        ("organisation.url", Some(config.organisation.url.clone())),
        ("directory.url", Some(config.directory.url.clone())),
        ("register.url", place(&config.register)),
        ("courses.url", place(&config.courses)),
        ("ethics.url", place(&config.ethics)),
        ("privacy.url", place(&config.privacy)),
        ("quickExit.url", exit.cloned()),
        (
            "registerSearch.byLocation",
            search.and_then(|search| search.by_location.clone()),
        ),
        (
            "registerSearch.byName",
            search.and_then(|search| search.by_name.clone()),
        ),
    ];
    for (path, url) in all
        .into_iter()
        .filter_map(|(path, url)| Some((path, url?.0)))
    {
        address(audit, path, &url);
        if path.starts_with("registerSearch") && !url.contains("{q}") {
            audit.add(Rule::NoPlace, path, &[&url]);
        }
    }
    if exit.is_some_and(|exit| host(&exit.0) == host(&config.organisation.url.0)) {
        audit.add(Rule::OwnSite, "quickExit.url", &[]);
    }
    if let Some(logo) = &config.organisation.logo {
        let (path, file) = ("organisation.logo.src", &logo.src.0);
        if !is_own_file(file) {
            audit.add(Rule::Foreign, path, &[file]);
        } else if file.is_empty() || file.contains("..") {
            audit.add(Rule::NotName, path, &[file]);
        } else {
            audit.files.push((path.to_owned(), file.clone()));
        }
    }
}

/// Checks the address of a link.
fn address(audit: &mut Audit, path: &str, url: &str) {
    if !is_https(url) {
        audit.add(Rule::NotHttps, path, &[url]);
    }
    if url.bytes().any(|byte| byte <= b' ') || !host(url).contains('.') {
        audit.add(Rule::OddAddress, path, &[url]);
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> &str {
    let host = url.split('/').nth(2).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Checks the names of the pack and the languages, which are also file names.
fn names(audit: &mut Audit, config: &Form) {
    let is_name = |name: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !name.is_empty() && name.bytes().all(plain)
    };
    if is_name(&config.pack) {
        let file = ["packs/", &config.pack, ".json"].concat();
        audit.files.push(("pack".to_owned(), file));
    } else {
        audit.add(Rule::NotName, "pack", &[&config.pack]);
    }
    match &config.more_help {
        Some(name) if is_name(name) => {
            let file = ["help/", name, ".json"].concat();
            audit.files.push((MORE_HELP.to_owned(), file));
        }
        Some(name) => audit.add(Rule::NotName, MORE_HELP, &[name]),
        None => {}
    }
    if config.languages.is_empty() {
        audit.add(Rule::NoLanguage, "languages", &[]);
    }
    for (at, tag) in config.languages.iter().enumerate() {
        let path = ["languages[", &at.to_string(), "]"].concat();
        let language = tag.split('-').next().unwrap_or_default();
        let letters = language.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_name(tag) || !letters || !(2..=3).contains(&language.len()) {
            audit.add(Rule::NotTag, &path, &[tag]);
        } else if config.languages[..at].contains(tag) {
            audit.add(Rule::TagTwice, &path, &[tag]);
        } else {
            let file = ["locales/", tag, ".json"].concat();
            audit.files.push((path, file));
        }
    }
}

/// The path of a member of the help line at index `at`.
fn line_path(at: usize, member: &str) -> String {
    ["help[", &at.to_string(), "].", member].concat()
}
