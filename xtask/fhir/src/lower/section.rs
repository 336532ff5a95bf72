//! Sections: each group with questions of its own, in the order of the form.

use super::Lower;
use crate::form::{Item, Kind};
use crate::own;
use crate::problem::{Code, Place};
use crate::write::{Json, Members};

/// Questions one behind the other in one group.
struct Run {
    /// The group; none at the root.
    group: Option<usize>,
    items: Vec<usize>,
}

impl Lower<'_> {
    pub(super) fn sections(&self) -> Vec<Json> {
        let form = &self.read.form;
        let mut runs: Vec<Run> = Vec::new();
        let mut typed: Option<(usize, Place)> = None;
        for (at, item) in form.items.iter().enumerate() {
            if item.asks() && item.options.is_empty() {
                typed.get_or_insert((0, item.place.clone())).0 += 1;
            }
            if !self.asked(item) {
                self.aside(item);
                continue;
            }
            let group = self.group(at);
            match runs.last_mut() {
                Some(run) if run.group == group => run.items.push(at),
                _ => runs.push(Run {
                    group,
                    items: vec![at],
                }),
            }
        }
        if let Some((times, place)) = typed {
            let what = match times {
                1 => "a question to type an answer in: a check offers answers to choose".to_owned(),
                _ => format!(
                    "questions to type an answer in: a check offers answers to choose ({times} times, here first)"
                ),
            };
            self.log.note(Code::NotCarriedOver, place, what);
        }
        self.prefixes();
        if runs.is_empty() {
            let what = "no question offers answers to choose: nothing a check could ask";
            self.log.refuse(Code::NoItems, Place::default(), what);
        }
        let mut names = Vec::new();
        runs.iter()
            .map(|run| self.section(run, &mut names))
            .collect()
    }

    /// What stands before questions, told once: the check numbers them itself.
    fn prefixes(&self) {
        let items = self.read.form.items.iter().filter(|item| self.asked(item));
        let found = items.filter_map(|item| Some((&item.place, item.prefix.as_deref()?)));
        let found: Vec<_> = found.collect();
        if let Some((place, prefix)) = found.first() {
            let times = found.len();
            let what =
                format!("the prefixes of questions, such as {prefix:?} ({times}, here first)");
            self.log.note(Code::NotCarriedOver, (*place).clone(), what);
        }
    }

    /// The group that the item at `at` is in.
    pub(super) fn group(&self, at: usize) -> Option<usize> {
        let items = &self.read.form.items;
        let mut next = items[at].parent;
        while let Some(parent) = next {
            if items[parent].kind == Kind::Group {
                return Some(parent);
            }
            next = items[parent].parent;
        }
        None
    }

    /// Words that stand where a pack has no place for them.
    fn aside(&self, item: &Item) {
        if item.kind != Kind::Display || item.hidden || item.words.is_none() {
            return;
        }
        let opens = self
            .openings(item.parent)
            .any(|own| std::ptr::eq(own, item));
        let helps = item
            .parent
            .is_some_and(|parent| self.read.form.items[parent].kind != Kind::Group);
        if !opens && !helps {
            let what = "words that stand behind questions";
            self.log
                .note(Code::NotCarriedOver, item.place.clone(), what);
        }
    }

    /// The displays in `group` before its first question, those shown to everyone.
    fn openings(&self, group: Option<usize>) -> impl Iterator<Item = &Item> {
        let items = &self.read.form.items;
        let first = items.iter().position(|item| {
            let mut inside = false;
            let mut next = item.parent;
            while let Some(parent) = next {
                inside |= Some(parent) == group;
                next = items[parent].parent;
            }
            (inside || group.is_none()) && self.asked(item)
        });
        let end = first.unwrap_or(0);
        items[..end].iter().filter(move |item| {
            item.parent == group
                && item.kind == Kind::Display
                && !item.hidden
                && item.when.is_empty()
                && item.when_expression.is_none()
        })
    }

    /// What they say.
    pub(super) fn opening(&self, group: Option<usize>) -> Option<String> {
        let words = self.openings(group).filter_map(|item| item.words.as_ref());
        let words: Vec<String> = words.map(|words| self.say(words)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn section(&self, run: &Run, names: &mut Vec<String>) -> Json {
        let items = &self.read.form.items;
        let group = run.group.map(|group| &items[group]);
        let link = group.map_or("questions", |group| group.link_id.as_str());
        let base = link.strip_prefix(own::SECTION).unwrap_or(link);
        let mut id = base.to_owned();
        let first = !names.contains(&id);
        let mut number = 1;
        while names.contains(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        names.push(id.clone());
        let given = self.bands.entry("sections", &id);
        let title = group
            .and_then(|group| group.words.as_ref())
            .map_or_else(|| self.title(), |words| self.say(words));
        let part = |name: &str| given.and_then(|given| given.get(name)).cloned();
        let stem = run
            .group
            .filter(|_| first)
            .and_then(|group| self.opening(Some(group)));
        let when = run.group.and_then(|group| self.when_group(group));
        let when = part("when").or(when);
        let list = run.items.iter().map(|item| self.item(*item, run.group));
        Members::default()
            .with("id", id)
            .with(
                "title",
                part("title").unwrap_or_else(|| title.as_str().into()),
            )
            .with(
                "topic",
                part("topic").unwrap_or_else(|| title.as_str().into()),
            )
            .with_some("stem", part("stem").or(stem.map(Json::from)))
            .with_some("when", when)
            .with("items", list.collect::<Vec<_>>())
            .done()
    }

    fn item(&self, at: usize, group: Option<usize>) -> Json {
        let item = &self.read.form.items[at];
        let help = item
            .help
            .iter()
            .map(|words| self.say(words))
            .collect::<Vec<_>>();
        let help = (!help.is_empty()).then(|| help.join(" "));
        let given = self.bands.entry("items", &item.link_id);
        let part = |name: &str| given.and_then(|given| given.get(name)).cloned();
        Members::default()
            .with("id", item.link_id.as_str())
            .with("text", self.text(item))
            .with_some("help", help)
            .with("options", self.offers.set(at))
            .with_some("when", part("when").or_else(|| self.when_item(at, group)))
            .with_some("covers", part("covers"))
            .done()
    }
}
