//! Branching: conditions ask only about earlier items, without loops, and every item is shown for some answers.

use std::collections::BTreeSet;

use instrument::pack::references::{Broken, Fault, Sink};
use instrument::pack::{Choice, Item, PackForm, PackRule, ShownWhen, Test, references};

use super::all_items::all_items;
use super::conditions::{Within, ever, walk};
use super::findings::Findings;
use super::references::explain_fault;
use super::shown::Shown;

/// Checks conditions, then whether each item is ever shown, then whether enough items of each scale can be answered.
pub fn check(form: &PackForm, found: &mut Findings) {
    let branches = Branches::of(form);
    let mut broken = false;
    for at in 0..branches.items.len() {
        broken |= branches.conditions(at, found);
    }
    if broken {
        return;
    }
    let mut shown = Shown::of(form, &branches.items);
    for at in shown.never() {
        let (path, _, item) = &branches.items[at];
        found.error(
            format!("{path}.when"),
            format!("“{}” is never shown, whatever is answered", item.id),
            "Its conditions exclude each other: look at those of the items it asks about, too.",
        );
    }
    for (at, scale) in form.scales.iter().enumerate() {
        let members = scale.items.iter();
        let members: Vec<usize> = members
            .filter_map(|member| branches.place(&member.item))
            .collect();
        let parts = scale.scales.len();
        let wanted = scale.least_answered;
        if members.len() + parts < wanted {
            continue;
        }
        let most = shown.answered(&members, wanted.saturating_sub(parts));
        if let Some(most) = most.filter(|most| most + parts < wanted) {
            found.error(
                format!("scales[{at}].leastAnswered"),
                format!(
                    "“{}” can never reach its minimum: at most {} of its items are ever answered together",
                    scale.id,
                    most + parts
                ),
                "Branching hides the others. Lower `leastAnswered`, or look at the conditions.",
            );
        }
    }
}

/// The items of a form in the order of the page, and the conditions under which each is shown.
struct Branches<'a> {
    form: &'a PackForm,
    items: Vec<(String, usize, &'a Item)>,
}

impl<'a> Branches<'a> {
    fn of(form: &'a PackForm) -> Self {
        Self {
            form,
            items: all_items(form),
        }
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|(_, _, item)| item.id == id)
    }

    fn options(&self, at: usize) -> &'a [Choice] {
        let set = &self.items[at].2.options;
        let found = self.form.option_sets.iter().find(|known| &known.id == set);
        found.map_or(&[], |set| &set.options)
    }

    /// The conditions under which an item is shown: its section's, then its own. Each comes with its path and the
    /// index of the first item that it must not ask about.
    fn conditions_of(&self, at: usize) -> [(String, &'a ShownWhen, usize); 2] {
        let (path, section, item) = &self.items[at];
        let first = self.items.iter().position(|(_, known, _)| known == section);
        let whole = &self.form.sections[*section];
        [
            (
                format!("sections[{section}].when"),
                &whole.when,
                first.unwrap_or(at),
            ),
            (format!("{path}.when"), &item.when, at),
        ]
    }

    /// Checks the conditions of an item. Returns whether anything is wrong with them.
    fn conditions(&self, at: usize, found: &mut Findings) -> bool {
        let mut broken = false;
        for (path, when, end) in self.conditions_of(at) {
            if when.is_always() {
                continue;
            }
            let earlier = self.items[..end].iter().map(|(_, _, item)| &item.id);
            let earlier: Vec<&str> = earlier.map(String::as_str).collect();
            let id = &self.items[at].2.id;
            walk(&path, when, &mut |path, part| {
                let mut sink = ConditionSink {
                    branches: self,
                    at,
                    found: &mut *found,
                    broken: false,
                };
                let within = &mut Within(path, &mut sink);
                references::shown(self.form, part, &earlier, id, within);
                broken |= sink.broken;
                if let ShownWhen::Item { id, test } = part
                    && earlier.contains(&id.as_str())
                {
                    broken |= self.test(&format!("{path}.item"), id, *test, found);
                }
            });
        }
        broken
    }

    /// Checks a test of the answer to the item `id`. Returns whether anything is wrong with it.
    fn test(&self, path: &str, id: &str, test: Test, found: &mut Findings) -> bool {
        let options = self.place(id).map_or(&[][..], |at| self.options(at));
        if let Test::Is(value) | Test::IsNot(value) = test
            && !options.iter().any(|choice| choice.value == value)
        {
            let values: Vec<String> = options
                .iter()
                .map(|choice| choice.value.to_string())
                .collect();
            found.error(
                path,
                format!("{value} is none of the answers to “{id}”"),
                format!("Its answers: {}.", values.join(", ")),
            );
            return true;
        }
        let never = !ever(test, options);
        if never {
            found.error(
                path,
                format!("no answer to “{id}” ever passes this"),
                "Look at what its options count.",
            );
        }
        never
    }

    /// The ids on a loop: `to`, then `from` and what each waits for, back to `to`. `None` if there is no loop.
    fn way(&self, from: usize, to: usize) -> Option<Vec<String>> {
        let name = |at: usize| self.items[at].2.id.clone();
        let mut open = vec![vec![from]];
        let mut seen = BTreeSet::from([from]);
        while let Some(way) = open.pop() {
            let last = *way.last()?;
            if last == to {
                let start = std::iter::once(name(to));
                return Some(start.chain(way.into_iter().map(name)).collect());
            }
            for next in self.waits_for(last) {
                if seen.insert(next) {
                    let mut longer = way.clone();
                    longer.push(next);
                    open.push(longer);
                }
            }
        }
        None
    }

    /// The items whose answers decide whether this one is shown.
    fn waits_for(&self, at: usize) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        for (_, when, _) in self.conditions_of(at) {
            walk("", when, &mut |_, part| {
                if let ShownWhen::Item { id, .. } = part {
                    all.extend(self.place(id));
                }
            });
        }
        all
    }
}

/// Reports what is wrong with a condition under which the item at `at` is shown.
struct ConditionSink<'a> {
    branches: &'a Branches<'a>,
    at: usize,
    found: &'a mut Findings,
    broken: bool,
}

impl Sink for ConditionSink<'_> {
    fn add<'a>(&mut self, _: PackRule, _: &str, broken: impl FnOnce() -> Broken<'a>) {
        let Broken { path, fault } = broken();
        let (mut what, mut hint) = explain_fault(self.branches.form, fault);
        if fault == Fault::NoCondition {
            hint = "Leave `when` out for an item that is always shown.".to_owned();
        } else if let Fault::LaterItem(id) = fault
            && let Some(other) = self.branches.place(id)
            && let Some(way) = self.branches.way(other, self.at)
        {
            what = format!("a loop: {}", way.join(" waits for "));
            hint = "None of these would ever be shown. Let one of them be shown always.".to_owned();
        }
        self.found.error(path, what, hint);
        self.broken = true;
    }
}
