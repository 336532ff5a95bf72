//! Option sets: each list of answers is written once, however many questions offer it.

use std::collections::HashMap;

use instrument::rational::Rational;

use super::PackBuilder;
use super::pack_json::{self, Coding, OptionSet, Part};
use crate::form::{Choice, Item, Key};
use crate::words::word_in;
use crate::{Read, own};

/// The option sets of a pack, and which of them each item uses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offers {
    /// Each set: its id, an item that offers it, and the values of its options.
    sets: Vec<(String, usize, Vec<i64>)>,
    by_item: HashMap<usize, usize>,
    /// The id of the pack.
    pack: String,
}

impl Offers {
    /// Collects the option sets of every item that is asked.
    pub fn of(read: &Read, pack: &str) -> Self {
        let mut offers = Self {
            pack: pack.to_owned(),
            ..Self::default()
        };
        for (at, item) in read.form.items.iter().enumerate() {
            if !item.is_question() || item.options.is_empty() {
                continue;
            }
            let same = |(name, other, _): &(String, usize, Vec<i64>)| {
                let named = item.option_set.as_ref().is_none_or(|own| own == name);
                named && alike(item, &read.form.items[*other])
            };
            let found = offers.sets.iter().position(same).unwrap_or_else(|| {
                let name = offers.name(item);
                offers.sets.push((name, at, values(item)));
                offers.sets.len() - 1
            });
            offers.by_item.insert(at, found);
        }
        offers
    }

    fn name(&self, item: &Item) -> String {
        let wanted = item.option_set.clone();
        let taken = |name: &String| self.sets.iter().any(|(known, _, _)| known == name);
        if let Some(name) = wanted
            && !taken(&name)
        {
            return name;
        }
        let number = (1..).map(|number| format!("answers-{number}"));
        number
            .into_iter()
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    /// The id of the set that the item at `item` uses. Empty if the item is not asked.
    pub fn set(&self, item: usize) -> &str {
        self.by_item
            .get(&item)
            .map_or("", |set| self.sets[*set].0.as_str())
    }

    /// The values of the options of the item at `item`.
    pub fn values(&self, item: usize) -> &[i64] {
        self.by_item
            .get(&item)
            .map_or(&[], |set| self.sets[*set].2.as_slice())
    }
}

fn alike(one: &Item, other: &Item) -> bool {
    let same = |(a, b): (&Choice, &Choice)| {
        let weight = |choice: &Choice| choice.weight.map(|(weight, _)| weight);
        let said = |choice: &Choice| (choice.prefix.clone(), choice.label.clone());
        a.key == b.key && said(a) == said(b) && a.value == b.value && weight(a) == weight(b)
    };
    one.options.len() == other.options.len() && one.options.iter().zip(&other.options).all(same)
}

/// The values of an item's options: their weights, if these are whole and all different. Otherwise their positions,
/// which do not affect what they count.
fn values(item: &Item) -> Vec<i64> {
    let given = item
        .options
        .iter()
        .map(|choice| choice.value.or_else(|| whole(choice)));
    let given: Option<Vec<i64>> = given.collect();
    if let Some(given) = given {
        let apart = given.iter().collect::<std::collections::HashSet<_>>().len() == given.len();
        let small = given.iter().all(|value| i32::try_from(*value).is_ok());
        if apart && small {
            return given;
        }
    }
    (0..).take(item.options.len()).collect()
}

fn whole(choice: &Choice) -> Option<i64> {
    match (&choice.weight, &choice.key) {
        (Some((weight, _)), _) => weight.as_whole(),
        (None, Key::Integer(whole)) => Some(*whole),
        _ => None,
    }
}

impl PackBuilder<'_> {
    pub(super) fn option_sets(&self) -> Vec<Part<OptionSet>> {
        let items = &self.read.form.items;
        let sets = self.offers.sets.iter().map(|(name, item, values)| {
            let item = &items[*item];
            let any = item.options.iter().any(|choice| choice.weight.is_some());
            let options = item.options.iter().zip(values);
            let options = options.map(|(choice, value)| self.choice(choice, *value, name, any));
            Part::Made(OptionSet {
                id: name.clone(),
                options: options.collect(),
            })
        });
        let given = self.bands.option_sets.iter().cloned();
        sets.chain(given.map(Part::Given)).collect()
    }

    fn choice(&self, choice: &Choice, value: i64, set: &str, any: bool) -> pack_json::Choice {
        let weight = choice.weight.map(|(weight, _)| weight);
        // A number offered as an answer counts as itself if no option has a weight.
        let score = match (&choice.key, weight) {
            (Key::Integer(whole), None) if !any => Some(Rational::from(*whole)),
            _ => weight,
        };
        let written =
            choice.value.is_some() || score.and_then(|score| score.as_whole()) != Some(value);
        let counts = score
            .filter(|_| written)
            .and_then(|score| score.to_decimal(6));
        let coding = match &choice.key {
            Key::Coding(system, code) => {
                let own = own::system(&self.offers.pack, set);
                let own = system.as_deref() == Some(&own) && *code == value.to_string();
                (!own).then(|| Coding {
                    system: system.clone(),
                    code: code.clone(),
                })
            }
            _ => None,
        };
        pack_json::Choice {
            value,
            label: self.label(choice),
            counts,
            unscored: score.is_none().then_some(true),
            coding,
        }
    }

    /// The text of the answer after its prefix, as forms show it: `a) Not at all`.
    fn label(&self, choice: &Choice) -> String {
        let said = self.said(choice);
        match choice.prefix.as_deref().map(str::trim) {
            Some(prefix) if !prefix.is_empty() => format!("{prefix} {said}"),
            _ => said,
        }
    }

    fn said(&self, choice: &Choice) -> String {
        if let Key::Boolean(truth) = choice.key {
            let name = if truth { "yes" } else { "no" };
            let lang = self.language();
            let said = word_in(name, &lang).or_else(|| word_in(name, "en"));
            return said.unwrap_or_default().to_owned();
        }
        self.say(&choice.label)
    }
}
