//! Everything an editor ought to know about a configuration, all at once. What it says in words is in `web/check-config.json`.
//!
//! Only `cargo xtask config check` and the page at `?check-config` look this closely; whoever takes the check is served by
//! [`Config::read`].

mod look;
mod report;
mod rule;
mod said;

pub use look::{Look, decimal, hundredths};
pub use rule::Rule;
pub use said::Said;

use super::address::{self, NOT_HTTPS, NOT_OWN};
use super::form::{Form, HelpLine, Place, UNREACHABLE};
use super::{Config, Words, said};
use crate::domain;
use crate::domain::json::{self, UNKNOWN, Value};
use crate::domain::moment::{Local, Moment};
use crate::domain::theme;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub rule: Rule,
    /// Where: `help[2].tel`. Empty for the whole file.
    pub path: String,
    /// What the words about it are filled in with.
    pub about: Vec<String>,
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
    pub fn found(&mut self, path: &str, file: &str, text: Option<&str>) {
        let Some(text) = text else {
            return self.add(Rule::NoFile, path, &[file]);
        };
        if path == "pack"
            && let Err(wrong) = domain::later::whole(text)
        {
            self.add(Rule::BadPack, path, &[file, &wrong.join("; ")]);
        }
    }

    /// What the page for editors shows of it, see `web/check-config.js`; `config` is the text it is of.
    pub fn report(&self, config: &str, said: &Said) -> String {
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
        });
    }
}

/// Looks at the text of a configuration, on the day it is at `now`.
pub fn audit(text: &str, now: Moment) -> Audit {
    let mut audit = Audit {
        refused: Config::read(text).is_err(),
        ..Audit::default()
    };
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(error) => {
            audit.add(Rule::NotJson, "", &[&error]);
            return audit;
        }
    };
    let (config, wrong): (Form, _) = json::read_anyway(&value);
    for wrong in &wrong {
        let (path, what) = wrong.rsplit_once(": ").unwrap_or(("", wrong));
        let rule = match what {
            UNKNOWN => Rule::Unknown,
            UNREACHABLE => Rule::Unreachable,
            NOT_HTTPS => Rule::NotHttps,
            NOT_OWN => Rule::Foreign,
            _ => Rule::Shape,
        };
        let there = find(&value, path);
        let what = match (rule, there) {
            (Rule::Shape | Rule::Unknown, Some(_)) => what,
            (Rule::Unreachable, Some(line)) => said(line.member("name"), ""),
            (_, Some(written)) => written.as_text().unwrap_or_default(),
            (_, None) => "missing",
        };
        if rule == Rule::Unreachable {
            audit.add(rule, &[path, ".tel"].concat(), &[what]);
        } else {
            audit.add(rule, path, &[what]);
        }
    }
    help(&mut audit, &config, now.local().days());
    addresses(&mut audit, &config);
    names(&mut audit, &config);
    texts(&mut audit, &config);
    if let Some(form) = &config.theme {
        look::theme(&mut audit, form, theme::Theme(value.member("theme")));
    }
    audit
}

/// What stands at a path such as `help[2].tel`.
fn find<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let mut steps = path.split(['.', '[']).filter(|step| !step.is_empty());
    steps.try_fold(value, |value, step| match value {
        Value::List(values) => values.get(step.strip_suffix(']')?.parse::<usize>().ok()?),
        _ => value.get(step),
    })
}

/// The path of a member of the help line at this place.
fn line_path(at: usize, member: &str) -> String {
    ["help[", &at.to_string(), "].", member].concat()
}

fn help(audit: &mut Audit, config: &Form, today: i64) {
    if config.help.is_empty() {
        audit.add(Rule::NoHelp, "help", &[]);
    } else if config.help.iter().all(|line| line.nation.is_some()) {
        audit.add(Rule::NoEveryone, "help", &[]);
    }
    let mut numbers: Vec<(String, usize)> = Vec::new();
    for (at, line) in config.help.iter().enumerate() {
        let checked = line_path(at, "checked");
        match Local::read(&line.checked, "00:00").map(Local::days) {
            None => audit.add(Rule::BadDate, &checked, &[&line.checked]),
            Some(day) if day > today => audit.add(Rule::Future, &checked, &[&line.checked]),
            Some(day) if today - day > 366 => audit.add(Rule::Old, &checked, &[&line.checked]),
            Some(_) => {}
        }
        for (member, number) in dialled(line) {
            let path = line_path(at, member);
            let plain = |byte: u8| byte.is_ascii_digit() || b" +-()".contains(&byte);
            if !number.bytes().all(plain) {
                audit.add(Rule::OddNumber, &path, &[number]);
            }
            let number = address::dialled(number);
            let before = numbers.iter().find(|(other, _)| *other == number);
            if let Some((_, before)) = before {
                let other = name(&config.help[*before]);
                audit.add(Rule::Twice, &path, &[other]);
            }
            numbers.push((number, at));
        }
    }
}

fn name(line: &HelpLine) -> &str {
    let first = line.name.0.first();
    first.map_or("", |(_, name)| name)
}

/// The numbers of a line, each with the member it stands in.
fn dialled(line: &HelpLine) -> impl Iterator<Item = (&'static str, &str)> {
    let sms = line
        .sms
        .as_ref()
        .map(|sms| ("sms.number", sms.number.as_str()));
    let tel = line.tel.as_deref().map(|number| ("tel", number));
    tel.into_iter().chain(sms)
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
        if file.is_empty() || file.contains("..") {
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

/// The organisation's own texts, in all languages.
fn texts(audit: &mut Audit, config: &Form) {
    let own = &config.organisation;
    let exit = config.quick_exit.as_ref();
    let places = [
        ("directory.label", Some(&config.directory)),
        ("register.label", config.register.as_ref()),
        ("courses.label", config.courses.as_ref()),
        ("privacy.label", config.privacy.as_ref()),
    ];
    let alone = [
        ("organisation.name", Some(&own.name)),
        ("organisation.short", Some(&own.short)),
        (
            "organisation.logo.alt",
            own.logo.as_ref().map(|logo| &logo.alt),
        ),
        ("quickExit.label", exit.and_then(|exit| exit.label.as_ref())),
    ];
    let labels = places.map(|(path, place)| (path, place.map(|place| &place.label)));
    for (path, words) in alone.into_iter().chain(labels) {
        if let Some(words) = words {
            text(audit, config, path, words);
        }
    }
    for (at, line) in config.help.iter().enumerate() {
        text(audit, config, &line_path(at, "name"), &line.name);
        text(audit, config, &line_path(at, "what"), &line.what);
        if let Some(nation) = &line.nation {
            text(audit, config, &line_path(at, "nation"), nation);
        }
    }
}

fn text(audit: &mut Audit, config: &Form, path: &str, words: &Words) {
    let all = &words.0;
    let tagged = all.iter().any(|(tag, _)| !tag.is_empty());
    for (tag, text) in all {
        let path = if tagged {
            [path, ".", tag].concat()
        } else {
            path.to_owned()
        };
        if text.trim().is_empty() {
            audit.add(Rule::Empty, &path, &[]);
        }
        if tagged && !config.languages.iter().any(|known| known == tag) {
            audit.add(Rule::Strange, &path, &[tag]);
        }
    }
    let lacking = |tag: &&String| !all.iter().any(|(have, _)| tag.starts_with(have.as_str()));
    for tag in config.languages.iter().filter(lacking) {
        audit.add(Rule::Lacks, path, &[tag]);
    }
}
