//! When the page is left, nothing personal stays in memory. When it comes back, what is stored is read again.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::calendar::state as calendar;
use compassion_check::features::calendar::state::{About, Appointment};
use compassion_check::features::check::state as check;
use compassion_check::features::export::state::Document;
use compassion_check::features::find::state as find;
use compassion_check::features::find::state::Field;
use compassion_check::features::lock::state as lock;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::features::supervision_sheet::state as sheet;
use compassion_check::session::{
    Action, Confirmation, Notice, Screen, Session, StatusMessage, StorageMode, VaultEvent,
    update_from_vault,
};
use vault::VaultSnapshot;
use vault::lock::{LockJob, Secret};

use super::common::{Memory, TestApp, at};
use super::lock::{LOCK, lock};

/// The session of a page that has just opened, before the vault is read, with the same pack and the same choices.
fn fresh(session: &Session) -> Session {
    Session {
        // The browser may show the page again.
        left: true,
        ..session.emptied()
    }
}

/// Nothing that the user typed, answered or wrote is left.
#[test]
fn an_emptied_session_contains_no_personal_data() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    fill_everything(&mut app);
    let emptied = app.session.emptied();
    let new = Session::new(app.session.pack.clone());
    assert_eq!(
        (emptied.features, emptied.snapshot, emptied.under_way),
        (new.features, new.snapshot, new.under_way)
    );
    assert_eq!(
        (
            emptied.unsaved,
            emptied.written_ids,
            emptied.pending_changes
        ),
        (new.unsaved, new.written_ids, new.pending_changes)
    );
    assert_eq!(
        (emptied.navigation, emptied.notice, emptied.tab_conflict),
        (new.navigation, new.notice, new.tab_conflict)
    );
    assert_eq!(emptied.confirmation, new.confirmation);
}

/// Types and chooses something in every feature that allows it.
fn fill_everything(app: &mut TestApp) {
    let id = app.check();
    app.feature(note::Action::Write(id.clone(), "a note".to_owned()))
        .feature(plan::Action::Cue("a cue".to_owned()))
        .feature(plan::Action::Act("an act".to_owned()))
        .feature(plan::Action::Make)
        .feature(plan::Action::Cue("another cue".to_owned()))
        .act(Action::Go(Screen::Sheet(id.clone())))
        .feature(sheet::Action::OwnQuestions(
            "a question of my own".to_owned(),
        ))
        .feature(calendar::Action::Fill(Appointment {
            about: About::Plan,
            title: "a title".to_owned(),
            day: "2026-01-01".to_owned(),
            time: "18:00".to_owned(),
            weekly: true,
            words: true,
        }))
        .feature(find::Action::Type(Field::Name, "a name".to_owned()))
        .feature(find::Action::Type(Field::Location, "a place".to_owned()))
        .act(check::Action::Start)
        .answer(0, 3)
        .act(Action::Ask(Confirmation::Delete(id.clone())))
        .feature(FeatureAction::Status(StatusMessage::HandedOver(
            Document::Response(id),
            at(100, 0).now,
        )));
}

#[test]
fn leaving_forgets_results_that_are_not_to_be_kept() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    fill_everything(&mut app);
    app.session.renewal = true;
    app.session.full_page = Some("https://example.org/".into());
    app.session.inline = true;
    let wanted = fresh(&app.session);
    assert_ne!(app.session, wanted);
    app.act(Action::Leave);
    assert_eq!(app.session, wanted);
    app.reload();
    assert_eq!(app.session.screen(), &Screen::Intro);
    assert!(app.session.records().is_empty() && app.session.plans().is_empty());
    assert!(store.keys().is_empty());
}

/// The user asked to store the check, and was told that there is no room. It must not be lost if the page comes back.
#[test]
fn leaving_keeps_changes_that_found_no_room() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Start).answer(0, 3);
    store.room.set(Some(0));
    app.act(check::Action::StopFinish);
    let id = app.session.records()[0].id.clone();
    app.feature(note::Action::Write(id.clone(), "a note".to_owned()))
        .act(check::Action::Start)
        .answer(0, 2)
        .act(Action::Leave);
    assert_eq!(app.session.screen(), &Screen::Intro);
    assert!(app.session.under_way.is_none());
    assert_eq!(app.session.notice, Some(Notice::Full));
    app.reload();
    assert!(app.session.record(&id).is_some() && !app.session.is_kept(&id));
    store.room.set(None);
    app.act(check::Action::Keep(StorageMode::Device));
    assert!(app.session.is_kept(&id));
    let note = app.session.note(&id).map(|note| note.text.clone());
    assert_eq!(note.as_deref(), Some("a note"));
    assert_eq!(app.session.notice, None);
}

#[test]
fn stored_results_are_shown_again_after_coming_back() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    fill_everything(&mut app);
    let before = app.store.kept.borrow().clone();
    let id = app.session.records()[0].id.clone();
    let wanted = fresh(&app.session);
    app.act(Action::Leave);
    assert_eq!(app.session, wanted, "not even what could be read again");
    assert_eq!(*app.store.kept.borrow(), before);

    app.reload();
    assert!(app.session.is_kept(&id));
    let note = app.session.note(&id).map(|note| note.text.as_str());
    assert_eq!(note, Some("a note"));
    assert!(app.session.plan().is_some());
    app.act(check::Action::Resume);
    assert_eq!(app.session.screen(), &Screen::Question(3));
}

#[test]
fn results_cleared_by_another_page_stay_deleted_after_coming_back() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    fill_everything(&mut app);
    app.act(Action::Leave);
    app.store.kept.borrow_mut().clear();
    app.reload();
    let wanted = fresh(&app.session);
    assert_eq!(app.session, wanted);
}

/// The lock closes whatever its timeout is: a page that comes back must not have kept the key.
#[test]
fn leaving_closes_an_open_lock() {
    for minutes in [0, 15] {
        let mut lock = lock();
        lock.minutes = minutes;
        let mut app = TestApp::open(&Memory::default(), at(100, 0));
        fill_everything(&mut app);
        app.store.insert(LOCK, &lock.write());
        // `Memory` cannot open a lock. This is what the browser's store returns while the lock is open.
        let mut open = app.session.snapshot.clone();
        open.lock = Some(lock.write());
        update_from_vault(&mut app.session, VaultEvent::Loaded(open));
        app.feature(lock::Action::Do(LockJob::Open(Secret("typed".to_owned()))));
        app.act(Action::Leave);
        assert_eq!(app.session.screen(), &Screen::Locked);
        let wanted = VaultSnapshot {
            locked: true,
            lock: Some(lock.write()),
            ..VaultSnapshot::default()
        };
        assert_eq!(app.session.snapshot, wanted);
        let mut emptied = fresh(&app.session);
        emptied.snapshot = app.session.snapshot.clone();
        assert_eq!(app.session, emptied);
    }
}
