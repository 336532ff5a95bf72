//! What our own questions say for patterns of answers that real people have, and how their texts are worded.

use std::collections::BTreeSet;

use instrument::pack::{Kind, Pack, Slot};

use super::common::{only, pack};
use super::demands::{items_of, shown};

/// All sign items with this value, and others as given.
fn signs_at<'a>(all: &'a [String], value: i32, others: &[(&'a str, i32)]) -> Vec<(&'a str, i32)> {
    let rest = all
        .iter()
        .filter(|id| others.iter().all(|(other, _)| other != id));
    rest.map(|id| (id.as_str(), value))
        .chain(others.iter().copied())
        .collect()
}

/// A row of the table: the answers, the first step, what else is said, and what is not.
type Row<'a> = (
    &'a str,
    Vec<(&'a str, i32)>,
    &'a str,
    &'a [&'a str],
    &'a [&'a str],
);

/// What people would read first, by the patterns of answers in the words review.
#[test]
fn what_people_read_first_fits_their_answers() {
    let pack = pack();
    let signs = items_of(&pack, Kind::Sign);
    let resources = items_of(&pack, Kind::Resource);
    let all = [signs.clone(), resources.clone()].concat();
    let with =
        |list: &[&'static str], value: i32| list.iter().map(|id| (*id, value)).collect::<Vec<_>>();
    let rest_never = |given: Vec<(&'static str, i32)>| signs_at(&all, 0, &given);
    let support = |value: i32| {
        resources
            .iter()
            .map(|id| (id.as_str(), value))
            .collect::<Vec<_>>()
    };
    let sign_and_support = |sign: i32, support: i32| -> Vec<(&str, i32)> {
        let signs = signs.iter().map(|id| (id.as_str(), sign));
        signs
            .chain(resources.iter().map(|id| (id.as_str(), support)))
            .collect()
    };
    let rows: Vec<Row> = vec![
        (
            "all never, resources too",
            sign_and_support(0, 0),
            "step-tell",
            &["pattern-none", "strength-thin"],
            &["step-keep", "help-now"],
        ),
        (
            "all very often, resources very often",
            sign_and_support(4, 4),
            "step-acute",
            &[
                "help-now",
                "pattern-several",
                "step-pause",
                "reassure-heavy",
            ],
            &["step-keep", "reassure"],
        ),
        (
            "carrying and on guard only",
            rest_never(with(
                &["k1", "k2", "k3", "k4", "k5", "g1", "g2", "g3", "g4"],
                4,
            )),
            "step-acute",
            &["help-now", "pattern-carrying", "pattern-guarded"],
            &["step-keep"],
        ),
        (
            "images, sleep and on guard",
            rest_never(with(&["k3", "g1", "g3"], 4)),
            "step-acute",
            &["help-now", "pattern-carrying"],
            &["pattern-none"],
        ),
        (
            "bad sleep only",
            rest_never(with(&["g1"], 3)),
            "step-body-first",
            &["pattern-body"],
            &["help-now", "step-supervision", "step-keep"],
        ),
        (
            "pressure, no signs",
            rest_never(with(&["c2", "c3"], 2)),
            "step-tell",
            &["pattern-pressure", "step-pace"],
            &["step-keep"],
        ),
        (
            "distance with pressure",
            rest_never([with(&["d1", "d2", "d3"], 4), with(&["c2", "c3"], 2)].concat()),
            "step-supervision",
            &["pattern-distant", "pattern-conditions"],
            &["step-keep"],
        ),
        (
            "body only",
            rest_never(with(&["b1", "b2", "b3"], 4)),
            "step-body-first",
            &["pattern-body"],
            &["step-supervision", "help-now"],
        ),
        (
            "impact only",
            rest_never(with(&["r1", "r2", "r3", "r4"], 4)),
            "step-impact",
            &["pattern-impact", "help-now", "step-therapy"],
            &["pattern-none"],
        ),
        (
            "all sometimes",
            sign_and_support(2, 2),
            "step-supervision",
            &["pattern-even"],
            &["step-keep", "pattern-several", "pattern-depletion"],
        ),
        (
            "eight high answers, too few in an area",
            with(&["e1", "b1", "d1", "f1", "k1", "k3", "g1", "r1"], 4),
            "step-acute",
            &["pattern-blank-high", "help-now"],
            &["step-keep", "step-blank", "pattern-carrying"],
        ),
        (
            "signs skipped, resources never",
            support(0),
            "step-blank",
            &["pattern-blank", "strength-thin", "step-tell"],
            &["step-keep"],
        ),
        (
            "heavy and helpless",
            [sign_and_support(4, 2), with(&["c5"], 2)].concat(),
            "step-acute",
            &["help-now"],
            &["step-keep"],
        ),
        (
            "colleague skipped",
            [
                signs_at(&signs, 0, &[]),
                with(&["h1", "h2", "h4", "h5", "h6", "h7"], 4),
                with(&["who"], 1),
            ]
            .concat(),
            "step-keep",
            &["pattern-none"],
            &["step-tell", "step-nobody", "strength-thin"],
        ),
        (
            "nothing answered",
            vec![],
            "step-blank",
            &["pattern-blank", "help-now"],
            &["step-keep"],
        ),
    ];
    for (name, given, first, said, unsaid) in rows {
        let shown = shown(&pack, &only(&pack, &given));
        assert_eq!(shown.first, first, "{name}: {:?}", shown.entries);
        for id in said {
            assert!(shown.has(id), "{name}: {id} in {:?}", shown.entries);
        }
        for id in unsaid {
            assert!(!shown.has(id), "{name}: {id} in {:?}", shown.entries);
        }
    }
}

#[test]
fn the_first_step_and_the_pause_fit_how_one_works() {
    let pack = pack();
    let heavy = [("e1", 4), ("e2", 4), ("e3", 4), ("d1", 3)];
    let mut steps = BTreeSet::new();
    for works in [None, Some(0), Some(1), Some(2), Some(3), Some(4)] {
        for who in [None, Some(0), Some(1), Some(2), Some(3)] {
            let mut given = heavy.to_vec();
            given.extend(works.map(|value| ("works", value)));
            given.extend(who.map(|value| ("who", value)));
            let shown = shown(&pack, &only(&pack, &given));
            let wanted = match (who, works) {
                (Some(0), _) => "step-nobody",
                (Some(2), _) => "step-manager",
                (_, Some(2)) => "step-volunteer",
                (_, Some(3)) => "step-placement",
                (_, Some(4)) => "step-supervising",
                (Some(3), _) => "step-colleague",
                _ => "step-supervision",
            };
            assert_eq!(shown.first, wanted, "{works:?} {who:?}");
            let pauses: Vec<&String> = shown
                .entries
                .iter()
                .filter(|id| id.starts_with("step-pause"))
                .collect();
            let pause = match works {
                None => "step-pause",
                Some(0) => "step-pause-own",
                Some(1) => "step-pause-organisation",
                Some(2) => "step-pause-volunteer",
                Some(3) => "step-pause-placement",
                _ => "step-pause-supervising",
            };
            assert_eq!(pauses, [pause]);
            steps.insert(shown.first);
        }
    }
    assert_eq!(steps.len(), 7);
}

/// The texts of a pack that say what to do.
fn instructions(pack: &Pack) -> Vec<String> {
    let entries = pack.form().guidance.entries.iter();
    let steps = entries.filter(|entry| entry.slot == Slot::Step);
    let texts = steps.flat_map(|entry| entry.text.clone());
    let after = &pack.form().after;
    texts
        .chain(after.acts.iter().map(|act| act.text.clone()))
        .collect()
}

#[test]
fn whatever_is_written_down_has_no_names_in_it() {
    let pack = pack();
    let mut told = 0;
    for text in instructions(&pack) {
        let lower = text.to_lowercase();
        if ["write ", "writing", "send one line", "a message"]
            .iter()
            .any(|word| lower.contains(word))
        {
            told += 1;
            assert!(lower.contains("no names"), "{text}");
        }
    }
    assert!(told >= 8, "{told}");
}

#[test]
fn signs_with_other_causes_are_never_put_down_to_the_work_alone() {
    let pack = pack();
    let others = [
        "cause",
        "something else",
        "possible reasons",
        "your own life",
        "your home life",
        "home life",
        "many reasons",
        "looked at",
    ];
    let names_others = |text: &str| others.iter().any(|other| text.contains(other));
    for id in ["body", "guarded"] {
        let scale = pack
            .scales()
            .iter()
            .find(|scale| scale.id == id)
            .expect("a scale");
        for words in scale
            .words
            .iter()
            .filter(|words| words.band != "quiet" || words.id.is_some())
        {
            assert!(names_others(&words.text), "{id}: {}", words.text);
        }
    }
    for id in [
        "pattern-carrying",
        "pattern-guarded",
        "pattern-body",
        "pattern-impact",
        "step-impact",
        "step-gp",
    ] {
        let entry = pack
            .form()
            .guidance
            .entries
            .iter()
            .find(|entry| entry.id == id);
        let text = entry.expect("an entry").text.concat().to_lowercase();
        assert!(
            names_others(&text) || text.contains("other than work"),
            "{id}: {text}"
        );
    }
}

#[test]
fn burnout_is_not_measured_and_shares_signs() {
    let pack = pack();
    let text = |id: &str| {
        let entry = pack
            .form()
            .guidance
            .entries
            .iter()
            .find(|entry| entry.id == id);
        entry.expect("an entry").text.concat()
    };
    assert!(text("pattern-distant").contains("burnout"));
    assert!(text("differ").contains("does not measure burnout"));
    assert!(text("pattern-conditions").contains("does not measure burnout"));
    assert!(pack.form().about.honesty.contains("do not measure burnout"));
}

#[test]
fn nobody_is_asked_about_suicide_or_self_harm() {
    let pack = pack();
    for at in 0..pack.len() {
        let text = pack.item(at).text.to_lowercase();
        for word in [
            "suicid",
            "ending my life",
            "hurting myself",
            "self-harm",
            "end my life",
        ] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

/// Grave questions are in the middle: none is among the first or the last five.
#[test]
fn grave_questions_are_neither_first_nor_last() {
    let pack = pack();
    for id in ["k3", "k4", "k5", "g3", "r4"] {
        let at = pack.item_index(id).expect("an item");
        assert!((5..pack.len() - 5).contains(&at), "{id}");
        let section = &pack.section(at).items;
        assert!(
            section.first().is_some_and(|first| first.id != id),
            "{id} begins its section"
        );
    }
}
