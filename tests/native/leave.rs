//! The page is left: nothing of the person stays in memory, and what is on the device is there again when the page comes back.

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
use compassion_check::features::sheet::state as sheet;
use compassion_check::session::{
    Action, Confirmation, Keeping, Notice, Screen, Session, StatusMessage, VaultEvent,
    update_from_vault,
};
use vault::VaultSnapshot;
use vault::lock::{LockJob, Secret};

use super::common::{Memory, Shell, at};
use super::lock::{LOCK, lock};

/// What a page that was just opened holds before the vault is read, on the same pack and in the same place.
fn fresh(session: &Session) -> Session {
    let mut fresh = Session::new(session.pack.clone());
    fresh.keeping = session.keeping;
    fresh.chosen = session.chosen;
    fresh.can_keep = session.can_keep;
    fresh.lazy = session.lazy;
    // It was left, and may be shown again.
    fresh.left = true;
    fresh.renewal = session.renewal;
    fresh.full_page.clone_from(&session.full_page);
    fresh.inline = session.inline;
    fresh
}

/// Types and chooses something wherever that is possible.
fn fill_everything(shell: &mut Shell) {
    let id = shell.check();
    shell
        .feature(note::Action::Write(id.clone(), "a note".to_owned()))
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
fn what_is_kept_nowhere_is_gone() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    shell.act(check::Action::Keep(Keeping::Nothing));
    fill_everything(&mut shell);
    shell.session.renewal = true;
    shell.session.full_page = Some("https://example.org/".into());
    shell.session.inline = true;
    let wanted = fresh(&shell.session);
    assert_ne!(shell.session, wanted);
    shell.act(Action::Leave);
    assert_eq!(shell.session, wanted);
    shell.reload();
    assert_eq!(shell.session.screen(), &Screen::Intro);
    assert!(shell.session.records().is_empty() && shell.session.plans().is_empty());
    assert!(store.keys().is_empty());
}

/// The person asked for it to be kept, and was told that there is no room: it is not lost if the page comes back.
#[test]
fn what_found_no_room_still_waits() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    shell.act(check::Action::Start).answer(0, 3);
    store.room.set(Some(0));
    shell.act(check::Action::StopFinish);
    let id = shell.session.records()[0].id.clone();
    shell
        .feature(note::Action::Write(id.clone(), "a note".to_owned()))
        .act(check::Action::Start)
        .answer(0, 2)
        .act(Action::Leave);
    assert_eq!(shell.session.screen(), &Screen::Intro);
    assert!(shell.session.under_way.is_none());
    assert_eq!(shell.session.notice, Some(Notice::Full));
    shell.reload();
    assert!(shell.session.record(&id).is_some() && !shell.session.is_kept(&id));
    store.room.set(None);
    shell.act(check::Action::Keep(Keeping::Device));
    assert!(shell.session.is_kept(&id));
    let note = shell.session.note(&id).map(|note| note.text.clone());
    assert_eq!(note.as_deref(), Some("a note"));
    assert_eq!(shell.session.notice, None);
}

#[test]
fn what_is_on_the_device_is_there_again() {
    let mut shell = Shell::open(&Memory::default(), at(100, 0));
    fill_everything(&mut shell);
    let before = shell.store.kept.borrow().clone();
    let id = shell.session.records()[0].id.clone();
    let wanted = fresh(&shell.session);
    shell.act(Action::Leave);
    assert_eq!(shell.session, wanted, "not even what could be read again");
    assert_eq!(*shell.store.kept.borrow(), before);

    shell.reload();
    assert!(shell.session.is_kept(&id));
    let note = shell.session.note(&id).map(|note| note.text.as_str());
    assert_eq!(note, Some("a note"));
    assert!(shell.session.plan().is_some());
    shell.act(check::Action::Resume);
    assert_eq!(shell.session.screen(), &Screen::Question(3));
}

#[test]
fn what_another_page_cleared_meanwhile_does_not_come_back() {
    let mut shell = Shell::open(&Memory::default(), at(100, 0));
    fill_everything(&mut shell);
    shell.act(Action::Leave);
    shell.store.kept.borrow_mut().clear();
    shell.reload();
    let wanted = fresh(&shell.session);
    assert_eq!(shell.session, wanted);
}

/// Whatever time it was given: a page that is gone takes its key with it, and one that comes back must not have kept it.
#[test]
fn an_open_lock_closes() {
    for minutes in [0, 15] {
        let mut lock = lock();
        lock.minutes = minutes;
        let mut shell = Shell::open(&Memory::default(), at(100, 0));
        fill_everything(&mut shell);
        shell.store.insert(LOCK, &lock.write());
        // The browser's store has what opens the lock, and shows everything beside it.
        let mut open = shell.session.snapshot.clone();
        open.lock = Some(lock.write());
        update_from_vault(&mut shell.session, VaultEvent::Loaded(open));
        shell.feature(lock::Action::Do(LockJob::Open(Secret("typed".to_owned()))));
        shell.act(Action::Leave);
        assert_eq!(shell.session.screen(), &Screen::Locked);
        let wanted = VaultSnapshot {
            locked: true,
            lock: Some(lock.write()),
            ..VaultSnapshot::default()
        };
        assert_eq!(shell.session.snapshot, wanted);
        let mut emptied = fresh(&shell.session);
        emptied.snapshot = shell.session.snapshot.clone();
        assert_eq!(shell.session, emptied);
    }
}
