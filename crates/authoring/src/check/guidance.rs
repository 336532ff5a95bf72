//! Guidance: whether rules and entries name known ids, can ever apply, and lead to someone who can help.

use std::collections::BTreeSet;

use instrument::pack::{Condition, Kind, Link, PackForm, Reflection, Slot, references};

use super::all_items::all_items;
use super::conditions::{Within, ever, walk};
use super::findings::Findings;
use super::possible_results::PossibleResults;
use super::references::References;
use super::satisfiability::Context;

/// Checks the rules, the entries, the offers after a check and the reading list.
pub fn check(form: &PackForm, results: &[PossibleResults], found: &mut Findings) {
    let context = Context {
        form,
        results,
        named: &form.guidance.conditions,
        assumed_band: None,
    };
    let guidance = &form.guidance;
    references::entries(form, &mut References { form, found });
    named_conditions(context, found);
    for (at, scale) in form.scales.iter().enumerate() {
        for (place, words) in scale.words.iter().enumerate() {
            let path = format!("scales[{at}].words[{place}].when");
            condition(context, &path, &words.when, words.name(), found);
        }
    }
    References { form, found }.twice("guidance.rules", &guidance.rules, |rule| &rule.id);
    for (at, rule) in guidance.rules.iter().enumerate() {
        let path = format!("guidance.rules[{at}].when");
        condition(context, &path, &rule.when, &rule.id, found);
        references::shows(form, at, rule, &mut References { form, found });
    }
    for (at, entry) in guidance.entries.iter().enumerate() {
        if !guidance
            .rules
            .iter()
            .any(|rule| rule.show.contains(&entry.id))
        {
            found.warning(
                format!("guidance.entries[{at}]"),
                format!("no rule shows “{}”", entry.id),
                "Take it out, or let a rule show it.",
            );
        }
        if entry.link == Some(Link::Reflection) && form.after.reflection.is_none() {
            found.error(
                format!("guidance.entries[{at}].link"),
                "there is no `reflection` in `after`",
                "Add one, or take the link out.",
            );
        }
    }
    for (name, offers) in form.after.lists() {
        references::offers(name, offers, &mut References { form, found });
        for (at, offer) in offers.iter().enumerate() {
            let path = format!("after.{name}[{at}].when");
            condition(context, &path, &offer.when, &offer.id, found);
        }
    }
    if let Some(one) = &form.after.reflection {
        reflection(form, one, found);
    }
    for (at, source) in form.reading.iter().enumerate() {
        if !source.url.starts_with("https://") {
            found.error(
                format!("reading[{at}].url"),
                "not an address that begins with https://",
                "Other addresses are not followed.",
            );
        }
    }
    help(context, found);
}

/// Checks the reflection: its ids, that no list is too short, and that no heading stands alone.
fn reflection(form: &PackForm, reflection: &Reflection, found: &mut Findings) {
    references::reflection(reflection, &mut References { form, found });
    let counts = [
        ("prompts", reflection.prompts.len()),
        ("outcomes", reflection.outcomes.len()),
    ];
    for (name, _) in counts.into_iter().filter(|(_, count)| *count < 2) {
        found.error(
            format!("after.reflection.{name}"),
            "fewer than two",
            "There is nothing to weigh with one. Add another, or take `reflection` out.",
        );
    }
    for (name, passages) in reflection.passages() {
        for (at, passage) in passages.iter().enumerate() {
            if passage.text.is_empty() && passage.list.is_empty() {
                found.error(
                    format!("after.reflection.{name}[{at}]"),
                    "a heading with nothing below it",
                    "Give it a `text`, a `list`, or both.",
                );
            }
        }
    }
}

/// Checks the named conditions, and that something refers to each.
fn named_conditions(context: Context, found: &mut Findings) {
    let form = context.form;
    references::conditions(form, &mut References { form, found });
    let mut used = BTreeSet::new();
    for when in all_conditions(form) {
        walk("", when, &mut |_, part| {
            if let Condition::Named(id) = part {
                used.insert(id.as_str());
            }
        });
    }
    for (at, one) in context.named.iter().enumerate() {
        let earlier = Context {
            named: &context.named[..at],
            ..context
        };
        let path = format!("guidance.conditions[{at}]");
        condition(earlier, &format!("{path}.when"), &one.when, &one.id, found);
        if !used.contains(one.id.as_str()) {
            found.warning(
                path,
                format!("nothing refers to the condition “{}”", one.id),
                "Take it out, or use it.",
            );
        }
    }
}

/// Every condition on a result in the pack, named or not.
fn all_conditions(form: &PackForm) -> impl Iterator<Item = &Condition> {
    let words = form.scales.iter().flat_map(|scale| &scale.words);
    let lists = form.after.lists().into_iter();
    let offers = lists.flat_map(|(_, offers)| offers);
    let named = form.guidance.conditions.iter().map(|named| &named.when);
    let rules = form.guidance.rules.iter().map(|rule| &rule.when);
    named
        .chain(rules)
        .chain(words.map(|words| &words.when))
        .chain(offers.map(|offer| &offer.when))
}

/// Checks that every result has a next step, heavy results show the crisis lines, and an entry links to the
/// directory.
fn help(context: Context, found: &mut Findings) {
    let form = context.form;
    let guidance = &form.guidance;
    let shown = |slot: Slot, by: &dyn Fn(&Condition) -> bool| {
        let entries = guidance.entries.iter().filter(|entry| entry.slot == slot);
        let mut ids = entries.map(|entry| &entry.id);
        ids.any(|id| {
            let mut rules = guidance.rules.iter().filter(|rule| rule.show.contains(id));
            rules.any(|rule| by(&rule.when))
        })
    };
    if !shown(Slot::Step, &|when| *when == Condition::Always) {
        found.error(
            "guidance.rules",
            "no rule promises every result a next step",
            "Add a rule with \"when\": \"always\" that shows an entry of the slot `step`.",
        );
    }
    if !shown(Slot::Help, &|when| !context.never_holds(when)) {
        found.error("guidance.rules", "no rule brings the crisis lines up when answers are heavy", "Add an entry of the slot `help`, and a rule that shows it for the heaviest bands and answers.");
    } else {
        for (at, scale) in form.scales.iter().enumerate() {
            let set = form.band_sets.iter().find(|set| set.id == scale.band_set);
            let Some([_, .., highest]) = set.map(|set| set.bands.as_slice()) else {
                continue;
            };
            let assumed_band = Some((scale, highest.id.as_str()));
            let context = Context {
                assumed_band,
                ..context
            };
            if scale.kind == Kind::Sign && !shown(Slot::Help, &|when| !context.never_holds(when)) {
                found.warning(
                    format!("scales[{at}]"),
                    format!(
                        "no rule ever brings the crisis lines up for “{}” in “{}”",
                        scale.id, highest.id
                    ),
                    "Let a rule that shows an entry of the slot `help` hold for it, too.",
                );
            }
        }
    }
    let directory = |link: Option<Link>| matches!(link, Some(Link::Directory | Link::Register));
    if !guidance.entries.iter().any(|entry| directory(entry.link)) {
        found.warning(
            "guidance.entries",
            "nothing leads to the directory",
            "Add an entry of the slot `find` with \"link\": \"directory\".",
        );
    }
}

/// Checks what a condition and its parts ask about, and whether they can hold.
fn condition(context: Context, path: &str, when: &Condition, id: &str, found: &mut Findings) {
    let form = context.form;
    walk(path, when, &mut |path, part| {
        let sink = &mut References { form, found };
        references::check_condition(form, context.named, part, id, &mut Within(path, sink));
        if let Some((member, what, hint)) = empty(context, part) {
            found.error(format!("{path}.{member}"), what, hint);
        }
    });
}

/// Why a condition never holds: the member at fault, what is wrong, and what to do about it. `None` if it may hold.
/// Also `None` for `all` and `any`, whose parts are checked one by one.
fn empty(context: Context, when: &Condition) -> Option<(&'static str, String, &'static str)> {
    let form = context.form;
    match when {
        Condition::Band { bands, .. } if bands.is_empty() => Some((
            "band.in",
            "no bands: this never holds".to_owned(),
            "Name the bands it is for.",
        )),
        Condition::Score { scale: id, .. } if context.never_holds(when) => Some((
            "score.atLeast",
            format!("“{id}” never comes to this: this never holds"),
            "Look at the highest result that its answers lead to.",
        )),
        Condition::Item { id, test } => {
            let items = all_items(form);
            let (_, _, item) = items.iter().find(|(_, _, item)| &item.id == id)?;
            let set = form.option_sets.iter().find(|set| set.id == item.options)?;
            let never = !set.options.is_empty() && !ever(*test, &set.options);
            never.then(|| {
                (
                    "item",
                    format!("no answer to “{id}” ever passes this"),
                    "Look at the values of its options.",
                )
            })
        }
        Condition::BandCount { kind, band, .. } if context.never_holds(when) => {
            // If no scale of this kind has the band, `references::check_condition` reports that instead.
            let one = Condition::BandCount {
                kind: *kind,
                band: band.clone(),
                at_least: 1,
            };
            (!context.never_holds(&one)).then(|| {
                (
                    "bandCount.atLeast",
                    format!("fewer scales of this kind have a band “{band}”: this never holds"),
                    "Ask for no more than there are.",
                )
            })
        }
        Condition::ItemCount {
            scales,
            items,
            from,
            to,
            ..
        } => {
            let (member, what, hint) = if scales.is_empty() && items.is_empty() {
                (
                    "itemCount.scales",
                    "no items to count",
                    "Name scales or items.",
                )
            } else if from.is_none() && to.is_none() {
                (
                    "itemCount.from",
                    "nothing says which answers to count",
                    "Say the lowest with `from`, the highest with `to`, or both.",
                )
            } else if context.never_holds(when) {
                (
                    "itemCount.atLeast",
                    "fewer items can have such an answer: this never holds",
                    "Look at what their answers count.",
                )
            } else {
                return None;
            };
            Some((member, what.to_owned(), hint))
        }
        Condition::Not(part) if context.always_holds(part) => Some((
            "not",
            "this is always so: its contrary never holds".to_owned(),
            "Take the rule out, or ask for something else.",
        )),
        _ => None,
    }
}
