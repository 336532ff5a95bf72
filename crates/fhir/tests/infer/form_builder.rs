//! Builds forms for the tests, and reads them.

use std::collections::BTreeSet;

use fhir::problem::Report;
use fhir::score::Method;
use fhir::{Options, Read, read};
use serde_json::{Value, json};

/// The extension for the weight of an answer.
pub const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
/// The extension for the expression of a total.
pub const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
/// The extension for a variable.
pub const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";

/// An answer option, with a weight if one is given.
pub fn option(code: &str, weight: Option<i64>) -> Value {
    let mut option = json!({"valueCoding": {"system": "https://example.org/codes", "code": code, "display": code}});
    if let Some(weight) = weight {
        option["extension"] = json!([{"url": WEIGHT, "valueDecimal": weight}]);
    }
    option
}

/// A choice question whose three answers weigh 0, 1 and 2.
pub fn weighted(link: &str) -> Value {
    let options: Vec<Value> = (0..3)
        .map(|at| option(&format!("w{at}"), Some(at)))
        .collect();
    json!({"linkId": link, "text": link, "type": "choice", "answerOption": options})
}

/// A choice question without weights. The codes of its answers are the numbers 0 to 5.
pub fn plain(link: &str) -> Value {
    let options: Vec<Value> = (0..6).map(|at| option(&at.to_string(), None)).collect();
    json!({"linkId": link, "text": link, "type": "choice", "answerOption": options})
}

/// An item of the type `kind`.
pub fn item(link: &str, kind: &str) -> Value {
    json!({"linkId": link, "text": link, "type": kind})
}

/// A group.
pub fn group(link: &str, items: Vec<Value>) -> Value {
    json!({"linkId": link, "text": link, "type": "group", "item": items})
}

/// `item` after `change`.
pub fn with(mut item: Value, change: impl FnOnce(&mut Value)) -> Value {
    change(&mut item);
    item
}

/// A list of extensions with one expression.
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

/// Reads a form with a bands file.
pub fn with_bands(form: &Value, bands: &Value) -> (Option<Read>, Report) {
    let options = Options {
        bands: Some(("bands.json".to_owned(), bands.to_string())),
        ..Options::default()
    };
    read(&form.to_string(), &options)
}

/// Reads a form without a bands file.
pub fn told(form: &Value) -> (Option<Read>, Report) {
    read(&form.to_string(), &Options::default())
}

/// The items of the form's only scale, if it is a sum that needs all of them to be answered.
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
