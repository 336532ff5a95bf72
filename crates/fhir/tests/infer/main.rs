//! If a form states no total, one is inferred only if nothing in the form could make it a different one, whatever the
//! order of the items.

mod doubts;
mod form_builder;
mod item_order;
mod variables;

use fhir::problem::Code;
use fhir::{Options, import};
use instrument::Pack;
use serde_json::{Value, json};

use form_builder::{
    CALCULATED, expression, form, item, plain, sum, told, weighted, with, with_bands,
};

#[test]
fn questions_with_weights_alone_are_summed() {
    let (found, report) = told(&form(vec![
        item("say", "display"),
        weighted("a"),
        weighted("b"),
        item("words", "string"),
    ]));
    let found = found.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(sum(&found), Some(["a", "b"].map(str::to_owned).into()));
    assert!(
        report.to_string().contains("note: inferred-sum"),
        "{report}"
    );
}

#[test]
fn the_bands_file_names_items_that_do_not_count() {
    let form = form(vec![
        weighted("a"),
        plain("c"),
        weighted("b"),
        item("d", "decimal"),
    ]);
    let unscored = |links: &[&str]| {
        let items = links
            .iter()
            .map(|link| ((*link).to_owned(), json!({"unscored": true})));
        json!({"items": items.collect::<serde_json::Map<_, _>>()})
    };
    let (found, report) = with_bands(&form, &unscored(&["c"]));
    assert!(
        found.is_none() && report.to_string().contains("\"d\""),
        "{report}"
    );
    let (found, report) = with_bands(&form, &unscored(&["c", "d"]));
    let found = found.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(sum(&found), Some(["a", "b"].map(str::to_owned).into()));
    let (found, _) = with_bands(&form, &unscored(&["b", "c", "d"]));
    assert_eq!(found.as_ref().and_then(sum), Some(["a".to_owned()].into()));
    let (found, report) = with_bands(&form, &unscored(&["c", "d", "e"]));
    assert!(found.is_none() && report.refuses(Code::Bands), "{report}");
}

#[test]
fn the_suggested_text_can_be_copied_unchanged() {
    let form = form(vec![weighted("a"), plain("the \"worst\"")]);
    let (_, report) = told(&form);
    let text = report.to_string();
    let begin = text.find("write {").expect("what to write") + "write ".len();
    let end = begin + text[begin..].find("}}}").expect("its end") + "}}}".len();
    let bands: Value = serde_json::from_str(&text[begin..end]).expect("JSON");
    let (found, report) = with_bands(&form, &bands);
    assert!(found.is_some(), "{report}");
}

#[test]
fn the_bands_file_cannot_exclude_what_the_form_counts() {
    let total = with(item("t", "integer"), |item| {
        item["extension"] = expression(CALCULATED, None, "%resource.item.answer.weight().sum()");
    });
    let form = form(vec![weighted("a"), weighted("b"), total]);
    let (found, report) = with_bands(&form, &json!({"items": {"a": {"unscored": true}}}));
    assert!(found.is_none() && report.refuses(Code::Bands), "{report}");
}

#[test]
fn the_report_says_who_chose_the_rule() {
    let about = |form: &Value, bands: Option<Value>| {
        let options = Options {
            bands: bands.map(|bands| ("bands.json".to_owned(), bands.to_string())),
            ..Options::default()
        };
        let (imported, report) = import(&form.to_string(), &options);
        let imported = imported.unwrap_or_else(|| panic!("{report}"));
        let pack = Pack::read(&imported.pack).expect("a pack");
        pack.scales()[0].about.clone()
    };
    let inferred = form(vec![weighted("a"), weighted("b")]);
    let text = about(&inferred, None);
    assert!(
        text.contains("states no total") && text.contains("chosen"),
        "{text}"
    );
    let total = with(item("t", "integer"), |item| {
        item["extension"] = expression(CALCULATED, None, "%resource.item.answer.weight().sum()");
    });
    let stated = form(vec![weighted("a"), weighted("b"), total]);
    let text = about(&stated, None);
    assert!(text.contains("as the form states it"), "{text}");
    let beside = json!({"scales": {"own": {"kind": "sign", "method": "sum", "leastAnswered": 1, "items": [{"item": "a"}]}}});
    let text = about(&inferred, Some(beside));
    assert!(text.contains("beside the form"), "{text}");
}
