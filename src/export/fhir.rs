//! One check as a FHIR R4 `QuestionnaireResponse` (<https://hl7.org/fhir/R4/questionnaireresponse.html>).
//!
//! It names nobody, neither who answered nor who wrote it down, and holds no note and no score: answers alone.

use crate::domain::config::percent;
use crate::domain::json::{Value, object};
use crate::domain::number::Decimal;
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
    let canonical = [
        BASE,
        "/Questionnaire/",
        &percent(&key.id),
        "|",
        &percent(&key.version),
    ];
    let mut members = vec![
        text("resourceType", "QuestionnaireResponse"),
        text("language", &pack.form().lang),
        text("questionnaire", &canonical.concat()),
        text("status", if done { "completed" } else { "in-progress" }),
        text("authored", &date_time(check.changed)),
    ];
    let groups = groups(pack, &answers);
    // An empty list is not allowed.
    if !groups.is_empty() {
        members.push(("item".to_owned(), Value::List(groups)));
    }
    let mut written = String::new();
    Value::Object(members).write(&mut written);
    Some(written)
}

fn text(name: &str, text: &str) -> (String, Value) {
    (name.to_owned(), text.into())
}

/// A group for each section that was begun.
fn groups(pack: &Pack, answers: &Answers) -> Vec<Value> {
    let mut groups = Vec::new();
    let mut first = 0;
    for section in &pack.form().sections {
        let end = first + section.items.len();
        let items: Vec<Value> = (first..end)
            .filter_map(|index| Some(item(pack, index, answers.get(index)?)))
            .collect();
        if !items.is_empty() {
            groups.push(object([
                // Here sections share one space of names with items; the pack is checked for clashes.
                ("linkId", ["section-", &section.id].concat().as_str().into()),
                ("text", section.title.as_str().into()),
                ("item", Value::List(items)),
            ]));
        }
        first = end;
    }
    groups
}

/// An item that was reached; without an answer when it was skipped.
fn item(pack: &Pack, index: usize, answer: Answer) -> Value {
    let item = pack.item(index);
    let mut members = vec![text("linkId", &item.id), text("text", &item.text)];
    let options = pack.options(index);
    let choice = match answer {
        Answer::Chosen(value) => options.iter().find(|choice| choice.value == value),
        Answer::Skipped => None,
    };
    if let Some(choice) = choice {
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
            let names = [&percent(&pack.key().id), "-", &percent(&item.options)].concat();
            coding.push(text("system", &[BASE, "/CodeSystem/", &names].concat()));
            coding.push(text("code", &choice.value.to_string()));
        }
        coding.push(text("display", &choice.label));
        let coding = Value::Object(coding);
        let answer = object([("valueCoding", coding)]);
        members.push(("answer".to_owned(), Value::List(vec![answer])));
    }
    Value::Object(members)
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
