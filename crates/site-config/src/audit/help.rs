//! Checks the lines of crisis help.

use super::{Audit, PhoneNumber, Rule, line_path, phone};
use crate::form::{Form, HelpLine};
use crate::phone::has_digit;
use instrument::moment::Local;

/// Checks the numbers and dates of the lines, and that there is help for everyone. `today` is in days since 1970.
pub(super) fn help(audit: &mut Audit, config: &Form, today: i64) {
    if config.help.is_empty() {
        audit.add(Rule::NoHelp, "help", &[]);
    } else if config.help.iter().all(|line| line.nation.is_some()) {
        audit.add(Rule::NoEveryone, "help", &[]);
    }
    let mut numbers: Vec<(String, usize)> = Vec::new();
    for (at, line) in config.help.iter().enumerate() {
        if !dialled(line).any(|(_, number)| has_digit(number)) {
            audit.add(Rule::Unreachable, &line_path(at, "tel"), &[name(line)]);
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
            if let Some((rule, about)) = phone::look(number) {
                let about: Vec<&str> = about.iter().map(String::as_str).collect();
                audit.add(rule, &path, &about);
            }
            let Some(number) = PhoneNumber::read(number).dialled else {
                continue;
            };
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

/// The numbers of a line, each with the member that contains it.
fn dialled(line: &HelpLine) -> impl Iterator<Item = (&'static str, &str)> {
    let sms = line
        .sms
        .as_ref()
        .map(|sms| ("sms.number", sms.number.as_str()));
    let tel = line.tel.as_deref().map(|number| ("tel", number));
    tel.into_iter().chain(sms)
}
