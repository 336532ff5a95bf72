//! By which answers something is shown, in the words of a pack.

use super::Lower;
use crate::branch::Shown;
use crate::write::{Json, Members};

impl Lower<'_> {
    /// When the group at `group` is shown: by its own answers and those of the groups it is in.
    pub(super) fn when_group(&self, group: usize) -> Option<Json> {
        let mut all = Vec::new();
        let mut next = Some(group);
        while let Some(at) = next {
            all.extend(&self.read.shown[at]);
            next = self.read.form.items[at].parent;
        }
        all.reverse();
        self.all(&all)
    }

    /// When the item at `at` is shown, its group left aside.
    pub(super) fn when_item(&self, at: usize, group: Option<usize>) -> Option<Json> {
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

    fn all(&self, all: &[&Shown]) -> Option<Json> {
        match all {
            [] => None,
            [one] => Some(self.condition(one)),
            _ => {
                let each = all.iter().map(|one| self.condition(one)).collect();
                Some(many("all", each))
            }
        }
    }

    fn condition(&self, shown: &Shown) -> Json {
        match shown {
            Shown::All(each) => many("all", each.iter().map(|one| self.condition(one)).collect()),
            Shown::Any(each) => many("any", each.iter().map(|one| self.condition(one)).collect()),
            Shown::By {
                item,
                options,
                missing,
            } => self.by(*item, options, *missing),
        }
    }

    fn by(&self, item: usize, options: &[bool], missing: bool) -> Json {
        let id = &self.read.form.items[item].link_id;
        let values = self.offers.values(item);
        let test = |name: &str, value: Json| {
            let test = Members::default()
                .with("id", id.as_str())
                .with(name, value)
                .done();
            Members::default().with("item", test).done()
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
            (_, [], false) => test("answered", true.into()),
            ([], _, true) => test("answered", false.into()),
            ([one], _, false) => test("is", (*one).into()),
            (_, [one], true) => test("isNot", (*one).into()),
            (_, _, false) => many(
                "any",
                on.iter().map(|one| test("is", (*one).into())).collect(),
            ),
            // Every other answer, and none at all.
            (_, _, true) => many(
                "all",
                off.iter().map(|one| test("isNot", (*one).into())).collect(),
            ),
        }
    }
}

fn many(name: &str, each: Vec<Json>) -> Json {
    Members::default().with(name, each).done()
}
