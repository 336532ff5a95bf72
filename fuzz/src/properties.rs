//! What must hold for any text at all. Each function panics if it does not.

use authoring::check::possible_results::{self, PossibleResults};
use authoring::check::{check, report, translations};
use fhir::{Options, Release, export, import};
use instrument::explain::explain;
use instrument::guidance::{fitting_offers, high_items, standing_out};
use instrument::pack::{Condition, PackForm, Slot, first_part};
use instrument::{Answer, Answers, Pack, Profile, guide, score};

/// How many sheets are scored for each pack.
const SHEETS: usize = 6;

/// The text is refused or becomes a pack. Exporting that pack and importing it again gives the same pack.
pub fn questionnaire(text: &str) {
    let (imported, report) = import(text, &Options::default());
    assert_eq!(imported.is_none(), !report.refusals.is_empty(), "{report}");
    let Some(imported) = imported else {
        return;
    };
    let release = if text.len().is_multiple_of(2) {
        Release::R4
    } else {
        Release::R5
    };
    // A pack whose names clash in a Questionnaire cannot be exported.
    let Ok(there) = export(&imported.pack, &[], release) else {
        return;
    };
    // A note says that the export is a new form, as the original could not be reproduced. Then the origins differ.
    let own = !there.notes.is_empty();
    let options = Options {
        bands: Some(("bands.json".to_owned(), there.bands)),
        ..Options::default()
    };
    let (back, report) = import(&there.questionnaire, &options);
    let back = back.unwrap_or_else(|| panic!("{report}\n{}", there.questionnaire));
    let form = |text: &str| {
        let pack = Pack::read(text).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let mut form = pack.form().clone();
        form.option_sets.sort_by(|a, b| a.id.cmp(&b.id));
        if own {
            form.questionnaire = None;
        }
        form
    };
    assert_eq!(form(&back.pack), form(&imported.pack));
}

/// Every finding can be shown. A pack without errors can be used: its scales have a result from enough answers, and
/// none that the checker did not expect.
pub fn checker(text: &str) {
    let found = check(text, 13);
    let report = report::to_text("pack.json", text, &found);
    assert_eq!(report.is_empty(), found.all().is_empty());
    let beside = translations::check(text, text);
    report::to_text("pack.cy.json", text, &beside);
    if found.has_errors() {
        return;
    }
    let pack = Pack::read(text).unwrap_or_else(|wrong| panic!("no error, and yet {wrong:?}"));
    let form: PackForm = json::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    let foreseen = possible_results::all(&form);
    for sheet in sheets(&pack, text) {
        let profile = score(&pack, &sheet);
        for (at, scale) in pack.scales().iter().enumerate() {
            let enough = profile.scales[at].answered >= scale.least_answered;
            match (&foreseen[at], profile.value(at)) {
                (PossibleResults::Known { all, .. }, Some(value)) => {
                    assert!(all.contains(&value), "{}", scale.id)
                }
                (
                    PossibleResults::Known {
                        may_be_impossible: false,
                        ..
                    },
                    None,
                ) => {
                    assert!(!enough, "{} has no result", scale.id)
                }
                _ => {}
            }
        }
    }
}

/// The text is refused or loaded, both its first part and the whole. A loaded pack is scored and explained, and its
/// guidance is chosen. Answers to hidden items change nothing, and neither do skipped items. Every result is in its
/// band.
pub fn engine(text: &str) {
    if let Ok(begun) = Pack::read_questions(text) {
        for sheet in sheets(&begun, text) {
            let _ = (
                begun.shown_count(&sheet),
                begun.first_open(&sheet),
                begun.next(0, &sheet),
            );
        }
    }
    let Ok(pack) = Pack::read(text) else {
        return;
    };
    let part = first_part(text).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    let part = Pack::read_questions(&part).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    assert_eq!(part.key(), pack.key());
    assert!(
        (0..pack.len()).all(|item| pack.item(item).text == part.item(item).text
            && pack.is_scored(item) == part.is_scored(item))
    );
    for at in 0..pack.scales().len() {
        let (low, high) = pack.result_range(at);
        assert!(low <= high);
        let _ = (pack.step(at), pack.ordinary_change(at));
    }
    let _ = pack.common_end_options();
    for sheet in sheets(&pack, text) {
        let profile = score(&pack, &sheet);
        in_their_bands(&pack, &profile);
        assert_eq!(
            profile,
            score(&pack, &pack.visible_answers(&sheet)),
            "hidden answers count"
        );
        let mut open = Answers::blank(pack.len());
        let chosen = (0..pack.len()).filter_map(|item| Some((item, sheet.value(item)?)));
        chosen.for_each(|(item, value)| open.set(item, Answer::Chosen(value)));
        assert_eq!(profile, score(&pack, &open), "items passed over count");
        let guidance = guide(&pack, &profile, &sheet, 1);
        assert!(guidance.slot(Slot::Step).next().is_some(), "no next step");
        let offers = &pack.form().after.acts;
        let _ = (
            explain(&pack, &sheet),
            standing_out(&pack, &profile),
            high_items(&pack, &sheet),
        );
        let _ = fitting_offers(offers, &pack, &profile, &sheet, 0);
    }
}

fn in_their_bands(pack: &Pack, profile: &Profile) {
    for (at, scale) in pack.scales().iter().enumerate() {
        let (Some(value), Some(band)) = (profile.value(at), profile.band(at)) else {
            continue;
        };
        assert!(
            profile.scales[at].answered >= scale.least_answered,
            "{}: from too few",
            scale.id
        );
        let bands = pack.bands(scale);
        assert!(
            bands[band].is_reached_by(value) && bands[band].to.is_none_or(|to| value <= to.into())
        );
        assert!(
            bands
                .get(band + 1)
                .is_none_or(|next| !next.is_reached_by(value))
        );
        assert!(
            pack.band_words(scale, band)
                .any(|words| words.when == Condition::Always)
                || scale.words.iter().any(|words| words.text.is_empty())
        );
    }
}

/// Pseudo-random sheets, always the same for a text. Nothing is answered on the first, everything on the second, and
/// some items on the others.
fn sheets(pack: &Pack, text: &str) -> Vec<Answers> {
    let mut chance = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mut below = move |end: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap_or(0) % end
    };
    let mut sheets = vec![Answers::blank(pack.len())];
    for sheet in 1..SHEETS {
        let mut answers = Answers::blank(pack.len());
        for item in 0..pack.len() {
            let options = pack.options(item);
            match below(6) {
                0 if sheet > 1 => {}
                1 if sheet > 1 => answers.set(item, Answer::Skipped),
                _ => answers.set(item, Answer::Chosen(options[below(options.len())].value)),
            }
        }
        sheets.push(answers);
    }
    sheets
}
