//! The shape that FHIR R4 gives a `QuestionnaireResponse`. The tests of `crates/fhir` use it, too.
//!
//! It is written here as a JSON Schema with the specification's own patterns. Of the two crates that model R4, one is
//! experimental and takes a hundred seconds to compile, the other allows unknown members, and neither checks patterns.

use serde_json::{Value as Json, json};

/// What R4 allows for the members that we may write. Members that name a person (`subject`, `author`, `source`,
/// `identifier`) are left out on purpose.
fn shape() -> Json {
    let text = json!({"type": "string", "pattern": r"^[ \r\n\t\S]+$"});
    let uri = json!({"type": "string", "pattern": r"^\S+$"});
    let code = json!({"type": "string", "pattern": r"^[^\s]+(\s[^\s]+)*$"});
    let date_time = concat!(
        r"^([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])",
        r"(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?$",
    );
    let list = |of: &str| json!({"type": "array", "minItems": 1, "items": {"$ref": format!("#/$defs/{of}")}});
    let object = |required: &[&str], properties: Json| json!({"type": "object", "additionalProperties": false, "minProperties": 1, "required": required, "properties": properties});
    let mut shape = object(
        &["resourceType", "status"],
        json!({
            "resourceType": {"const": "QuestionnaireResponse"},
            "language": code,
            "questionnaire": uri,
            "status": {"enum": ["in-progress", "completed", "amended", "entered-in-error", "stopped"]},
            "authored": {"type": "string", "pattern": date_time},
            "item": list("item"),
        }),
    );
    let mut item = object(
        &["linkId"],
        json!({"linkId": text, "definition": uri, "text": text, "answer": list("answer"), "item": list("item")}),
    );
    // The invariant qrs-1: an item has nested items directly or in its answers, but not both.
    item["not"] = json!({"required": ["answer", "item"]});
    let coding =
        json!({"extension": list("extension"), "system": uri, "code": code, "display": text});
    // An answer has one value, and may have nested items.
    let mut answer = object(
        &[],
        json!({
            "valueCoding": object(&[], coding),
            "valueString": text,
            "valueInteger": {"type": "integer"},
            "valueBoolean": {"type": "boolean"},
            "valueDate": {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
            "valueTime": {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"},
            "item": list("item"),
        }),
    );
    let values = ["Coding", "String", "Integer", "Boolean", "Date", "Time"];
    let one = |kind: &&str| {
        let name = ["value", kind].concat();
        json!({"required": [name]})
    };
    answer["oneOf"] = values.iter().map(one).collect();
    shape["$defs"] = json!({
        "item": item,
        "answer": answer,
        "extension": object(&["url", "valueDecimal"], json!({"url": uri, "valueDecimal": {"type": "number"}})),
    });
    shape
}

/// What is wrong with a response. Empty if R4 allows it.
pub fn wrong(response: &Json) -> Vec<String> {
    let validator = jsonschema::validator_for(&shape()).expect("a schema");
    let errors = validator.iter_errors(response);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}
