//! Reads `enableWhen` and `enableBehavior`.

use crate::cursor::Cursor;
use crate::form::{Answer, Item, Key, Operator, When};
use crate::problem::Code;
use instrument::rational::Rational;

/// Reads the conditions under which the item at `at` is shown.
pub(super) fn read(at: &Cursor, link: Option<&str>, item: &mut Item) {
    at.each("enableWhen", |when| item.when.extend(one(when, link)));
    match at.text("enableBehavior") {
        Some("any") => item.any = Some(true),
        Some("all") => item.any = Some(false),
        Some(other) => {
            let what = format!("enableBehavior is {other:?}: it may be all or any");
            at.refuse(Code::Invalid, link, what);
        }
        // R4 requires it when there is more than one condition.
        None if item.when.len() > 1 => {
            let what = "several enableWhen and no enableBehavior: it must say all or any";
            at.refuse(Code::Invalid, link, what);
        }
        None => {}
    }
}

fn one(at: &Cursor, link: Option<&str>) -> Option<When> {
    let question = at.text("question");
    if question.is_none() {
        let what = "an enableWhen that does not say which question it asks about";
        at.refuse(Code::EnableWhenUnknownItem, link, what);
    }
    let operator = match at.text("operator") {
        Some("exists") => Some(Operator::Exists),
        Some("=") => Some(Operator::Equal),
        Some("!=") => Some(Operator::Unequal),
        Some(">") => Some(Operator::More),
        Some("<") => Some(Operator::Less),
        Some(">=") => Some(Operator::AtLeast),
        Some("<=") => Some(Operator::AtMost),
        other => {
            let what = format!(
                "{:?} is no operator of enableWhen",
                other.unwrap_or_default()
            );
            at.refuse(Code::Invalid, link, what);
            None
        }
    };
    let answer = answer(at, link);
    Some(When {
        place: at.place(link),
        question: question?.to_owned(),
        operator: operator?,
        answer: answer?,
    })
}

fn answer(at: &Cursor, link: Option<&str>) -> Option<Answer> {
    let Some(name) = at.names().find(|name| name.starts_with("answer")) else {
        at.refuse(
            Code::Invalid,
            link,
            "an enableWhen without an answer to compare with",
        );
        return None;
    };
    let value = at.get(name)?;
    Some(match name {
        "answerBoolean" => Answer::Key(Key::Boolean(at.truth(name)?)),
        "answerCoding" => {
            let system = value.text("system").map(str::to_owned);
            let code = value.text("code");
            if code.is_none() {
                value.refuse(Code::Invalid, link, "a coding without a code");
            }
            Answer::Key(Key::Coding(system, code?.to_owned()))
        }
        "answerString" => Answer::Key(Key::Text(at.text(name)?.to_owned())),
        "answerInteger" | "answerDecimal" | "answerQuantity" => {
            let number = if name == "answerQuantity" {
                value.get("value")?
            } else {
                value
            };
            let Some(written) = number.number() else {
                number.refuse(Code::Invalid, link, "not a number");
                return None;
            };
            let exact = Rational::parse(written);
            if exact.is_none() {
                number.refuse(
                    Code::TooLarge,
                    link,
                    format!("{written} cannot be kept exactly"),
                );
            }
            Answer::Number(exact?)
        }
        _ => Answer::Key(Key::Other(at.text(name).unwrap_or(name).to_owned())),
    })
}
