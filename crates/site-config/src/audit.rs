//! Everything an editor ought to know about a configuration, all at once. What it says in words is in `web/check-config.json`.
//!
//! Only `cargo xtask config check` and the page at `?check-config` look this closely; whoever takes the check is served by
//! [`Config::read`].

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

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub rule: Rule,
    /// Where: `help[2].tel`. Empty for the whole file.
    pub path: String,
    /// What the words about it are filled in with.
    pub about: Vec<String>,
    /// For what keeps the file from being read: the line and the character.
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

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Whether it is not used at all.
    refused: bool,
    /// All that is wrong.
    pub problems: Vec<Problem>,
    /// The colours as they will be shown.
    pub looks: Vec<Look>,
    /// The files that have to be in the folder, each with the path of what names it.
    pub files: Vec<(String, String)>,
}

impl Audit {
    /// Whether the configuration is not used at all: the check runs with the one it was built with.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// A file that the configuration names, by the path of what names it: nothing where it is not in the folder.
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
        } else if path == "pack"
            && let Err(wrong) = Pack::read(&text_of(content))
        {
            self.add(Rule::BadPack, path, &[file, &wrong.to_string()]);
        }
    }

    /// What the page for editors shows of it, see `web/check-config.js`; `config` is the text it is of.
    pub fn report(&self, config: &str, said: &AuditTexts) -> String {
        report::report(self, config, said)
    }

    fn add(&mut self, rule: Rule, path: &str, about: &[&str]) {
        // What is of another kind was told already; what stands in for it is nobody's mistake.
        let within = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            outer.is_empty()
                || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let told = |problem: &Problem| {
            let same = rule != Rule::Shape && within(&problem.path, path);
            match problem.rule {
                Rule::Shape => same || within(path, &problem.path),
                // An address may have no place for the words beside that.
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

/// The text of a configuration as a page gets it: without a byte order mark, and with U+FFFD where it is not UTF-8.
pub fn text_of(file: &[u8]) -> Cow<'_, str> {
    let marked = file.strip_prefix("\u{feff}".as_bytes());
    String::from_utf8_lossy(marked.unwrap_or(file))
}

/// Looks at a configuration as it lies in the folder, on the day it is at `now`.
///
/// Everything else is looked at, too, where only some letters are wrong: the file may be used all the same.
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
    // Each lost character has the same cause, and this says it with its place.
    audit
        .problems
        .retain(|problem| problem.rule != Rule::Replaced);
    audit.problems.insert(0, (*fault).into());
    audit
}

/// Looks at the text of a configuration, on the day it is at `now`.
pub fn audit(text: &str, now: Moment) -> Audit {
    let mut audit = Audit {
        refused: Config::read(text).is_err(),
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
    addresses(&mut audit, &config);
    help::help(&mut audit, &config, now.local().days());
    names(&mut audit, &config);
    texts::texts(&mut audit, &config);
    if let Some(theme) = &config.theme {
        look::theme(&mut audit, theme);
    }
    audit
}

/// Tells of a part that is not written as the form has it.
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
        if !is_https(&url) {
            audit.add(Rule::NotHttps, path, &[&url]);
        }
        if url.bytes().any(|byte| byte <= b' ') || !host(&url).contains('.') {
            audit.add(Rule::OddAddress, path, &[&url]);
        }
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

/// Where an address leads to, without `www.`.
fn host(url: &str) -> &str {
    let host = url.split('/').nth(2).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The names of packs and languages, which are names of files.
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

/// The path of a member of the help line at this place.
fn line_path(at: usize, member: &str) -> String {
    ["help[", &at.to_string(), "].", member].concat()
}
