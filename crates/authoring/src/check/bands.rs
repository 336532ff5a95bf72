//! Bands: finds gaps, overlaps and bands that no result reaches, by trying every result that their scales can have.

use std::collections::BTreeSet;

use instrument::pack::scale::BandSet;
use instrument::pack::{Band, PackForm, Scale};
use instrument::rational::Rational;

use super::digits;
use super::findings::{Findings, Severity};
use super::possible_results::PossibleResults;
use super::references::References;

/// Checks every band set, alone and with each scale that uses it.
pub fn check(form: &PackForm, results: &[PossibleResults], found: &mut Findings) {
    References { form, found }.twice("bandSets", &form.band_sets, |set| &set.id);
    let mut sound = Vec::new();
    for (at, set) in form.band_sets.iter().enumerate() {
        let path = format!("bandSets[{at}]");
        sound.push(alone(form, set, &path, found));
        if !form.scales.iter().any(|scale| scale.band_set == set.id) {
            found.warning(
                &path,
                format!("no scale uses the band set “{}”", set.id),
                "Take it out, or name it in a scale.",
            );
        }
    }
    for (at, (scale, results)) in form.scales.iter().zip(results).enumerate() {
        match results {
            PossibleResults::TooLarge => found.error(
                format!("scales[{at}]"),
                format!("“{}” works with numbers too large to be exact", scale.id),
                "A result that does not fit is not shown. Use smaller weights, or fewer digits.",
            ),
            PossibleResults::TooMany => found.warning(
                format!("scales[{at}].bandSet"),
                format!("“{}” has too many results to try them all", scale.id),
                "Only some hundred sheets were scored: see for yourself that its bands have no gap, and that each can be reached.",
            ),
            PossibleResults::Broken => {}
            PossibleResults::Known {
                all,
                before_table,
                may_be_impossible,
            } => {
                let severity = if *may_be_impossible {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                table(form, scale, before_table, severity, found);
                let place = form
                    .band_sets
                    .iter()
                    .position(|set| set.id == scale.band_set);
                if let Some(place) = place.filter(|place| sound[*place]) {
                    with(
                        &form.band_sets[place],
                        &format!("bandSets[{place}]"),
                        scale,
                        all,
                        severity,
                        found,
                    );
                }
            }
        }
    }
}

/// Checks the edges of a band set. Returns whether they are in order.
fn alone(form: &PackForm, set: &BandSet, path: &str, found: &mut Findings) -> bool {
    let bands = format!("{path}.bands");
    References { form, found }.twice(&bands, &set.bands, |band| &band.id);
    if set.bands.is_empty() {
        found.error(
            format!("{path}.bands"),
            "no bands",
            "One band is enough to say that there are no cut-offs.",
        );
        return false;
    }
    let mut sound = true;
    for (at, pair) in set.bands.windows(2).enumerate() {
        let (band, next) = (&pair[0], &pair[1]);
        if band.from >= next.from {
            sound = false;
            found.error(
                format!("{path}.bands[{}].from", at + 1),
                format!(
                    "“{}” begins at {}, not above “{}” at {}",
                    next.id,
                    next.from.to_text(),
                    band.id,
                    band.from.to_text()
                ),
                "Lowest first: each band reaches up to the next one's edge.",
            );
        } else if let Some(to) = band.to
            && (to > next.from || to == next.from && !next.exclusive)
        {
            sound = false;
            found.error(
                format!("{path}.bands[{at}].to"),
                format!("“{}” ends at {}, where “{}” has begun: they overlap", band.id, to.to_text(), next.id),
                format!("Let “{}” begin above it, or add `\"exclusive\": true` there if {} itself belongs to “{}”.", next.id, to.to_text(), band.id),
            );
        }
    }
    sound
}

/// Checks the results that a scale can have against its bands.
///
/// A gap is reported with `severity`: it is only a warning if the results in it may be impossible.
fn with(
    set: &BandSet,
    path: &str,
    scale: &Scale,
    results: &BTreeSet<Rational>,
    severity: Severity,
    found: &mut Findings,
) {
    let mut reached = vec![false; set.bands.len()];
    let mut beneath: Option<Rational> = None;
    let mut gaps: Vec<Option<(Rational, Rational)>> = vec![None; set.bands.len()];
    for value in results {
        let Some(at) = set
            .bands
            .iter()
            .rposition(|band| band.is_reached_by(*value))
        else {
            beneath = beneath.or(Some(*value));
            continue;
        };
        if set.bands[at].to.is_some_and(|to| *value > to.into()) {
            let (from, _) = gaps[at].unwrap_or((*value, *value));
            gaps[at] = Some((from, *value));
        } else {
            reached[at] = true;
        }
    }
    let id = &scale.id;
    if let Some(lowest) = beneath {
        found.add_finding(
            severity,
            format!("{path}.bands[0].from"),
            format!(
                "a gap: “{id}” can come to {}, beneath the lowest band",
                digits(lowest)
            ),
            perhaps(
                severity,
                &format!(
                    "Let the lowest band begin at {}.",
                    lowest.to_text(6).unwrap_or_default()
                ),
            ),
        );
    }
    for (at, band) in set.bands.iter().enumerate() {
        if let Some((from, to)) = gaps[at] {
            gap(
                path,
                at,
                band,
                set.bands.get(at + 1),
                id,
                from,
                to,
                severity,
                found,
            );
        }
        // If there are results, but all of them are above the band's end, the gap is reported instead.
        if !reached[at] && gaps[at].is_none() {
            let range = results.first().zip(results.last());
            let range = range.map_or(String::new(), |(low, high)| {
                format!(
                    " It comes to results from {} to {}.",
                    digits(*low),
                    digits(*high)
                )
            });
            found.error(
                format!("{path}.bands[{at}]"),
                format!(
                    "nothing reaches “{}”: no answers on “{id}” lead there",
                    band.id
                ),
                format!("Look at its edges, and at how the scale is worked out.{range}"),
            );
        }
    }
}

#[allow(
    clippy::too_many_arguments,
    reason = "what is told of a gap, said once"
)]
fn gap(
    path: &str,
    at: usize,
    band: &Band,
    next: Option<&Band>,
    id: &str,
    from: Rational,
    to: Rational,
    severity: Severity,
    found: &mut Findings,
) {
    let between = if from == to {
        digits(from)
    } else {
        format!("{} to {}", digits(from), digits(to))
    };
    let (what, hint) = match next {
        Some(next) => (
            format!(
                "a gap between “{}” and “{}”: “{id}” can come to {between}",
                band.id, next.id
            ),
            "Nothing would be shown then. Leave `to` out, or close the gap.",
        ),
        None => (
            format!(
                "“{}” ends at {}, but “{id}” can come to {between}",
                band.id,
                band.to.map_or(String::new(), |to| to.to_text())
            ),
            "Nothing would be shown then. The highest band needs no end.",
        ),
    };
    found.add_finding(
        severity,
        format!("{path}.bands[{at}].to"),
        what,
        perhaps(severity, hint),
    );
}

/// `hint`, and for a warning why it may not apply.
fn perhaps(severity: Severity, hint: &str) -> String {
    match severity {
        Severity::Error => hint.to_owned(),
        Severity::Warning => format!(
            "{hint} It may be that nobody comes to it: some of its questions are shown for some answers only, or count in it twice."
        ),
    }
}

/// Checks the results that a scale can have before the table lookup against the rows of the table.
fn table(
    form: &PackForm,
    scale: &Scale,
    before: &BTreeSet<Rational>,
    severity: Severity,
    found: &mut Findings,
) {
    let Some(place) = form
        .tables
        .iter()
        .position(|table| Some(&table.id) == scale.table.as_ref())
    else {
        return;
    };
    let table = &form.tables[place];
    let path = format!("tables[{place}].rows");
    let row = |value: &Rational| table.rows.iter().rposition(|row| value.reaches(row.from));
    if let Some(value) = before.iter().find(|value| row(value).is_none()) {
        found.add_finding(
            severity,
            &path,
            format!(
                "“{}” can come to {}, beneath the first row",
                scale.id,
                digits(*value)
            ),
            perhaps(severity, "Nothing would be shown then. Add a row for it."),
        );
    }
    let reached: BTreeSet<usize> = before.iter().filter_map(row).collect();
    for at in (0..table.rows.len()).filter(|at| !reached.contains(at)) {
        found.warning(
            format!("{path}[{at}]"),
            format!("nothing on “{}” reaches this row", scale.id),
            "Harmless, but it may be a slip.",
        );
    }
}
