//! What a clinical lead asks of every result of our own questions: no rule wrongs anyone. Each demand is tried on every
//! combination of answers within an area, and on whole sheets.

use instrument::guidance::{scale_words, standing_out};
use instrument::pack::{Condition, Kind, Pack, Slot};
use instrument::rational::Rational;
use instrument::{Answer, Answers, guide, score};
use proptest::prelude::*;

use super::common::pack;

/// What a result shows.
pub struct Shown {
    /// The ids of its entries.
    pub entries: Vec<String>,
    /// The first step's id.
    pub first: String,
    /// The ids of guidance that the first step covers.
    covers: Vec<String>,
    /// The texts of the entries.
    text: String,
}

pub fn shown(pack: &Pack, answers: &Answers) -> Shown {
    let profile = score(pack, answers);
    let guidance = guide(pack, &profile, answers, 0);
    let steps: Vec<_> = guidance.slot(Slot::Step).collect();
    let slots = [
        Slot::Strength,
        Slot::Pattern,
        Slot::Reassure,
        Slot::Step,
        Slot::Help,
    ];
    let entries: Vec<_> = slots
        .into_iter()
        .flat_map(|slot| guidance.slot(slot))
        .collect();
    Shown {
        first: steps[0].id.clone(),
        covers: steps[0].covers.clone(),
        text: entries
            .iter()
            .flat_map(|entry| entry.text.clone())
            .collect(),
        entries: entries.into_iter().map(|entry| entry.id.clone()).collect(),
    }
}

impl Shown {
    pub fn has(&self, id: &str) -> bool {
        self.entries.iter().any(|known| known == id)
    }
}

/// The value of the answer to an item. `None` if it was skipped.
fn value(pack: &Pack, answers: &Answers, id: &str) -> Option<i32> {
    answers.value(pack.item_index(id).expect("an item"))
}

fn at_least(pack: &Pack, answers: &Answers, ids: &[&str], least: i32) -> bool {
    ids.iter()
        .any(|id| value(pack, answers, id).is_some_and(|value| value >= least))
}

/// The ids of the items of a scale.
fn items(pack: &Pack, scale: &str) -> Vec<String> {
    let scale = pack.scales().iter().find(|known| known.id == scale);
    let members = &scale.expect("a scale").items;
    members.iter().map(|member| member.item.clone()).collect()
}

/// The ids of the items of all scales of a kind.
pub fn items_of(pack: &Pack, kind: Kind) -> Vec<String> {
    let scales = pack.scales().iter().filter(|scale| scale.kind == kind);
    scales.flat_map(|scale| items(pack, &scale.id)).collect()
}

fn band<'a>(pack: &'a Pack, answers: &Answers, scale: &str) -> Option<&'a str> {
    let at = pack.scales().iter().position(|known| known.id == scale);
    let at = at.expect("a scale");
    let band = score(pack, answers).band(at)?;
    Some(&pack.bands(&pack.scales()[at])[band].id)
}

/// Unwanted images, or reacting as if it had happened to oneself, with bad sleep, bad dreams or being on guard.
fn acute(pack: &Pack, answers: &Answers) -> bool {
    at_least(pack, answers, &["k3", "k4"], 3) && at_least(pack, answers, &["k5", "g1", "g3"], 3)
}

/// Checks the demands on any sheet.
fn check(pack: &Pack, answers: &Answers) {
    let shown = shown(pack, answers);
    let profile = score(pack, answers);
    let words = scale_words(pack, &profile, answers);
    let signs = items_of(pack, Kind::Sign);
    let signs: Vec<&str> = signs.iter().map(String::as_str).collect();
    let any_high = at_least(pack, answers, &signs, 3);
    let mut thin = false;
    for (at, scale) in pack.scales().iter().enumerate() {
        let members = items(pack, &scale.id);
        let members: Vec<&str> = members.iter().map(String::as_str).collect();
        let Some(band) = profile.band(at) else {
            assert_eq!(words[at], None, "{}", scale.id);
            continue;
        };
        let band = &pack.bands(scale)[band];
        let said = words[at].expect("a result is never shown without words");
        assert!(!said.text.is_empty());
        let plain = pack.band_words(scale, profile.band(at).expect("a band"));
        let plain = plain.filter(|words| words.when == Condition::Always);
        let plain = plain.last().expect("words for every result");
        // 1. An average never speaks over an answer.
        match scale.kind {
            Kind::Sign if at_least(pack, answers, &members, 3) && band.id != "often" => {
                assert_ne!(said.text, plain.text, "{}", scale.id);
                assert!(said.text.contains("often"), "{}: {}", scale.id, said.text);
                assert!(
                    band.id != "quiet" || said.label != band.label,
                    "{}",
                    scale.id
                );
            }
            Kind::Sign => assert_eq!(
                (said.text, said.label),
                (plain.text.as_str(), band.label.as_str())
            ),
            Kind::Resource => {
                thin |= band.id == "thin";
                let missing = members
                    .iter()
                    .any(|id| value(pack, answers, id).is_some_and(|value| value <= 1));
                assert!(
                    !(missing && band.id == "steady" && said.text == plain.text),
                    "{}",
                    scale.id
                );
            }
        }
    }
    // 2. Every pattern at its highest words is named, and those within the ordinary wobble of the highest.
    let named = standing_out(pack, &profile);
    let patterns: Vec<usize> = (0..pack.scales().len())
        .filter(|&at| pack.scales()[at].pattern && profile.band(at).is_some())
        .collect();
    let highest = patterns.iter().filter_map(|&at| profile.value(at)).max();
    for &at in &patterns {
        if profile.band(at) == Some(2) {
            assert!(
                named.contains(&at),
                "{} is at its highest words",
                pack.scales()[at].id
            );
        }
        if let Some(first) = named.first()
            && let (Some(value), Some(highest)) = (profile.value(at), highest)
            && highest
                .minus(value)
                .is_some_and(|beneath| beneath < Rational::of(1, 2).expect("a half"))
        {
            assert!(
                named.contains(&at),
                "{} beside {first}",
                pack.scales()[at].id
            );
        }
    }
    for at in named {
        let id = format!("pattern-{}", pack.scales()[at].id);
        assert!(shown.has(&id), "{id} is not said");
    }
    assert!(
        shown.entries.iter().any(|id| id.starts_with("pattern-")),
        "something is said about what stands out"
    );
    // Nothing names a pattern beside the words that none can be named.
    if shown.has("pattern-blank") || shown.has("pattern-blank-high") {
        for id in [
            "carrying",
            "guarded",
            "depletion",
            "distant",
            "flooded",
            "high",
            "even",
            "body",
            "impact",
        ] {
            assert!(!shown.has(&format!("pattern-{id}")), "{:?}", shown.entries);
        }
    }
    if shown.has("pattern-body") || shown.has("pattern-impact") {
        assert!(
            !shown.has("pattern-guarded") && !shown.has("pattern-even"),
            "{:?}",
            shown.entries
        );
    }
    // 3. Crisis help moves up.
    let helpless = at_least(pack, answers, &["c5"], 1) && at_least(pack, answers, &["r4"], 3);
    if acute(pack, answers) || helpless || band(pack, answers, "reach") == Some("often") {
        assert!(shown.has("help-now"));
    }
    // 4. With acute signs, the GP stands beside supervision.
    if acute(pack, answers) {
        assert!(
            ["G05", "G07"]
                .iter()
                .all(|id| shown.covers.iter().any(|known| known == id))
        );
    }
    // 5. Nothing says that all is well when it is not.
    let with_support = value(pack, answers, "who").is_some_and(|who| who > 0);
    if any_high || thin || !with_support {
        assert!(!shown.has("step-keep"), "{:?}", shown.entries);
    }
    if any_high {
        assert!(
            !shown.has("pattern-none") && !shown.has("step-blank"),
            "{:?}",
            shown.entries
        );
    }
    // 8. Wherever help moves up, suicide and self-harm are named.
    if shown.has("help-now") {
        assert!(shown.text.contains("ending your life") && shown.text.contains("hurting yourself"));
    }
    // 9. A skipped answer is no answer: nobody is treated as alone for it.
    if value(pack, answers, "who") != Some(0) {
        assert!(!shown.has("step-nobody"));
    }
}

/// Every combination of answers to the items of a scale, skips included, on a sheet that is blank otherwise.
fn combinations(pack: &Pack, scale: &str) -> Vec<Answers> {
    let mut all = vec![Answers::blank(pack.len())];
    for id in items(pack, scale) {
        let at = pack.item_index(&id).expect("an item");
        let options = pack
            .options(at)
            .iter()
            .map(|choice| Answer::Chosen(choice.value));
        let each: Vec<Answer> = options.chain([Answer::Skipped]).collect();
        let longer = |answers: &Answers| {
            let with = |answer: &Answer| {
                let mut answers = answers.clone();
                answers.set(at, *answer);
                answers
            };
            each.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn the_demands_hold_for_every_combination_of_answers_in_each_area() {
    let pack = pack();
    let mut tried = Vec::new();
    for scale in pack.scales() {
        let all = combinations(&pack, &scale.id);
        all.iter().for_each(|answers| check(&pack, answers));
        tried.push(format!("{} {}", scale.id, all.len()));
    }
    let tried = tried.join(", ");
    println!("combinations: {tried}");
    assert_eq!(
        tried,
        "depletion 216, body 216, distant 216, flooded 216, carrying 7776, guarded 1296, reach 1296, people 216, self 1296"
    );
}

/// A whole sheet from a seed for each item. Values beyond the options are skips.
fn from_seeds(pack: &Pack, seeds: &[usize]) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for (at, seed) in seeds.iter().enumerate().take(pack.len()) {
        let choice = pack.options(at).get(*seed);
        answers.set(
            at,
            choice.map_or(Answer::Skipped, |choice| Answer::Chosen(choice.value)),
        );
    }
    answers
}

/// Seeds for a sheet: all kinds of answers mixed, or mostly alike, so that areas come out high, low and even.
fn seeds() -> impl Strategy<Value = Vec<usize>> {
    let mixed = prop::collection::vec(0..6_usize, 40);
    let alike = (
        0..6_usize,
        prop::collection::vec(prop::option::weighted(0.2, 0..6_usize), 40),
    )
        .prop_map(|(most, others)| others.into_iter().map(|one| one.unwrap_or(most)).collect());
    let areas = (
        prop::collection::vec(0..6_usize, 10),
        prop::collection::vec(prop::option::weighted(0.1, 0..6_usize), 40),
    )
        .prop_map(|(levels, others)| {
            let one = |(at, own): (usize, Option<usize>)| own.unwrap_or(levels[at / 4]);
            others.into_iter().enumerate().map(one).collect()
        });
    prop_oneof![mixed, alike, areas]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_demands_hold_for_any_sheet(seeds in seeds()) {
        let pack = pack();
        check(&pack, &from_seeds(&pack, &seeds));
    }

    /// A heavier answer never takes away the crisis lines, or the advice to see a GP.
    #[test]
    fn a_heavier_answer_takes_no_help_away(seeds in seeds(), which in 0..25_usize, value in 0..4_i32) {
        let pack = pack();
        let signs = items_of(&pack, Kind::Sign);
        let at = pack.item_index(&signs[which]).expect("an item");
        let mut before = from_seeds(&pack, &seeds);
        before.set(at, Answer::Chosen(value));
        let mut after = before.clone();
        after.set(at, Answer::Chosen(value + 1));
        let (before, after) = (shown(&pack, &before), shown(&pack, &after));
        prop_assert!(!before.has("help-now") || after.has("help-now"));
        let gp = |shown: &Shown| {
            let entries = &pack.form().guidance.entries;
            let steps = entries.iter().filter(|entry| entry.slot == Slot::Step && shown.has(&entry.id));
            steps.into_iter().any(|entry| entry.covers.iter().any(|id| id == "G07"))
        };
        prop_assert!(!gp(&before) || gp(&after), "{:?} {:?}", before.entries, after.entries);
    }
}
