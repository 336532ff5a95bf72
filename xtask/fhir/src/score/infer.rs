//! A total that the file does not state: inferred only where nothing else can be meant, and always told.

use super::{Member, Method, Scale};
use crate::exact::Exact;
use crate::form::{Form, Item, Kind};
use crate::json::Log;
use crate::problem::{Code, Place};

/// The sum of everything that has weights. A refusal when something without weights might belong to it.
pub(crate) fn infer(form: &Form, log: &Log) -> Option<Scale> {
    let counts =
        |item: &&Item| item.asks() && item.options.iter().any(|choice| choice.weight.is_some());
    let weighted: Vec<usize> = (0..form.items.len())
        .filter(|&at| counts(&&form.items[at]))
        .collect();
    let last = *weighted.last()?;
    let mut sure = true;
    for (at, item) in form.items.iter().enumerate().take(last + 1) {
        let what = if weighted.contains(&at) {
            if item.repeats {
                "several answers may be given, and the file does not say how their weights add up"
            } else if !item.weighted() {
                "some of its answers have weights, others have none"
            } else {
                continue;
            }
        } else if item.asks()
            && matches!(
                item.kind,
                Kind::Choice | Kind::Boolean | Kind::Integer | Kind::Decimal
            )
        {
            "questions around it have weights, it has none: it may count towards the score, and the file does not say"
        } else {
            continue;
        };
        log.refuse(Code::PartialWeights, item.place.clone(), what);
        sure = false;
    }
    if !sure {
        return None;
    }
    let place = Place::default();
    let what = format!(
        "the file states no total; a sum of the {} questions with weights is assumed, all of them answered",
        weighted.len()
    );
    log.note(Code::InferredSum, place, what);
    let members: Vec<Member> = weighted
        .iter()
        .map(|&item| Member {
            item,
            reversed: false,
            factor: Exact::ONE,
        })
        .collect();
    Some(Scale {
        item: None,
        method: Method::Sum,
        least: members.len(),
        members,
        times: Exact::ONE,
        plus: Exact::ZERO,
    })
}
