//! The sheet for supervision: what someone has chosen to show, and nothing else.

use crate::features::reflection::rule::Chosen;
use crate::features::supervision_sheet::state::Part;
use crate::session::Session;
use crate::text::{Messages, Text, date};
use instrument::guidance::{fitting_offers, guide, high_items, scale_words};
use instrument::invisible::without_controls;
use instrument::pack::{Kind, Offer, Slot};
use instrument::{Answer, Check, score};

/// The most answers that fit on the page. The heaviest come first.
const ANSWERS: usize = 5;

/// The most areas in words that fit on the page.
const AREAS: usize = 4;

/// A page: headings with lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Which check it is from.
    pub when: String,
    /// Each part with its heading.
    pub parts: Vec<(String, Vec<String>)>,
    /// What the questions cannot do, who wrote them, and their licence, in the words of their pack.
    pub foot: String,
}

/// The page about `check`, with the parts chosen in the forms. `None` if the check cannot be read.
pub fn sheet(session: &Session, messages: &Messages, check: &Check) -> Option<Sheet> {
    let pack = session.pack_of(check)?;
    let answers = check.answers(&pack)?;
    let profile = score(&pack, &answers);
    let guidance = guide(&pack, &profile, &answers, session.earlier_than(check));
    let features = &session.features;
    let in_slot = |slot| {
        let entries = guidance.slot(slot);
        entries.map(|entry| entry.title.clone()).collect::<Vec<_>>()
    };
    let label = |item: usize| {
        let chosen = match answers.get(item) {
            Some(Answer::Chosen(value)) => {
                let mut options = pack.options(item).iter();
                options.find(|option| option.value == value)
            }
            _ => None,
        };
        chosen.map_or("", |option| &option.label)
    };
    let mut page = Sheet {
        when: messages.fill(Text::SheetWhen, &[("date", &date(messages, check.changed))]),
        parts: Vec::new(),
        foot: {
            let about = &pack.form().about;
            [about.honesty.as_str(), &about.attribution, &about.licence].join(" ")
        },
    };
    let mut add = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            page.parts.push((heading.to_owned(), lines));
        }
    };
    // In the order of the screen, whatever order they were ticked in.
    for part in Part::ALL {
        if !features.sheet.parts.contains(&part) {
            continue;
        }
        match part {
            Part::Words => {
                // Only the signs in the highest band that any of them reaches, as the page is not meant to list
                // everything. Those that a pattern can be named for come first.
                let sign = |at: &usize| pack.scales()[*at].kind == Kind::Sign;
                let signs = || (0..pack.scales().len()).filter(sign);
                let highest = signs().filter_map(|at| profile.band(at)).max();
                let heaviest =
                    signs().filter(|&at| highest > Some(0) && profile.band(at) == highest);
                let words = scale_words(&pack, &profile, &answers);
                let line = |at: usize| {
                    let scale = &pack.scales()[at];
                    words[at].map(|words| [&scale.title, ": ", words.text].concat())
                };
                let (pattern, other): (Vec<usize>, Vec<usize>) =
                    heaviest.partition(|&at| pack.scales()[at].pattern);
                let heaviest = pattern.into_iter().chain(other).take(AREAS);
                let mut lines: Vec<String> = heaviest.filter_map(line).collect();
                if lines.is_empty() {
                    lines = in_slot(Slot::Pattern);
                }
                add(messages.get(Text::SheetWords), lines);
            }
            Part::StoodOut => {
                let items = high_items(&pack, &answers).into_iter().take(ANSWERS);
                let line = |item| [label(item), ": ", &pack.item(item).text].concat();
                add(messages.get(Text::SheetStoodOut), items.map(line).collect());
            }
            Part::Holds => add(messages.get(Text::SheetHolds), in_slot(Slot::Strength)),
            Part::Plan => add(
                messages.get(Text::SheetPlan),
                session
                    .plan()
                    .map(|plan| {
                        let words = [("cue", plan.cue.as_str()), ("act", &plan.act)];
                        messages.fill(Text::PlanSentence, &words)
                    })
                    .into_iter()
                    .collect(),
            ),
            Part::Reflection => {
                if let Some(chosen) = Chosen::of(session, messages) {
                    add(&chosen.question, vec![chosen.outcome]);
                }
            }
            Part::Note => add(
                messages.get(Text::SheetNote),
                session
                    .note(&check.id)
                    .map_or(Vec::new(), |note| lines(&note.text)),
            ),
            Part::Numbers => {
                let results = pack.scales().iter().enumerate().filter_map(|(at, scale)| {
                    let (_, high) = pack.result_range(at);
                    let (value, max) = (profile.value(at)?.to_text(2)?, high.to_text(2)?);
                    let words = [
                        ("scale", scale.title.as_str()),
                        ("value", &value),
                        ("max", &max),
                    ];
                    Some(messages.fill(Text::SheetMean, &words))
                });
                add(messages.get(Text::SheetNumbers), results.collect());
            }
        }
    }
    let offered = questions(session, check);
    let chosen = offered
        .iter()
        .filter(|offer| features.sheet.questions.contains(&offer.id));
    let mut bring: Vec<String> = chosen.map(|offer| offer.text.clone()).collect();
    bring.extend(lines(&features.sheet.own));
    add(messages.get(Text::SheetQuestions), bring);
    Some(page)
}

/// The questions that fit a check, for bringing to supervision.
pub fn questions(session: &Session, check: &Check) -> Vec<Offer> {
    let found = session.pack_of(check).and_then(|pack| {
        let answers = check.answers(&pack)?;
        let profile = score(&pack, &answers);
        let offers = &pack.form().after.questions;
        let fit = fitting_offers(
            offers,
            &pack,
            &profile,
            &answers,
            session.earlier_than(check),
        );
        Some(fit.into_iter().cloned().collect())
    });
    found.unwrap_or_default()
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

impl Sheet {
    /// Whether no part was chosen, or all parts that were chosen are empty.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The page as plain text, as it is copied and shared.
    pub fn to_text(&self, messages: &Messages) -> String {
        if self.is_empty() {
            return String::new();
        }
        let title = messages.get(Text::SheetTitle);
        let mut text = [title, "\n", &self.when, "\n"].concat();
        for (heading, lines) in &self.parts {
            text.push('\n');
            text.push_str(heading);
            text.push('\n');
            for line in lines {
                text.push_str("- ");
                text.push_str(line);
                text.push('\n');
            }
        }
        text.push('\n');
        text.push_str(&self.foot);
        text.push('\n');
        without_controls(&text)
    }
}
