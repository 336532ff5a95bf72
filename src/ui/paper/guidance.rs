//! The words the check may say, each behind the condition under which it says them, in the order of the screen.

use yew::prelude::*;

use super::{Paper, number};
use crate::domain::pack::{Condition, Entry, Kind, Link, Slot};
use crate::text::Text;
use crate::text::paper::Word;
use crate::ui::prose::{h2, h3, p, paragraphs, section};
use crate::ui::view::plain;

/// Everything that may be said.
pub(super) fn guidance(paper: &Paper) -> Html {
    let names = |wanted: &dyn Fn(&crate::domain::pack::Scale) -> bool| {
        let scales = paper.pack.scales().iter().filter(|scale| wanted(scale));
        let names: Vec<String> = scales.map(|scale| scale.title.clone()).collect();
        (!names.is_empty()).then(|| paper.all(&names))
    };
    let kinds = [
        (Word::Signs, names(&|scale| scale.kind == Kind::Sign)),
        (
            Word::Resources,
            names(&|scale| scale.kind == Kind::Resource),
        ),
        (Word::StandsOutMeans, names(&|scale| scale.pattern)),
    ];
    let mut content = vec![
        h2(paper.word(Word::WordsHeading)),
        p(paper.word(Word::WordsLead)),
    ];
    for (word, names) in kinds {
        if let Some(names) = names {
            content.push(p(paper.fill(word, &[("names", &names)])));
        }
    }
    let other = [
        Slot::Differ,
        Slot::Reassure,
        Slot::History,
        Slot::Find,
        Slot::Why,
        Slot::Reading,
    ];
    let groups = [
        (
            paper.text(Text::StrengthsHeading),
            vec![Slot::Strength],
            None,
        ),
        (paper.text(Text::PatternHeading), vec![Slot::Pattern], None),
        (
            paper.text(Text::StepHeading),
            vec![Slot::Step],
            Some(Word::SlotStepLead),
        ),
        (paper.text(Text::HelpHeading), vec![Slot::Help], None),
        (paper.word(Word::SlotOther), other.to_vec(), None),
    ];
    for (heading, slots, lead) in groups {
        let said = slot(paper, &slots);
        if !said.is_empty() {
            content.push(h3(heading));
            content.extend(lead.map(|word| p(paper.word(word))));
            content.push(html! { <ol class="said">{ for said }</ol> });
        }
    }
    section("words", content)
}

/// The entries of some slots in the order of the rules; what was said before is only named again.
fn slot(paper: &Paper, slots: &[Slot]) -> Vec<Html> {
    let form = &paper.pack.form().guidance;
    let mut said: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for rule in &form.rules {
        for id in &rule.show {
            let entry = form.entries.iter().find(|entry| &entry.id == id);
            let Some(entry) = entry.filter(|entry| slots.contains(&entry.slot)) else {
                continue;
            };
            let when = if rule.when == Condition::Always {
                paper.words.get(Word::Everyone).to_owned()
            } else {
                let what = condition(paper, &rule.when);
                paper.words.fill(Word::If, &[("what", &what)])
            };
            let words = if said.contains(&id.as_str()) {
                p(paper.fill(Word::Again, &[("title", &entry.title)]))
            } else {
                whole(paper, entry)
            };
            said.push(id);
            rows.push(html! { <li><em>{ plain(&when) }</em>{ words }</li> });
        }
    }
    rows
}

fn whole(paper: &Paper, entry: &Entry) -> Html {
    let config = &paper.config;
    let place = match entry.link {
        Some(Link::Directory) => Some(&config.directory),
        Some(Link::Register) => config.register.as_ref(),
        Some(Link::Courses) => config.courses.as_ref(),
        _ => None,
    };
    let place = place.map(|place| p(plain(&[paper.say(&place.label), &place.url].join(": "))));
    html! { <><b>{ plain(&entry.title) }</b>{ paragraphs(&entry.text) }{ place }</> }
}

/// A condition in words.
fn condition(paper: &Paper, when: &Condition) -> String {
    let title = |id: &str| {
        let scale = paper.pack.scales().iter().find(|scale| scale.id == id);
        scale.map_or("", |scale| scale.title.as_str())
    };
    let words = &paper.words;
    match when {
        Condition::Always => words.get(Word::Everyone).to_owned(),
        Condition::NothingScored => words.get(Word::NothingScored).to_owned(),
        Condition::NothingStandsOut => words.get(Word::NothingStandsOut).to_owned(),
        Condition::EarlierChecks => words.get(Word::Earlier).to_owned(),
        Condition::Band { scale, bands } => {
            let labels: Vec<String> = bands
                .iter()
                .map(|band| quoted(paper, scale, band))
                .collect();
            let labels = paper.either(&labels);
            words.fill(Word::Band, &[("scale", title(scale)), ("bands", &labels)])
        }
        Condition::Unscored(scale) => words.fill(Word::Unscored, &[("scale", title(scale))]),
        Condition::StandsOut(scale) => words.fill(Word::StandsOut, &[("scale", title(scale))]),
        Condition::Item { id, at_least } => asked(paper, &[id], *at_least),
        Condition::BandCount {
            kind,
            band,
            at_least,
        } => {
            let mut scales = paper.pack.scales().iter();
            let scale = scales.find(|scale| {
                let mut bands = paper.pack.bands(scale).iter();
                scale.kind == *kind && bands.any(|known| &known.id == band)
            });
            let label = scale.map_or(String::new(), |scale| quoted(paper, &scale.id, band));
            let word = match kind {
                Kind::Sign => Word::SignCount,
                Kind::Resource => Word::ResourceCount,
            };
            words.fill(word, &[("n", &at_least.to_string()), ("band", &label)])
        }
        Condition::All(parts) => joined(paper, parts, Word::And),
        Condition::Any(parts) => joined(paper, parts, Word::Or),
        Condition::Not(part) => {
            let what = condition(paper, part);
            words.fill(Word::Not, &[("what", &what)])
        }
    }
}

fn quoted(paper: &Paper, scale: &str, band: &str) -> String {
    let scale = paper.pack.scales().iter().find(|known| known.id == scale);
    let mut bands = scale.into_iter().flat_map(|scale| paper.pack.bands(scale));
    let label = bands
        .find(|known| known.id == band)
        .map_or("", |band| &band.label);
    paper.words.fill(Word::Quote, &[("what", label)])
}

/// Questions of which one was answered with at least a value.
fn asked(paper: &Paper, ids: &[&String], at_least: i32) -> String {
    let numbers = ids.iter().filter_map(|id| paper.pack.item_index(id));
    let numbers: Vec<String> = numbers.map(number).collect();
    let (items, value) = (paper.either(&numbers), at_least.to_string());
    paper
        .words
        .fill(Word::ItemAtLeast, &[("items", &items), ("value", &value)])
}

/// Conditions in a row. Of alternatives, those that ask the same of different questions become one.
fn joined(paper: &Paper, parts: &[Condition], word: Word) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut run: Vec<&String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if let Condition::Item { id, at_least } = part
            && word == Word::Or
        {
            run.push(id);
            let goes_on = matches!(parts.get(at + 1),
                Some(Condition::Item { at_least: next, .. }) if next == at_least);
            if !goes_on {
                said.push(asked(paper, &run, *at_least));
                run.clear();
            }
            continue;
        }
        let what = condition(paper, part);
        said.push(match part {
            Condition::All(_) | Condition::Any(_) => {
                paper.words.fill(Word::Group, &[("what", &what)])
            }
            _ => what,
        });
    }
    said.join(paper.words.get(word))
}
