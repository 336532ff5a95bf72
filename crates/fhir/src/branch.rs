//! `enableWhen`: by which answers an item is shown. Refuses conditions that depend on themselves.

use std::collections::BTreeSet;

use crate::form::{Answer, Choice, Form, Item, Key, Kind, Operator, When};
use crate::log::Log;
use crate::problem::Code;
use instrument::rational::Rational;

/// The answers for which an item is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It depends on the answer to one question.
    By {
        /// The question's place in [`Form::items`].
        item: usize,
        /// For each of its options, whether the item is shown when that option is chosen.
        options: Vec<bool>,
        /// Whether the item is shown when the question is not answered.
        missing: bool,
    },
    /// Shown when all of these are true.
    All(Vec<Shown>),
    /// Shown when at least one of these is true.
    Any(Vec<Shown>),
}

/// For each item, when it is shown, without the conditions of the items it is in. A condition that a pack cannot
/// express is refused if a score depends on it; otherwise it is noted and left out.
///
/// `scored` are the items in scales, `given` the `linkId`s of items and groups whose condition the bands file states.
pub(crate) fn shown(
    form: &Form,
    scored: &[usize],
    given: &BTreeSet<String>,
    log: &Log,
) -> Vec<Option<Shown>> {
    let scored = scored_with(form, scored);
    let mut found = Vec::with_capacity(form.items.len());
    for (at, item) in form.items.iter().enumerate() {
        let given = given.contains(&item.link_id);
        if let Some(expression) = &item.when_expression
            && !given
        {
            let what = "it is shown by an expression";
            unsupported(item, scored[at], &expression.place, what, log);
        }
        let each = item
            .when
            .iter()
            .filter_map(|when| match one(form, at, when) {
                Ok(shown) => Some(shown),
                Err((Code::EnableWhenUnknownItem, what)) => {
                    log.refuse(Code::EnableWhenUnknownItem, when.place.clone(), what);
                    None
                }
                Err((_, what)) => {
                    unsupported(item, scored[at], &when.place, &what, log);
                    None
                }
            });
        let mut each: Vec<Shown> = each.collect();
        // In a response, an item inside a question (a group too) belongs to its answer, so it needs that answer.
        let parent = item.parent.map(|parent| (parent, &form.items[parent]));
        let asks = item.kind == Kind::Group || item.is_question();
        let within = parent.filter(|(_, parent)| parent.kind != Kind::Group && asks);
        let within = within.and_then(|(at, parent)| {
            let fine = parent.is_question() && !parent.options.is_empty() && !parent.repeats;
            if !fine {
                let what = "it is asked in the answer to a question that a check cannot ask";
                unsupported(item, scored[at], &item.place, what, log);
            }
            fine.then(|| Shown::By {
                item: at,
                options: vec![true; parent.options.len()],
                missing: false,
            })
        });
        // If one of several conditions was left out: with `all` the others still apply, with `any` none of them can.
        let whole = each.len() == item.when.len();
        let own = match (each.len(), item.any) {
            (0, _) => None,
            (_, Some(true)) if !whole => None,
            (1, None) => each.pop(),
            (_, Some(true)) => Some(Shown::Any(each)),
            (_, _) => Some(Shown::All(each)),
        };
        found.push(match (within, own) {
            (Some(within), Some(own)) => Some(Shown::All(vec![within, own])),
            (within, own) => within.or(own),
        });
    }
    cycles(form, log);
    found
}

/// For each item, whether a score depends on when it is shown. That is so if it is in a scale, if it contains such an
/// item, or if its answer decides whether such an item is shown.
fn scored_with(form: &Form, members: &[usize]) -> Vec<bool> {
    let mut scored = vec![false; form.items.len()];
    let mut next = members.to_vec();
    while let Some(at) = next.pop() {
        if std::mem::replace(&mut scored[at], true) {
            continue;
        }
        let item = &form.items[at];
        let asked = item.when.iter();
        next.extend(asked.filter_map(|when| form.by_link.get(&when.question)));
        next.extend(item.parent);
    }
    scored
}

fn unsupported(item: &Item, scored: bool, place: &crate::problem::Place, what: &str, log: &Log) {
    let place = place.clone();
    if scored {
        let what = [what, "; a pack cannot do that, and a score hangs on it"].concat();
        log.refuse(Code::UnsupportedCondition, place, what);
    } else {
        let rest = if item.is_question() {
            "; here that condition is left out"
        } else {
            ""
        };
        log.note(Code::NotCarriedOver, place, [what, rest].concat());
    }
}

fn one(form: &Form, own: usize, when: &When) -> Result<Shown, (Code, String)> {
    let name = &when.question;
    let Some(&question) = form.by_link.get(name) else {
        let what = format!("it is shown by the answer to {name:?}, and there is no such item");
        return Err((Code::EnableWhenUnknownItem, what));
    };
    let asked = &form.items[question];
    let other = |what: String| Err((Code::UnsupportedCondition, what));
    if matches!(asked.kind, Kind::Group | Kind::Display) {
        let what = format!("it is shown by the answer to {name:?}, which asks nothing");
        return Err((Code::EnableWhenUnknownItem, what));
    }
    if asked.calculated.is_some() {
        return other(format!("it is shown by the result {name:?}"));
    }
    if !asked.is_question() {
        return other(format!("it is shown by {name:?}, which nobody is asked"));
    }
    if asked.options.is_empty() {
        return other(format!("it is shown by what is typed in at {name:?}"));
    }
    if question > own {
        return other(format!("it is shown by {name:?}, which is asked later"));
    }
    if asked.repeats {
        return other(format!(
            "it is shown by {name:?}, which takes several answers"
        ));
    }
    let options = &asked.options;
    let (options, missing) = match (when.operator, &when.answer) {
        (Operator::Exists, Answer::Key(Key::Boolean(truth))) => {
            (vec![*truth; options.len()], !truth)
        }
        (Operator::Equal, answer) if offered(options, answer) => {
            (same(options, answer, true), false)
        }
        // R4 and R5: true as long as no answer is equal, so also when there is no answer.
        (Operator::Unequal, answer) if offered(options, answer) => {
            (same(options, answer, false), true)
        }
        (Operator::Equal | Operator::Unequal, _) => {
            return other(format!(
                "it is shown by an answer that {name:?} does not offer"
            ));
        }
        (operator, Answer::Number(number)) => {
            let by: Option<Vec<bool>> = options
                .iter()
                .map(|choice| match choice.key {
                    Key::Integer(whole) => holds(operator, Rational::from(whole), *number),
                    _ => None,
                })
                .collect();
            match by {
                Some(by) => (by, false),
                None => return other(format!("it compares the answer to {name:?} with a number")),
            }
        }
        _ => {
            return other(format!(
                "it compares the answer to {name:?} in a way that says nothing"
            ));
        }
    };
    Ok(Shown::By {
        item: question,
        options,
        missing,
    })
}

fn equal(choice: &Choice, answer: &Answer) -> bool {
    match (&choice.key, answer) {
        // An answer without a system matches the code in any system.
        (Key::Coding(_, code), Answer::Key(Key::Coding(None, wanted))) => code == wanted,
        (Key::Integer(whole), Answer::Number(number)) => Rational::from(*whole) == *number,
        (key, Answer::Key(wanted)) => key == wanted,
        _ => false,
    }
}

fn offered(options: &[Choice], answer: &Answer) -> bool {
    options.iter().any(|choice| equal(choice, answer))
}

fn same(options: &[Choice], answer: &Answer, when: bool) -> Vec<bool> {
    let each = options.iter();
    each.map(|choice| equal(choice, answer) == when).collect()
}

fn holds(operator: Operator, answer: Rational, wanted: Rational) -> Option<bool> {
    Some(match operator {
        Operator::More => answer > wanted,
        Operator::Less => answer < wanted,
        Operator::AtLeast => answer >= wanted,
        Operator::AtMost => answer <= wanted,
        Operator::Exists | Operator::Equal | Operator::Unequal => return None,
    })
}

/// Refuses items that depend on each other in a cycle: by `enableWhen`, or because one is in the other. Does not
/// recurse, because a chain may be as long as the file.
fn cycles(form: &Form, log: &Log) {
    let next: Vec<Vec<usize>> = form
        .items
        .iter()
        .map(|item| {
            let questions = item.when.iter();
            let questions = questions.filter_map(|when| form.by_link.get(&when.question).copied());
            questions.chain(item.parent).collect()
        })
        .collect();
    let mut done = vec![false; form.items.len()];
    for start in 0..form.items.len() {
        if done[start] {
            continue;
        }
        // The path so far: each item, and how many of the items it depends on were visited.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        let mut open = vec![false; form.items.len()];
        open[start] = true;
        while let Some((at, looked)) = way.last_mut() {
            let at = *at;
            let Some(&to) = next[at].get(*looked) else {
                open[at] = false;
                done[at] = true;
                way.pop();
                continue;
            };
            *looked += 1;
            if open[to] {
                let begin = way.iter().position(|(at, _)| *at == to).unwrap_or(0);
                let names = way[begin..].iter().map(|(at, _)| *at).chain([to]);
                let names: Vec<String> = names
                    .map(|at| format!("{:?}", form.items[at].link_id))
                    .collect();
                let what = format!(
                    "it is shown by its own answer in the end: {}",
                    names.join(" waits for ")
                );
                log.refuse(Code::EnableWhenCycle, form.items[to].place.clone(), what);
            } else if !done[to] {
                open[to] = true;
                way.push((to, 0));
            }
        }
    }
}
