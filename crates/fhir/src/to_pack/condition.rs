//! The answers for which something is shown, as a condition of a pack.

use super::PackBuilder;
use super::pack_json::{Condition, Test};
use crate::branch::Shown;

impl PackBuilder<'_> {
    /// When the group at `group` is shown: its own condition and those of the groups it is in.
    pub(super) fn when_group(&self, group: usize) -> Option<Condition> {
        let mut all = Vec::new();
        let mut next = Some(group);
        while let Some(at) = next {
            all.extend(&self.read.shown[at]);
            next = self.read.form.items[at].parent;
        }
        all.reverse();
        self.all(&all)
    }

    /// When the item at `at` is shown, without the conditions of its `group`.
    pub(super) fn when_item(&self, at: usize, group: Option<usize>) -> Option<Condition> {
        let mut all = Vec::new();
        let mut next = Some(at);
        while next != group
            && let Some(at) = next
        {
            all.extend(&self.read.shown[at]);
            next = self.read.form.items[at].parent;
        }
        all.reverse();
        self.all(&all)
    }

    fn all(&self, all: &[&Shown]) -> Option<Condition> {
        match all {
            [] => None,
            [one] => Some(self.condition(one)),
            _ => {
                let each = all.iter().map(|one| self.condition(one)).collect();
                Some(Condition::All(each))
            }
        }
    }

    fn condition(&self, shown: &Shown) -> Condition {
        match shown {
            Shown::All(each) => {
                Condition::All(each.iter().map(|one| self.condition(one)).collect())
            }
            Shown::Any(each) => {
                Condition::Any(each.iter().map(|one| self.condition(one)).collect())
            }
            Shown::By {
                item,
                options,
                missing,
            } => self.by(*item, options, *missing),
        }
    }

    fn by(&self, item: usize, options: &[bool], missing: bool) -> Condition {
        let id = &self.read.form.items[item].link_id;
        let values = self.offers.values(item);
        let test = |test: Test| Condition::Item {
            id: id.clone(),
            test,
        };
        let of = |on: bool| {
            let chosen = options
                .iter()
                .zip(values)
                .filter(move |(option, _)| **option == on);
            chosen.map(|(_, value)| *value).collect::<Vec<_>>()
        };
        let (on, off) = (of(true), of(false));
        match (on.as_slice(), off.as_slice(), missing) {
            (_, [], false) => test(Test::Answered(true)),
            ([], _, true) => test(Test::Answered(false)),
            ([one], _, false) => test(Test::Is(*one)),
            (_, [one], true) => test(Test::IsNot(*one)),
            (_, _, false) => Condition::Any(on.iter().map(|one| test(Test::Is(*one))).collect()),
            // Any answer but these, or no answer.
            (_, _, true) => Condition::All(off.iter().map(|one| test(Test::IsNot(*one))).collect()),
        }
    }
}
