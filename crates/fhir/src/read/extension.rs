//! Extensions: which are understood. Every other one is reported.

use super::{Reader, walk};
use crate::cursor::Cursor;
use crate::form::Expression;
use crate::own;
use crate::problem::Code;
use instrument::rational::Rational;

pub(super) const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";
pub(super) const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
pub(super) const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
pub(super) const ENABLE: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
pub(super) const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/itemWeight";
pub(super) const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
pub(super) const PREFIX: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix";
pub(super) const LEAST: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
pub(super) const MOST: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
/// An expression for a preset answer.
pub(super) const INITIAL: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";
pub(super) const CONTROL: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
pub(super) const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
/// Vendors' own ways of scoring. The file is refused for them: without them, the score would be wrong.
const VENDOR: [&str; 1] = ["http://ehelse.no/fhir/StructureDefinition/sdf-calculatedExpression"];
const VENDOR_CODES: [&str; 1] = ["http://ehelse.no/scoringFormulas"];

const UNDERSTOOD: [&str; 15] = [
    own::PACK,
    own::OPTION_SET,
    own::OPTION_VALUE,
    own::ATTRIBUTION,
    own::HONESTY,
    VARIABLE,
    HIDDEN,
    CALCULATED,
    ENABLE,
    WEIGHT,
    ORDINAL,
    PREFIX,
    LEAST,
    MOST,
    TRANSLATION,
];

/// Calls `one` with each extension of the element at `at`, and its address.
pub(super) fn each(at: &Cursor, mut one: impl FnMut(&Cursor, &str)) {
    if !at.is_object() {
        return;
    }
    at.each("extension", |extension| {
        if let Some(url) = extension.text("url") {
            one(extension, url);
        }
    });
}

/// Reads the expression in an extension's `valueExpression`. Refuses the file if the extension has no expression.
pub(super) fn expression(extension: &Cursor, link: Option<&str>) -> Option<Expression> {
    let value = extension.get("valueExpression");
    let Some(value) = value else {
        extension.refuse(
            Code::UnsupportedExpression,
            link,
            "it holds no valueExpression",
        );
        return None;
    };
    let text = value.text("expression").unwrap_or_default().to_owned();
    if text.is_empty() {
        let what = match value.text("reference") {
            Some(reference) => format!("the expression is kept elsewhere, at {reference}"),
            None => "the expression is empty".to_owned(),
        };
        value.refuse(Code::UnsupportedExpression, link, what);
        return None;
    }
    Some(Expression {
        place: value.place(link),
        name: value.text("name").map(str::to_owned),
        language: value.text("language").unwrap_or_default().to_owned(),
        text,
    })
}

/// Reads a number from the first of the members `names` that the extension has. Refuses the file if the extension has
/// no such member, or if the number cannot be kept exactly.
pub(super) fn number(extension: &Cursor, names: &[&str], link: Option<&str>) -> Option<Rational> {
    let value = names.iter().find_map(|name| extension.get(name));
    let Some(value) = value else {
        let what = format!("it holds no {}", names.join(" or "));
        extension.refuse(Code::Invalid, link, what);
        return None;
    };
    let Some(written) = value.number() else {
        value.refuse(Code::Invalid, link, "not a number");
        return None;
    };
    let exact = Rational::parse(written);
    if exact.is_none() {
        let what = format!("{written} cannot be kept exactly");
        value.refuse(Code::TooLarge, link, what);
    }
    exact
}

/// Whether the extension marks a display as help. The mark is not needed: a display inside a question is read as help.
fn helps(at: &Cursor, url: &str) -> bool {
    let mut helps = false;
    if url == CONTROL
        && let Some(concept) = at.get("valueCodeableConcept")
    {
        concept.each("coding", |coding| {
            helps |= coding.text("code") == Some("help")
        });
    }
    helps
}

/// Looks at every element once. Refuses the file for modifiers and vendors' scoring; notes other unknown extensions.
pub(super) fn survey(root: &Cursor, reader: &Reader) {
    if let Some(rules) = root.get("implicitRules") {
        let what = "implicitRules: rules this does not know may change what everything means";
        rules.refuse(Code::ModifierExtension, None, what);
    }
    walk(root, None, &mut |at, link, name| match name {
        "modifierExtension" => {
            let url = at.text("url").unwrap_or("without an address");
            let what = format!("{url} may change what its element means, and is not known");
            at.refuse(Code::ModifierExtension, link, what);
        }
        "extension" => {
            // The parts of an extension have short names instead of addresses.
            let Some(url) = at
                .text("url")
                .filter(|url| url.contains(':') || url.contains(' '))
            else {
                return;
            };
            if VENDOR.contains(&url) {
                let what = format!("{url} scores in a way of its own");
                at.refuse(Code::UnsupportedScoringConvention, link, what);
            } else if !UNDERSTOOD.contains(&url) && !helps(at, url) {
                reader.leave(format!("the extension {url}"), at.place(link));
            }
        }
        "code" => {
            let vendor = at
                .text("system")
                .filter(|system| VENDOR_CODES.contains(system));
            if let Some(system) = vendor {
                let code = at.text("code").unwrap_or_default();
                let what = format!("the code {code} of {system} scores in a way of its own");
                at.refuse(Code::UnsupportedScoringConvention, link, what);
            }
        }
        _ => {}
    });
}
