//! What the user has dropped or deleted does not come back, even if a newer version of it was waiting for room.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Notice, Screen, StorageMode};
use vault::Kind;

use super::common::{Memory, TestApp, at};

fn confirmed(app: &mut TestApp, confirmation: Confirmation) {
    app.act(Action::Ask(confirmation)).act(Action::Confirm);
}

#[test]
fn starting_again_discards_a_draft_that_was_never_stored() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    store.room.set(Some(0));
    app.act(check::Action::Start).answer(0, 3);
    assert_eq!(app.session.notice, Some(Notice::Full));
    app.act(Action::Back).act(check::Action::StartAgain);
    store.room.set(None);
    app.look_again();
    assert_eq!(store.keys(), Vec::<String>::new());
    assert!(app.session.unfinished(app.clock.now).is_none());
}

#[test]
fn a_deleted_draft_is_not_stored_again() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start).answer(0, 3);
    let under_way = app.session.unfinished(app.clock.now);
    let id = under_way.expect("a check under way").0.id.clone();
    app.act(Action::Go(Screen::Data));
    confirmed(&mut app, Confirmation::Delete(id));
    assert_eq!(store.keys(), Vec::<String>::new());
    assert!(app.session.unfinished(app.clock.now).is_none());
    // Back skips the questions of the deleted check.
    while app.session.screen() != &Screen::Intro {
        let before = app.session.screen().clone();
        assert!(!matches!(before, Screen::Question(_)), "{before:?}");
        app.act(Action::Back);
    }
}

#[test]
fn deleting_a_note_discards_its_unsaved_version() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let id = app.check();
    app.feature(note::Action::Write(id.clone(), "words".to_owned()));
    store.room.set(Some(0));
    app.feature(note::Action::Write(
        id.clone(),
        "words, and more".to_owned(),
    ));
    assert_eq!(app.session.notice, Some(Notice::Full));
    confirmed(
        &mut app,
        Confirmation::DeleteUnreadable(Kind::Note.key(&id.0)),
    );
    store.room.set(None);
    app.look_again();
    let kept = store.keys();
    assert!(!kept.contains(&Kind::Note.key(&id.0)), "{kept:?}");
    assert_eq!(app.session.note(&id), None);
    assert_eq!(app.session.notice, None);
}

/// Storage may be blocked for a single call. Once a later call works, answers are stored again as the user chose.
#[test]
fn one_blocked_call_does_not_turn_storage_off() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start);
    store.blocked.set(true);
    app.answer(0, 1);
    assert_eq!(
        (app.session.notice, app.session.storage_available),
        (Some(Notice::Blocked), false)
    );
    store.blocked.set(false);
    app.answer(1, 2);
    assert_eq!(
        (
            app.session.notice,
            app.session.storage_available,
            app.session.storage_mode
        ),
        (None, true, StorageMode::Device)
    );
    // Leaving the page does not drop what is waiting to be stored.
    store.room.set(Some(0));
    let total = app.session.pack.len();
    app.answer(2, total);
    app.act(Action::Leave);
    store.room.set(None);
    app.look_again();
    assert_eq!(app.session.records().len(), 1);
}
