//! Writes scales and conditions in FHIRPath, with the function `weight()` of SDC.

use instrument::number::Decimal;
use instrument::pack::Test;
use instrument::pack::format::OptionSet;
use instrument::pack::scale::{Method, Scale};
use instrument::pack::{Choice, PackForm, ShownWhen};

use super::nested;
use crate::own;
use instrument::rational::Rational;

/// A scale as expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScaleExpressions {
    /// Variables, as name and expression. Each can use those before it.
    pub variables: Vec<(String, String)>,
    /// The expression of the result.
    pub result: String,
}

/// Items that are scored alike, or the result of another scale: their `linkId`s, and what is done with each number.
struct Summand {
    links: Vec<String>,
    /// Whether it is the result of another scale.
    result: bool,
    /// A `where` that leaves out answers that count nothing. Engines may look up a missing weight on a server.
    exclude_unscored: String,
    /// The lowest plus the highest weight, for reverse-scored items.
    ends: Option<Rational>,
    weight: Option<Decimal>,
}

impl Summand {
    /// The list of numbers, with `select` applied to each.
    fn path(&self, select: Option<String>) -> String {
        let links: Vec<String> = self.links.iter().map(|link| quoted(link)).collect();
        let of = match links.as_slice() {
            [one] => format!("linkId = {one}"),
            _ => format!("linkId in ({})", links.join(" | ")),
        };
        let value = if self.result { "value" } else { "weight()" };
        let exclude_unscored = &self.exclude_unscored;
        let path = format!("%resource.repeat(item).where({of}).answer{exclude_unscored}.{value}");
        match select {
            Some(select) => format!("{path}.select({select})"),
            None => path,
        }
    }

    /// What the number `$this` counts. `None` if it counts as itself. `ends` is a sum of two decimals of a pack, which
    /// have at most six places.
    fn counts(&self) -> Option<String> {
        let ends = self.ends?;
        Some(format!("{} - $this", ends.to_decimal(6)?))
    }

    fn weighted(&self) -> Option<String> {
        let weight = self.weight.map(Decimal::to_text);
        match (self.counts(), weight) {
            (Some(counts), Some(weight)) => Some(format!("({counts}) * {weight}")),
            (Some(counts), None) => Some(counts),
            (None, Some(weight)) => Some(format!("$this * {weight}")),
            (None, None) => None,
        }
    }
}

/// A text as a string of FHIRPath.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    let escaped = escaped
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    format!("'{escaped}'")
}

fn number(decimal: Decimal) -> String {
    let text = decimal.to_text();
    // The brackets keep the sign with its number, whatever is around it.
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}

fn summands(form: &PackForm, scale: &Scale) -> Vec<Summand> {
    let mut summands: Vec<Summand> = Vec::new();
    let items = || form.sections.iter().flat_map(|section| &section.items);
    for member in &scale.items {
        let item = items().find(|item| item.id == member.item);
        let set = item.and_then(|item| form.option_sets.iter().find(|set| set.id == item.options));
        let scores = set
            .into_iter()
            .flat_map(|set| &set.options)
            .filter_map(|choice| choice.score());
        let scores: Vec<Rational> = scores.map(Rational::from).collect();
        let ends = scores.iter().min().zip(scores.iter().max());
        let ends = ends
            .and_then(|(low, high)| low.plus(*high))
            .filter(|_| member.reversed);
        let exclude_unscored = set
            .map(|set| exclude_unscored(form, set))
            .unwrap_or_default();
        let same = |known: &&mut Summand| {
            known.ends == ends
                && known.weight == member.weight
                && known.exclude_unscored == exclude_unscored
        };
        match summands.iter_mut().find(same) {
            Some(known) => known.links.push(member.item.clone()),
            None => summands.push(Summand {
                links: vec![member.item.clone()],
                result: false,
                exclude_unscored,
                ends,
                weight: member.weight,
            }),
        }
    }
    for part in &scale.scales {
        summands.push(Summand {
            links: vec![nested::link_of_scale(form, &part.scale)],
            result: true,
            exclude_unscored: String::new(),
            ends: None,
            weight: part.weight,
        });
    }
    summands
}

/// The numbers of all summands in one list.
fn combined(summands: &[Summand], path: impl Fn(&Summand) -> String) -> String {
    let mut paths = summands.iter().map(path);
    let first = paths.next().unwrap_or_else(|| "{}".to_owned());
    paths.fold(first, |all, path| format!("{all}.combine({path})"))
}

/// The scoring of a scale as expressions.
pub(crate) fn scale(form: &PackForm, scale: &Scale) -> ScaleExpressions {
    let summands = summands(form, scale);
    let mut variables = Vec::new();
    let mut variable = |name: &str, path: String| variables.push((name.to_owned(), path));
    let even = summands.iter().all(|summand| summand.weight.is_none());
    variable(
        "answered",
        combined(&summands, |summand| summand.path(summand.counts())),
    );
    let one = |summand: &Summand| summand.weight.map_or("1".to_owned(), Decimal::to_text);
    let divided = scale.method == Method::Mean || scale.prorate;
    if !even {
        let weighted = match scale.method {
            Method::Count => combined(&summands, |summand| {
                let from = scale.count_from.map_or("0".to_owned(), number);
                format!(
                    "{}.where($this >= {from}).select({})",
                    summand.path(summand.counts()),
                    one(summand)
                )
            }),
            _ => combined(&summands, |summand| summand.path(summand.weighted())),
        };
        variable("weighted", weighted);
        if divided {
            variable(
                "weights",
                combined(&summands, |summand| summand.path(Some(one(summand)))),
            );
        }
    }
    let list = if even { "%answered" } else { "%weighted" };
    let share = if even {
        "%answered.count()"
    } else {
        "%weights.sum()"
    };
    let mut result = match scale.method {
        Method::Sum => format!("{list}.sum()"),
        Method::Mean => format!("{list}.sum() / {share}"),
        Method::Count if even => {
            let from = scale.count_from.map_or("0".to_owned(), number);
            format!("%answered.where($this >= {from}).count()")
        }
        Method::Count => "%weighted.aggregate($this + $total, 0)".to_owned(),
    };
    if scale.prorate {
        let all = scale.items.iter().map(|member| member.weight);
        let all = all.chain(scale.scales.iter().map(|part| part.weight));
        let mut all = all.map(|weight| weight.map_or(Rational::ONE, Rational::from));
        let whole = all.try_fold(Rational::ZERO, Rational::plus);
        let whole = whole
            .and_then(|whole| whole.to_decimal(6))
            .unwrap_or_default();
        result = format!("{result} * {whole} / {share}");
    }
    if let Some(transform) = scale.transform {
        let zero = Decimal::from(0);
        let unit = Decimal::from(1);
        if transform.minus != zero {
            result = format!("({result} - {})", number(transform.minus));
        }
        if transform.times != unit {
            result = format!("{result} * {}", number(transform.times));
        }
        if transform.over != unit {
            result = format!("{result} / {}", number(transform.over));
        }
        if transform.plus != zero {
            result = format!("{result} + {}", number(transform.plus));
        }
    }
    if let Some(places) = scale.round {
        let power = 10_i64.pow(places.min(6));
        // Rounds halves up, also below 0, where round() does not.
        result = format!("(({result}) * {power} + 0.5).floor() / {power}");
    }
    if let Some(table) = &scale.table {
        variable("found", result);
        let rows = form.tables.iter().filter(|known| &known.id == table);
        let rows = rows.flat_map(|table| &table.rows);
        result = rows.fold("{}".to_owned(), |below, row| {
            format!(
                "iif(%found >= {}, {}, {below})",
                number(row.from),
                number(row.value)
            )
        });
    }
    let result = format!(
        "iif(%answered.count() >= {}, {result}, {{}})",
        scale.least_answered
    );
    ScaleExpressions { variables, result }
}

/// An expression for a condition: whether something is shown.
pub(crate) fn condition(form: &PackForm, when: &ShownWhen) -> String {
    let many = |parts: &[ShownWhen], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| condition(form, part)).collect();
        format!("({})", parts.join(&format!(" {word} ")))
    };
    match when {
        ShownWhen::All(parts) => many(parts, "and"),
        ShownWhen::Any(parts) => many(parts, "or"),
        ShownWhen::Not(part) => format!("{}.not()", condition(form, part)),
        ShownWhen::Item { id, test } => asked(form, id, *test),
        ShownWhen::Always => "true".to_owned(),
    }
}

/// The system and code of an option.
fn coding(form: &PackForm, set: &OptionSet, choice: &Choice) -> (Option<String>, String) {
    match &choice.coding {
        Some(coding) => (coding.system.clone(), coding.code.clone()),
        None => (
            Some(own::system(&form.id, &set.id)),
            choice.value.to_string(),
        ),
    }
}

/// An expression for whether an answer is this option.
fn same(form: &PackForm, set: &OptionSet, choice: &Choice) -> String {
    let (system, code) = coding(form, set, choice);
    let system = match system {
        Some(system) => format!("value.system = {}", quoted(&system)),
        None => "value.system.empty()".to_owned(),
    };
    format!("{system} and value.code = {}", quoted(&code))
}

/// A `where` that leaves out the options of a set that count nothing. Empty if there are none.
fn exclude_unscored(form: &PackForm, set: &OptionSet) -> String {
    let codes: Vec<String> = set
        .options
        .iter()
        .map(|choice| coding(form, set, choice).1)
        .collect();
    let unscored = set.options.iter().zip(&codes);
    let unscored = unscored.filter(|(choice, _)| choice.score().is_none());
    let tests = unscored.map(|(choice, code)| {
        // The same code may be used twice, in two systems.
        if codes.iter().filter(|other| *other == code).count() > 1 {
            format!("({}).not()", same(form, set, choice))
        } else {
            format!("value.code != {}", quoted(code))
        }
    });
    let tests: Vec<String> = tests.collect();
    if tests.is_empty() {
        return String::new();
    }
    format!(".where({})", tests.join(" and "))
}

fn asked(form: &PackForm, id: &str, test: Test) -> String {
    let answer = format!(
        "%resource.repeat(item).where(linkId = {}).answer",
        quoted(id)
    );
    let mut items = form.sections.iter().flat_map(|section| &section.items);
    let item = items.find(|item| item.id == id);
    let set = item.and_then(|item| form.option_sets.iter().find(|set| set.id == item.options));
    let chosen = |value: i32| {
        let choice = set.and_then(|set| {
            let choice = set.options.iter().find(|choice| choice.value == value)?;
            Some(same(form, set, choice))
        });
        // An option that does not exist is never chosen.
        let choice = choice.unwrap_or_else(|| "false".to_owned());
        format!("{answer}.where({choice}).exists()")
    };
    let exclude_unscored = set
        .map(|set| exclude_unscored(form, set))
        .unwrap_or_default();
    let weighs = |sign: &str, edge: Decimal| {
        format!(
            "{answer}{exclude_unscored}.weight().where($this {sign} {}).exists()",
            number(edge)
        )
    };
    match test {
        Test::Is(value) => chosen(value),
        Test::IsNot(value) => format!("{}.not()", chosen(value)),
        Test::Answered(true) => format!("{answer}.exists()"),
        Test::Answered(false) => format!("{answer}.exists().not()"),
        Test::AtLeast(edge) => weighs(">=", edge),
        Test::AtMost(edge) => weighs("<=", edge),
        Test::Above(edge) => weighs(">", edge),
        Test::Below(edge) => weighs("<", edge),
    }
}
