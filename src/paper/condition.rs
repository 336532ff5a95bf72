//! Writes the conditions of a pack in words.

use super::{Paper, number};
use crate::text::paper::PaperText;
use instrument::number::Decimal;
use instrument::pack::{Condition, Kind, Test};

/// A condition in words.
pub(super) fn condition(paper: &Paper, when: &Condition) -> String {
    let title = |id: &str| {
        let scale = paper.pack.scales().iter().find(|scale| scale.id == id);
        scale.map_or("", |scale| scale.title.as_str())
    };
    let texts = &paper.texts;
    match when {
        Condition::Always => texts.get(PaperText::Everyone).to_owned(),
        Condition::NothingScored => texts.get(PaperText::NothingScored).to_owned(),
        Condition::NothingStandsOut => texts.get(PaperText::NothingStandsOut).to_owned(),
        Condition::EarlierChecks => texts.get(PaperText::Earlier).to_owned(),
        Condition::Band { scale, bands } => {
            let labels: Vec<String> = bands
                .iter()
                .map(|band| quoted(paper, scale, band))
                .collect();
            let labels = paper.either(&labels);
            texts.fill(
                PaperText::Band,
                &[("scale", title(scale)), ("bands", &labels)],
            )
        }
        Condition::Unscored(scale) => texts.fill(PaperText::NotScored, &[("scale", title(scale))]),
        Condition::StandsOut(scale) => texts.fill(PaperText::StandsOut, &[("scale", title(scale))]),
        Condition::Item { id, test } => asked(paper, &[id], *test),
        Condition::Score { scale, at_least } => {
            let value = at_least.to_text();
            texts.fill(
                PaperText::ScoreAtLeast,
                &[("scale", title(scale)), ("value", &value)],
            )
        }
        Condition::Higher { scale, than } => texts.fill(
            PaperText::Higher,
            &[("scale", title(scale)), ("other", title(than))],
        ),
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
                Kind::Sign => PaperText::SignCount,
                Kind::Resource => PaperText::ResourceCount,
            };
            texts.fill(word, &[("n", &at_least.to_string()), ("band", &label)])
        }
        Condition::Named(id) => {
            let mut named = paper.pack.form().guidance.conditions.iter();
            let named = named.find(|named| &named.id == id);
            named.map_or(String::new(), |named| named.label.clone())
        }
        Condition::ItemCount {
            scales,
            items,
            from,
            to,
            at_least,
        } => {
            let mut of: Vec<String> = scales
                .iter()
                .map(|id| texts.fill(PaperText::Quote, &[("what", title(id))]))
                .collect();
            if !items.is_empty() {
                let items = numbers(paper, items);
                of.push(texts.fill(PaperText::Questions, &[("items", &paper.all(&items))]));
            }
            let word = match (from, to) {
                (Some(_), Some(_)) => PaperText::ItemCountBetween,
                (_, Some(_)) => PaperText::ItemCountTo,
                (_, None) => PaperText::ItemCountFrom,
            };
            let text = |edge: &Option<Decimal>| edge.map_or(String::new(), Decimal::to_text);
            let values = [
                ("from", text(from)),
                ("to", text(to)),
                ("of", paper.all(&of)),
                ("n", at_least.to_string()),
            ];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            texts.fill(word, &values)
        }
        Condition::All(parts) => joined(paper, parts, PaperText::And),
        Condition::Any(parts) => joined(paper, parts, PaperText::Or),
        Condition::Not(part) => {
            let what = condition(paper, part);
            texts.fill(PaperText::Not, &[("what", &what)])
        }
    }
}

fn quoted(paper: &Paper, scale: &str, band: &str) -> String {
    let scale = paper.pack.scales().iter().find(|known| known.id == scale);
    let mut bands = scale.into_iter().flat_map(|scale| paper.pack.bands(scale));
    let label = bands
        .find(|known| known.id == band)
        .map_or("", |band| &band.label);
    paper.texts.fill(PaperText::Quote, &[("what", label)])
}

/// The numbers under which these items are asked.
fn numbers(paper: &Paper, ids: &[String]) -> Vec<String> {
    let places = ids.iter().filter_map(|id| paper.pack.item_index(id));
    places.map(number).collect()
}

/// The condition that one of these items has an answer that passes `test`.
fn asked(paper: &Paper, ids: &[&String], test: Test) -> String {
    let places: Vec<usize> = ids
        .iter()
        .filter_map(|id| paper.pack.item_index(id))
        .collect();
    let numbers: Vec<String> = places.iter().map(|item| number(*item)).collect();
    let items = paper.either(&numbers);
    let label = |value: i32| {
        let options = places
            .first()
            .map_or(&[][..], |item| paper.pack.options(*item));
        let choice = options.iter().find(|choice| choice.value == value);
        choice.map_or(String::new(), |choice| choice.label.clone())
    };
    let (word, value) = match test {
        Test::AtLeast(edge) => (PaperText::ItemAtLeast, edge.to_text()),
        Test::AtMost(edge) => (PaperText::ItemAtMost, edge.to_text()),
        Test::Above(edge) => (PaperText::ItemAbove, edge.to_text()),
        Test::Below(edge) => (PaperText::ItemBelow, edge.to_text()),
        Test::Is(value) => (PaperText::ItemIs, label(value)),
        Test::IsNot(value) => (PaperText::ItemIsNot, label(value)),
        Test::Answered(true) => (PaperText::ItemAnswered, String::new()),
        Test::Answered(false) => (PaperText::ItemUnanswered, String::new()),
    };
    paper
        .texts
        .fill(word, &[("items", &items), ("value", &value)])
}

/// The conditions `parts`, joined by `word`. Neighbouring alternatives with the same test on different items become
/// one.
fn joined(paper: &Paper, parts: &[Condition], word: PaperText) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut run: Vec<&String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if let Condition::Item { id, test } = part
            && word == PaperText::Or
            // These tests name an answer, and its label belongs to one item.
            && !matches!(test, Test::Is(_) | Test::IsNot(_))
        {
            run.push(id);
            let goes_on = matches!(parts.get(at + 1),
                Some(Condition::Item { test: next, .. }) if next == test);
            if !goes_on {
                said.push(asked(paper, &run, *test));
                run.clear();
            }
            continue;
        }
        let what = condition(paper, part);
        said.push(match part {
            Condition::All(_) | Condition::Any(_) => {
                paper.texts.fill(PaperText::Group, &[("what", &what)])
            }
            _ => what,
        });
    }
    said.join(paper.texts.get(word))
}
