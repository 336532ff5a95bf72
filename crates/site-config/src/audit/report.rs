//! The report that the page for editors shows, as JSON. The page's script only lays it out and knows no rules.

use serde::Serialize;

use super::{Audit, AuditTexts, Look, decimal};
use crate::theme::Scheme;
use crate::{Config, Place};
use json::fault::{Excerpt, Fault};

/// The report: the verdict (`good`, `used` or `refused`); each problem with its path, what is wrong and what to do; a
/// sentence on each colour; the links to try; and the files. `config` is the text that was audited.
pub(super) fn report(audit: &Audit, config: &str, said: &AuditTexts) -> String {
    let more = audit.more_help.as_ref();
    let in_more = more.map_or(&[][..], |more| &more.problems);
    let is_good = audit.problems.is_empty() && in_more.is_empty();
    let verdict = match (audit.is_refused(), is_good) {
        (true, _) => "refused",
        (false, true) => "good",
        (false, false) => "used",
    };
    let file = more.map_or("", |more| &more.file);
    let problems = audit.problems.iter().map(|problem| ("", problem));
    let problems = problems.chain(in_more.iter().map(|problem| (file, problem)));
    let problems = problems.map(|(file, problem)| {
        let [what, todo] = said.of(problem);
        let parts = [file, &problem.path];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        ReportedProblem {
            path: parts.collect::<Vec<_>>().join(": "),
            error: problem.rule.is_error(),
            what,
            todo,
            line: problem.fault.as_ref().map(line),
        }
    });
    let looks = audit.looks.iter().map(|look| ReportedLook {
        colour: &look.used,
        text: sentence(look, said),
    });
    let mut config = Config::read(config).ok();
    if let (Some(config), Some(more)) = (&mut config, more) {
        // If the file cannot be used, the audit says so.
        let _ = config.add_help(&more.text);
    }
    json::to_string(&Report {
        verdict,
        problems: problems.collect(),
        looks: looks.collect(),
        links: config.as_ref().map(links).unwrap_or_default(),
        files: audit.files.iter().map(|(_, file)| file.as_str()).collect(),
    })
}

/// The report as the script reads it.
#[derive(Serialize)]
struct Report<'a> {
    verdict: &'static str,
    problems: Vec<ReportedProblem<'a>>,
    looks: Vec<ReportedLook<'a>>,
    links: Vec<Link<'a>>,
    files: Vec<&'a str>,
}

#[derive(Serialize)]
struct ReportedProblem<'a> {
    /// The path of the member, after the name of the file if it is not in the configuration.
    path: String,
    error: bool,
    what: String,
    todo: String,
    line: Option<Line<'a>>,
}

/// A line of the file: its number, the column, and the text before the fault, at the fault and after it.
type Line<'a> = (usize, usize, &'a str, &'a str, &'a str);

#[derive(Serialize)]
struct ReportedLook<'a> {
    colour: &'a str,
    text: String,
}

/// An address or a number for the editor to try.
#[derive(Serialize)]
struct Link<'a> {
    name: &'a str,
    href: String,
    text: &'a str,
    checked: &'a str,
}

fn line(fault: &Fault) -> Line<'_> {
    let Excerpt {
        before,
        mark,
        after,
    } = &fault.excerpt;
    (fault.line, fault.column, before, mark, after)
}

fn sentence(look: &Look, said: &AuditTexts) -> String {
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

/// Every address and number, with the member or help line it belongs to and the day when it was last checked.
fn links(config: &Config) -> Vec<Link<'_>> {
    fn url(place: Option<Place<'_>>) -> Option<&str> {
        place.map(|place| place.url)
    }
    let addresses = [
        ("organisation.url", config.website()),
        ("directory.url", Some(config.directory().url)),
        ("register.url", url(config.register())),
        ("courses.url", url(config.courses())),
        ("ethics.url", url(config.ethics())),
        ("privacy.url", url(config.privacy())),
        ("quickExit.url", url(config.quick_exit())),
        ("registerSearch.byLocation", config.search_by_location()),
        ("registerSearch.byName", config.search_by_name()),
    ];
    let addresses = addresses.into_iter().filter_map(|(name, url)| {
        Some(Link {
            name,
            href: url?.to_owned(),
            text: url?,
            checked: "",
        })
    });
    let mut all: Vec<Link> = addresses.collect();
    for line in config.help() {
        let tel = line.tel().map(|number| ("tel:", number));
        let sms = line.sms().map(|(number, _)| ("sms:", number));
        let numbers = tel.into_iter().chain(sms);
        let numbers =
            numbers.filter_map(|(scheme, number)| Some((number.address(scheme)?, number.shown)));
        let email = line
            .email()
            .map(|email| (["mailto:", email].concat(), email));
        let url = line.url().map(|url| (url.to_owned(), url));
        for (href, text) in numbers.chain(url).chain(email) {
            all.push(Link {
                name: line.name().in_language(""),
                href,
                text,
                checked: line.checked().unwrap_or_default(),
            });
        }
    }
    all
}
