//! Storage that is not wanted, blocked, full, cleared or damaged: the check goes on, and the user is told.

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Confirmation, Notice, Screen, StorageMode};

use super::common::{Memory, TestApp, at};

#[test]
fn nothing_is_written_if_results_are_not_to_be_kept() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Keep(StorageMode::Memory))
        .act(check::Action::Start)
        .answer(0, 8);
    app.act(Action::Go(Screen::Pause)).act(Action::Back);
    let total = app.session.pack.len();
    app.answer(8, total);
    assert!(matches!(app.session.screen(), Screen::Result(_)));
    assert_eq!(app.store.keys(), Vec::<String>::new());
    assert_eq!(
        app.session.records().len(),
        1,
        "still there until the page is closed"
    );
}

#[test]
fn without_storage_the_check_works_and_says_so() {
    let store = Memory::default();
    store.blocked.set(true);
    let mut app = TestApp::open(&store, at(100, 0));
    assert_eq!(
        (app.session.notice, app.session.storage_available),
        (Some(Notice::Blocked), false)
    );
    app.act(check::Action::Keep(StorageMode::Device));
    assert_eq!(app.session.storage_mode, StorageMode::Memory);
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    assert!(matches!(app.session.screen(), Screen::Result(_)));
}

#[test]
fn full_storage_is_reported_until_there_is_room() {
    let store = Memory::default();
    store.room.set(Some(10));
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start).answer(0, 3);
    assert_eq!(app.session.notice, Some(Notice::Full));
    store.room.set(None);
    app.answer(3, 4);
    assert_eq!((app.session.notice, store.keys().len()), (None, 2));
}

#[test]
fn storage_cleared_during_a_check_is_reported_and_answers_are_stored_again() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start).answer(0, 6);
    store.kept.borrow_mut().clear();
    app.answer(6, 7);
    assert_eq!(app.session.notice, Some(Notice::Cleared));
    let mut again = TestApp::open(&store, at(100, 60));
    again.act(check::Action::Resume);
    assert_eq!(again.session.screen(), &Screen::Question(7));
}

#[test]
fn unreadable_records_are_reported_once() {
    let store = Memory::default();
    store.insert("compassion-check/record/x", "{");
    let mut app = TestApp::open(&store, at(100, 0));
    assert_eq!(app.session.notice, Some(Notice::Unreadable));
    store.insert("compassion-check/record/y", r#"{"v":9}"#);
    app.reload();
    assert_eq!(app.session.notice, Some(Notice::Newer));
    app.act(Action::Ask(Confirmation::DeleteUnreadable(
        "compassion-check/record/x".to_owned(),
    )))
    .act(Action::Confirm);
    assert_eq!(store.keys(), ["compassion-check/record/y"]);
}
