//! Option sets, sections and items.

use instrument::pack::references::repeated;
use instrument::pack::{PackForm, references};

use super::all_items::all_items;
use super::findings::Findings;
use super::references::References;

/// How many options can be chosen with a number key: 1 to 9.
const KEYS: usize = 9;

/// Checks the head of the pack, and its option sets, sections and items.
pub fn check(form: &PackForm, found: &mut Findings) {
    head(form, found);
    References { form, found }.twice("optionSets", &form.option_sets, |set| &set.id);
    for (at, set) in form.option_sets.iter().enumerate() {
        let path = format!("optionSets[{at}]");
        let used = all_items(form)
            .iter()
            .any(|(_, _, item)| item.options == set.id);
        if !used {
            found.warning(
                &path,
                format!("no item uses the option set “{}”", set.id),
                "Take it out, or name it in an item.",
            );
        }
        if set.options.len() < 2 {
            found.error(
                format!("{path}.options"),
                "fewer than two options",
                "An item needs something to choose from.",
            );
        }
        if set.options.len() > KEYS {
            found.warning(
                format!("{path}.options"),
                format!("more options than number keys ({})", set.options.len()),
                "It works, but only the first nine can be answered with a key.",
            );
        }
        let twice = repeated(&set.options, |choice| choice.value);
        let twice: Vec<usize> = twice.map(|(place, _)| place).collect();
        for (place, choice) in set.options.iter().enumerate() {
            let path = format!("{path}.options[{place}]");
            if twice.contains(&place) {
                found.error(
                    format!("{path}.value"),
                    format!("the value {} is there twice", choice.value),
                    "`value` names the answer. If two answers count the same, give them two values and the same `counts`.",
                );
            }
            if choice.unscored && choice.counts.is_some() {
                found.error(
                    format!("{path}.counts"),
                    "it counts something and is unscored",
                    "Keep one of the two.",
                );
            }
        }
        if used && set.options.iter().all(|choice| choice.unscored) && scored(form, &set.id) {
            found.error(
                format!("{path}.options"),
                "every option is unscored, but a scale uses it",
                "Let at least one count something.",
            );
        }
    }
    sections(form, found);
}

fn head(form: &PackForm, found: &mut Findings) {
    if form.format != 1 {
        found.error(
            "format",
            format!("format {} is not known here", form.format),
            "This version reads format 1.",
        );
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if form.id.is_empty() || !form.id.chars().all(plain) {
        found.error(
            "id",
            "not a short name",
            "Use small letters, digits and hyphens: it names files and addresses.",
        );
    }
    if form.version.trim().is_empty() {
        found.error(
            "version",
            "no version",
            "Begin with \"1.0.0\", and raise it with every change of an item, a scale or a band.",
        );
    }
    if form
        .recall
        .as_ref()
        .is_some_and(|recall| recall.days == Some(0))
    {
        found.error(
            "recall.days",
            "no length",
            "Leave `days` out where the answers are about no certain time.",
        );
    }
    if form.draft_days < 1 {
        found.warning(
            "draftDays",
            "an unfinished check cannot be carried on the next day",
            "A few days are usual.",
        );
    }
    if form
        .review
        .as_ref()
        .is_some_and(|review| !review.is_sound())
    {
        found.error(
            "review",
            "no name, or days that cannot be",
            "`by` says who signed it; `on` and `next` are days such as 2026-11-28, the later one last. Leave `review` out until somebody has.",
        );
    }
    if form.wobble.is_some_and(|wobble| !wobble.is_positive()) {
        found.error(
            "wobble",
            "not more than 0",
            "Then every change would be called one. Leave it out for half a step.",
        );
    }
    let margin = form.stand_out.map(|stand_out| stand_out.margin);
    if margin.is_some_and(|margin| !margin.is_positive()) {
        found.error(
            "standOut.margin",
            "not more than 0",
            "Leave `standOut` out if only the highest result is to stand out.",
        );
    }
}

fn sections(form: &PackForm, found: &mut Findings) {
    let items = all_items(form);
    if items.is_empty() {
        found.error(
            "sections",
            "no items",
            "A check asks at least one question.",
        );
    }
    for (path, _, item) in &items {
        column(path, &item.id, &["sheet"], found);
    }
    references::items(form, &mut References { form, found });
    for (at, section) in form.sections.iter().enumerate() {
        if section.items.is_empty() {
            found.error(
                format!("sections[{at}].items"),
                "a section without items",
                "Take it out.",
            );
        }
    }
}

/// Whether a scale uses an item that is answered from this set.
fn scored(form: &PackForm, set: &str) -> bool {
    let items = all_items(form);
    let mut members = form.scales.iter().flat_map(|scale| &scale.items);
    members.any(|member| {
        items
            .iter()
            .any(|(_, _, item)| item.id == member.item && item.options == set)
    })
}

/// Reports an id that is one of `taken`, the names that `pack score` gives to columns.
pub fn column(path: &str, id: &str, taken: &[&str], found: &mut Findings) {
    if taken.contains(&id) {
        found.error(
            format!("{path}.id"),
            format!("“{id}” is the name of a column in every file of sheets"),
            "Give it another name.",
        );
    }
}
