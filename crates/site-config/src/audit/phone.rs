//! What is wrong with a telephone number, and what to write instead.
//!
//! What cannot be dialled ([`PhoneNumber::read`]) is an error. A number that can be dialled but has a length that its country
//! does not use is a warning: countries change their plans, and `plan.txt` is as old as the release.
//!
//! `plan.txt` lists each country's code with the lengths of the numbers after it, made from the metadata of Google's
//! libphonenumber (Apache-2.0). The library itself would be a hundred times the size in the browser, and a checker in the tools
//! that used it would tell an editor something else than the page at `?check-config`. So both go by these rules, and
//! `crates/authoring/tests/phone.rs` holds the rules and the table against the `phonenumber` crate.

use super::Rule;
use crate::PhoneNumber;
use crate::phone::{code_length, has_digit, separates};
use json::fault;

/// Each country's code and the lengths of its national numbers, one code a line: `44 7 9-10`.
const PLAN: &str = include_str!("plan.txt");

/// What there is to say about a number: a rule, and what its words are filled in with. `{0}` is the number, `{1}` what to write.
pub(super) fn look(written: &str) -> Option<(Rule, Vec<String>)> {
    match PhoneNumber::read(written).dialled {
        Some(dialled) => unusual(written, &dialled),
        // A line without any number is reported once, for the whole line.
        None if has_digit(written) => Some(undialled(written)),
        None => Some((Rule::NotNumber, vec![written.to_owned()])),
    }
}

/// A number that can be dialled, but does not fit its country's numbering plan.
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

/// The lengths of national numbers under a country's code, as in [`PLAN`].
fn lengths(code: &str) -> Option<&'static str> {
    let mut lines = PLAN.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(known, _)| *known == code).map(|(_, all)| all)
}

/// The first thing in the way of dialling it, and what to write, if that is certain: [`Rule::NotNumber`] says how to write
/// numbers in general.
fn undialled(written: &str) -> (Rule, Vec<String>) {
    let mut first = None;
    let mut number = written.to_owned();
    let hidden: Vec<String> = number.chars().filter(is_hidden).map(fault::named).collect();
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
            // The extension has to be cut off first, as a comma may begin it.
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

/// A letter of any script, as far as that matters in a number.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && !separates(c)
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || c == '+'
}

/// A space that does not break may stand between digits; nothing else that cannot be seen may.
fn is_hidden(c: &char) -> bool {
    fault::is_hidden(*c) && !separates(*c)
}

fn without_hidden(number: &str) -> Option<String> {
    number.contains(|c| is_hidden(&c)).then(|| {
        let seen = number.chars().filter(|c| !is_hidden(c));
        seen.collect::<String>().trim().to_owned()
    })
}

/// Arabic and full-width digits and signs as their plain ones.
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

/// `ext. 5`, `x5`, `;ext=5`, `#5`, and `,5`, which telephones take for a pause.
fn without_extension(number: &str) -> Option<String> {
    let lower = number.to_ascii_lowercase();
    let at = ["ext", "x", "#", ",", ";"]
        .into_iter()
        .filter_map(|sign| {
            let (before, after) = lower.split_once(sign)?;
            // An extension is short: more digits than that are a second number.
            let most = if sign.starts_with(['e', 'x']) { 7 } else { 5 };
            ((1..=most).contains(&digits(after)) && digits(before) >= 6).then_some(before.len())
        })
        .min()?;
    let base = number.get(..at)?;
    Some(base.trim_end_matches([' ', ';', ',', '.', '(']).to_owned())
}

/// Whether there is another number behind a word, a sign or a second plus.
fn is_two(number: &str) -> bool {
    let between = |c: char| !is_dialled(c) && !separates(c);
    let parts = number.split(between).filter(|part| digits(part) >= 2);
    // Three capitals or more are letters on keys; one or two are more likely a typing mistake.
    let word = |word: &str| {
        word.len() == 2 || word.len() > 2 && !word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let apart = number.contains(['/', ',', ';', '&', '|'])
        || number.split(|c: char| !is_letter(c)).any(word);
    let second = number.rsplit_once('+');
    parts.count() > 1 && apart
        || second.is_some_and(|(before, _)| before.contains('+') && digits(before) > 0)
}

/// `0800 HELP` as the digits that stand on the same keys. Fewer than three letters are rather a slip, such as `I` for `1`.
fn letters_as_digits(number: &str) -> Option<String> {
    let letters = number.chars().filter(char::is_ascii_uppercase).count();
    let other = |c: char| is_letter(c) && !c.is_ascii_uppercase();
    // `TALK (8255)` says the same twice.
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

/// Takes the zero behind the country's code out. Where numbers keep it, nothing is in the way of dialling.
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

/// With one space wherever something else stands between the digits.
fn spaced(number: &str) -> String {
    let groups = number.split(separates).filter(|group| !group.is_empty());
    groups.collect::<Vec<_>>().join(" ")
}
