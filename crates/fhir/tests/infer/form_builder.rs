//! Forms made for the tests, and what is read of them.

use std::collections::BTreeSet;

use fhir::problem::Report;
use fhir::score::Method;
use fhir::{Options, Read, read};
use serde_json::{Value, json};

/// What an answer weighs.
pub const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
/// Where a total is worked out.
pub const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
/// Where an expression is given a name.
pub const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";

/// An answer with a weight, where it is given one.
pub fn option(code: &str, weight: Option<i64>) -> Value {
    let mut option = json!({"valueCoding": {"system": "https://example.org/codes", "code": code, "display": code}});
    if let Some(weight) = weight {
        option["extension"] = json!([{"url": WEIGHT, "valueDecimal": weight}]);
    }
    option
}

/// A question with a weight for each of its three answers.
pub fn weighted(link: &str) -> Value {
    let options: Vec<Value> = (0..3)
        .map(|at| option(&format!("w{at}"), Some(at)))
        .collect();
    json!({"linkId": link, "text": link, "type": "choice", "answerOption": options})
}

/// A question to choose from, without weights; its answers are numbers.
pub fn plain(link: &str) -> Value {
    let options: Vec<Value> = (0..6).map(|at| option(&at.to_string(), None)).collect();
    json!({"linkId": link, "text": link, "type": "choice", "answerOption": options})
}

/// An item of some type.
pub fn item(link: &str, kind: &str) -> Value {
    json!({"linkId": link, "text": link, "type": kind})
}

/// A group.
pub fn group(link: &str, items: Vec<Value>) -> Value {
    json!({"linkId": link, "text": link, "type": "group", "item": items})
}

/// The item, changed.
pub fn with(mut item: Value, change: impl FnOnce(&mut Value)) -> Value {
    change(&mut item);
    item
}

/// Extensions with one expression.
pub fn expression(url: &str, name: Option<&str>, path: &str) -> Value {
    let mut value = json!({"language": "text/fhirpath", "expression": path});
    if let Some(name) = name {
        value["name"] = name.into();
    }
    json!([{"url": url, "valueExpression": value}])
}

/// A questionnaire.
pub fn form(items: Vec<Value>) -> Value {
    json!({"resourceType": "Questionnaire", "status": "active", "language": "en", "version": "1",
        "url": "https://example.org/Questionnaire/made", "title": "Made", "item": items})
}

/// What is read of a form with a bands file.
pub fn with_bands(form: &Value, bands: &Value) -> (Option<Read>, Report) {
    let options = Options {
        bands: Some(("bands.json".to_owned(), bands.to_string())),
        ..Options::default()
    };
    read(&form.to_string(), &options)
}

/// What is read of a form alone.
pub fn told(form: &Value) -> (Option<Read>, Report) {
    read(&form.to_string(), &Options::default())
}

/// The members of the one scale, if it is a plain sum of all of them.
pub fn sum(read: &Read) -> Option<BTreeSet<String>> {
    let [scale] = read.scales.as_slice() else {
        return None;
    };
    let members = scale.members.iter();
    let all = scale.method == Method::Sum && scale.least == scale.members.len();
    all.then(|| {
        members
            .map(|member| read.form.items[member.item].link_id.clone())
            .collect()
    })
}
