//! Infers a total for a file that states none, but only if nothing else can be meant. The report always says so.
//!
//! The order of the items makes no difference. An author who knows better can state the scoring in the bands file.

use std::collections::BTreeSet;

use super::{Member, Method, Scale};
use crate::form::{Form, Item, Kind};
use crate::layout::quoted;
use crate::log::Log;
use crate::problem::{Code, Place};
use instrument::rational::Rational;

/// The sum of all questions that have weights, except those whose `linkId` is in `unscored`. Refuses the file for each
/// thing in it that could make the total a different one.
pub(crate) fn infer(form: &Form, unscored: &BTreeSet<String>, log: &Log) -> Option<Scale> {
    let asked: Vec<usize> = (0..form.items.len())
        .filter(|&at| counts(&form.items[at], unscored))
        .collect();
    let mut doubts = Vec::new();
    for (place, what) in &form.not_understood {
        let what = format!("{what} is not understood here, and may bear on the score");
        doubts.push((Code::NotUnderstood, place.clone(), what, Remedy::Scales));
    }
    for variable in &form.variables {
        doubts.push(unused(variable.place.clone()));
    }
    for (at, item) in form.items.iter().enumerate() {
        doubt(form, at, unscored, &mut doubts);
        doubts.extend(item.variables.iter().map(|one| unused(one.place.clone())));
        if let Some(calculated) = &item.calculated {
            let what = "what it works out is no number, and may be made of a score that the form does not state";
            doubts.push((
                Code::NotUnderstood,
                calculated.place.clone(),
                what.to_owned(),
                Remedy::Scales,
            ));
        }
    }
    doubts.extend(groups(form, &asked));
    for (code, place, what, remedy) in &doubts {
        let remedy = remedy.words(place.link_id.as_deref().unwrap_or_default());
        let what = format!("{what}; the form states no total, and none is assumed. {remedy}");
        log.refuse(*code, place.clone(), what);
    }
    if asked.is_empty() || !doubts.is_empty() {
        return None;
    }
    let what = format!(
        "the file states no total; a sum of the {} questions with weights is assumed, all of them answered",
        asked.len()
    );
    log.note(Code::InferredSum, Place::default(), what);
    let members: Vec<Member> = asked
        .iter()
        .map(|&item| Member {
            item,
            reversed: false,
            factor: Rational::ONE,
        })
        .collect();
    Some(Scale {
        item: None,
        method: Method::Sum,
        least: members.len(),
        members,
        times: Rational::ONE,
        plus: Rational::ZERO,
    })
}

/// Why the total may be a different one: the code, the place, the reason, and what the author can do.
type Doubt = (Code, Place, String, Remedy);

/// What an author can do about a doubt.
#[derive(Clone, Copy)]
enum Remedy {
    /// State in the bands file how the form is scored.
    Scales,
    /// State in the bands file that the question counts nothing, or how the form is scored.
    Unscored,
}

impl Remedy {
    /// The advice in words, about the question `link`.
    fn words(self, link: &str) -> String {
        let members = "`scales`, `total`, with `method`, `items` and `leastAnswered`";
        match self {
            Self::Scales => format!("Say how it is scored in the bands file: {members}"),
            Self::Unscored => format!(
                "If it counts nothing, write {{\"items\": {{{}: {{\"unscored\": true}}}}}} in the bands file; otherwise say \
                 there how it is scored: {members}",
                quoted(link)
            ),
        }
    }
}

fn unused(place: Place) -> Doubt {
    let what = "a variable that no score uses, and that may be one".to_owned();
    (Code::NotUnderstood, place, what, Remedy::Scales)
}

/// Whether it is a question with weights that counts towards the total.
fn counts(item: &Item, unscored: &BTreeSet<String>) -> bool {
    item.is_question() && weighs(item) && !unscored.contains(&item.link_id)
}

fn weighs(item: &Item) -> bool {
    item.options.iter().any(|choice| choice.weight.is_some())
}

/// Adds the reason why the item at `at` makes the total unclear to `out`, if there is one.
fn doubt(form: &Form, at: usize, unscored: &BTreeSet<String>, out: &mut Vec<Doubt>) {
    let item = &form.items[at];
    let number = matches!(
        item.kind,
        Kind::Choice | Kind::Boolean | Kind::Integer | Kind::Decimal
    );
    if !number || unscored.contains(&item.link_id) {
        return;
    }
    let what = if !item.is_question() {
        if item.calculated.is_some() {
            return;
        }
        "nobody is asked it, and its answer may count towards the score, or be the score"
    } else if !weighs(item) {
        "other questions have weights, it has none: it may count towards the score"
    } else if !item.weighted() {
        "some of its answers have weights, others have none"
    } else if item.open {
        "it can be answered in one's own words, which have no weight"
    } else if form.repeats(at) {
        "several answers may be given, and the file does not say how their weights add up"
    } else if let Some((_, what)) = form.conditional(at) {
        let what = format!("{what}, and the file does not say what it counts then");
        out.push((
            Code::UnclearTotal,
            item.place.clone(),
            what,
            Remedy::Unscored,
        ));
        return;
    } else {
        return;
    };
    out.push((
        Code::PartialWeights,
        item.place.clone(),
        what.to_owned(),
        Remedy::Unscored,
    ));
}

/// Questions with weights in several groups may be several scores: that is a doubt. `None` if all have the same parent.
fn groups(form: &Form, asked: &[usize]) -> Option<Doubt> {
    let parents: BTreeSet<Option<usize>> = asked.iter().map(|&at| form.items[at].parent).collect();
    if parents.len() < 2 {
        return None;
    }
    let names = parents.iter().map(|parent| match parent {
        Some(parent) => format!("{:?}", form.items[*parent].link_id),
        None => "outside of any group".to_owned(),
    });
    // Sorted, so that the message does not depend on the order of the file.
    let names: BTreeSet<String> = names.collect();
    let names: Vec<String> = names.into_iter().collect();
    let what = format!(
        "questions with weights stand in several groups ({}), which may be scores of their own",
        names.join(", ")
    );
    Some((Code::UnclearTotal, Place::default(), what, Remedy::Scales))
}
