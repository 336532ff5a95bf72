//! Several tabs on one store: nothing finished is replaced, and each tab says what became of its check.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Notice, Screen, TabConflict};
use instrument::{Answer, CheckId};
use proptest::prelude::*;
use vault::{Change, StoreOutcome};

use super::backup::empty;
use super::common::{Memory, TestApp, at};

/// Two tabs with the same unfinished check of three answers.
pub(crate) fn two_tabs() -> (TestApp, TestApp) {
    let store = Memory::default();
    let mut first = TestApp::open(&store, at(100, 0));
    first.act(check::Action::Start).answer(0, 3);
    let mut second = TestApp::open(&store, at(100, 30));
    second.act(check::Action::Resume);
    (first, second)
}

/// Answers the rest, each with its lowest option.
pub(crate) fn lowest(app: &mut TestApp, from: usize) {
    for item in from..app.session.pack.len() {
        app.act(check::Action::Answer(item, Answer::Chosen(0)));
    }
}

#[test]
fn a_check_finished_differently_in_two_tabs_becomes_two_and_both_say_so() {
    let (mut first, mut second) = two_tabs();
    let total = first.session.pack.len();
    first.answer(3, total);
    let one = first.shown_result();
    let kept = first.kept();
    lowest(&mut second, 3);
    let other = second.shown_result();
    assert_ne!(one, other);
    assert_eq!(one.origin(), other.origin());
    assert!(
        second
            .answers_of(&other)
            .contains(&("c1".to_owned(), Answer::Chosen(0)))
    );
    assert_eq!(second.session.tab_conflict, Some(TabConflict::Finished));
    for (key, text) in kept.iter().filter(|(key, _)| key.contains("/record/")) {
        assert_eq!(second.kept().get(key), Some(text), "as it was");
    }
    assert_eq!(first.session.tab_conflict, None, "it has not heard yet");
    first.look_again();
    assert_eq!(first.session.tab_conflict, Some(TabConflict::Finished));
    assert_eq!(
        (first.shown_result(), first.session.records().len()),
        (one, 2)
    );
    assert!(first.session.snapshot.drafts.is_empty());
    first.act(Action::Go(Screen::History));
    assert_eq!(first.session.tab_conflict, None, "it was read");
}

#[test]
fn the_same_answers_finished_twice_are_one_check() {
    let (mut first, mut second) = two_tabs();
    let total = first.session.pack.len();
    first.answer(3, total);
    second.answer(3, total);
    assert_eq!(first.shown_result(), second.shown_result());
    first.look_again();
    for app in [&first, &second] {
        assert_eq!(
            (app.session.records().len(), app.session.tab_conflict),
            (1, None)
        );
        assert_eq!(
            (app.session.notice, app.session.snapshot.drafts.len()),
            (None, 0)
        );
    }
}

#[test]
fn a_check_finished_by_another_tab_continues_as_a_separate_check_if_it_differs() {
    let (mut first, mut second) = two_tabs();
    first.act(check::Action::StopFinish);
    // The stored check has all of this tab's answers, so nothing is written again and no message is needed.
    second.look_again();
    assert_eq!(
        (second.session.tab_conflict, second.session.notice),
        (None, None)
    );
    assert_eq!(second.session.screen(), &Screen::Question(3));
    second.answer(3, 4);
    assert_eq!(
        (second.session.tab_conflict, second.session.notice),
        (Some(TabConflict::UnderWay), None)
    );
    let again = TestApp::open(&second.store, at(100, 60));
    let drafts = &again.session.snapshot.drafts;
    assert_eq!((drafts.len(), drafts[0].sheet.len()), (1, 4));
    assert_eq!(again.session.records().len(), 1);
    let total = second.session.pack.len();
    second.answer(4, total);
    assert_eq!(second.session.records().len(), 2);
    assert!(second.session.snapshot.drafts.is_empty());
}

#[test]
fn answers_that_another_tab_could_remove_are_written_at_once() {
    let (mut first, mut second) = two_tabs();
    // The second tab cannot write, and the first finishes without its answer.
    second.store.room.set(Some(0));
    second.answer(3, 4);
    assert_eq!(second.session.notice, Some(Notice::Full));
    second.store.room.set(None);
    first.act(check::Action::StopFinish);
    second.look_again();
    assert_eq!(
        (second.session.tab_conflict, second.session.notice),
        (Some(TabConflict::UnderWay), None)
    );
    let again = TestApp::open(&second.store, at(100, 60));
    assert_eq!(again.session.snapshot.drafts[0].sheet.len(), 4);
}

#[test]
fn a_tab_with_an_older_draft_does_not_replace_a_newer_one() {
    let (mut first, mut second) = two_tabs();
    second.answer(3, 6);
    // The first tab does not know of these answers. It gives the same fourth answer, which is stored already.
    first.answer(3, 4);
    assert_eq!(first.session.tab_conflict, None);
    let there = |app: &TestApp| {
        let again = TestApp::open(&app.store, at(100, 60));
        let mut all: Vec<usize> = again
            .session
            .snapshot
            .drafts
            .iter()
            .map(|it| it.sheet.len())
            .collect();
        all.sort_unstable();
        all
    };
    assert_eq!(there(&first), [6]);
    first.act(check::Action::Answer(4, Answer::Chosen(0)));
    assert_eq!(first.session.tab_conflict, Some(TabConflict::UnderWay));
    assert_eq!(there(&first), [5, 6]);
    // From here on each tab continues its own draft.
    second.answer(6, 7);
    first.answer(5, 6);
    assert_eq!(second.session.tab_conflict, None);
    assert_eq!(there(&first), [6, 7]);
}

#[test]
fn finishing_keeps_a_draft_that_another_tab_has_continued() {
    let (mut first, mut second) = two_tabs();
    second.answer(3, 6);
    first.act(check::Action::StopFinish);
    assert_eq!(first.session.tab_conflict, Some(TabConflict::Finished));
    let again = TestApp::open(&first.store, at(100, 60));
    assert_eq!(again.session.snapshot.drafts[0].sheet.len(), 6);
    assert_eq!(again.session.records()[0].sheet.len(), 3);
    second.answer(6, 7);
    assert_eq!(
        (second.session.notice, second.session.tab_conflict),
        (None, None)
    );
}

#[test]
fn stopping_or_starting_again_discards_only_answers_this_tab_has_seen() {
    for action in [check::Action::StopDrop, check::Action::StartAgain] {
        let (mut first, mut second) = two_tabs();
        second.answer(3, 6);
        first.act(action.clone());
        let again = TestApp::open(&first.store, at(100, 60));
        assert_eq!(
            again.session.snapshot.drafts[0].sheet.len(),
            6,
            "{action:?}"
        );
        second.act(action);
        let again = TestApp::open(&first.store, at(100, 60));
        assert!(again.session.snapshot.drafts.is_empty());
    }
}

#[test]
fn keeping_a_partial_check_in_two_tabs_stores_it_once() {
    let store = Memory::default();
    TestApp::open(&store, at(100, 0))
        .act(check::Action::Start)
        .answer(0, 5);
    let [mut first, mut second] = [0, 1].map(|minute| TestApp::open(&store, at(110, minute)));
    first.act(check::Action::KeepPartial);
    second.act(check::Action::KeepPartial);
    assert_eq!(first.shown_result(), second.shown_result());
    assert_eq!(
        (second.session.records().len(), second.session.tab_conflict),
        (1, None)
    );
}

/// After a check was deleted in one tab, an older tab does not store a note to it, which would belong to no check.
#[test]
fn a_deleted_check_is_not_stored_again_by_a_tab_that_still_shows_it() {
    let store = Memory::default();
    let mut first = TestApp::open(&store, at(100, 0));
    let id = first.check();
    let mut second = TestApp::open(&store, at(100, 30));
    second
        .act(Action::Ask(Confirmation::Delete(id.clone())))
        .act(Action::Confirm);
    first.feature(note::Action::Write(id.clone(), "words".to_owned()));
    assert!(store.keys().is_empty(), "{:?}", store.keys());
    assert_eq!(first.session.record(&id), None);
}

#[test]
fn a_restored_backup_does_not_replace_a_finished_check() {
    let (mut first, _) = two_tabs();
    let mut elsewhere = TestApp::open(&Memory::default(), at(100, 40));
    elsewhere.restore(&first.backup());
    let total = first.session.pack.len();
    first.answer(3, total);
    let id = first.shown_result();
    first.feature(note::Action::Write(id.clone(), "of the first".to_owned()));
    elsewhere.act(check::Action::Resume);
    lowest(&mut elsewhere, 3);
    assert_eq!(elsewhere.shown_result(), id, "finished on two devices");
    elsewhere.feature(note::Action::Write(id.clone(), "of the other".to_owned()));
    let before = elsewhere.kept();
    let report = elsewhere.restore_report(&first.backup());
    assert_eq!(
        (report.checks, report.notes, report.left_out.len()),
        (1, 1, 0)
    );
    for (key, text) in &before {
        assert_eq!(elsewhere.kept().get(key), Some(text), "{key} is as it was");
    }
    let records = elsewhere.session.records();
    assert_eq!(records.len(), 2);
    let own = records
        .iter()
        .find(|check| check.id != id)
        .expect("the other");
    assert_eq!(own.sheet, first.answers_of(&id));
    let note = elsewhere
        .session
        .note(&own.id)
        .map(|note| note.text.as_str());
    assert_eq!(note, Some("of the first"));
    // Restoring again brings nothing new.
    let kept = elsewhere.kept();
    assert_eq!(elsewhere.restore_report(&first.backup()).checks, 0);
    assert_eq!(elsewhere.kept(), kept);
}

#[test]
fn an_unreadable_text_is_not_replaced_by_a_finished_check() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start).answer(0, 3);
    let id = app
        .session
        .under_way
        .as_ref()
        .expect("a check")
        .check
        .id
        .clone();
    let key = format!("compassion-check/record/{}", id.0);
    store.insert(&key, r#"{"v":99}"#);
    let total = app.session.pack.len();
    app.answer(3, total);
    assert_eq!(
        app.kept().get(&key).map(String::as_str),
        Some(r#"{"v":99}"#)
    );
    assert_eq!(app.session.records().len(), 1);
}

/// Local storage has no locks, so both tabs may find the id free at the same moment. The later write wins.
#[test]
fn a_finished_check_overwritten_by_another_tab_is_stored_again() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let id = app.check();
    let answers = app.answers_of(&id);
    let key = format!("compassion-check/record/{}", id.0);
    let text = store.kept.borrow().get(&key).cloned().expect("a record");
    let other = text.replacen(r#"["e1",2]"#, r#"["e1",0]"#, 1);
    assert_ne!(text, other);
    store.insert(&key, &other);
    app.look_again();
    let shown = app.shown_result();
    assert_ne!(shown, id);
    assert_eq!(app.answers_of(&shown), answers);
    assert_eq!(app.kept().get(&key), Some(&other));
    assert_eq!(
        (app.session.records().len(), app.session.tab_conflict),
        (2, Some(TabConflict::Finished))
    );
    let before = app.kept();
    app.look_again();
    assert_eq!(app.kept(), before);
}

proptest! {
    /// Storing the same check twice writes it once, whichever id it was stored under.
    #[test]
    fn storing_a_check_twice_writes_it_once(mine in prop::collection::vec(0..3_i32, 1..5), theirs in prop::collection::vec(0..3_i32, 1..5)) {
        let app = empty();
        let check = |values: &[i32], minute| {
            let mut check = instrument::Check::begin(CheckId("a".to_owned()), &app.session.pack, at(100, minute).now);
            check.sheet = values.iter().enumerate()
                .map(|(item, value)| (app.session.pack.item(item).id.clone(), Answer::Chosen(*value)))
                .collect();
            Change::KeepRecord { check, draft: None }
        };
        let (mine, theirs) = (check(&mine, 1), check(&theirs, 2));
        prop_assert_eq!(app.vault.apply(&theirs), Ok(StoreOutcome::Done));
        let first = app.vault.apply(&mine);
        let kept = app.kept();
        prop_assert_eq!(app.vault.apply(&mine), first);
        prop_assert_eq!(app.vault.apply(&theirs), Ok(StoreOutcome::Done));
        prop_assert_eq!(app.kept(), kept);
    }
}
