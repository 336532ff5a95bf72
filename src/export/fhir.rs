//! One check as a FHIR R4 `QuestionnaireResponse` (<https://hl7.org/fhir/R4/questionnaireresponse.html>).
//!
//! It names nobody, neither who answered nor who wrote it down, and holds no note and no score: answers alone.
//!
//! A pack that was made from a Questionnaire keeps that form's address, groups and kinds of answers: the response belongs to
//! the form itself. Any other pack is a Questionnaire under this project's own address, as `pack export` writes it.

use crate::domain::config::percent;
use crate::domain::json::{Value, object};
use crate::domain::number::Decimal;
use crate::domain::pack::{AnswerType, AnswerValues, Choice, QuestionnaireItem};
use crate::domain::plain::without_controls;
use crate::domain::{Answer, Answers, Check, Moment, Pack};

/// Where the questions and their answers are defined, in name: nothing is fetched from there.
const BASE: &str = env!("CARGO_PKG_REPOSITORY");
/// The value that an answer counts (R4).
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

/// The check as JSON; nothing when it was not answered on `pack`.
pub fn response(check: &Check, pack: &Pack) -> Option<String> {
    let answers = check.answers(pack)?;
    let done = pack.first_open(&answers).is_none();
    let key = pack.key();
    let origin = pack.form().questionnaire.as_ref();
    let canonical = match origin.and_then(|origin| Some((origin.url.as_ref()?, &origin.version))) {
        Some((url, Some(version))) => [url, "|", version].concat(),
        Some((url, None)) => url.clone(),
        None => {
            let (id, version) = (percent(&key.id), percent(&key.version));
            [BASE, "/Questionnaire/", &id, "|", &version].concat()
        }
    };
    let mut members = vec![
        text("resourceType", "QuestionnaireResponse"),
        text("language", &pack.form().lang),
        text("questionnaire", &canonical),
        text("status", if done { "completed" } else { "in-progress" }),
        text("authored", &date_time(check.changed)),
    ];
    let items = match origin {
        Some(origin) => nested(pack, &answers, &origin.items),
        None => groups(pack, &answers),
    };
    // An empty list is not allowed.
    if !items.is_empty() {
        members.push(("item".to_owned(), Value::List(items)));
    }
    let mut written = String::new();
    Value::Object(members).write(&mut written);
    Some(written)
}

fn text(name: &str, text: &str) -> (String, Value) {
    (name.to_owned(), without_controls(text).as_str().into())
}

/// A group for each section that was begun.
fn groups(pack: &Pack, answers: &Answers) -> Vec<Value> {
    let mut groups = Vec::new();
    let mut first = 0;
    for section in &pack.form().sections {
        let end = first + section.items.len();
        let items: Vec<Value> = (first..end)
            .filter_map(|index| {
                let answer = answers.get(index)?;
                Some(item(pack, index, answer, None, Vec::new()))
            })
            .collect();
        if !items.is_empty() {
            groups.push(object([
                // Here sections share one space of names with items; the pack is checked for clashes.
                ("linkId", ["section-", &section.id].concat().as_str().into()),
                ("text", without_controls(&section.title).as_str().into()),
                ("item", Value::List(items)),
            ]));
        }
        first = end;
    }
    groups
}

/// What was reached of `items`, nested as in the form that the pack came from.
fn nested(pack: &Pack, answers: &Answers, items: &[QuestionnaireItem]) -> Vec<Value> {
    let mut out = Vec::new();
    for one in items {
        let inside = nested(pack, answers, &one.items);
        let reached = pack
            .item_index(&one.link_id)
            .and_then(|index| Some((index, answers.get(index)?)));
        if let Some((index, answer)) = reached {
            out.push(item(pack, index, answer, one.answers.as_ref(), inside));
        } else if !inside.is_empty() {
            let mut members = vec![text("linkId", &one.link_id)];
            let mut sections = pack.form().sections.iter();
            let link = one.link_id.as_str();
            // The import leaves this project's own mark of a section out of its id.
            let own = link.strip_prefix("section-").unwrap_or(link);
            let section = sections.find(|section| section.id == own);
            let heading = section.map(|section| &section.title).or(one.text.as_ref());
            members.extend(heading.map(|heading| text("text", heading)));
            members.push(("item".to_owned(), Value::List(inside)));
            out.push(Value::Object(members));
        }
    }
    out
}

/// An item that was reached; without an answer when it was skipped. What is asked in its answer is `inside`.
fn item(
    pack: &Pack,
    index: usize,
    answer: Answer,
    values: Option<&AnswerValues>,
    inside: Vec<Value>,
) -> Value {
    let item = pack.item(index);
    let mut members = vec![text("linkId", &item.id), text("text", &item.text)];
    let mut options = pack.options(index).iter().enumerate();
    let choice = match answer {
        Answer::Chosen(value) => options.find(|(_, choice)| choice.value == value),
        Answer::Skipped => None,
    };
    let inside = (!inside.is_empty()).then(|| ("item".to_owned(), Value::List(inside)));
    if let Some((at, choice)) = choice {
        let value = values.and_then(|values| plain(values.kind, values.values.get(at)?));
        let mut answer = vec![value.unwrap_or_else(|| coding(pack, index, choice))];
        answer.extend(inside);
        let answer = Value::Object(answer);
        members.push(("answer".to_owned(), Value::List(vec![answer])));
    } else {
        members.extend(inside);
    }
    Value::Object(members)
}

/// An answer that is no code, as the form has it.
fn plain(kind: AnswerType, value: &str) -> Option<(String, Value)> {
    Some(match kind {
        AnswerType::String => text("valueString", value),
        AnswerType::Integer => ("valueInteger".to_owned(), value.parse::<i64>().ok()?.into()),
        AnswerType::Boolean => ("valueBoolean".to_owned(), Value::Bool(value == "true")),
        AnswerType::Date => text("valueDate", value),
        AnswerType::Time => text("valueTime", value),
    })
}

/// An answer by its code.
fn coding(pack: &Pack, index: usize, choice: &Choice) -> (String, Value) {
    let mut coding = Vec::new();
    // With a part after the point it is left to the Questionnaire: what writes JSON here knows whole numbers.
    let worth = choice.worth().map(Decimal::to_text);
    if let Some(worth) = worth.and_then(|worth| worth.parse::<i64>().ok()) {
        let counts = object([("url", ORDINAL.into()), ("valueDecimal", worth.into())]);
        coding.push(("extension".to_owned(), Value::List(vec![counts])));
    }
    if let Some(own) = &choice.coding {
        coding.extend(own.system.iter().map(|system| text("system", system)));
        coding.push(text("code", &own.code));
    } else {
        let set = percent(&pack.item(index).options);
        let names = [&percent(&pack.key().id), "-", &set].concat();
        coding.push(text("system", &[BASE, "/CodeSystem/", &names].concat()));
        coding.push(text("code", &choice.value.to_string()));
    }
    coding.push(text("display", &choice.label));
    ("valueCoding".to_owned(), Value::Object(coding))
}

/// A FHIR `dateTime`: with seconds, which are not kept apart, and the offset, which is at most fourteen hours.
fn date_time(moment: Moment) -> String {
    let far = moment.offset.unsigned_abs() > 840;
    let shown = Moment {
        offset: if far { 0 } else { moment.offset },
        ..moment
    };
    let local = shown.local();
    let time = [&local.iso_time(), ":00", &shown.offset_text()].concat();
    [local.iso_date(), time].join("T")
}
