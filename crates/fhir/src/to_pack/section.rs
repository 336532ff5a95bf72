//! Sections: one for each run of consecutive questions in the same group, in the order of the form.

use super::PackBuilder;
use super::pack_json::{self, Part, Section};
use crate::form::{Item, Kind};
use crate::own;
use crate::problem::{Code, Place};

/// Consecutive questions in the same group.
struct Run {
    /// The group. `None` at the root.
    group: Option<usize>,
    items: Vec<usize>,
}

impl PackBuilder<'_> {
    pub(super) fn sections(&self) -> Vec<Section> {
        let form = &self.read.form;
        let mut runs: Vec<Run> = Vec::new();
        let mut typed: Option<(usize, Place)> = None;
        for (at, item) in form.items.iter().enumerate() {
            if item.is_question() && item.options.is_empty() {
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

    /// Notes once that the prefixes of questions are left out: the check numbers its questions itself.
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

    /// The innermost group that the item at `at` is in.
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

    /// Notes a display for which a pack has no place.
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

    /// The displays in `group` before its first question, without those that are hidden or conditional.
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

    /// The text of those displays. `None` if there are none.
    pub(super) fn opening(&self, group: Option<usize>) -> Option<String> {
        let words = self.openings(group).filter_map(|item| item.words.as_ref());
        let words: Vec<String> = words.map(|words| self.say(words)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn section(&self, run: &Run, names: &mut Vec<String>) -> Section {
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
        let given = self.bands.sections.get(&id);
        let title = group
            .and_then(|group| group.words.as_ref())
            .map_or_else(|| self.title(), |words| self.say(words));
        let stem = run
            .group
            .filter(|_| first)
            .and_then(|group| self.opening(Some(group)));
        let when = run.group.and_then(|group| self.when_group(group));
        let list = run.items.iter().map(|item| self.item(*item, run.group));
        Section {
            title: Part::or_else(given.and_then(|given| given.title.as_ref()), || {
                title.clone()
            }),
            topic: Part::or_else(given.and_then(|given| given.topic.as_ref()), || {
                title.clone()
            }),
            stem: Part::some(given.and_then(|given| given.stem.as_ref()), stem),
            when: Part::some(given.and_then(|given| given.when.as_ref()), when),
            items: list.collect(),
            id,
        }
    }

    fn item(&self, at: usize, group: Option<usize>) -> pack_json::Item {
        let item = &self.read.form.items[at];
        let help = item.help.iter().map(|words| self.say(words));
        let help: Vec<String> = help.collect();
        let given = self.bands.items.get(&item.link_id);
        pack_json::Item {
            id: item.link_id.clone(),
            text: self.text(item),
            help: (!help.is_empty()).then(|| help.join(" ")),
            options: self.offers.set(at).to_owned(),
            when: Part::some(
                given.and_then(|given| given.when.as_ref()),
                self.when_item(at, group),
            ),
            covers: given.and_then(|given| given.covers.clone()),
        }
    }
}
