//! One check as a FHIR R4 `QuestionnaireResponse` (<https://hl7.org/fhir/R4/questionnaireresponse.html>).
//!
//! It holds only answers: no name of who answered or recorded them, no note and no score.
//!
//! A pack that was imported from a Questionnaire keeps its address, groups and kinds of answers, so the response is one
//! to that Questionnaire. For any other pack it is one to the Questionnaire that `pack export` writes, under this
//! project's own address.

use instrument::invisible::without_controls;
use instrument::number::Decimal;
use instrument::pack::{AnswerType, AnswerValues, Choice, QuestionnaireItem};
use instrument::{Answer, Answers, Check, Moment, Pack};
use serde::Serialize;
use site_config::percent_encode;

/// The address under which the questions and answers are defined. It only identifies them; nothing is fetched from it.
const BASE: &str = env!("CARGO_PKG_REPOSITORY");
/// The value that an answer counts (R4).
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuestionnaireResponse {
    resource_type: &'static str,
    language: String,
    questionnaire: String,
    status: &'static str,
    authored: String,
    // FHIR allows no empty list, here and further down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
}

/// A group or a question.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    link_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answer: Vec<ItemAnswer>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
}

#[derive(Serialize)]
struct ItemAnswer {
    #[serde(flatten)]
    value: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
}

/// FHIR's `value[x]`: the name says the type.
#[derive(Serialize)]
enum Value {
    #[serde(rename = "valueString")]
    Text(String),
    #[serde(rename = "valueInteger")]
    Integer(i64),
    #[serde(rename = "valueBoolean")]
    Bool(bool),
    #[serde(rename = "valueDate")]
    Date(String),
    #[serde(rename = "valueTime")]
    Time(String),
    #[serde(rename = "valueCoding")]
    Coding(Coding),
}

#[derive(Serialize)]
struct Coding {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Ordinal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<String>,
    code: String,
    display: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ordinal {
    url: &'static str,
    value_decimal: i64,
}

/// The check as JSON. `None` when it was not answered on `pack`.
pub fn response(check: &Check, pack: &Pack) -> Option<String> {
    let answers = check.answers(pack)?;
    let done = pack.first_open(&answers).is_none();
    let key = pack.key();
    let origin = pack.form().questionnaire.as_ref();
    let questionnaire =
        match origin.and_then(|origin| Some((origin.url.as_ref()?, &origin.version))) {
            Some((url, Some(version))) => [url, "|", version].concat(),
            Some((url, None)) => url.clone(),
            None => {
                let (id, version) = (percent_encode(&key.id), percent_encode(&key.version));
                [BASE, "/Questionnaire/", &id, "|", &version].concat()
            }
        };
    let response = QuestionnaireResponse {
        resource_type: "QuestionnaireResponse",
        language: without_controls(&pack.form().lang),
        questionnaire: without_controls(&questionnaire),
        status: if done { "completed" } else { "in-progress" },
        authored: date_time(check.changed),
        item: match origin {
            Some(origin) => nested(pack, &answers, &origin.items),
            None => groups(pack, &answers),
        },
    };
    Some(json::to_string(&response))
}

/// A group for each section that was begun.
fn groups(pack: &Pack, answers: &Answers) -> Vec<Item> {
    let mut groups = Vec::new();
    let mut first = 0;
    for section in &pack.form().sections {
        let end = first + section.items.len();
        let items: Vec<Item> = (first..end)
            .filter_map(|index| {
                let answer = answers.get(index)?;
                Some(item(pack, index, answer, None, Vec::new()))
            })
            .collect();
        if !items.is_empty() {
            groups.push(Item {
                // In FHIR, sections and items share one set of ids. The checker of packs reports clashes.
                link_id: ["section-", &section.id].concat(),
                text: Some(without_controls(&section.title)),
                answer: Vec::new(),
                item: items,
            });
        }
        first = end;
    }
    groups
}

/// Those of `items` that the person reached, nested as in the Questionnaire that the pack came from.
fn nested(pack: &Pack, answers: &Answers, items: &[QuestionnaireItem]) -> Vec<Item> {
    let mut out = Vec::new();
    for one in items {
        let inside = nested(pack, answers, &one.items);
        let reached = pack
            .item_index(&one.link_id)
            .and_then(|index| Some((index, answers.get(index)?)));
        if let Some((index, answer)) = reached {
            out.push(item(pack, index, answer, one.answers.as_ref(), inside));
        } else if !inside.is_empty() {
            let mut sections = pack.form().sections.iter();
            let link = one.link_id.as_str();
            // The import removes the prefix that this project gives to the ids of sections.
            let own = link.strip_prefix("section-").unwrap_or(link);
            let section = sections.find(|section| section.id == own);
            let heading = section.map(|section| &section.title).or(one.text.as_ref());
            out.push(Item {
                link_id: without_controls(&one.link_id),
                text: heading.map(|heading| without_controls(heading)),
                answer: Vec::new(),
                item: inside,
            });
        }
    }
    out
}

/// An item that the person reached, without an answer if it was skipped. `inside` are the items nested in its answer.
fn item(
    pack: &Pack,
    index: usize,
    answer: Answer,
    values: Option<&AnswerValues>,
    inside: Vec<Item>,
) -> Item {
    let item = pack.item(index);
    let mut options = pack.options(index).iter().enumerate();
    let choice = match answer {
        Answer::Chosen(value) => options.find(|(_, choice)| choice.value == value),
        Answer::Skipped => None,
    };
    let mut written = Item {
        link_id: without_controls(&item.id),
        text: Some(without_controls(&item.text)),
        answer: Vec::new(),
        item: inside,
    };
    if let Some((at, choice)) = choice {
        let value = values.and_then(|values| plain(values.kind, values.values.get(at)?));
        written.answer.push(ItemAnswer {
            value: value.unwrap_or_else(|| Value::Coding(coding(pack, index, choice))),
            item: std::mem::take(&mut written.item),
        });
    }
    written
}

/// An answer of a kind other than a code, as the Questionnaire has it.
fn plain(kind: AnswerType, value: &str) -> Option<Value> {
    Some(match kind {
        AnswerType::String => Value::Text(without_controls(value)),
        AnswerType::Integer => Value::Integer(value.parse().ok()?),
        AnswerType::Boolean => Value::Bool(value == "true"),
        AnswerType::Date => Value::Date(without_controls(value)),
        AnswerType::Time => Value::Time(without_controls(value)),
    })
}

/// An answer by its code.
fn coding(pack: &Pack, index: usize, choice: &Choice) -> Coding {
    // Only whole numbers; a decimal value stands in the Questionnaire alone.
    let score = choice.score().map(Decimal::to_text);
    let score = score.and_then(|score| score.parse().ok());
    let ordinal = |value_decimal| Ordinal {
        url: ORDINAL,
        value_decimal,
    };
    let (system, code) = if let Some(own) = &choice.coding {
        (own.system.clone(), own.code.clone())
    } else {
        let set = percent_encode(&pack.item(index).options);
        let names = [&percent_encode(&pack.key().id), "-", &set].concat();
        let system = [BASE, "/CodeSystem/", &names].concat();
        (Some(system), choice.value.to_string())
    };
    Coding {
        extension: score.map(ordinal).into_iter().collect(),
        system: system.map(|system| without_controls(&system)),
        code: without_controls(&code),
        display: without_controls(&choice.label),
    }
}

/// A FHIR `dateTime`, with seconds and an offset of at most fourteen hours.
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
