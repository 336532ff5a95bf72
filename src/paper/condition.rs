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
        Condition::Band { .. } | Condition::Unscored(_) | Condition::Item { .. } => {
            let one = statement(paper, when);
            one.map_or(String::new(), |one| one.text(paper, &one.subject))
        }
        Condition::StandsOut(scale) => texts.fill(PaperText::StandsOut, &[("scale", title(scale))]),
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

/// A condition that says the same of an item or a scale as its neighbour may say of another one.
struct Statement {
    /// The number of the item, or the title of the scale.
    subject: String,
    /// The sentence about the subject.
    word: PaperText,
    /// A value or the labels of bands, for [`Statement::word`].
    value: String,
}

impl Statement {
    fn says_the_same(&self, other: &Self) -> bool {
        self.word == other.word && self.value == other.value
    }

    /// Whether one sentence says it of several, with this word between them. Of items only as alternatives: a test that
    /// names an answer takes its label from one item.
    fn joins(&self, by: PaperText) -> bool {
        match self.word {
            PaperText::Band | PaperText::NotScored => true,
            PaperText::ItemIs | PaperText::ItemIsNot => false,
            _ => by == PaperText::Or,
        }
    }

    /// The statement about these subjects.
    fn text(&self, paper: &Paper, subjects: &str) -> String {
        let values = [
            ("items", subjects),
            ("scale", subjects),
            ("value", &self.value),
            ("bands", &self.value),
        ];
        paper.texts.fill(self.word, &values)
    }
}

/// The condition as a statement about one item or one scale. `None` when it is about something else.
fn statement(paper: &Paper, when: &Condition) -> Option<Statement> {
    let pack = &paper.pack;
    let title = |id: &str| {
        let scale = pack.scales().iter().find(|scale| scale.id == id);
        let title = scale.map_or("", |scale| scale.title.as_str());
        paper.texts.fill(PaperText::Quote, &[("what", title)])
    };
    let (subject, word, value) = match when {
        Condition::Band { scale, bands } => {
            let labels: Vec<String> = bands
                .iter()
                .map(|band| quoted(paper, scale, band))
                .collect();
            (title(scale), PaperText::Band, paper.either(&labels))
        }
        Condition::Unscored(scale) => (title(scale), PaperText::NotScored, String::new()),
        Condition::Item { id, test } => {
            let item = pack.item_index(id)?;
            let label = |value: i32| {
                let mut options = pack.options(item).iter();
                let choice = options.find(|choice| choice.value == value);
                choice.map_or(String::new(), |choice| choice.label.clone())
            };
            let (word, value) = match *test {
                Test::AtLeast(edge) => (PaperText::ItemAtLeast, edge.to_text()),
                Test::AtMost(edge) => (PaperText::ItemAtMost, edge.to_text()),
                Test::Above(edge) => (PaperText::ItemAbove, edge.to_text()),
                Test::Below(edge) => (PaperText::ItemBelow, edge.to_text()),
                Test::Is(value) => (PaperText::ItemIs, label(value)),
                Test::IsNot(value) => (PaperText::ItemIsNot, label(value)),
                Test::Answered(true) => (PaperText::ItemAnswered, String::new()),
                Test::Answered(false) => (PaperText::ItemUnanswered, String::new()),
            };
            (number(item), word, value)
        }
        _ => return None,
    };
    Some(Statement {
        subject,
        word,
        value,
    })
}

/// The conditions `parts`, joined by `word`. Neighbours that say the same of different items or scales become one.
fn joined(paper: &Paper, parts: &[Condition], word: PaperText) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        let Some(first) = statement(paper, part) else {
            let what = condition(paper, part);
            said.push(match part {
                Condition::All(_) | Condition::Any(_) => {
                    paper.texts.fill(PaperText::Group, &[("what", &what)])
                }
                _ => what,
            });
            continue;
        };
        let mut subjects = vec![first.subject.clone()];
        while let Some(next) = parts.peek().and_then(|next| statement(paper, next))
            && first.joins(word)
            && next.says_the_same(&first)
        {
            subjects.push(next.subject);
            parts.next();
        }
        let subjects = if word == PaperText::And {
            paper.all(&subjects)
        } else {
            paper.either(&subjects)
        };
        said.push(first.text(paper, &subjects));
    }
    said.join(paper.texts.get(word))
}
