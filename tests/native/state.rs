//! The update function: answering, stopping, resuming, going back, deleting, and lazy screens.

use compassion_check::features::check::state as check;
use compassion_check::features::check::state::Resume;
use compassion_check::features::find::state as find;
use compassion_check::features::find::state::Field;
use compassion_check::session::{Action, Confirmation, LazyCode, Screen, StorageMode};
use instrument::Answer;
use vault::Change;

use super::common::{Memory, PACK, TestApp, at, content};

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

#[test]
fn an_answer_is_recorded_and_moves_on() {
    let mut app = opened();
    app.act(check::Action::Start);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    app.act(check::Action::Answer(0, Answer::Chosen(3)));
    assert_eq!(app.session.screen(), &Screen::Question(1));
    let under_way = app.session.under_way.as_ref().expect("a check");
    assert_eq!(under_way.answers.get(0), Some(Answer::Chosen(3)));
    assert_eq!(
        app.store.keys().len(),
        2,
        "the draft, and the pack it is on"
    );
}

#[test]
fn the_last_answer_finishes() {
    let mut app = opened();
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    let Screen::Result(id) = app.session.screen().clone() else {
        panic!("no result: {:?}", app.session.screen());
    };
    assert!(app.session.is_kept(&id));
    assert_eq!(app.session.navigation.depth(), 1, "back leads to the intro");
    assert!(app.session.under_way.is_none());
}

#[test]
fn back_finds_the_answer_again_and_another_replaces_it() {
    let mut app = opened();
    app.act(check::Action::Start)
        .answer(0, 5)
        .act(Action::Back)
        .act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(3));
    app.act(check::Action::Answer(3, Answer::Chosen(4)));
    assert_eq!(app.session.screen(), &Screen::Question(4));
    let answers = &app.session.under_way.as_ref().expect("a check").answers;
    assert_eq!(
        (answers.get(3), answers.get(4).is_some()),
        (Some(Answer::Chosen(4)), true)
    );
}

#[test]
fn going_back_to_the_intro_offers_to_resume_even_if_nothing_is_kept() {
    let mut app = opened();
    app.act(check::Action::Keep(StorageMode::Memory))
        .act(check::Action::Start)
        .answer(0, 4)
        .act(Action::Depth(0));
    assert_eq!(
        app.session.unfinished(app.clock.now).map(|(_, how)| how),
        Some(Resume::Open)
    );
    app.act(check::Action::Resume);
    assert_eq!(
        (app.session.screen(), app.session.storage_mode),
        (&Screen::Question(4), StorageMode::Memory)
    );
    app.act(Action::Depth(0)).act(check::Action::StartAgain);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    assert!(app.store.keys().is_empty());
}

#[test]
fn the_browsers_back_and_forward_match_the_apps() {
    let mut app = opened();
    app.act(check::Action::Start).answer(0, 4);
    app.act(Action::Depth(2));
    assert_eq!(app.session.screen(), &Screen::Question(1));
    app.act(Action::Depth(5));
    assert_eq!(app.session.screen(), &Screen::Question(4));
    app.act(Action::Depth(99));
    assert_eq!(
        app.session.screen(),
        &Screen::Question(4),
        "no further than one has been"
    );
    app.act(Action::Depth(0));
    assert_eq!(app.session.screen(), &Screen::Intro);
    assert_eq!(
        app.session.unfinished(at(100, 9).now).map(|(_, how)| how),
        Some(Resume::Open)
    );
}

#[test]
fn a_check_resumes_where_it_stopped() {
    let store = Memory::default();
    for stop in [1, 7, 20, 34] {
        TestApp::open(&store, at(100, stop))
            .act(check::Action::Start)
            .answer(0, usize::try_from(stop).expect("small"));
        // The tab is gone; the page is opened again.
        let mut again = TestApp::open(&store, at(101, stop));
        assert_eq!(
            again
                .session
                .unfinished(again.clock.now)
                .map(|(_, how)| how),
            Some(Resume::Open)
        );
        again.act(check::Action::Resume);
        assert_eq!(
            again.session.screen(),
            &Screen::Question(usize::try_from(stop).expect("small"))
        );
        again.act(Action::Back);
        assert_eq!(
            again.session.screen(),
            &Screen::Question(usize::try_from(stop - 1).expect("small"))
        );
        again.act(Action::Depth(0)).act(check::Action::StartAgain);
        assert!(
            store.keys().iter().all(|key| !key.contains("/draft/")),
            "{:?}",
            store.keys()
        );
        again.act(check::Action::StopDrop);
    }
}

#[test]
fn resuming_does_not_ask_skipped_questions_again() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start)
        .act(check::Action::Answer(0, Answer::Skipped))
        .act(check::Action::Answer(1, Answer::Chosen(2)));
    let mut again = TestApp::open(&store, at(100, 30));
    again.act(check::Action::Resume);
    assert_eq!(again.session.screen(), &Screen::Question(2));
    let answers = &again.session.under_way.as_ref().expect("a check").answers;
    assert_eq!(answers.get(0), Some(Answer::Skipped));
}

#[test]
fn drafts_that_are_old_or_on_changed_questions_can_be_kept_but_not_resumed() {
    let store = Memory::default();
    TestApp::open(&store, at(100, 0))
        .act(check::Action::Start)
        .answer(0, 12);
    let how = |app: &TestApp| app.session.unfinished(app.clock.now).map(|(_, how)| how);

    let changed = TestApp::on(
        &store,
        at(100, 60),
        &PACK.replacen("nothing left", "little left", 1),
    );
    assert_eq!(how(&changed), Some(Resume::OtherPack));
    assert_eq!(how(&TestApp::open(&store, at(103, 0))), Some(Resume::Open));
    let mut old = TestApp::open(&store, at(104, 10));
    assert_eq!(how(&old), Some(Resume::TooOld(4)));
    old.act(check::Action::Resume);
    assert_eq!(
        old.session.screen(),
        &Screen::Intro,
        "it cannot be carried on"
    );
    old.act(check::Action::KeepPartial);
    assert!(matches!(old.session.screen(), Screen::Result(_)));
    assert_eq!((old.session.records().len(), how(&old)), (1, None));
}

#[test]
fn stopping_can_keep_the_draft_show_the_result_or_discard() {
    let mut keep = opened();
    keep.act(check::Action::Start)
        .answer(0, 5)
        .act(Action::Go(Screen::Pause))
        .act(check::Action::StopKeep);
    assert_eq!(
        (keep.session.screen(), keep.session.snapshot.drafts.len()),
        (&Screen::Intro, 1)
    );
    keep.act(check::Action::Resume);
    assert_eq!(keep.session.screen(), &Screen::Question(5));

    let mut look = opened();
    look.act(check::Action::Start)
        .answer(0, 5)
        .act(Action::Go(Screen::Pause))
        .act(check::Action::StopFinish);
    assert!(matches!(look.session.screen(), Screen::Result(_)));

    let mut drop = opened();
    drop.act(check::Action::Start)
        .answer(0, 5)
        .act(Action::Go(Screen::Pause))
        .act(check::Action::StopDrop);
    assert_eq!(
        (drop.session.screen(), drop.store.keys().len()),
        (&Screen::Intro, 0)
    );
}

#[test]
fn deleting_asks_for_confirmation_and_no_keeps_the_check() {
    let mut app = opened();
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    let id = app.session.records()[0].id.clone();
    let confirmation = Confirmation::Delete(id);
    app.act(Action::Ask(confirmation.clone()))
        .act(Action::Decline);
    assert_eq!(
        (app.session.records().len(), &app.session.confirmation),
        (1, &None)
    );
    app.act(Action::Confirm);
    assert_eq!(app.session.records().len(), 1, "nothing was asked");
    app.act(Action::Ask(confirmation)).act(Action::Confirm);
    assert_eq!(
        (app.session.records().len(), app.session.screen()),
        (0, &Screen::Intro)
    );
}

#[test]
fn typing_a_search_keeps_nothing() {
    let mut app = opened();
    app.feature(find::Action::Type(Field::Location, "Leeds".to_owned()))
        .feature(find::Action::Type(Field::Name, "Ann".to_owned()));
    let typed = &app.session.features.find;
    assert_eq!((&*typed.location, &*typed.name), ("Leeds", "Ann"));
    assert!(app.store.keys().is_empty());
}

#[test]
fn a_result_counts_the_checks_before_it_on_the_same_questions() {
    let mut app = opened();
    let total = app.session.pack.len();
    for _ in 0..3 {
        app.act(check::Action::Start).answer(0, total);
    }
    let earlier: Vec<usize> = app
        .session
        .records()
        .iter()
        .map(|check| app.session.earlier_than(check))
        .collect();
    assert_eq!(earlier, [2, 1, 0], "newest first");
}

#[test]
fn names_of_checks_differ_and_are_short() {
    use instrument::check::CheckId;
    let names: Vec<String> = (0..50)
        .map(|chance| CheckId::new(at(20_000, 0).now, chance * 7919).0)
        .collect();
    assert!(names.iter().all(
        |name| name.len() < 20 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    ));
    assert_eq!(
        names
            .iter()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        50
    );
}

#[test]
fn the_effect_of_a_finished_check_is_its_record() {
    let mut app = opened();
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total - 1);
    let last = check::Action::Answer(total - 1, Answer::Skipped);
    let clock = app.clock;
    let effects = compassion_check::session::update(&mut app.session, last.into(), clock);
    assert!(
        matches!(effects.as_slice(), [compassion_check::session::Effect::Vault(Change::KeepRecord { check, .. })] if check.sheet.len() == total)
    );
}

#[test]
fn lazy_screens_wait_for_their_code_and_the_check_does_not() {
    let mut app = opened();
    app.session.lazy = LazyCode::Loading;
    app.act(check::Action::Start).answer(0, 3);
    assert!(!app.session.waits());
    app.act(Action::Go(Screen::History));
    assert!(app.session.waits());
    app.act(Action::FetchLazy);
    assert_eq!(app.session.lazy, LazyCode::Loading, "one attempt at a time");
    app.act(Action::LazyLoaded(None))
        .act(Action::Ask(Confirmation::ClearAll));
    app.act(Action::FetchLazy);
    assert_eq!(
        (app.session.lazy, &app.session.confirmation),
        (LazyCode::Loading, &Some(Confirmation::ClearAll)),
        "the browser may ask for it by itself"
    );
    app.act(Action::LazyLoaded(Some(content(PACK))))
        .act(Action::LazyLoaded(None));
    assert!(!app.session.waits(), "what is here stays");
}
