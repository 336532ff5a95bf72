//! What the page for editors shows, as JSON: the script there makes elements of it and knows no rule.

use super::{Audit, Look, Said, decimal};
use crate::domain::config::{Config, said};
use crate::domain::json::fault::{Excerpt, Fault};
use crate::domain::json::{Value, object};
use crate::domain::theme::Scheme;

/// All of it: the verdict (`good`, `used` or `refused`), each problem with its path, what is wrong and what to do, each colour in a
/// sentence, and each address and number that there is to try. `config` is the text that `audit` is of.
pub(super) fn report(audit: &Audit, config: &str, said: &Said) -> String {
    let verdict = match (audit.is_refused(), audit.problems.is_empty()) {
        (true, _) => "refused",
        (false, true) => "good",
        (false, false) => "used",
    };
    let problems = audit.problems.iter().map(|problem| {
        let [what, todo] = said.of(problem);
        object([
            ("path", problem.path.as_str().into()),
            ("error", Value::Bool(problem.rule.is_error())),
            ("what", what.as_str().into()),
            ("todo", todo.as_str().into()),
            ("line", problem.fault.as_ref().map_or(Value::Null, line)),
        ])
    });
    let looks = audit.looks.iter().map(|look| {
        object([
            ("colour", look.used.as_str().into()),
            ("text", sentence(look, said).as_str().into()),
        ])
    });
    let config = Config::read(config).ok();
    let links = config.iter().flat_map(links);
    let files = audit
        .files
        .iter()
        .map(|(_, file)| Value::from(file.as_str()));
    let mut out = String::new();
    object([
        ("verdict", verdict.into()),
        ("problems", Value::List(problems.collect())),
        ("looks", Value::List(looks.collect())),
        ("links", Value::List(links.collect())),
        ("files", Value::List(files.collect())),
    ])
    .write(&mut out);
    out
}

/// A line of the file with its place: `[4, 17, before, mark, after]`.
fn line(fault: &Fault) -> Value {
    let number = |number| Value::Number(i64::try_from(number).unwrap_or(0));
    let Excerpt {
        before,
        mark,
        after,
    } = &fault.excerpt;
    let parts = [before, mark, after].map(|part| part.as_str().into());
    let place = [fault.line, fault.column].map(number);
    Value::List(place.into_iter().chain(parts).collect())
}

fn sentence(look: &Look, said: &Said) -> String {
    let figures = [
        look.given.clone(),
        decimal(look.contrast),
        look.used.clone(),
    ];
    let name = if look.given == look.used {
        "asIs"
    } else {
        "instead"
    };
    let scheme = match look.scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    said.page(scheme, &[said.page(name, &figures)])
}

/// Every address and every number, with what it is and where it stands or when it was checked.
fn links(config: &Config) -> Vec<Value> {
    let link = |name: &str, href: &str, shown: &str, checked: &str| {
        object([
            ("name", name.into()),
            ("href", href.into()),
            ("text", shown.into()),
            ("checked", checked.into()),
        ])
    };
    let place = |name| Some(config.place(name)?.url);
    let addresses = [
        ("organisation.url", config.organisation("url").as_text()),
        ("directory.url", place("directory")),
        ("register.url", place("register")),
        ("courses.url", place("courses")),
        ("privacy.url", place("privacy")),
        ("quickExit.url", place("quickExit")),
        ("registerSearch.byLocation", config.search("byLocation")),
        ("registerSearch.byName", config.search("byName")),
    ];
    let addresses = addresses.into_iter();
    let mut all: Vec<Value> = addresses
        .filter_map(|(path, url)| Some(link(path, url?, url?, "")))
        .collect();
    for line in config.lines() {
        let tel = line.tel().map(|number| ("tel:", number));
        let sms = line.sms().map(|(number, _)| ("sms:", number));
        for (scheme, number) in tel.into_iter().chain(sms) {
            if let Some(href) = number.address(scheme) {
                let name = said(line.part("name"), "");
                all.push(link(name, &href, number.shown, line.checked()));
            }
        }
    }
    all
}
