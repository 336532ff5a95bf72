//! Lists what is read of a Questionnaire, or is known not to affect a score.
//!
//! If a form states no total, one may be inferred only if nothing else in the form could affect it. So this is a list
//! of what is understood, by the kind of element it is in. Everything else is collected, and then no total is inferred.

use super::element::Element;
use super::extension::{
    CALCULATED, CONTROL, ENABLE, HIDDEN, LEAST, MOST, ORDINAL, PREFIX, TRANSLATION, VARIABLE,
    WEIGHT,
};
use super::weight::PROPERTY;
use crate::cursor::Cursor;
use crate::own;
use crate::problem::Place;

use Element::{
    AnswerOption, Coding, Concept, Contained, Description, Expression, Extension, Item, Primitive,
    Property, Questionnaire,
};

/// The extensions that are read, and the elements that they are read on.
const READ: [(&str, &[Element]); 15] = [
    (own::OPTION_SET, &[Item]),
    (own::OPTION_VALUE, &[AnswerOption]),
    (own::ATTRIBUTION, &[Questionnaire]),
    (own::HONESTY, &[Questionnaire]),
    (own::PACK, &[Questionnaire]),
    (VARIABLE, &[Questionnaire, Item]),
    (HIDDEN, &[Item]),
    (CALCULATED, &[Item]),
    (ENABLE, &[Item]),
    (WEIGHT, &[AnswerOption, Coding, Concept, Primitive]),
    (ORDINAL, &[AnswerOption, Coding, Concept, Primitive]),
    (PREFIX, &[AnswerOption]),
    (LEAST, &[Item]),
    (MOST, &[Item]),
    (TRANSLATION, &[Primitive]),
];

/// Extensions that do not affect a score, whatever their value.
const HARMLESS: [&str; 35] = [
    "http://hl7.org/fhir/StructureDefinition/rendering-style",
    "http://hl7.org/fhir/StructureDefinition/rendering-styleSensitive",
    "http://hl7.org/fhir/StructureDefinition/rendering-xhtml",
    "http://hl7.org/fhir/StructureDefinition/rendering-markdown",
    "http://hl7.org/fhir/StructureDefinition/display",
    "http://hl7.org/fhir/StructureDefinition/entryFormat",
    "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces",
    "http://hl7.org/fhir/StructureDefinition/minLength",
    "http://hl7.org/fhir/StructureDefinition/regex",
    "http://hl7.org/fhir/StructureDefinition/designNote",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-wg",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-fmm",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status",
    "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm",
    "http://hl7.org/fhir/StructureDefinition/artifact-copyrightLabel",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-columnCount",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-signatureRequired",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-supportLink",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-usageMode",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-collapsible",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-keyboard",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationLinkPeriod",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-openLabel",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-optionalDisplay",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-preferredTerminologyServer",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-width",
];

/// Codes of `questionnaire-itemControl` that only say how an item looks. `check-box` is not one of them: forms use it
/// for questions that take several answers.
const CONTROLS: [&str; 25] = [
    "group",
    "list",
    "table",
    "htable",
    "gtable",
    "atable",
    "grid",
    "header",
    "footer",
    "page",
    "tab-container",
    "text",
    "inline",
    "prompt",
    "unit",
    "lower",
    "upper",
    "flyover",
    "help",
    "legal",
    "drop-down",
    "radio-button",
    "slider",
    "autocomplete",
    "lookup",
];

/// Properties of concepts that FHIR itself defines and that are not weights.
const PROPERTIES: [&str; 12] = [
    "inactive",
    "status",
    "deprecated",
    "deprecationDate",
    "retirementDate",
    "effectiveDate",
    "notSelectable",
    "parent",
    "child",
    "partOf",
    "synonym",
    "comment",
];

/// Everything below `at` that is not understood and could affect a score, each with its place.
pub(super) fn not_understood(at: &Cursor, element: Element) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    element_at(at, element, None, &mut found);
    found
}

fn element_at(at: &Cursor, element: Element, link: Option<&str>, out: &mut Vec<(Place, String)>) {
    if at.is_list() {
        at.inside(|inner| element_at(inner, element, link, out));
        return;
    }
    if !at.is_object() {
        return;
    }
    let own = at.has("linkId").then(|| at.text("linkId")).flatten();
    let link = own.or(link);
    let element = match (element, at.text("resourceType")) {
        (Contained, kind) => match Element::of_resource(kind) {
            Some(kind) => kind,
            None => {
                let kind = kind.unwrap_or("resource");
                out.push((at.place(link), format!("a contained {kind}")));
                return;
            }
        },
        (element, _) => element,
    };
    if element == Property {
        let code = at.text("code").unwrap_or_default();
        if code != PROPERTY && !PROPERTIES.contains(&code) {
            out.push((
                at.place(link),
                format!("the property {code:?} of a concept"),
            ));
        }
    }
    for name in at.names() {
        let Some(inner) = at.get(name) else {
            continue;
        };
        match element.member(name) {
            Some(Extension) => inner.inside(|one| extension_at(one, element, link, out)),
            Some(holds) => element_at(&inner, holds, link, out),
            None if element == Description => element_at(&inner, Description, link, out),
            None => out.push((inner.place(link), format!("`{name}` of {}", element.name()))),
        }
    }
}

fn extension_at(at: &Cursor, on: Element, link: Option<&str>, out: &mut Vec<(Place, String)>) {
    if !at.is_object() {
        return;
    }
    let url = at.text("url").unwrap_or("without an address");
    let mut not = || out.push((at.place(link), format!("the extension {url}")));
    let read = READ.iter().find(|(known, _)| *known == url);
    if let Some((_, places)) = read {
        if !places.contains(&on) {
            return not();
        }
    } else if !(HARMLESS.contains(&url) || url == CONTROL && laid_out(at)) {
        return not();
    }
    for name in at.names() {
        let Some(inner) = at.get(name) else {
            continue;
        };
        match name {
            "id" | "url" => {}
            "valueExpression" if read.is_some() => element_at(&inner, Expression, link, out),
            "extension" if url == TRANSLATION => {}
            // These extensions are not defined to have an expression or parts, so nobody knows what they do.
            "valueExpression" | "extension" => {
                out.push((
                    inner.place(link),
                    format!("`{name}` in the extension {url}"),
                ));
            }
            _ => element_at(&inner, Description, link, out),
        }
    }
}

/// Whether an item control only says how the item looks.
fn laid_out(at: &Cursor) -> bool {
    let Some(concept) = at.get("valueCodeableConcept") else {
        return false;
    };
    let (mut some, mut all) = (false, true);
    concept.each("coding", |coding| {
        some = true;
        all &= coding
            .text("code")
            .is_some_and(|code| CONTROLS.contains(&code));
    });
    some && all
}
