//! While the vault is locked, nothing readable is written, shown or kept in memory, and nothing is lost.

use compassion_check::features::check::state as check;
use compassion_check::features::copies::state as copies;
use compassion_check::features::find::state as find;
use compassion_check::features::find::state::Field;
use compassion_check::features::lock::rule::job_ended;
use compassion_check::features::lock::state as lock;
use compassion_check::features::note::state as note;
use compassion_check::features::supervision_sheet::state as sheet;
use compassion_check::session::{
    Action, Confirmation, Effect, Notice, Screen, StatusMessage, StorageMode, VaultEvent,
    update_from_vault,
};
use instrument::{Check, CheckId};
use vault::lock::{LockJob, LockOutcome, Secret, WeakPassphrase};
use vault::{Fault, Note, Plan, Settings, Store, StoreOutcome, Unreadable, VaultSnapshot};

use super::common::{Memory, TestApp, at, pack};
use super::lock::{LOCK, lock};

#[test]
fn a_weak_passphrase_starts_no_job() {
    let secret = |words: &str| Secret(words.to_owned());
    let set = |new: &str, again: &str| LockJob::Set {
        new: secret(new),
        again: secret(again),
        minutes: 5,
    };
    let change = LockJob::Change {
        old: secret("whatever it was"),
        new: secret("long enough"),
        again: secret("long enough?"),
    };
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    for (job, weak) in [
        (set("short", "short"), WeakPassphrase::TooShort),
        (set("long enough", "long enuogh"), WeakPassphrase::Different),
        (change, WeakPassphrase::Different),
    ] {
        app.feature(lock::Action::Do(job));
        assert_eq!(app.session.features.status, Some(StatusMessage::Weak(weak)));
        assert!(app.sent().is_empty());
    }
    let job = set("long enough", "long enough");
    app.feature(lock::Action::Do(job.clone()));
    assert_eq!(app.session.features.status, Some(StatusMessage::Working));
    assert_eq!(app.sent(), [&Effect::Lock(job)]);
}

/// A store that another tab has locked: what it contains is sealed.
fn locked() -> Memory {
    let store = Memory::default();
    store.insert(LOCK, &lock().write());
    store.insert("compassion-check/sealed/x", "{}");
    store
}

#[test]
fn a_locked_vault_shows_only_the_lock() {
    let store = locked();
    let app = TestApp::open(&store, at(100, 0));
    let wanted = VaultSnapshot {
        locked: true,
        lock: Some(lock().write()),
        ..VaultSnapshot::default()
    };
    assert_eq!(app.session.snapshot, wanted);
    assert_eq!(app.session.notice, None);
    store.insert(LOCK, "{");
    let app = TestApp::open(&store, at(100, 0));
    assert_eq!(app.session.snapshot.lock, Some("{".to_owned()));
    assert_eq!(app.session.screen(), &Screen::Locked);
}

#[test]
fn an_open_vault_reports_texts_that_stayed_sealed() {
    let store = locked();
    let all = store.all().expect("readable");
    let snapshot = VaultSnapshot::read(all, false, &pack());
    let key = "compassion-check/sealed/x".to_owned();
    assert_eq!(snapshot.unreadable, [(key.clone(), Unreadable::Sealed)]);
    assert_eq!(snapshot.raw, [(key, "{}".to_owned())]);
    assert_eq!(snapshot.lock, Some(lock().write()));
}

#[test]
fn nothing_is_written_or_removed_while_locked() {
    let store = locked();
    let app = TestApp::open(&store, at(100, 0));
    let now = at(100, 0).now;
    let id = CheckId("a".to_owned());
    let check = Check::begin(id.clone(), &pack(), now);
    let plan = Plan::make("home", "eat", now, 1).expect("both parts");
    let before = store.kept.borrow().clone();
    let blank = Note::blank(id.clone(), now);
    let words = Note {
        text: "words".to_owned(),
        ..blank.clone()
    };
    let pair = ("compassion-check/note/a".to_owned(), "{}".to_owned());
    for effect in [
        vault::Change::KeepDraft {
            check: check.clone(),
            before: Some(Box::new(check.clone())),
        },
        vault::Change::DropDraft {
            id: id.clone(),
            seen: None,
        },
        super::vault::record(&check),
        vault::Change::DropRecord { id, seen: None },
        vault::Change::KeepNote(blank),
        vault::Change::KeepNote(words),
        vault::Change::DropPlan(plan.id.clone()),
        vault::Change::KeepPlan(plan),
        vault::Change::KeepSettings(Settings::default()),
        vault::Change::Restore(vec![pair]),
        vault::Change::Restore(Vec::new()),
        vault::Change::DropUnreadable("compassion-check/sealed/x".to_owned()),
    ] {
        assert_eq!(app.vault.apply(&effect), Err(Fault::Locked), "{effect:?}");
        assert_eq!(*store.kept.borrow(), before, "{effect:?}");
    }
    assert_eq!(
        app.vault.apply(&vault::Change::ClearAll(Vec::new())),
        Ok(StoreOutcome::Done)
    );
    assert!(store.keys().is_empty());
}

#[test]
fn while_locked_only_screens_without_personal_data_are_shown() {
    let id = CheckId("a".to_owned());
    for screen in [
        Screen::Intro,
        Screen::Question(0),
        Screen::Pause,
        Screen::Result(id.clone()),
        Screen::History,
        Screen::Data,
        Screen::Explain(id.clone()),
        Screen::Note(id.clone()),
        Screen::Plan,
        Screen::Sheet(id),
        Screen::Calendar,
        Screen::Copies,
        Screen::Lock,
        Screen::Locked,
    ] {
        let mut app = TestApp::open(&locked(), at(100, 0));
        app.act(Action::Go(screen.clone()));
        assert_eq!(app.session.screen(), &Screen::Locked, "{screen:?}");
    }
    for screen in [Screen::Find, Screen::Reading] {
        let mut app = TestApp::open(&locked(), at(100, 0));
        app.act(Action::Go(screen.clone()));
        assert_eq!(app.session.screen(), &screen);
    }
}

#[test]
fn locking_forgets_stored_results_and_nothing_else() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let kept = app.check();
    app.feature(note::Action::Write(kept.clone(), "kept words".to_owned()));
    app.act(check::Action::Start).answer(0, 3);
    app.act(Action::Ask(Confirmation::Delete(kept.clone())));
    app.store.insert(LOCK, &lock().write());
    // `Memory` cannot open a lock. This is what the browser's store returns while the lock is open.
    let open = VaultSnapshot::read(app.store.all().expect("readable"), false, &pack());
    update_from_vault(&mut app.session, VaultEvent::Loaded(open));
    app.act(check::Action::Keep(StorageMode::Memory));
    let now = app.clock.now;
    app.session
        .unsaved
        .push(Check::begin(CheckId("loose".to_owned()), &pack(), now));
    let loose = CheckId("loose".to_owned());
    app.feature(note::Action::Write(loose.clone(), "loose words".to_owned()));
    app.feature(sheet::Action::OwnQuestions("my own question".to_owned()));

    app.feature(lock::Action::Do(LockJob::Close));
    assert_eq!(app.sent(), [&Effect::Lock(LockJob::Close)]);
    assert_eq!(app.session.screen(), &Screen::Locked);
    let session = &app.session;
    assert_eq!(
        (session.under_way.is_none(), &session.confirmation),
        (true, &None)
    );
    assert_eq!(
        session.snapshot.lock,
        Some(lock().write()),
        "or it could not be opened"
    );
    let left = format!("{session:?}");
    assert!(!left.contains("kept words") && !left.contains("my own question"));
    assert_eq!(
        session.note(&loose).map(|note| note.text.as_str()),
        Some("loose words")
    );
    assert!(session.record(&loose).is_some());
}

#[test]
fn a_lock_set_by_another_tab_stops_writes_without_losing_answers() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let kept = app.check();
    app.act(check::Action::Start).answer(0, 3);
    let readable = store.kept.replace(locked().kept.take());
    let sealed = store.kept.borrow().clone();
    app.answer(3, 4);
    assert_eq!(*store.kept.borrow(), sealed);
    assert_eq!(app.session.screen(), &Screen::Locked);
    assert!(app.session.record(&kept).is_none(), "it is not held on to");

    app.feature(note::Action::Write(kept.clone(), "words".to_owned()));
    let total = app.session.pack.len();
    app.answer(4, total);
    assert_eq!(
        (&*store.kept.borrow(), app.session.unsaved.len()),
        (&sealed, 1)
    );

    // The other tab takes the lock off again.
    store.kept.replace(readable);
    app.reload();
    assert!(matches!(app.session.screen(), Screen::Result(_)));
    assert!(app.session.record(&kept).is_some());
}

#[test]
fn a_restore_while_locked_is_reported_as_not_done() {
    let file =
        r#"{"format":"compassion-check/backup","v":1,"made":{"utc":0,"offset":0},"kept":[]}"#;
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    store.insert(LOCK, &lock().write());
    app.feature(copies::Action::Restore(file.to_owned()));
    assert_eq!(app.session.features.status, Some(StatusMessage::NotDone));
    assert_eq!(app.session.notice, None::<Notice>);
    assert_eq!(store.keys(), [LOCK]);
}

/// The user can find help under a lock, and reading the vault again does not empty the fields of that screen.
#[test]
fn a_half_typed_search_survives_reading_the_vault_but_not_locking() {
    let mut app = TestApp::open(&locked(), at(100, 0));
    app.act(Action::Go(Screen::Find))
        .feature(find::Action::Type(Field::Location, "Leeds".to_owned()));
    app.look_again();
    assert_eq!(app.session.features.find.location, "Leeds");
    // Locking empties it.
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.feature(find::Action::Type(Field::Name, "Ann".to_owned()));
    store.insert(LOCK, &lock().write());
    let mut open = app.session.snapshot.clone();
    open.lock = Some(lock().write());
    update_from_vault(&mut app.session, VaultEvent::Loaded(open));
    app.feature(lock::Action::Do(LockJob::Close));
    assert_eq!(app.session.features.find.name, "");
}

/// The message about a job is shown with what the job has changed, never with the state before it.
#[test]
fn when_a_job_has_ended_the_vault_is_read_before_the_message_is_shown() {
    let store = locked();
    let mut app = TestApp::open(&store, at(100, 0));
    assert_eq!(app.session.screen(), &Screen::Locked);
    store.kept.borrow_mut().remove(LOCK);
    let [first, second] = job_ended(LockOutcome::Removed);
    app.act(first);
    assert_ne!(app.session.screen(), &Screen::Locked);
    assert_eq!(app.session.features.status, None);
    app.act(second);
    let removed = StatusMessage::Locked(LockOutcome::Removed);
    assert_eq!(app.session.features.status, Some(removed));
}
