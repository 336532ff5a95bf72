//! What must be true of a pack before a practitioner meets it.

use super::error::{PackError, PackRule as Rule};
use super::format::{PackForm, Questionnaire, QuestionnaireItem};
use super::guidance::{Condition, Slot};
use super::scale::{Method, Scale};
use super::{bands, options};

/// The version of the written form that this code reads.
const FORMAT: u32 = 1;

/// What is wrong with the questions of `form`. Empty when they can be asked.
pub(super) fn asked(form: &PackForm) -> Vec<PackError> {
    let mut wrong = Wrong(Vec::new());
    wrong.when(form.format != FORMAT, Rule::UNKNOWN_FORMAT, "1");
    let length = form.recall.as_ref().and_then(|recall| recall.days);
    wrong.when(length == Some(0), Rule::NO_RECALL_LENGTH, "");
    items(form, &mut wrong);
    wrong.0
}

/// Everything that is wrong with `form`. Empty when it can be used.
pub(super) fn check(form: &PackForm) -> Vec<PackError> {
    let mut wrong = Wrong(asked(form));
    let positive = form.wobble.is_none_or(|wobble| wobble.is_positive());
    wrong.when(!positive, Rule::NO_WOBBLE, "");
    scales(form, &mut wrong);
    guidance(form, &mut wrong);
    let after = &form.after;
    for offers in [&after.tags, &after.cues, &after.acts, &after.questions] {
        if let Some(id) = twice(offers.iter().map(|offer| offer.id.as_str())) {
            wrong.when(true, Rule::OFFER_TWICE, id);
        }
        for offer in offers {
            condition(form, &offer.when, &offer.id, &mut wrong);
        }
    }
    if let Some(questionnaire) = &form.questionnaire {
        origin(form, questionnaire, &mut wrong);
    }
    for source in &form.reading {
        wrong.when(
            !source.url.starts_with("https://"),
            Rule::SOURCE_NOT_HTTPS,
            &source.url,
        );
    }
    wrong.0
}

struct Wrong(Vec<PackError>);

impl Wrong {
    fn when(&mut self, broken: bool, rule: Rule, subject: &str) {
        if broken {
            let subject = subject.to_owned();
            self.0.push(PackError::Rule { rule, subject });
        }
    }
}

fn all_items(form: &PackForm) -> impl Iterator<Item = &super::Item> {
    form.sections.iter().flat_map(|section| &section.items)
}

fn twice<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            return Some(id);
        }
        seen.push(id);
    }
    None
}

/// Whether exported answers can be linked to the Questionnaire that the pack came from.
fn origin(form: &PackForm, questionnaire: &Questionnaire, wrong: &mut Wrong) {
    for text in [&questionnaire.url, &questionnaire.version] {
        let text = text.as_deref().unwrap_or("-");
        // Both become one address, parted by a bar.
        let plain = !text.is_empty() && !text.contains(|c: char| c == '|' || c.is_whitespace());
        wrong.when(!plain, Rule::BAD_CANONICAL, text);
    }
    let mut all = Vec::new();
    flat(&questionnaire.items, &mut all);
    if let Some(id) = twice(all.iter().map(|item| item.link_id.as_str())) {
        wrong.when(true, Rule::LINK_ID_TWICE, id);
    }
    for item in all_items(form) {
        let there = all.iter().any(|one| one.link_id == item.id);
        wrong.when(!there, Rule::NOT_IN_QUESTIONNAIRE, &item.id);
    }
    for one in all {
        let id = &one.link_id;
        let item = all_items(form).find(|item| &item.id == id);
        let scale = form.scales.iter().any(|scale| &scale.id == id);
        wrong.when(
            item.is_none() && !scale && one.items.is_empty(),
            Rule::UNKNOWN_LINK_ID,
            id,
        );
        let given = one.answers.as_ref().map(|answers| answers.values.len());
        let offered = item.map(|item| options(form, &item.options).len());
        wrong.when(given.is_some() && given != offered, Rule::OTHER_ANSWERS, id);
    }
}

fn flat<'a>(items: &'a [QuestionnaireItem], out: &mut Vec<&'a QuestionnaireItem>) {
    for item in items {
        out.push(item);
        flat(&item.items, out);
    }
}

fn items(form: &PackForm, wrong: &mut Wrong) {
    wrong.when(all_items(form).next().is_none(), Rule::NO_ITEMS, "");
    if let Some(id) = twice(all_items(form).map(|item| item.id.as_str())) {
        wrong.when(true, Rule::ITEM_TWICE, id);
    }
    if let Some(id) = twice(form.sections.iter().map(|section| section.id.as_str())) {
        wrong.when(true, Rule::SECTION_TWICE, id);
    }
    for section in &form.sections {
        // What is exported names a section like this, beside the items.
        let link = ["section-", &section.id].concat();
        let clash = all_items(form).any(|item| item.id == link);
        wrong.when(clash, Rule::SECTION_LINK, &link);
    }
    for item in all_items(form) {
        let choices = options(form, &item.options);
        wrong.when(choices.len() < 2, Rule::NO_OPTIONS, &item.id);
        let repeated = choices.iter().enumerate().any(|(at, choice)| {
            choices[..at]
                .iter()
                .any(|other| other.value == choice.value)
        });
        wrong.when(repeated, Rule::VALUE_TWICE, &item.options);
    }
    let mut before = Vec::new();
    for section in &form.sections {
        branch(&section.when, &before, &section.id, wrong);
        for item in &section.items {
            branch(&item.when, &before, &item.id, wrong);
            before.push(item.id.as_str());
        }
    }
}

/// Whether something is shown may depend only on items before it: there is no loop, and nobody goes back to see more.
fn branch(when: &Condition, before: &[&str], id: &str, wrong: &mut Wrong) {
    let fine = match when {
        Condition::Always => true,
        Condition::Item { id, .. } => before.contains(&id.as_str()),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                branch(part, before, id, wrong);
            }
            !parts.is_empty()
        }
        Condition::Not(part) => {
            branch(part, before, id, wrong);
            true
        }
        _ => false,
    };
    wrong.when(!fine, Rule::SHOWN_FOR_OTHER, id);
}

fn scales(form: &PackForm, wrong: &mut Wrong) {
    if let Some(id) = twice(form.scales.iter().map(|scale| scale.id.as_str())) {
        wrong.when(true, Rule::SCALE_TWICE, id);
    }
    for (at, scale) in form.scales.iter().enumerate() {
        let id = &scale.id;
        if let Some(item) = twice(scale.items.iter().map(|member| member.item.as_str())) {
            wrong.when(true, Rule::MEMBER_TWICE, item);
        }
        let known = |id: &str| all_items(form).any(|item| item.id == id);
        let items = scale.items.iter().all(|member| known(&member.item));
        wrong.when(!items, Rule::UNKNOWN_ITEMS, id);
        let earlier = |id: &str| form.scales[..at].iter().any(|scale| scale.id == id);
        let parts = scale.scales.iter().all(|part| earlier(&part.scale));
        wrong.when(!parts, Rule::LATER_PART, id);
        if let Some(part) = twice(scale.scales.iter().map(|part| part.scale.as_str())) {
            wrong.when(true, Rule::PART_TWICE, part);
        }
        wrong.when(
            scale.least_answered == 0
                || scale.least_answered > scale.items.len() + scale.scales.len(),
            Rule::NEVER_SCORED,
            id,
        );
        steps(form, scale, wrong);
        let set = bands(form, &scale.band_set);
        wrong.when(set.is_empty(), Rule::NO_BANDS, id);
        wrong.when(
            !set.is_sorted_by(|a, b| {
                a.from < b.from
                    && a.to
                        .is_none_or(|to| to < b.from || to == b.from && b.exclusive)
            }),
            Rule::BAND_ORDER,
            &scale.band_set,
        );
        for band in set {
            let worded = scale.words.iter().any(|words| words.band == band.id);
            wrong.when(!worded, Rule::NO_WORDS, &[id, "/", &band.id].concat());
        }
    }
}

/// What is done on the way from the answers to the result.
fn steps(form: &PackForm, scale: &Scale, wrong: &mut Wrong) {
    let id = &scale.id;
    let items = scale.items.iter().map(|member| member.weight);
    let weights = items.chain(scale.scales.iter().map(|part| part.weight));
    // What is divided by weights must never be divided by nothing.
    let divided = scale.method == Method::Mean || scale.prorate;
    let usable = |weight| weight > 0.into() || !divided && weight < 0.into();
    wrong.when(!weights.flatten().all(usable), Rule::BAD_WEIGHT, id);
    let count = scale.method == Method::Count;
    wrong.when(count != scale.count_from.is_some(), Rule::BAD_COUNT, id);
    wrong.when(
        scale.prorate && scale.method == Method::Mean,
        Rule::PRORATED_MEAN,
        id,
    );
    let divisor = scale.transform.map(|transform| transform.over);
    wrong.when(divisor == Some(0.into()), Rule::DIVIDED_BY_ZERO, id);
    wrong.when(
        scale.round.is_some_and(|places| places > 6),
        Rule::TOO_MANY_PLACES,
        id,
    );
    if let Some(table) = &scale.table {
        let found = form.tables.iter().filter(|one| &one.id == table);
        let rising = |rows: &[super::Row]| rows.is_sorted_by(|a, b| a.from < b.from);
        let mut usable = found.filter(|table| !table.rows.is_empty() && rising(&table.rows));
        wrong.when(usable.next().is_none(), Rule::NO_TABLE, id);
    }
}

fn guidance(form: &PackForm, wrong: &mut Wrong) {
    let entries = &form.guidance.entries;
    if let Some(id) = twice(entries.iter().map(|entry| entry.id.as_str())) {
        wrong.when(true, Rule::ENTRY_TWICE, id);
    }
    for rule in &form.guidance.rules {
        condition(form, &rule.when, &rule.id, wrong);
        for id in &rule.show {
            let known = entries.iter().any(|entry| &entry.id == id);
            wrong.when(!known, Rule::UNKNOWN_ENTRY, id);
        }
    }
    let promised = form
        .guidance
        .rules
        .iter()
        .filter(|rule| rule.when == Condition::Always)
        .flat_map(|rule| &rule.show)
        .filter_map(|id| entries.iter().find(|entry| &entry.id == id))
        .any(|entry| entry.slot == Slot::Step);
    wrong.when(!promised, Rule::NO_NEXT_STEP, "");
}

fn condition(form: &PackForm, when: &Condition, rule: &str, wrong: &mut Wrong) {
    let scale = |id: &String| form.scales.iter().find(|scale| &scale.id == id);
    let known = match when {
        Condition::Always
        | Condition::NothingScored
        | Condition::NothingStandsOut
        | Condition::EarlierChecks => true,
        Condition::Band {
            scale: id,
            bands: ids,
        } => scale(id).is_some_and(|scale| {
            let set = bands(form, &scale.band_set);
            ids.iter().all(|id| set.iter().any(|band| &band.id == id))
        }),
        Condition::Unscored(id) | Condition::Score { scale: id, .. } => scale(id).is_some(),
        Condition::Higher { scale: id, than } => scale(id).is_some() && scale(than).is_some(),
        Condition::StandsOut(id) => scale(id).is_some_and(|scale| scale.pattern),
        Condition::Item { id, .. } => all_items(form).any(|item| &item.id == id),
        Condition::BandCount { kind, band, .. } => form
            .scales
            .iter()
            .filter(|scale| scale.kind == *kind)
            .any(|scale| {
                bands(form, &scale.band_set)
                    .iter()
                    .any(|known| &known.id == band)
            }),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                condition(form, part, rule, wrong);
            }
            !parts.is_empty()
        }
        Condition::Not(part) => {
            condition(form, part, rule, wrong);
            true
        }
    };
    wrong.when(!known, Rule::UNKNOWN_SUBJECT, rule);
}
