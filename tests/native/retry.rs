//! What could not be stored is tried again, and can be saved in a backup meanwhile. A failed deletion is reported.

use compassion_check::features::check::state as check;
use compassion_check::features::history::state as history;
use compassion_check::features::history::state::State as History;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::session::{Action, Confirmation, Notice, Screen, StorageMode};

use super::backup::empty;
use super::common::{Memory, TestApp, at};

#[test]
fn changes_without_room_are_stored_once_there_is_room() {
    let chances: [fn(&mut TestApp); 2] = [TestApp::look_again, |app| {
        app.act(Action::Go(Screen::Plan));
    }];
    for chance in chances {
        let store = Memory::default();
        let mut app = TestApp::open(&store, at(100, 0));
        app.act(check::Action::Start).answer(0, 30);
        store.room.set(Some(0));
        let total = app.session.pack.len();
        app.answer(30, total);
        let id = app.shown_result();
        app.feature(note::Action::Write(id.clone(), "words".to_owned()));
        app.feature(plan::Action::Cue("home".to_owned()));
        app.feature(plan::Action::Act("eat".to_owned()));
        app.feature(plan::Action::Make);
        assert_eq!(
            (app.session.notice, app.session.is_kept(&id)),
            (Some(Notice::Full), false)
        );

        // A backup includes what is only in memory.
        let mut elsewhere = empty();
        let report = elsewhere.restore_report(&app.backup());
        assert_eq!((report.checks, report.notes, report.plans), (1, 1, 1));
        assert_eq!(report.left_out, []);
        assert_eq!(elsewhere.answers_of(&id).len(), total);

        store.room.set(None);
        chance(&mut app);
        assert_eq!((app.session.notice, app.session.is_kept(&id)), (None, true));
        let again = TestApp::open(&store, at(100, 60));
        assert_eq!(again.answers_of(&id).len(), total);
        assert_eq!(
            again.session.note(&id).map(|note| note.text.as_str()),
            Some("words")
        );
        assert_eq!(
            (
                again.session.plans().len(),
                again.session.snapshot.drafts.len()
            ),
            (1, 0)
        );
    }
}

/// Ten thousand unreadable texts are listed twelve at a time, the last key first.
#[test]
fn your_data_lists_unreadable_texts_a_dozen_at_a_time() {
    let store = Memory::default();
    for name in 0..10_000 {
        store.insert(&format!("compassion-check/what{name}"), "?");
    }
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(Action::Go(Screen::Data));
    assert_eq!(app.session.snapshot.unreadable.len(), 10_000);
    let html = super::markup::render(&app.session);
    let drawn = html.matches("data-action=\"delete-record\"").count();
    assert_eq!(drawn, History::MORE);
    assert!(html.contains("compassion-check/what9999"));
    app.feature(history::Action::More);
    let html = super::markup::render(&app.session);
    let drawn = html.matches("data-action=\"delete-record\"").count();
    assert_eq!(drawn, 2 * History::MORE);
}

#[test]
fn results_that_are_not_to_be_kept_are_never_written() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    store.room.set(Some(0));
    let id = app.check();
    app.feature(note::Action::Write(id.clone(), "words".to_owned()));
    store.room.set(None);
    app.act(check::Action::Keep(StorageMode::Device));
    app.look_again();
    assert!(store.keys().is_empty(), "{:?}", store.keys());
    assert!(!app.backup().contains("words"));
}

#[test]
fn storage_that_is_blocked_for_a_moment_loses_nothing() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    store.blocked.set(true);
    let id = app.check();
    app.look_again();
    assert_eq!(
        (app.session.notice, app.session.storage_available),
        (Some(Notice::Blocked), false)
    );
    store.blocked.set(false);
    app.look_again();
    assert_eq!(
        (app.session.notice, app.session.storage_available),
        (None, true)
    );
    assert_eq!(
        (app.session.storage_mode, app.session.is_kept(&id)),
        (StorageMode::Device, true)
    );
}

#[test]
fn changes_prevented_by_a_lock_are_stored_once_it_is_removed() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let id = app.check();
    store.insert(super::lock::LOCK, "{}");
    app.feature(note::Action::Write(id.clone(), "the last words".to_owned()));
    assert_eq!(app.session.screen(), &Screen::Locked);
    store.kept.borrow_mut().remove(super::lock::LOCK);
    app.look_again();
    let again = TestApp::open(&store, at(100, 60));
    assert_eq!(
        again.session.note(&id).map(|note| note.text.as_str()),
        Some("the last words")
    );
}

#[test]
fn clearing_continues_past_keys_that_cannot_be_removed_and_reports_them() {
    let wanted = {
        let mut app = TestApp::open(&Memory::default(), at(100, 0));
        app.check();
        app.store.keys().len()
    };
    for call in 1..=wanted + 1 {
        let store = Memory::default();
        let mut app = TestApp::open(&store, at(100, 0));
        app.check();
        app.act(Action::Go(Screen::Data))
            .act(Action::Ask(Confirmation::ClearAll));
        store.throws.set(Some(store.calls.get() + call));
        app.act(Action::Confirm);
        let left = store.keys();
        assert!(left.len() <= 1, "call {call}: {left:?}");
        let said = app.session.notice;
        assert_eq!(said, Some(Notice::Stuck), "call {call}");
        let listed: Vec<&String> = app
            .session
            .snapshot
            .raw
            .iter()
            .map(|(key, _)| key)
            .collect();
        assert_eq!(
            listed,
            left.iter().collect::<Vec<_>>(),
            "what is left is shown"
        );
        app.act(Action::Ask(Confirmation::ClearAll))
            .act(Action::Confirm);
        assert_eq!((store.keys().len(), app.session.notice), (0, None));
    }
}
