//! What is wrong with a telephone number, and what to write instead.
//!
//! A number that cannot be dialled ([`PhoneNumber::read`]) is an error. A number whose length its country does not use
//! is only a warning, because numbering plans change and `plan.txt` is as old as the release.
//!
//! `plan.txt` lists the lengths of the numbers after each country code. It was made from the metadata of Google's
//! libphonenumber (Apache-2.0). In the browser that library would be a hundred times as large. If only the command-line
//! tools used it, they would disagree with the page at `?check-config`. So both use these rules, and
//! `crates/authoring/tests/phone.rs` compares the rules and the table with the `phonenumber` crate.

use super::Rule;
use crate::PhoneNumber;
use crate::phone::{code_length, has_digit, separates};
use json::fault;

/// Each country code and the possible lengths of the numbers after it, one code a line: `44 7 9-10`.
const PLAN: &str = include_str!("plan.txt");

/// What is wrong with a number: the rule, and the values for its wording. `{0}` is the number, `{1}` what to write
/// instead.
pub(super) fn look(written: &str) -> Option<(Rule, Vec<String>)> {
    match PhoneNumber::read(written).dialled {
        Some(dialled) => unusual(written, &dialled),
        None if has_digit(written) => Some(undialled(written)),
        // No digit at all. `Audit::add` drops this if the whole line was reported as [`Rule::Unreachable`] under the
        // same path.
        None => Some((Rule::NotNumber, vec![written.to_owned()])),
    }
}

/// Checks a number that can be dialled against its country's numbering plan.
fn unusual(written: &str, dialled: &str) -> Option<(Rule, Vec<String>)> {
    if written.matches('(').count() != written.matches(')').count() {
        return Some((Rule::OddNumber, vec![written.to_owned()]));
    }
    let digits = dialled.strip_prefix('+')?;
    let (code, national) = digits.split_at(code_length(digits.as_bytes()));
    let Some(lengths) = lengths(code) else {
        return Some((Rule::NoCountry, vec![written.to_owned(), code.to_owned()]));
    };
    let fits = lengths.split(' ').any(|run| {
        let (least, most) = run.split_once('-').unwrap_or((run, run));
        let bound = |text: &str| text.parse().unwrap_or(0);
        (bound(least)..=bound(most)).contains(&national.len())
    });
    let about = || {
        let has = national.len().to_string();
        let should = lengths.replace(' ', ", ").replace('-', "–");
        vec![written.to_owned(), code.to_owned(), has, should]
    };
    (!fits).then(|| (Rule::OddLength, about()))
}

/// The lengths of the numbers after a country code, as in [`PLAN`].
fn lengths(code: &str) -> Option<&'static str> {
    let mut lines = PLAN.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(known, _)| *known == code).map(|(_, all)| all)
}

/// The first reason why a number cannot be dialled, and what to write instead. If it is not certain what to write, the
/// rule is [`Rule::NumberSize`] or [`Rule::NotNumber`]; the latter explains how to write numbers in general.
fn undialled(written: &str) -> (Rule, Vec<String>) {
    let mut first = None;
    let mut number = written.to_owned();
    let hidden: Vec<String> = number
        .chars()
        .filter(is_hidden)
        .map(fault::code_point)
        .collect();
    for rule in [
        Rule::HiddenInNumber,
        Rule::OtherDigits,
        Rule::NumberScheme,
        Rule::Extension,
        Rule::TwoNumbers,
        Rule::LettersInNumber,
        Rule::InternationalPrefix,
        Rule::TrunkZero,
    ] {
        let better = match rule {
            Rule::HiddenInNumber => without_hidden(&number),
            Rule::OtherDigits => in_plain_digits(&number),
            Rule::NumberScheme => without_scheme(&number),
            Rule::Extension => without_extension(&number),
            // After the extension is cut off, since a comma may begin an extension.
            Rule::TwoNumbers if is_two(&number) => {
                return (Rule::TwoNumbers, vec![written.to_owned()]);
            }
            Rule::LettersInNumber => letters_as_digits(&number),
            Rule::InternationalPrefix => with_plus(&number),
            Rule::TrunkZero => without_trunk_zero(&number),
            _ => None,
        };
        if let Some(better) = better {
            number = better;
            first = first.or(Some(rule));
        }
    }
    let instead = spaced(&number);
    let can_be = PhoneNumber::read(&instead).dialled.is_some();
    let mut about = vec![written.to_owned()];
    match first {
        Some(rule) if can_be => {
            about.push(instead);
            about.extend(hidden.into_iter().take(1));
            (rule, about)
        }
        None if !(2..=15).contains(&digits(&number))
            || number.contains('+') && digits(&number) < 6 =>
        {
            about.push(digits(&number).to_string());
            (Rule::NumberSize, about)
        }
        _ => (Rule::NotNumber, about),
    }
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Whether `c` is a letter. Any non-ASCII character that is not a separator counts as one.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && !separates(c)
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || c == '+'
}

/// Whether `c` is an invisible character. No-break spaces are not, because they may separate digits.
fn is_hidden(c: &char) -> bool {
    fault::is_hidden(*c) && !separates(*c)
}

fn without_hidden(number: &str) -> Option<String> {
    number.contains(|c| is_hidden(&c)).then(|| {
        let seen = number.chars().filter(|c| !is_hidden(c));
        seen.collect::<String>().trim().to_owned()
    })
}

/// Replaces Arabic and full-width digits and signs with ASCII ones.
fn in_plain_digits(number: &str) -> Option<String> {
    let plain = |c: char| {
        let zero = match c {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            '０'..='９' => '０',
            '＋' => return '+',
            '（' => return '(',
            '）' => return ')',
            '－' | '−' => return '-',
            '\u{3000}' => return ' ',
            _ => return c,
        };
        char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
    };
    let better: String = number.chars().map(plain).collect();
    (better != number).then_some(better)
}

fn without_scheme(number: &str) -> Option<String> {
    let (scheme, rest) = number.split_once(':')?;
    let known = ["tel", "sms", "callto", "phone", "telephone"];
    let known = known.iter().any(|one| scheme.eq_ignore_ascii_case(one));
    known.then(|| rest.trim_start_matches('/').trim().to_owned())
}

/// Cuts off an extension: `ext. 5`, `x5`, `;ext=5`, `#5`, or `,5`, where the comma is a pause in dialling.
fn without_extension(number: &str) -> Option<String> {
    let lower = number.to_ascii_lowercase();
    let at = ["ext", "x", "#", ",", ";"]
        .into_iter()
        .filter_map(|sign| {
            let (before, after) = lower.split_once(sign)?;
            // An extension is short. More digits are a second number.
            let most = if sign.starts_with(['e', 'x']) { 7 } else { 5 };
            ((1..=most).contains(&digits(after)) && digits(before) >= 6).then_some(before.len())
        })
        .min()?;
    let base = number.get(..at)?;
    Some(base.trim_end_matches([' ', ';', ',', '.', '(']).to_owned())
}

/// Whether there is a second number after a word, a sign or another plus.
fn is_two(number: &str) -> bool {
    let between = |c: char| !is_dialled(c) && !separates(c);
    let parts = number.split(between).filter(|part| digits(part) >= 2);
    // Three or more capitals are the letters on telephone keys. One or two are more likely a typing mistake.
    let word = |word: &str| {
        word.len() == 2 || word.len() > 2 && !word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let apart = number.contains(['/', ',', ';', '&', '|'])
        || number.split(|c: char| !is_letter(c)).any(word);
    let second = number.rsplit_once('+');
    parts.count() > 1 && apart
        || second.is_some_and(|(before, _)| before.contains('+') && digits(before) > 0)
}

/// Replaces the letters in `0800 HELP` with the digits on the same keys. Fewer than three letters are more likely a
/// mistake, such as `I` for `1`.
fn letters_as_digits(number: &str) -> Option<String> {
    let letters = number.chars().filter(char::is_ascii_uppercase).count();
    let other = |c: char| is_letter(c) && !c.is_ascii_uppercase();
    // `TALK (8255)` gives the same digits twice.
    let after = number.rsplit(|c: char| c.is_ascii_uppercase()).next();
    if letters < 3 || number.contains(other) || after.is_some_and(|after| digits(after) > 0) {
        return None;
    }
    let key = |c: char| match c {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        other => other,
    };
    Some(number.chars().map(key).collect())
}

fn with_plus(number: &str) -> Option<String> {
    let rest = number.trim_start_matches(separates).strip_prefix("00")?;
    Some(["+", rest.trim_start_matches(separates)].concat())
}

/// Removes the zero after the country code. Not in countries that keep it, since those numbers can be dialled.
fn without_trunk_zero(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if !number.contains('+') || digits.len() < 6 || PhoneNumber::read(number).dialled.is_some() {
        return None;
    }
    let length = code_length(digits.as_bytes());
    let mut places = number
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at);
    let at = places.nth(length)?;
    let zero = number.get(at..)?.strip_prefix('0')?;
    Some([number.get(..at)?, zero].concat())
}

/// The number with one space for each run of separators.
fn spaced(number: &str) -> String {
    let groups = number.split(separates).filter(|group| !group.is_empty());
    groups.collect::<Vec<_>>().join(" ")
}
