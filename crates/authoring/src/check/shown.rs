//! Which items are shown for which answers, found by trying every combination of the answers that decide about it.

use std::collections::{BTreeMap, BTreeSet};

use instrument::pack::{Choice, Item, PackForm, ShownWhen, Test};

use super::conditions::passes;

/// The most combinations of answers that are tried for items that depend on the same answers.
const COMBINATIONS: usize = 100_000;

/// The limit on evaluations of items, over all combinations of answers. A pack that needs more has more items than a
/// person would answer.
const LOOKS: usize = 20_000_000;

/// A condition that refers to items by their index.
enum Rule {
    Always,
    Item(usize, Test),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
}

/// Finds out which items are ever shown. The conditions of the pack may ask only about answers to earlier items.
pub struct Shown<'a> {
    options: Vec<&'a [Choice]>,
    /// The conditions under which each item is shown: its section's, and its own.
    rules: Vec<[Rule; 2]>,
    looks: usize,
}

/// The option chosen for each item. `None` if the item is hidden or not answered.
type Chosen<'a> = Vec<Option<&'a Choice>>;

impl<'a> Shown<'a> {
    /// For the items of a pack, in order, each with its path and the index of its section.
    pub fn of(form: &'a PackForm, items: &[(String, usize, &'a Item)]) -> Self {
        let options = items.iter().map(|(_, _, item)| {
            let set = form.option_sets.iter().find(|set| set.id == item.options);
            set.map_or(&[][..], |set| &set.options)
        });
        let rules = items.iter().map(|(_, section, item)| {
            let section = &form.sections[*section].when;
            [rule(section, items), rule(&item.when, items)]
        });
        Self {
            options: options.collect(),
            rules: rules.collect(),
            looks: 0,
        }
    }

    /// The items that are never shown, whatever is answered. An item with too many combinations to try is left out.
    pub fn never(&mut self) -> BTreeSet<usize> {
        // Items that depend on the same answers are tried together.
        let mut together: BTreeMap<BTreeSet<usize>, Vec<usize>> = BTreeMap::new();
        for at in 0..self.rules.len() {
            together.entry(self.deciding(&[at])).or_default().push(at);
        }
        let mut never = BTreeSet::new();
        for items in together.into_values() {
            let mut left: BTreeSet<usize> = items.iter().copied().collect();
            let tried = self.most(&items, items.len(), |shown, _| {
                left.retain(|at| !shown[*at]);
                items.len() - left.len()
            });
            if tried.is_some() {
                never.append(&mut left);
            }
        }
        never
    }

    /// How many of `items` can be answered together with an option that counts, at most. The search stops once there
    /// are `enough`. `None` if there are too many combinations to try.
    pub fn answered(&mut self, items: &[usize], enough: usize) -> Option<usize> {
        let deciding = self.deciding(items);
        let can: Vec<bool> = self.options.iter().map(|set| counts(set)).collect();
        self.most(items, enough, |shown, chosen| {
            let answered = |at: &&usize| match deciding.contains(at) {
                true => chosen[**at].is_some_and(|choice| choice.score().is_some()),
                false => shown[**at] && can[**at],
            };
            items.iter().filter(answered).count()
        })
    }

    /// The highest `count` over all combinations of answers that decide about `items`, or the first that is at least
    /// `enough`. `None` if there are too many combinations to try.
    fn most(
        &mut self,
        items: &[usize],
        enough: usize,
        mut count: impl FnMut(&[bool], &Chosen) -> usize,
    ) -> Option<usize> {
        let deciding = self.deciding(items);
        let sizes = deciding.iter().map(|at| self.options[*at].len() + 1);
        let all = sizes.clone().try_fold(1_usize, |all, size| {
            all.checked_mul(size).filter(|all| *all <= COMBINATIONS)
        })?;
        let sizes: Vec<usize> = sizes.collect();
        let looked_at: BTreeSet<usize> = deciding.iter().chain(items).copied().collect();
        let mut shown = vec![false; self.rules.len()];
        let mut chosen: Chosen = vec![None; self.rules.len()];
        let mut most = 0;
        for mut number in 0..all {
            self.looks += looked_at.len();
            if self.looks > LOOKS {
                return None;
            }
            for (at, size) in deciding.iter().zip(&sizes) {
                // No answer comes after the last option, so the first combinations answer everything.
                let options = self.options[*at];
                chosen[*at] = options.get(number % size);
                number /= size;
            }
            for at in &looked_at {
                shown[*at] = self.rules[*at].iter().all(|rule| holds(rule, &chosen));
                if !shown[*at] {
                    chosen[*at] = None;
                }
            }
            most = most.max(count(&shown, &chosen));
            if most >= enough {
                break;
            }
        }
        Some(most)
    }

    /// The items whose answers decide whether any of `items` is shown, directly or through other items.
    fn deciding(&self, items: &[usize]) -> BTreeSet<usize> {
        let mut deciding = BTreeSet::new();
        let mut open = items.to_vec();
        while let Some(at) = open.pop() {
            let mut asked = Vec::new();
            self.rules[at]
                .iter()
                .for_each(|rule| mentioned(rule, &mut asked));
            open.extend(asked.into_iter().filter(|other| deciding.insert(*other)));
        }
        deciding
    }
}

/// Whether any of these options counts.
fn counts(options: &[Choice]) -> bool {
    options.iter().any(|choice| choice.score().is_some())
}

fn rule(when: &ShownWhen, items: &[(String, usize, &Item)]) -> Rule {
    let each = |parts: &[ShownWhen]| parts.iter().map(|part| rule(part, items)).collect();
    match when {
        ShownWhen::Always => Rule::Always,
        ShownWhen::All(parts) => Rule::All(each(parts)),
        ShownWhen::Any(parts) => Rule::Any(each(parts)),
        ShownWhen::Not(part) => Rule::Not(Box::new(rule(part, items))),
        ShownWhen::Item { id, test } => {
            let place = items.iter().position(|(_, _, item)| &item.id == id);
            place.map_or(Rule::Always, |place| Rule::Item(place, *test))
        }
    }
}

fn mentioned(rule: &Rule, out: &mut Vec<usize>) {
    match rule {
        Rule::Always => {}
        Rule::Item(at, _) => out.push(*at),
        Rule::All(parts) | Rule::Any(parts) => parts.iter().for_each(|part| mentioned(part, out)),
        Rule::Not(part) => mentioned(part, out),
    }
}

fn holds(rule: &Rule, chosen: &Chosen) -> bool {
    match rule {
        Rule::Always => true,
        Rule::Item(at, test) => passes(*test, chosen[*at]),
        Rule::All(parts) => parts.iter().all(|part| holds(part, chosen)),
        Rule::Any(parts) => parts.iter().any(|part| holds(part, chosen)),
        Rule::Not(part) => !holds(part, chosen),
    }
}
