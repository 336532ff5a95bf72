//! Scales and tables.

use instrument::number::Decimal;
use instrument::pack::{Method, PackForm, Scale, references};

use super::findings::Findings;
use super::items;
use super::possible_results::PossibleResults;
use super::references::{References, names};

/// Checks every scale and every table.
pub fn check(form: &PackForm, results: &[PossibleResults], found: &mut Findings) {
    if form.scales.is_empty() {
        found.warning(
            "scales",
            "nothing is scored",
            "Every result then says that nothing could be scored.",
        );
    }
    references::scales(form, &mut References { form, found });
    References { form, found }.twice("tables", &form.tables, |table| &table.id);
    for (at, scale) in form.scales.iter().enumerate() {
        let path = format!("scales[{at}]");
        items::column(&path, &scale.id, &["sheet", "error"], found);
        references::members(form, at, scale, &mut References { form, found });
        if scale.items.is_empty() && scale.scales.is_empty() {
            found.error(
                format!("{path}.items"),
                "a scale of nothing",
                "Name its items, or the scales that count in it.",
            );
        }
        weights(scale, &path, found);
        steps(scale, &path, found);
        references::table(form, at, scale, &mut References { form, found });
        ordinary_change(scale, &path, found);
        references::words(form, at, scale, &mut References { form, found });
        words(form, scale, &path, found);
        least(scale, &path, found);
    }
    patterns(form, results, found);
    for (at, table) in form.tables.iter().enumerate() {
        let path = format!("tables[{at}]");
        if !form
            .scales
            .iter()
            .any(|scale| scale.table.as_ref() == Some(&table.id))
        {
            found.warning(
                &path,
                format!("no scale uses the table “{}”", table.id),
                "Take it out, or name it in a scale.",
            );
        }
        if table.rows.is_empty() {
            found.error(
                format!("{path}.rows"),
                "a table without rows",
                "Nothing could be looked up in it.",
            );
        }
        for (row, pair) in table.rows.windows(2).enumerate() {
            if pair[0].from >= pair[1].from {
                found.error(
                    format!("{path}.rows[{}].from", row + 1),
                    "rows not in rising order",
                    "Lowest first: a result takes the last row that it reaches.",
                );
            }
        }
    }
}

fn weights(scale: &Scale, path: &str, found: &mut Findings) {
    let items = scale.items.iter().map(|member| member.weight).enumerate();
    let items = items.map(|(at, weight)| (format!("{path}.items[{at}].weight"), weight));
    let parts = scale.scales.iter().map(|part| part.weight).enumerate();
    let parts = parts.map(|(at, weight)| (format!("{path}.scales[{at}].weight"), weight));
    let divided = scale.method == Method::Mean || scale.prorate;
    for (path, weight) in items.chain(parts) {
        let Some(weight) = weight else { continue };
        if weight == Decimal::from(0) {
            found.error(
                path,
                "a weight of nothing",
                "Take the item out of the scale instead.",
            );
        } else if divided && !weight.is_positive() {
            found.error(
                path,
                "a weight below 0 where the result is divided by weights",
                "Use `reversed`, or a sum.",
            );
        }
    }
}

fn steps(scale: &Scale, path: &str, found: &mut Findings) {
    match (scale.method, scale.count_from) {
        (Method::Count, None) => found.error(
            path,
            "the method `count` without `countFrom`",
            "Say from which number on an answer is counted.",
        ),
        (Method::Mean | Method::Sum, Some(_)) => found.error(
            format!("{path}.countFrom"),
            "`countFrom` without the method `count`",
            "Take it out, or change the method.",
        ),
        _ => {}
    }
    if scale.prorate && scale.method == Method::Mean {
        found.error(
            format!("{path}.prorate"),
            "a mean needs no making up",
            "Take `prorate` out: a mean is already that of what was answered.",
        );
    }
    if let Some(transform) = scale.transform {
        if transform.over == 0.into() {
            found.error(
                format!("{path}.transform.over"),
                "divided by nothing",
                "Leave `over` out to divide by 1.",
            );
        }
        if transform.times == 0.into() {
            found.error(
                format!("{path}.transform.times"),
                "every result would be the same",
                "Leave `times` out to multiply by 1.",
            );
        }
    }
    if scale.round.is_some_and(|places| places > 6) {
        found.error(
            format!("{path}.round"),
            "more than six places",
            "Leave it out: results are exact anyway.",
        );
    }
}

fn ordinary_change(scale: &Scale, path: &str, found: &mut Findings) {
    if scale.wobble.is_some_and(|wobble| !wobble.is_positive()) {
        found.error(
            format!("{path}.wobble"),
            "not more than 0",
            "Then every change would be called one.",
        );
    }
    let plain = scale.scales.is_empty() && scale.table.is_none() && scale.method != Method::Count;
    if !plain && scale.wobble.is_none() {
        found.warning(path, format!("nothing says how much change of “{}” is ordinary", scale.id), "Add `wobble`, in the units of its result; without it, the pack's number is taken as it is.");
    }
}

/// Reports words for a band that the scale does not have.
fn words(form: &PackForm, scale: &Scale, path: &str, found: &mut Findings) {
    let Some(set) = form.band_sets.iter().find(|set| set.id == scale.band_set) else {
        return;
    };
    for (at, words) in scale.words.iter().enumerate() {
        let path = format!("{path}.words[{at}].band");
        if !set.bands.iter().any(|band| band.id == words.band) {
            found.error(
                &path,
                format!("the band set “{}” has no band “{}”", set.id, words.band),
                names("Bands", set.bands.iter().map(|band| &band.id)),
            );
        }
    }
}

fn least(scale: &Scale, path: &str, found: &mut Findings) {
    let all = scale.items.len() + scale.scales.len();
    let path = format!("{path}.leastAnswered");
    if scale.least_answered == 0 {
        found.error(
            &path,
            "scored from nothing",
            "Say how many answers it takes; two thirds are usual where nothing is published.",
        );
    } else if scale.least_answered > all {
        found.error(
            &path,
            format!(
                "“{}” can never reach its minimum: it asks for {} of {all}",
                scale.id, scale.least_answered
            ),
            "Lower it, or add the missing items.",
        );
    } else if scale.least_answered < all && scale.method != Method::Mean && !scale.prorate {
        found.warning(
            &path,
            "fewer answers make a lower result",
            "Ask for all of them, or add `prorate` if the published key says so.",
        );
    }
}

/// The pattern scale with the higher result stands out, so all of them need the same range.
fn patterns(form: &PackForm, results: &[PossibleResults], found: &mut Findings) {
    let mut ends = None;
    for (at, scale) in form
        .scales
        .iter()
        .enumerate()
        .filter(|(_, scale)| scale.pattern)
    {
        let Some(own) = results[at].range() else {
            continue;
        };
        if *ends.get_or_insert(own) != own {
            found.warning(format!("scales[{at}].pattern"), format!("“{}” reaches from {} to {}, unlike the other pattern scales", scale.id, super::digits(own.0), super::digits(own.1)), "Which stands out is decided by the higher result. A transform to the same range makes them comparable.");
        }
    }
}
