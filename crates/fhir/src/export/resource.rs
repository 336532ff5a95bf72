//! A Questionnaire as it is written, with the elements of FHIR that an export uses. The members are in the order of
//! FHIR's JSON.
//!
//! FHIR allows neither empty lists nor `null`, so both are left out.

use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// A Questionnaire of R4 or R5.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Questionnaire {
    pub resource_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub language: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(rename = "_title", skip_serializing_if = "Option::is_none")]
    pub title_element: Option<Element>,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
}

/// A group, a question, a display or the result of a scale.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    pub link_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(rename = "_text", skip_serializing_if = "Option::is_none")]
    pub text_element: Option<Element>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<EnableWhen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_behavior: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_constraint: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<Item>,
}

/// One answer that a question offers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerOption {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    pub value_coding: Coding,
}

/// A condition on the answer to another question.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EnableWhen {
    pub question: String,
    pub operator: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_boolean: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_coding: Option<Coding>,
}

/// A code, and its system if it has one.
#[derive(Debug, Default, Serialize)]
pub(super) struct Coding {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    #[serde(rename = "_display", skip_serializing_if = "Option::is_none")]
    pub display_element: Option<Element>,
}

/// The extensions of a text, written in the member with `_` before its name.
#[derive(Debug, Serialize)]
pub(super) struct Element {
    pub extension: Vec<Extension>,
}

/// An extension: its address, and a value or nested extensions.
#[derive(Debug, Serialize)]
pub(super) struct Extension {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    pub url: &'static str,
    #[serde(flatten)]
    pub value: Option<Value>,
}

impl Extension {
    /// An extension with a value.
    pub fn of(url: &'static str, value: Value) -> Self {
        Self {
            extension: Vec::new(),
            url,
            value: Some(value),
        }
    }

    /// An expression in FHIRPath.
    pub fn fhirpath(url: &'static str, name: Option<&str>, expression: &str) -> Self {
        let expression = Expression {
            name: name.map(str::to_owned),
            language: "text/fhirpath",
            expression: expression.to_owned(),
        };
        Self::of(url, Value::ValueExpression(expression))
    }
}

/// The value of an extension. The type is part of the member's name.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::enum_variant_names, reason = "these are FHIR's names")]
pub(super) enum Value {
    ValueString(String),
    ValueCode(String),
    /// A decimal in digits. All of its decimal places are written, as FHIR requires.
    ValueDecimal(#[serde(serialize_with = "as_written")] String),
    ValueInteger(i32),
    ValueExpression(Expression),
    ValueCodeableConcept(CodeableConcept),
}

/// An expression, which may have a name.
#[derive(Debug, Serialize)]
pub(super) struct Expression {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    language: &'static str,
    expression: String,
}

/// A concept by its codes.
#[derive(Debug, Serialize)]
pub(super) struct CodeableConcept {
    pub coding: Vec<Coding>,
}

/// Writes a number in the digits of `text`.
fn as_written<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    let number: &RawValue = serde_json::from_str(text).map_err(S::Error::custom)?;
    number.serialize(to)
}
