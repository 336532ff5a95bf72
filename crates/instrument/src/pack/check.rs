//! The rules that a pack has to keep before it can be used.

use super::branch::ShownWhen;
use super::condition::{Condition, NamedCondition};
use super::error::{PackError, PackRule as Rule};
use super::format::{PackForm, Questionnaire, QuestionnaireItem};
use super::guidance::{Link, Slot};
use super::references::{self, Broken, Sink, repeated};
use super::scale::{Method, Scale};
use super::{bands, options};

/// The version of the pack format that this code reads.
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
    wrong.when(!positive, Rule::ORDINARY_CHANGE_NOT_POSITIVE, "");
    if let Some(review) = &form.review {
        wrong.when(!review.is_sound(), Rule::BAD_REVIEW, &review.by);
    }
    scales(form, &mut wrong);
    guidance(form, &mut wrong);
    for (name, offers) in form.after.lists() {
        references::offers(name, offers, &mut wrong);
        for offer in offers {
            check_condition(
                form,
                &form.guidance.conditions,
                &offer.when,
                &offer.id,
                &mut wrong,
            );
        }
    }
    if let Some(reflection) = &form.after.reflection {
        references::reflection(reflection, &mut wrong);
        let (prompts, outcomes) = (reflection.prompts.len(), reflection.outcomes.len());
        wrong.when(prompts < 2, Rule::REFLECTION_TOO_SHORT, "prompts");
        wrong.when(outcomes < 2, Rule::REFLECTION_TOO_SHORT, "outcomes");
    }
    let linked = form
        .guidance
        .entries
        .iter()
        .find(|entry| entry.link == Some(Link::Reflection));
    if let Some(entry) = linked.filter(|_| form.after.reflection.is_none()) {
        wrong.when(true, Rule::LINK_WITHOUT_REFLECTION, &entry.id);
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
    /// Reports `rule` for `subject` if it is `broken`, unless that was the last error reported.
    fn when(&mut self, broken: bool, rule: Rule, subject: &str) {
        let told = matches!(self.0.last(), Some(PackError::Rule { rule: last, subject: of })
            if *last == rule && of == subject);
        if broken && !told {
            let subject = subject.to_owned();
            self.0.push(PackError::Rule { rule, subject });
        }
    }
}

fn all_items(form: &PackForm) -> impl Iterator<Item = &super::Item> {
    form.sections.iter().flat_map(|section| &section.items)
}

impl Sink for Wrong {
    fn add<'a>(&mut self, rule: Rule, subject: &str, _: impl FnOnce() -> Broken<'a>) {
        self.when(true, rule, subject);
    }
}

/// Checks that exported answers can be linked to the Questionnaire that the pack came from.
fn origin(form: &PackForm, questionnaire: &Questionnaire, wrong: &mut Wrong) {
    for text in [&questionnaire.url, &questionnaire.version] {
        let text = text.as_deref().unwrap_or("-");
        // Both become one canonical address, with a bar between them.
        let plain = !text.is_empty() && !text.contains(|c: char| c == '|' || c.is_whitespace());
        wrong.when(!plain, Rule::BAD_CANONICAL, text);
    }
    let mut all = Vec::new();
    flat(&questionnaire.items, &mut all);
    for (_, item) in repeated(&all, |item| &item.link_id) {
        wrong.when(true, Rule::LINK_ID_TWICE, &item.link_id);
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
    references::items(form, wrong);
    for item in all_items(form) {
        let set = form.option_sets.iter().find(|set| set.id == item.options);
        let Some(set) = set else { continue };
        wrong.when(set.options.len() < 2, Rule::NO_OPTIONS, &item.id);
        let repeated = repeated(&set.options, |choice| choice.value)
            .next()
            .is_some();
        wrong.when(repeated, Rule::VALUE_TWICE, &item.options);
    }
    let mut earlier = Vec::new();
    for section in &form.sections {
        shown(form, &section.when, &earlier, &section.id, wrong);
        for item in &section.items {
            shown(form, &item.when, &earlier, &item.id, wrong);
            earlier.push(item.id.as_str());
        }
    }
}

/// Checks a condition under which something is shown, and the conditions inside it.
fn shown(form: &PackForm, when: &ShownWhen, earlier: &[&str], id: &str, wrong: &mut Wrong) {
    for part in when.parts() {
        shown(form, part, earlier, id, wrong);
    }
    references::shown(form, when, earlier, id, wrong);
}

fn scales(form: &PackForm, wrong: &mut Wrong) {
    references::scales(form, wrong);
    for (at, scale) in form.scales.iter().enumerate() {
        let id = &scale.id;
        references::members(form, at, scale, wrong);
        wrong.when(
            scale.least_answered == 0
                || scale.least_answered > scale.items.len() + scale.scales.len(),
            Rule::NEVER_SCORED,
            id,
        );
        steps(scale, wrong);
        if let Some(table) = &scale.table {
            references::table(form, at, scale, wrong);
            let found = form.tables.iter().filter(|one| &one.id == table);
            let rising = |rows: &[super::Row]| rows.is_sorted_by(|a, b| a.from < b.from);
            let mut usable = found.filter(|table| !table.rows.is_empty() && rising(&table.rows));
            wrong.when(usable.next().is_none(), Rule::NO_TABLE, id);
        }
        references::words(form, at, scale, wrong);
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
    }
}

/// Checks the steps from the answers of `scale` to its result.
fn steps(scale: &Scale, wrong: &mut Wrong) {
    let id = &scale.id;
    let items = scale.items.iter().map(|member| member.weight);
    let weights = items.chain(scale.scales.iter().map(|part| part.weight));
    // The sum of weights is a divisor here. It is never 0 if all weights are positive.
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
}

fn guidance(form: &PackForm, wrong: &mut Wrong) {
    let entries = &form.guidance.entries;
    let named = &form.guidance.conditions;
    references::entries(form, wrong);
    references::conditions(form, wrong);
    for (at, one) in named.iter().enumerate() {
        check_condition(form, &named[..at], &one.when, &one.id, wrong);
    }
    for words in form.scales.iter().flat_map(|scale| &scale.words) {
        check_condition(form, named, &words.when, words.name(), wrong);
    }
    let margin = form.stand_out.map(|stand_out| stand_out.margin);
    wrong.when(
        margin.is_some_and(|margin| !margin.is_positive()),
        Rule::MARGIN_NOT_POSITIVE,
        "",
    );
    for (at, rule) in form.guidance.rules.iter().enumerate() {
        check_condition(form, named, &rule.when, &rule.id, wrong);
        references::shows(form, at, rule, wrong);
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

/// Checks a condition on a result, and the conditions inside it.
fn check_condition(
    form: &PackForm,
    named: &[NamedCondition],
    when: &Condition,
    id: &str,
    wrong: &mut Wrong,
) {
    for part in when.parts() {
        check_condition(form, named, part, id, wrong);
    }
    references::check_condition(form, named, when, id, wrong);
}
