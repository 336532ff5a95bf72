//! Whether a total is inferred, and which, does not depend on the order of the items.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::form_builder::{
    CALCULATED, VARIABLE, expression, form, group, item, option, plain, told, weighted, with,
};

/// An item for a form, one of several kinds.
fn part(kind: usize, link: &str) -> Value {
    match kind {
        0..=3 => weighted(link),
        4 => item(link, "display"),
        5 => item(link, "string"),
        6 => plain(link),
        7 => item(link, "decimal"),
        8 => with(weighted(link), |item| item["repeats"] = true.into()),
        9 => with(weighted(link), |item| item["odd"] = 1.into()),
        10 => with(item(link, "integer"), |item| {
            item["extension"] = expression(
                CALCULATED,
                None,
                "%resource.repeat(item).answer.weight().sum()",
            );
        }),
        11 => with(item(link, "display"), |item| {
            item["extension"] = expression(VARIABLE, Some("v"), "1");
        }),
        _ => with(weighted(link), |item| {
            item["answerOption"][2] = option("w2", None);
        }),
    }
}

/// The scales and refusals of a form, without anything that depends on the order of its items.
fn verdict(items: &[Value]) -> (Option<BTreeSet<Vec<String>>>, BTreeSet<String>) {
    let (found, report) = told(&form(items.to_vec()));
    let scales = found.map(|found| {
        let scales = found.scales.iter().map(|scale| {
            let mut members: Vec<String> = scale
                .members
                .iter()
                .map(|member| found.form.items[member.item].link_id.clone())
                .collect();
            members.sort();
            members.push(format!(
                "{:?} {} {:?} {:?}",
                scale.method, scale.least, scale.times, scale.plus
            ));
            members
        });
        scales.collect()
    });
    // The path depends on the order, and so does the text: an expression stops at the first of several faults.
    let refusals = report
        .refusals
        .iter()
        .map(|problem| format!("{} {:?}", problem.code.name(), problem.place.link_id));
    (scales, refusals.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_items_does_not_change_the_result(
        (kinds, order) in prop::collection::vec(0..16_usize, 1..7)
            .prop_flat_map(|kinds| {
                let places: Vec<usize> = (0..kinds.len()).collect();
                (Just(kinds), Just(places).prop_shuffle())
            }),
        grouped in 0..8_u8,
    ) {
        let link = |at: usize| format!("q{at}");
        let parts: Vec<Value> = kinds.iter().enumerate().map(|(at, kind)| part(*kind, &link(at))).collect();
        // `grouped` decides which of the first three are in a group.
        let laid_out = |order: &[usize]| {
            let inside = |at: &&usize| **at < 3 && grouped & (1 << **at) != 0;
            let inner: Vec<Value> = order.iter().filter(inside).map(|at| parts[*at].clone()).collect();
            let mut items: Vec<Value> = Vec::new();
            let mut put = inner.is_empty();
            for at in order {
                if inside(&at) {
                    if !put {
                        items.push(group("g", inner.clone()));
                        put = true;
                    }
                } else {
                    items.push(parts[*at].clone());
                }
            }
            items
        };
        let plain: Vec<usize> = (0..parts.len()).collect();
        prop_assert_eq!(verdict(&laid_out(&plain)), verdict(&laid_out(&order)));
    }
}
