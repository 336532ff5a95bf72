//! Checks the lines of crisis help, in the configuration and in the file with more of them.

use super::{
    Audit, HelpFileAudit, MORE_HELP, PhoneNumber, Rule, address, line_path, phone, texts, unread,
};
use crate::Config;
use crate::form::{Form, HelpForm, HelpLine};
use crate::phone::{has_digit, separates};
use instrument::moment::Local;

/// Checks the lines of the configuration, and that one of them is shown to everyone at once, with a number: the first
/// load shows no other way to reach a line.
pub(super) fn help(audit: &mut Audit, config: &Form) {
    let is_for_everyone = |line: &HelpLine| {
        let is_for_some = line.nation.is_some() || !line.nations.is_empty() || line.without_speech;
        !is_for_some && dialled(line).next().is_some()
    };
    if config.help.is_empty() {
        audit.add(Rule::NoHelp, "help", &[]);
    } else if !config.help.iter().any(is_for_everyone) {
        audit.add(Rule::NoEveryone, "help", &[]);
    }
    lines(audit, &config.help);
}

/// Checks the file with more help lines. `text` is its content.
pub(super) fn file(audit: &mut Audit, file: &str, text: &str) {
    let mut found = Audit {
        today: audit.today,
        languages: audit.languages.clone(),
        ..Audit::default()
    };
    // What is not JSON has been reported already, with its place.
    if let Ok(value) = json::parse(text) {
        texts::everywhere(&mut found, &value, "");
        let (form, errors) = json::from_value_recovering::<HelpForm>(&value);
        for error in &errors {
            unread(&mut found, error);
        }
        if let Some(form) = form {
            if form.help.is_empty() {
                found.add(Rule::NoHelp, "help", &[]);
            }
            lines(&mut found, &form.help);
            texts::lines(&mut found, &form.help, false);
        }
    }
    if !can_be_added(text) {
        audit.add(Rule::BadHelp, MORE_HELP, &[file]);
    }
    audit.more_help = Some(HelpFileAudit {
        file: file.to_owned(),
        text: text.to_owned(),
        problems: found.problems,
    });
}

/// Whether the app uses the lines of this file.
fn can_be_added(text: &str) -> bool {
    let least = r#"{"organisation": {"name": "A"}, "directory": {"label": "B", "url": "https://"}, "help": [{"tel": "0"}]}"#;
    Config::read(least).is_ok_and(|mut config| config.add_help(text).is_ok())
}

/// Checks the ways to reach each line, and its date.
fn lines(audit: &mut Audit, lines: &[HelpLine]) {
    let mut numbers: Vec<(&str, String, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let path = |member: &str| line_path(at, member);
        let others = [line.url.is_some(), line.email.is_some()];
        let relay = line.relay.as_deref();
        let mut written = dialled(line).map(|(_, number)| number).chain(relay);
        if !written.any(has_digit) && !others.contains(&true) {
            audit.add(Rule::Unreachable, &path("tel"), &[name(line)]);
        }
        if let Some(day) = &line.checked {
            checked(audit, &path("checked"), day);
        }
        if let Some(url) = &line.url {
            address(audit, &path("url"), &url.0);
        }
        if let Some(email) = line.email.as_deref().filter(|email| !is_email(email)) {
            audit.add(Rule::NotEmail, &path("email"), &[email]);
        }
        if let Some(relay) = relay.filter(|relay| !is_relay(relay)) {
            audit.add(Rule::NotNumber, &path("relay"), &[relay]);
        }
        for (member, number) in dialled(line) {
            let path = path(member);
            if let Some((rule, about)) = phone::look(number) {
                let about: Vec<&str> = about.iter().map(String::as_str).collect();
                audit.add(rule, &path, &about);
            }
            let Some(number) = PhoneNumber::read(number).dialled else {
                continue;
            };
            let before = numbers.iter().find(|(way, other, before)| {
                *way == member && *other == number && share_a_nation(line, &lines[*before])
            });
            if let Some((.., before)) = before {
                audit.add(Rule::Twice, &path, &[name(&lines[*before])]);
            }
            numbers.push((member, number, at));
        }
    }
}

/// Checks the day on which a line was last tried.
fn checked(audit: &mut Audit, path: &str, written: &str) {
    let rule = match Local::read(written, "00:00").map(Local::days) {
        None => Rule::BadDate,
        Some(day) if day > audit.today => Rule::Future,
        Some(day) if audit.today - day > 366 => Rule::Old,
        Some(_) => return,
    };
    audit.add(rule, path, &[written]);
}

fn name(line: &HelpLine) -> &str {
    let first = line.name.0.first();
    first.map_or("", |(_, name)| name)
}

/// The numbers of a line, each with the member that contains it.
fn dialled(line: &HelpLine) -> impl Iterator<Item = (&'static str, &str)> {
    let sms = line
        .sms
        .as_ref()
        .map(|sms| ("sms.number", sms.number.as_str()));
    let tel = line.tel.as_deref().map(|number| ("tel", number));
    tel.into_iter().chain(sms)
}

/// Whether somebody in one nation may be shown both lines. The same number for people elsewhere is no mistake: what to
/// say there may differ.
fn share_a_nation(one: &HelpLine, other: &HelpLine) -> bool {
    let everyone = one.nations.is_empty() || other.nations.is_empty();
    everyone
        || one
            .nations
            .iter()
            .any(|nation| other.nations.contains(nation))
}

/// Whether `email` has the form of an address. It becomes a link as it is, so it has no subject and no space.
fn is_email(email: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "?&%,;<>:".contains(c);
    let parts = email.split_once('@');
    parts.is_some_and(|(who, host)| {
        !who.is_empty() && host.contains('.') && !host.contains('@') && !email.contains(odd)
    })
}

/// Whether `relay` is a number, with or without separators between its digits.
fn is_relay(relay: &str) -> bool {
    relay.contains(|c: char| c.is_ascii_digit())
        && relay.chars().all(|c| c.is_ascii_digit() || separates(c))
}
