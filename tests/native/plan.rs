//! Plans: the user's words are fitted into a sentence, a new plan replaces the last one, and the app asks how it went.

use compassion_check::features::check::state as check;
use compassion_check::features::plan::state as plan;
use compassion_check::session::{Action, Confirmation, Notice, StatusMessage, StorageMode};
use instrument::guidance::fitting_offers;
use instrument::pack::{Condition, Kind, Offer};
use instrument::{Answers, Moment, score};
use proptest::prelude::*;
use vault::plan::{MAX_CHARS, Outcome, PlanId};
use vault::{Change, Plan, Store, Unreadable};

use super::common::{Memory, TestApp, at, pack, sheet};

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

impl TestApp {
    /// Makes a plan and returns its id.
    fn plan(&mut self, cue: &str, act: &str) -> PlanId {
        self.feature(plan::Action::Cue(cue.to_owned()))
            .feature(plan::Action::Act(act.to_owned()))
            .feature(plan::Action::Make);
        self.session.plans()[0].id.clone()
    }
}

fn outcomes(app: &TestApp) -> Vec<(&str, Option<Outcome>)> {
    let plans = app.session.plans();
    plans
        .into_iter()
        .map(|plan| (plan.cue.as_str(), plan.outcome))
        .collect()
}

#[test]
fn own_words_are_fitted_into_the_sentence() {
    let long = "é".repeat(300);
    let stop = [&"a".repeat(MAX_CHARS - 1), ". And more"].concat();
    let cases = [
        (" I come home. ", "I come home"),
        ("one\r\n  two\tthree ...", "one two three"),
        ("is it enough?", "is it enough?"),
        (long.as_str(), &long[..2 * MAX_CHARS]),
        (stop.as_str(), &stop[..MAX_CHARS - 1]),
    ];
    for (words, wanted) in cases {
        let plan = Plan::make(words, words, at(100, 0).now, 1).expect("both parts");
        assert_eq!((plan.cue.as_str(), plan.act.as_str()), (wanted, wanted));
    }
}

proptest! {
    #[test]
    fn any_words_become_one_short_line_without_a_full_stop(words in "[a-c.,; \n\t\u{a0}]{0,450}") {
        let Some(plan) = Plan::make(&words, &words, at(100, 0).now, 1) else {
            prop_assert!(!words.contains(['a', 'b', 'c']));
            return Ok(());
        };
        prop_assert!(plan.cue.chars().count() <= MAX_CHARS);
        prop_assert!(!plan.cue.ends_with(['.', ',', ';', ' ']) && !plan.cue.contains(['\n', '\t']));
        prop_assert_eq!(plan.cue.trim(), &plan.cue);
    }
}

#[test]
fn a_plan_with_a_missing_part_is_reported_and_not_stored() {
    for (cue, act) in [("", "eat"), ("home", " . "), ("", "")] {
        let mut app = opened();
        app.feature(plan::Action::Cue(cue.to_owned()))
            .feature(plan::Action::Act(act.to_owned()))
            .feature(plan::Action::Make);
        assert_eq!(
            app.session.features.status,
            Some(StatusMessage::PlanUnfinished)
        );
        assert!(app.session.plans().is_empty() && app.store.keys().is_empty());
        assert_eq!(app.session.features.plan.act, act, "what was typed stays");
    }
}

#[test]
fn a_new_plan_replaces_the_one_before() {
    let mut app = opened();
    for cue in ["one", "two", "three"] {
        app.plan(cue, "eat");
        assert_eq!(app.session.features.status, Some(StatusMessage::PlanMade));
        assert_eq!(app.session.plan().map(|plan| plan.cue.as_str()), Some(cue));
    }
    let wanted = [
        ("three", None),
        ("two", Some(Outcome::LetGo)),
        ("one", Some(Outcome::LetGo)),
    ];
    assert_eq!(outcomes(&app), wanted);
    assert_eq!(app.session.features.plan.cue, "");
    // The page is opened again.
    let again = TestApp::open(&app.store, at(101, 0));
    assert_eq!(outcomes(&again), wanted);
}

#[test]
fn a_plan_is_asked_about_after_twelve_hours_and_again_after_a_week() {
    let mut plan = Plan::make("home", "eat", at(100, 0).now, 1).expect("both parts");
    let due = |plan: &Plan, minute| plan.is_due(at(100, minute).now);
    assert!(!due(&plan, 0) && !due(&plan, 12 * 60 - 1) && due(&plan, 12 * 60));
    plan.outcome = Some(Outcome::NotYet);
    assert!(
        !due(&plan, 7 * 24 * 60 - 1) && due(&plan, 7 * 24 * 60),
        "a week on, again"
    );
    plan.outcome = Some(Outcome::LetGo);
    assert!(!due(&plan, 100_000));
    // A file may contain any time.
    plan.outcome = None;
    plan.made.utc = i64::MIN;
    assert!(due(&plan, 0));
    plan.made.utc = i64::MAX;
    assert!(!due(&plan, 0));
}

#[test]
fn how_it_went_is_kept_and_can_be_changed() {
    let mut app = opened();
    let id = app.plan("home", "eat");
    for outcome in [Outcome::NotYet, Outcome::Partly, Outcome::Happened] {
        app.feature(plan::Action::Went(id.clone(), outcome));
        assert_eq!(app.session.features.plan.last_outcome, Some(outcome));
        assert!(app.session.plan().is_some(), "however it went, it stands");
        let again = TestApp::open(&app.store, at(101, 0));
        assert_eq!(outcomes(&again), [("home", Some(outcome))]);
    }
    app.feature(plan::Action::Went(id, Outcome::LetGo));
    assert_eq!(app.session.plan(), None);
}

#[test]
fn plans_stay_in_memory_if_nothing_is_to_be_kept() {
    let mut app = opened();
    let kept = app.plan("home", "eat");
    let before = app.store.keys();
    app.act(check::Action::Keep(StorageMode::Memory));
    app.feature(plan::Action::Went(kept, Outcome::Partly));
    app.plan("supervision", "talk");
    app.reload();
    let wanted = [("supervision", None), ("home", Some(Outcome::Partly))];
    assert_eq!(outcomes(&app), wanted);
    assert_eq!(app.store.keys(), before, "the new one is not written");
    let again = TestApp::open(&app.store, at(101, 0));
    assert_eq!(
        outcomes(&again),
        [("home", Some(Outcome::Partly))],
        "what is kept already stays true"
    );
}

#[test]
fn a_plan_that_finds_no_room_stays_until_the_page_is_closed() {
    let mut app = opened();
    let first = app.plan("home", "eat");
    app.store.room.set(Some(0));
    app.feature(plan::Action::Went(first, Outcome::Partly));
    app.plan("supervision", "talk");
    assert_eq!(app.session.notice, Some(Notice::Full));
    app.reload();
    let wanted = [("supervision", None), ("home", Some(Outcome::Partly))];
    assert_eq!(outcomes(&app), wanted);
}

#[test]
fn how_it_went_is_read_from_another_tab() {
    let mut app = opened();
    let id = app.plan("home", "eat");
    let mut other = TestApp::open(&app.store, at(100, 30));
    other.feature(plan::Action::Went(id, Outcome::Happened));
    app.reload();
    assert_eq!(outcomes(&app), [("home", Some(Outcome::Happened))]);
}

#[test]
fn deleting_a_plan_asks_first() {
    for mode in [StorageMode::Device, StorageMode::Memory] {
        let mut app = opened();
        app.act(check::Action::Keep(mode));
        let id = app.plan("home", "eat");
        let ask = Action::Ask(Confirmation::DeletePlan(id));
        app.act(ask.clone()).act(Action::Decline);
        assert_eq!(app.session.plans().len(), 1);
        app.act(ask).act(Action::Confirm);
        assert!(app.session.plans().is_empty() && app.store.keys().is_empty());
    }
}

#[test]
fn the_stored_form_has_not_changed() {
    let moment = |utc, offset| Moment { utc, offset };
    let forms = [
        (None, "null"),
        (Some(Outcome::Happened), r#""happened""#),
        (Some(Outcome::Partly), r#""partly""#),
        (Some(Outcome::NotYet), r#""notYet""#),
        (Some(Outcome::LetGo), r#""letGo""#),
    ];
    for (outcome, form) in forms {
        let app = opened();
        let plan = Plan {
            id: PlanId("p-1".to_owned()),
            made: moment(5, 60),
            changed: moment(7, -30),
            cue: "it is \"late\"".to_owned(),
            act: "eat – slowly".to_owned(),
            outcome,
        };
        let kept = app.vault.apply(&Change::KeepPlan(plan.clone()));
        assert!(kept.is_ok());
        let wanted = format!(
            r#"{{"v":1,"id":"p-1","made":{{"utc":5,"offset":60}},"changed":{{"utc":7,"offset":-30}},"cue":"it is \"late\"","act":"eat – slowly","outcome":{form}}}"#
        );
        assert_eq!(app.store.get("compassion-check/plan/p-1"), Some(wanted));
        assert_eq!(app.vault.load().expect("readable").plans, [plan]);
    }
}

#[test]
fn an_unreadable_plan_is_reported() {
    let mut app = opened();
    app.plan("home", "eat");
    let (key, whole) = {
        let kept = app.store.kept.borrow();
        kept.first_key_value()
            .map(|(key, text)| (key.clone(), text.clone()))
            .expect("the plan")
    };
    for (text, why) in [
        (whole.replace("\"v\":1", "\"v\":2"), Unreadable::Newer),
        (whole.replace("null", "\"maybe\""), Unreadable::Garbage),
        (whole.replace("\"act\"", "\"deed\""), Unreadable::Garbage),
        (
            whole.replace("\"id\":\"", "\"id\":\"x"),
            Unreadable::Garbage,
        ),
    ] {
        app.store.insert(&key, &text);
        let snapshot = app.vault.load().expect("readable");
        assert_eq!(snapshot.unreadable, [(key.clone(), why)], "{text}");
    }
}

fn offered<'a>(offers: &'a [Offer], answers: &Answers) -> Vec<&'a Offer> {
    let pack = Box::leak(Box::new(pack()));
    fitting_offers(offers, pack, &score(pack, answers), answers, 0)
}

/// Answers to the items of this scale alone, so that its result is as high as it can be.
fn raised(scale: &str) -> Answers {
    let pack = pack();
    let found = pack.scales().iter().find(|known| known.id == scale);
    let members = &found.expect("a scale").items;
    sheet(&pack, |item, values| {
        let id = &pack.item(item).id;
        let member = members.iter().find(|member| &member.item == id)?;
        if member.reversed {
            values.first().copied()
        } else {
            values.last().copied()
        }
    })
}

#[test]
fn offers_for_a_pattern_come_first_and_only_with_that_pattern() {
    let pack = pack();
    let after = &pack.form().after;
    let nothing = sheet(&pack, |_, _| None);
    for scale in pack
        .scales()
        .iter()
        .filter(|scale| scale.kind == Kind::Sign)
    {
        let high = raised(&scale.id);
        for offers in [&after.acts, &after.questions] {
            let ours: Vec<&Offer> = offers
                .iter()
                .filter(|offer| matches!(&offer.when, Condition::Band { scale: id, .. } if *id == scale.id))
                .collect();
            assert!(
                !scale.pattern || !ours.is_empty(),
                "nothing for {}",
                scale.id
            );
            let shown = offered(offers, &high);
            let general = shown
                .iter()
                .position(|offer| offer.when == Condition::Always);
            for offer in ours {
                let place = shown.iter().position(|other| other.id == offer.id);
                assert!(place.is_some() && place < general, "{}", offer.id);
                assert!(!offered(offers, &nothing).contains(&offer), "{}", offer.id);
            }
        }
    }
}

#[test]
fn a_result_without_bands_still_has_offers_to_choose_from() {
    let pack = pack();
    let after = &pack.form().after;
    let nothing = sheet(&pack, |_, _| None);
    for offers in [&after.cues, &after.acts, &after.questions] {
        assert!(offered(offers, &nothing).len() >= 3, "{offers:?}");
    }
}

#[test]
fn offers_fit_into_the_sentence_and_have_unique_ids() {
    let pack = pack();
    let after = &pack.form().after;
    for offers in [&after.tags, &after.cues, &after.acts, &after.questions] {
        let ids: std::collections::BTreeSet<&str> =
            offers.iter().map(|offer| offer.id.as_str()).collect();
        assert_eq!(ids.len(), offers.len());
    }
    for offer in after.cues.iter().chain(&after.acts) {
        let plan = Plan::make(&offer.text, &offer.text, at(100, 0).now, 1);
        assert_eq!(plan.map(|plan| plan.cue), Some(offer.text.clone()));
    }
    assert!(
        after
            .questions
            .iter()
            .all(|offer| offer.text.ends_with('?'))
    );
}
