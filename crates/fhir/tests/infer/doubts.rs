//! No total is inferred if anything could make it a different one. The report names what that is.

use fhir::problem::Code;
use fhir::{Options, read};
use serde_json::{Value, json};

use super::form_builder::{
    CALCULATED, VARIABLE, expression, form, group, item, option, plain, told, weighted, with,
    with_bands,
};

/// Items that could change the total of two questions with weights: a description, the item, and the code and text of
/// the refusal.
fn doubtful() -> Vec<(&'static str, Value, Code, &'static str)> {
    let extended = |item: Value, url: &str| {
        with(item, |item| {
            item["extension"] = expression(url, None, "1 * 10")
        })
    };
    let sdc = |name: &str| {
        format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}")
    };
    let stu3 = "http://hl7.org/fhir/StructureDefinition/questionnaire-calculatedExpression";
    vec![
        (
            "a question without weights",
            plain("c"),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "yes or no",
            item("c", "boolean"),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a number",
            item("c", "decimal"),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a whole number",
            item("c", "integer"),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a quantity",
            item("c", "quantity"),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a total nobody fills in",
            with(item("c", "decimal"), |item| item["readOnly"] = true.into()),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a hidden question with weights",
            with(weighted("c"), |item| {
                item["extension"] = json!([{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]);
            }),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "weights on some answers",
            with(weighted("c"), |item| {
                item["answerOption"][0] = option("w0", None)
            }),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "an answer in one's own words",
            with(weighted("c"), |item| item["type"] = "open-choice".into()),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "several answers",
            with(weighted("c"), |item| item["repeats"] = true.into()),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a group that repeats",
            with(group("g", vec![weighted("c")]), |item| {
                item["repeats"] = true.into()
            }),
            Code::PartialWeights,
            "\"c\"",
        ),
        (
            "a question that is not always shown",
            with(weighted("c"), |item| {
                item["enableWhen"] =
                    json!([{"question": "z", "operator": "exists", "answerBoolean": true}]);
            }),
            Code::UnclearTotal,
            "\"c\"",
        ),
        (
            "a second group",
            group("g", vec![weighted("c"), weighted("d")]),
            Code::UnclearTotal,
            "several groups (\"g\", outside of any group)",
        ),
        (
            "a calculation that is a member",
            with(item("c", "decimal"), |item| {
                item["calculatedExpression"] = json!({"expression": "%a * 10"});
            }),
            Code::NotUnderstood,
            "`calculatedExpression` of an item",
        ),
        (
            "a calculation that is a member of a display",
            with(item("c", "display"), |item| {
                item["calculatedValue"] = 3.into()
            }),
            Code::NotUnderstood,
            "`calculatedValue` of an item",
        ),
        (
            "an answer filled in beforehand",
            extended(item("c", "decimal"), &sdc("initialExpression")),
            Code::NotUnderstood,
            "initialExpression",
        ),
        (
            "an expression for the answers",
            extended(weighted("c"), &sdc("answerExpression")),
            Code::NotUnderstood,
            "answerExpression",
        ),
        (
            "a calculation of STU3",
            extended(item("c", "display"), stu3),
            Code::NotUnderstood,
            stu3,
        ),
        (
            "a calculation where none is read",
            with(weighted("c"), |item| {
                item["answerOption"][0]["extension"]
                    .as_array_mut()
                    .expect("extensions")
                    .push(expression(CALCULATED, None, "3")[0].clone());
            }),
            Code::NotUnderstood,
            "sdc-questionnaire-calculatedExpression",
        ),
        (
            "a calculation of words",
            extended(item("c", "string"), CALCULATED),
            Code::NotUnderstood,
            "\"c\"",
        ),
        (
            "a variable",
            with(item("c", "display"), |item| {
                item["extension"] = expression(
                    VARIABLE,
                    Some("v"),
                    "%resource.item.answer.weight().sum() * 10",
                );
            }),
            Code::NotUnderstood,
            "a variable that no score uses",
        ),
        (
            "a weight that is a member",
            with(weighted("c"), |item| {
                item["answerOption"][1]["weight"] = 10.into()
            }),
            Code::NotUnderstood,
            "`weight` of an answerOption",
        ),
        (
            "a weight that is a member of the code",
            with(weighted("c"), |item| {
                item["answerOption"][1]["valueCoding"]["weight"] = 10.into();
            }),
            Code::NotUnderstood,
            "`weight` of a coding",
        ),
        (
            "another extension on an answer",
            with(weighted("c"), |item| {
                item["answerOption"][1]["extension"]
                    .as_array_mut()
                    .expect("extensions")
                    .push(json!({"url": "https://example.org/factor", "valueDecimal": 10}));
            }),
            Code::NotUnderstood,
            "https://example.org/factor",
        ),
        (
            "an extension in an extension",
            with(weighted("c"), |item| {
                item["answerOption"][1]["extension"][0]["extension"] =
                    json!([{"url": "factor", "valueDecimal": 10}]);
            }),
            Code::NotUnderstood,
            "`extension` in the extension",
        ),
        (
            "an expression in a harmless extension",
            extended(
                item("c", "display"),
                "http://hl7.org/fhir/StructureDefinition/rendering-style",
            ),
            Code::NotUnderstood,
            "`valueExpression` in the extension",
        ),
        (
            "check boxes",
            with(weighted("c"), |item| {
                item["extension"] = json!([{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
                    "valueCodeableConcept": {"coding": [{"code": "check-box"}]}}]);
            }),
            Code::NotUnderstood,
            "itemControl",
        ),
    ]
}

#[test]
fn no_total_is_inferred_past_what_is_not_understood() {
    for (what, odd, code, named) in doubtful() {
        for place in 0..3 {
            let mut items = vec![weighted("a"), weighted("b")];
            // This condition is on a third question, which counts nothing.
            let mut bands = json!({});
            if what == "a question that is not always shown" {
                items.insert(0, plain("z"));
                bands = json!({"items": {"z": {"unscored": true}}});
            }
            items.insert(place + items.len() - 2, odd.clone());
            let form = form(items);
            let (found, report) = with_bands(&form, &bands);
            assert!(
                found.is_none() && report.refuses(code),
                "{what} at {place}: {report}"
            );
            let text = report.to_string();
            assert!(
                text.contains(named),
                "{what}: {named} is not named in\n{text}"
            );
            assert!(text.contains("in the bands file"), "{what}: {text}");
            // Importing the questions alone still works, and so does a rule in the bands file.
            let options = Options {
                unscored: true,
                ..Options::default()
            };
            let (alone, report) = read(&form.to_string(), &options);
            assert!(alone.is_some(), "{what}: {report}");
            let own = json!({"scales": {"total": {"kind": "sign", "method": "sum", "leastAnswered": 2,
                "items": [{"item": "a"}, {"item": "b"}]}}});
            let (own, report) = with_bands(&form, &own);
            assert!(own.is_some(), "{what}: {report}");
        }
    }
}

#[test]
fn the_root_and_contained_resources_are_considered_too() {
    let contained = |resource: Value| {
        with(form(vec![weighted("a"), weighted("b")]), |form| {
            form["contained"] = json!([resource]);
        })
    };
    let coded = |property: Value| {
        json!({"resourceType": "CodeSystem", "id": "s", "url": "https://example.org/codes", "status": "active", "content": "complete",
            "concept": [{"code": "w0", "property": [property]}]})
    };
    let root = |extension: Value| {
        with(form(vec![weighted("a"), weighted("b")]), |form| {
            form["extension"] = extension
        })
    };
    for (what, form, named) in [
        (
            "a library",
            contained(json!({"resourceType": "Library", "id": "l"})),
            "a contained Library",
        ),
        (
            "a property with a number",
            contained(coded(json!({"code": "score", "valueDecimal": 10}))),
            "the property \"score\"",
        ),
        (
            "a supplement",
            contained(with(
                coded(json!({"code": "status", "valueCode": "active"})),
                |system| {
                    system["supplements"] = "https://example.org/other".into();
                },
            )),
            "`supplements` of a CodeSystem",
        ),
        (
            "a calculation at the root",
            root(expression(CALCULATED, None, "1")),
            "sdc-questionnaire-calculatedExpression",
        ),
        (
            "a variable at the root",
            root(expression(VARIABLE, Some("v"), "1")),
            "a variable that no score uses",
        ),
        (
            "a library of expressions",
            root(
                json!([{"url": "http://hl7.org/fhir/StructureDefinition/cqf-library", "valueCanonical": "https://example.org/l"}]),
            ),
            "cqf-library",
        ),
        (
            "a member at the root",
            with(form(vec![weighted("a"), weighted("b")]), |form| {
                form["scoring"] = json!({"times": 10})
            }),
            "`scoring` of the questionnaire",
        ),
        (
            "an extension beside a text",
            with(form(vec![weighted("a"), weighted("b")]), |form| {
                form["item"][0]["_text"] = json!({"extension": [{"url": "https://example.org/times", "valueDecimal": 10}]});
            }),
            "https://example.org/times",
        ),
    ] {
        let (found, report) = told(&form);
        let text = report.to_string();
        assert!(
            found.is_none() && report.refuses(Code::NotUnderstood) && text.contains(named),
            "{what}: {text}"
        );
    }
    let status = contained(coded(json!({"code": "status", "valueCode": "active"})));
    assert!(told(&status).0.is_some(), "a property that FHIR defines");
}
