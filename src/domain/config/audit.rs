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

use super::{Config, HelpLine, Words, address};
use crate::domain;
use crate::domain::json::{self, UNKNOWN, Value};
use crate::domain::moment::{Local, Moment};

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
    /// All that is wrong.
    pub problems: Vec<Problem>,
    /// The colours as they will be shown.
    pub looks: Vec<Look>,
    /// The files that have to be in the folder, each with the path of what names it.
    pub files: Vec<(String, String)>,
}

impl Audit {
    /// Whether the configuration is not used at all.
    pub fn is_refused(&self) -> bool {
        self.problems.iter().any(|problem| problem.rule.refuses())
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
            problem.rule == Rule::Shape && (same || within(path, &problem.path))
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
    let mut audit = Audit::default();
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(error) => {
            audit.add(Rule::NotJson, "", &[&error]);
            return audit;
        }
    };
    let (config, wrong): (Config, _) = json::read_anyway(&value);
    for wrong in &wrong {
        let (path, what) = wrong.rsplit_once(": ").unwrap_or(("", wrong));
        let rule = if what == UNKNOWN {
            Rule::Unknown
        } else {
            Rule::Shape
        };
        let what = if stands(&value, path) {
            what
        } else {
            "missing"
        };
        audit.add(rule, path, &[what]);
    }
    help(&mut audit, &config, now.local().days());
    addresses(&mut audit, &config);
    names(&mut audit, &config);
    texts(&mut audit, &config);
    if let Some(theme) = &config.theme {
        look::theme(&mut audit, theme);
    }
    audit
}

/// Whether there is anything at a path such as `help[2].tel`.
fn stands(value: &Value, path: &str) -> bool {
    let mut steps = path.split(['.', '[']).filter(|step| !step.is_empty());
    let found = steps.try_fold(value, |value, step| match value {
        Value::List(values) => values.get(step.strip_suffix(']')?.parse::<usize>().ok()?),
        _ => value.get(step),
    });
    found.is_some()
}

/// The path of a member of the help line at this place.
fn line_path(at: usize, member: &str) -> String {
    ["help[", &at.to_string(), "].", member].concat()
}

fn help(audit: &mut Audit, config: &Config, today: i64) {
    if config.help.is_empty() {
        audit.add(Rule::NoHelp, "help", &[]);
    } else if config.help.iter().all(|line| line.nation.is_some()) {
        audit.add(Rule::NoEveryone, "help", &[]);
    }
    let mut numbers: Vec<(String, usize)> = Vec::new();
    for (at, line) in config.help.iter().enumerate() {
        if !line.can_be_reached() {
            audit.add(
                Rule::Unreachable,
                &line_path(at, "tel"),
                &[line.name.of("")],
            );
        }
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
                let other = config.help[*before].name.of("");
                audit.add(Rule::Twice, &path, &[other]);
            }
            numbers.push((number, at));
        }
    }
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

fn addresses(audit: &mut Audit, config: &Config) {
    for (path, url) in config.addresses() {
        if !address::is_https(url) {
            audit.add(Rule::NotHttps, path, &[url]);
        } else if url.bytes().any(|byte| byte <= b' ') || !host(url).contains('.') {
            audit.add(Rule::OddAddress, path, &[url]);
        }
        if path.starts_with("registerSearch") && !url.contains("{q}") {
            audit.add(Rule::NoPlace, path, &[url]);
        }
        if path.starts_with("quickExit") && host(url) == host(&config.organisation.url) {
            audit.add(Rule::OwnSite, path, &[url]);
        }
    }
    if let Some(logo) = &config.organisation.logo {
        let path = "organisation.logo.src";
        if !logo.is_own_file() {
            audit.add(Rule::Foreign, path, &[&logo.src]);
        } else if logo.src.is_empty() || logo.src.contains("..") {
            audit.add(Rule::NotName, path, &[&logo.src]);
        } else {
            audit.files.push((path.to_owned(), logo.src.clone()));
        }
    }
}

/// Where an address leads to, without `www.`.
fn host(url: &str) -> &str {
    let host = url.split('/').nth(2).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The names of packs and languages, which are names of files.
fn names(audit: &mut Audit, config: &Config) {
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
fn texts(audit: &mut Audit, config: &Config) {
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

fn text(audit: &mut Audit, config: &Config, path: &str, words: &Words) {
    let all = words.all();
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
        if tagged && !config.languages.contains(tag) {
            audit.add(Rule::Strange, &path, &[tag]);
        }
    }
    let lacking = |tag: &&String| !all.iter().any(|(have, _)| tag.starts_with(have.as_str()));
    for tag in config.languages.iter().filter(lacking) {
        audit.add(Rule::Lacks, path, &[tag]);
    }
}
