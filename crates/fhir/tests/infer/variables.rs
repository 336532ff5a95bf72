//! Two variables with the same name are refused if one expression could see both.

use fhir::problem::Code;
use serde_json::Value;

use super::form_builder::{CALCULATED, VARIABLE, expression, form, item, told, weighted, with};

#[test]
fn two_variables_of_one_name_are_refused() {
    let variable = |name: &str, path: &str| expression(VARIABLE, Some(name), path)[0].clone();
    let total = |path: &str, own: Vec<Value>| {
        with(item("t", "integer"), |item| {
            let mut all = own;
            all.push(expression(CALCULATED, None, path)[0].clone());
            item["extension"] = all.into();
        })
    };
    let sum = "%resource.item.answer.weight().sum()";
    let root = |variables: Vec<Value>, total: Value| {
        with(form(vec![weighted("a"), total]), |form| {
            form["extension"] = variables.into()
        })
    };
    let twice = [variable("x", sum), variable("x", &format!("{sum} * 2"))];
    let turned = [twice[1].clone(), twice[0].clone()];
    for (what, form, refused) in [
        (
            "twice at the root",
            root(twice.to_vec(), total("%x", vec![])),
            true,
        ),
        (
            "the other way round",
            root(turned.to_vec(), total("%x", vec![])),
            true,
        ),
        (
            "twice at an item",
            root(vec![], total("%x", twice.to_vec())),
            true,
        ),
        (
            "at an item and at the root",
            root(vec![twice[0].clone()], total("%x", vec![twice[1].clone()])),
            true,
        ),
        (
            "a name of FHIR's own",
            root(vec![variable("resource", sum)], total(sum, vec![])),
            true,
        ),
        (
            "one of each",
            root(
                vec![variable("x", sum)],
                total("%y", vec![variable("y", "%x")]),
            ),
            false,
        ),
    ] {
        let (found, report) = told(&form);
        assert_eq!(
            report.refuses(Code::DuplicateVariable),
            refused,
            "{what}: {report}"
        );
        assert_eq!(found.is_none(), refused, "{what}: {report}");
        if refused {
            let named = report.to_string();
            assert!(
                named.contains("%x") || named.contains("%resource"),
                "{what}: {named}"
            );
        }
    }
    // Two items next to each other do not see each other's variables.
    let one = |link: &str| {
        with(total("%x", vec![twice[0].clone()]), |item| {
            item["linkId"] = link.into()
        })
    };
    let (found, report) = told(&form(vec![weighted("a"), one("t"), one("u")]));
    assert!(found.is_some(), "{report}");
}
