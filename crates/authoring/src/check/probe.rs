//! Scores a few hundred fixed sheets with the engine: a scale with enough answers has to have a result.
//!
//! This helps where [`super::bands`] cannot try every result, or cannot be sure that a result is possible.

use instrument::number::Decimal;
use instrument::pack::{Choice, Scale};
use instrument::{Answer, Answers, Pack, Profile, score};

use super::digits;
use super::findings::Findings;
use super::possible_results::{self, PossibleResults};

/// How many pseudo-random sheets there are. They are always the same.
const DRAWN: usize = 256;

/// The most decimal places that a result is written with.
const PLACES: u32 = 6;

/// Scores the sheets, and checks the lowest and the highest result of each scale with too many results to try.
pub fn check(pack: &Pack, results: &[PossibleResults], found: &mut Findings) {
    ends(pack, results, found);
    let mut told = vec![false; pack.scales().len()];
    for sheet in sheets(pack) {
        let profile = score(pack, &sheet);
        for (at, scale) in pack.scales().iter().enumerate() {
            if !told[at] && profile.scales[at].answered >= scale.least_answered {
                told[at] = wrong(pack, &profile, at, &sheet, found);
            }
        }
    }
}

/// Reports a scale whose result is missing or cannot be written. Returns whether it did.
fn wrong(pack: &Pack, profile: &Profile, at: usize, sheet: &Answers, found: &mut Findings) -> bool {
    let id = &pack.scales()[at].id;
    let what = match profile.value(at) {
        None => format!("“{id}” has no result, though enough is answered"),
        Some(value) if value.to_text(PLACES).is_none() => {
            format!("“{id}” comes to a number too large to be written")
        }
        Some(_) => return false,
    };
    found.error(
        format!("scales[{at}]"),
        what,
        format!(
            "{} It lies outside its table or its bands, or its numbers are too large to be exact.",
            named(pack, at, sheet)
        ),
    );
    true
}

/// A sentence that lists the answers to items of the scale at `at`.
fn named(pack: &Pack, at: usize, sheet: &Answers) -> String {
    const MOST: usize = 8;
    let answered = pack
        .members(at)
        .filter_map(|(_, item)| Some((item, sheet.value(item)?)));
    let mut said: Vec<String> = answered
        .map(|(item, value)| format!("{} {value}", pack.item(item).id))
        .collect();
    if said.is_empty() {
        return "So it is on a sheet that was tried.".to_owned();
    }
    if said.len() > MOST {
        said.truncate(MOST);
        said.push("…".to_owned());
    }
    format!("So it is with these answers: {}.", said.join(", "))
}

/// First sheets with the same option for every item, from the first option to the last. Then for each scale the
/// sheets with its lowest and its highest result. Last, pseudo-random sheets.
fn sheets(pack: &Pack) -> Vec<Answers> {
    let mut sheets = Vec::new();
    let most = (0..pack.len()).map(|item| pack.options(item).len()).max();
    for option in 0..most.unwrap_or(0).min(DRAWN) {
        sheets.push(filled(pack, |item| {
            let options = pack.options(item);
            options.get(option).or(options.last())
        }));
    }
    for at in 0..pack.scales().len() {
        for highest in [false, true] {
            sheets.push(end(pack, at, highest));
        }
    }
    let mut chance = 11_u64;
    let mut below = |end: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap_or(0) % end.max(1)
    };
    for drawn in 0..DRAWN {
        // Every other sheet is complete. Otherwise a scale that needs all answers would hardly ever be scored.
        let skipped = drawn % 2;
        sheets.push(filled(pack, |item| {
            let options = pack.options(item);
            options.get(below(options.len() + skipped))
        }));
    }
    sheets
}

fn filled<'a>(pack: &Pack, mut choose: impl FnMut(usize) -> Option<&'a Choice>) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for item in 0..pack.len() {
        if let Some(choice) = choose(item) {
            answers.set(item, Answer::Chosen(choice.value));
        }
    }
    answers
}

/// The answers with which the items of the scale at `at` count the least, or the most. Other items are answered only
/// if the scale includes other scales.
fn end(pack: &Pack, at: usize, highest: bool) -> Answers {
    let scale = &pack.scales()[at];
    let falls = |weight: Option<Decimal>| weight.is_some_and(|weight| weight < 0.into());
    let members: Vec<_> = pack.members(at).collect();
    filled(pack, |item| {
        let member = members.iter().find(|(_, index)| *index == item);
        if member.is_none() && scale.scales.is_empty() {
            return None;
        }
        let turned = member.is_some_and(|(member, _)| member.reversed != falls(member.weight));
        let counting = pack.options(item).iter();
        let counting = counting.filter(|choice| choice.score().is_some());
        if highest != turned {
            counting.max_by_key(|choice| choice.score())
        } else {
            counting.min_by_key(|choice| choice.score())
        }
    })
}

/// For each scale with too many results to try, checks its lowest and highest result against its bands.
fn ends(pack: &Pack, results: &[PossibleResults], found: &mut Findings) {
    let scales = pack
        .scales()
        .iter()
        .zip(results)
        .zip(possible_results::may_be_impossible(pack.form()));
    for (at, ((scale, results), may_be_impossible)) in scales.enumerate() {
        if *results != PossibleResults::TooMany {
            continue;
        }
        let (low, high) = pack.result_range(at);
        let path = format!("scales[{at}].bandSet");
        let bands = pack.bands(scale);
        if bands.first().is_some_and(|band| !band.is_reached_by(low)) {
            let what = format!(
                "a gap: “{}” can come to {}, beneath its lowest band",
                scale.id,
                digits(low)
            );
            let hint = "Nothing would be shown then. Let the lowest band begin there.";
            if may_be_impossible || depends(scale) {
                found.warning(&path, what, hint);
            } else {
                found.error(&path, what, hint);
            }
        }
        if bands.last().is_some_and(|band| !band.is_reached_by(high)) {
            found.warning(
                &path,
                format!("with everything answered, “{}” comes to no more than {}, beneath its highest band", scale.id, digits(high)),
                "Look at the edges of its bands, and at how it is worked out.",
            );
        }
    }
}

/// Whether the lowest or the highest result of `scale` may be impossible. With a table, they are those of all its
/// rows, even if no answers lead to a row. With other scales in it, these may share items.
fn depends(scale: &Scale) -> bool {
    scale.table.is_some() || !scale.scales.is_empty()
}
