//! Stored texts that the version of commit 10f7d9d wrote in a browser. This version reads them all and writes the same.
//!
//! Such texts are on users' devices, so the golden files never change. Each new stored form gets files of its own.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::features::check::state::Resume;
use compassion_check::session::{Action, Screen};
use instrument::{Answer, Check, Moment, Pack};
use vault::backup::{self, RestoreReport};
use vault::lock::{Lock, ROUNDS, Sealed, repair};
use vault::plan::Outcome;
use vault::{Change, Kind, Settings, StoreOutcome, Vault, VaultSnapshot};

use super::backup::{StoredTexts as Texts, pairs};
use super::common::{Memory, PACK, TestApp, at};

const STORAGE: &str = include_str!("../golden/10f7d9d/storage.json");
const LOCKED: &str = include_str!("../golden/10f7d9d/locked.json");
const COPY: &str = include_str!("../golden/10f7d9d/copy.json");

/// The check with an answer to every question and a note, and the check that was finished early.
const WHOLE: &str = "mwnpjhou-nde2k9";
const EARLY: &str = "mwz52xac-1qe0hh7";
const DRAFT: &str = "mx0kix0r-175tibt";

fn texts(file: &str) -> Texts {
    serde_json::from_str(file).expect("keys and texts")
}

fn device(texts: &Texts) -> Memory {
    let store = Memory::default();
    store.kept.replace(texts.clone());
    store
}

/// The texts of one kind.
fn texts_of_kind(texts: &Texts, kind: Kind) -> Vec<&str> {
    let of_kind = |key: &str| Kind::of(key).is_some_and(|(found, _)| found == kind);
    let found = texts.iter().filter(|(key, _)| of_kind(key));
    found.map(|(_, text)| text.as_str()).collect()
}

/// The questions of that version, from their stored copy.
fn questions() -> String {
    texts_of_kind(&texts(STORAGE), Kind::Pack)[0].to_owned()
}

/// Packs that may be the current one: that version's, today's, and one with other questions. Today's questions may be
/// those of that version, but their digest differs here, because the build removes white space from what it delivers.
fn currents() -> [String; 3] {
    let others = questions().replacen("\"version\":\"1.0.0\"", "\"version\":\"9.0.0\"", 1);
    assert_ne!(others, questions());
    [questions(), PACK.to_owned(), others]
}

fn vault(store: &Memory, current: &str) -> Vault<Memory> {
    let pack = Rc::new(Pack::read(current).expect("a whole pack"));
    Vault::new(store.clone(), pack, current.into())
}

fn load(current: &str) -> VaultSnapshot {
    let store = device(&texts(STORAGE));
    vault(&store, current).load().expect("a readable store")
}

/// What a backup restores: all stored texts except the settings and the language, which belong to the device.
fn portable() -> Texts {
    let mut all = texts(STORAGE);
    let stays = |key: &str| {
        let kind = Kind::of(key).map(|(kind, _)| kind);
        matches!(kind, Some(Kind::Settings | Kind::Language))
    };
    all.retain(|key, _| !stays(key));
    all
}

#[test]
fn every_stored_form_has_a_golden_file() {
    let all = texts(STORAGE);
    for (kind, count) in [
        (Kind::Record, 2),
        (Kind::Draft, 1),
        (Kind::Note, 1),
        (Kind::Plan, 2),
        (Kind::Pack, 1),
        (Kind::Settings, 1),
        (Kind::Language, 1),
    ] {
        assert_eq!(texts_of_kind(&all, kind).len(), count, "{kind:?}");
    }
    assert_eq!(all.len(), 9);
    let sealed = texts(LOCKED);
    for (kind, count) in [(Kind::Lock, 1), (Kind::Language, 1), (Kind::Sealed, 8)] {
        assert_eq!(texts_of_kind(&sealed, kind).len(), count, "{kind:?}");
    }
    assert_eq!(sealed.len(), 10);
}

#[test]
fn golden_records_load_whichever_pack_is_current() {
    for current in currents() {
        let snapshot = load(&current);
        assert_eq!(snapshot.unreadable, []);
        assert_eq!((snapshot.locked, &snapshot.lock), (false, &None));
        let all: Vec<_> = texts(STORAGE).into_iter().collect();
        assert_eq!(snapshot.raw, all);
        let counts = [
            snapshot.records.len(),
            snapshot.drafts.len(),
            snapshot.notes.len(),
            snapshot.plans.len(),
        ];
        assert_eq!(counts, [2, 1, 1, 2]);
        // If another pack is current, the stored copy is used.
        let copies: Vec<_> = snapshot.packs.iter().map(|pack| pack.key()).collect();
        let then = Pack::read(&questions()).expect("a whole pack");
        if Pack::read(&current).expect("a whole pack").key() == then.key() {
            assert!(copies.is_empty());
        } else {
            assert_eq!(copies, [then.key()]);
        }
        for check in snapshot.records.iter().chain(&snapshot.drafts) {
            assert_eq!(&check.pack, then.key());
            assert!(check.answers(&then).is_some());
        }
    }
}

/// The answers of a check: a digit for each question, `-` where it was skipped.
fn sheet(check: &Check) -> String {
    let answer = |(_, answer): &(String, Answer)| match answer {
        Answer::Chosen(value) => value.to_string(),
        Answer::Skipped => "-".to_owned(),
    };
    check.sheet.iter().map(answer).collect()
}

/// A moment in the browser's time zone, that of St. John's, Newfoundland (UTC-03:30).
fn moment(utc: i64) -> Moment {
    Moment { utc, offset: -210 }
}

#[test]
fn golden_records_hold_what_was_entered() {
    let snapshot = load(PACK);
    let [early, whole] = snapshot.records.as_slice() else {
        panic!("two checks");
    };
    let [draft] = snapshot.drafts.as_slice() else {
        panic!("a draft");
    };
    for (check, id, answers, started, changed) in [
        (
            whole,
            WHOLE,
            "1302-130241302413024130210210413024",
            1_795_102_266_702,
            1_795_102_287_334,
        ),
        (early, EARLY, "44-444", 1_795_793_495_556, 1_795_793_500_966),
        (draft, DRAFT, "1-02", 1_795_879_902_123, 1_795_879_905_333),
    ] {
        assert_eq!((check.id.0.as_str(), sheet(check).as_str()), (id, answers));
        assert_eq!(
            (check.started, check.changed),
            (moment(started), moment(changed))
        );
        let then = Pack::read(&questions()).expect("a whole pack");
        let items = (0..check.sheet.len()).map(|item| then.item(item).id.as_str());
        assert!(items.eq(check.sheet.iter().map(|(id, _)| id.as_str())));
    }

    let [note] = snapshot.notes.as_slice() else {
        panic!("a note");
    };
    assert_eq!(
        (note.check.0.as_str(), note.changed),
        (WHOLE, moment(1_795_102_288_740))
    );
    assert_eq!(
        note.text,
        "Two new referrals – and “no” said once.\n\"Tea\" \\ café ☕"
    );
    assert_eq!(note.tags, ["heavy", "alone"]);

    let plans = snapshot.plans.iter().map(|plan| {
        let words = (plan.cue.as_str(), plan.act.as_str());
        (words, plan.outcome, plan.made, plan.changed)
    });
    let wanted = [
        (
            (
                "I lie awake with work in my head",
                "keep the next half hour free of clients and notes",
            ),
            Some(Outcome::Partly),
            moment(1_795_275_093_449),
            moment(1_795_707_094_553),
        ),
        (
            ("the “last” client has left", "look out of the window"),
            Some(Outcome::LetGo),
            moment(1_795_188_691_105),
            moment(1_795_275_091_836),
        ),
    ];
    assert_eq!(plans.collect::<Vec<_>>(), wanted);

    let settings = Settings {
        backed_up: Some(moment(1_795_879_910_469)),
        ..Settings::default()
    };
    assert_eq!(snapshot.settings, settings);
    assert_eq!(texts_of_kind(&texts(STORAGE), Kind::Language), ["cy"]);
}

/// Everything that was read is written to an empty device, except for the language, which the page itself stores.
#[test]
fn golden_records_are_written_back_unchanged() {
    let mut wanted = texts(STORAGE);
    wanted.retain(|key, _| key != "compassion-check/language");
    let snapshot = load(&questions());
    let store = Memory::default();
    let vault = vault(&store, &questions());
    let records = snapshot.records.iter().map(super::vault::record);
    let drafts = snapshot.drafts.iter().map(|draft| Change::KeepDraft {
        check: draft.clone(),
        before: None,
    });
    let notes = snapshot.notes.iter().cloned().map(Change::KeepNote);
    let plans = snapshot.plans.iter().cloned().map(Change::KeepPlan);
    let settings = Change::KeepSettings(snapshot.settings.clone());
    let all: Vec<_> = records.chain(drafts).chain(notes).chain(plans).collect();
    // The second time it replaces the texts of the first.
    for _ in 0..2 {
        for effect in all.iter().chain([&settings]) {
            assert_eq!(vault.apply(effect), Ok(StoreOutcome::Done), "{effect:?}");
        }
        assert_eq!(*store.kept.borrow(), wanted);
    }
}

#[test]
fn a_golden_check_is_shown_and_opening_it_changes_nothing() {
    for current in currents() {
        let store = device(&texts(STORAGE));
        let snapshot = load(&current);
        let (draft, earlier) = (&snapshot.drafts[0], &snapshot.records[1]);
        let mut clock = at(0, 0);
        clock.now = draft.changed;
        let mut app = TestApp::on(&store, clock, &current);
        assert_eq!(app.session.notice, None);
        let (unfinished, resume) = app.session.unfinished(clock.now).expect("the draft");
        let then = Pack::read(&questions()).expect("a whole pack");
        let same = app.session.pack.key() == then.key();
        let wanted = if same {
            Resume::Open
        } else {
            Resume::OtherPack
        };
        assert_eq!((unfinished, resume), (draft, wanted));
        app.act(Action::Go(Screen::Result(earlier.id.clone())));
        assert_eq!(app.shown_result(), earlier.id);
        let pack = app.session.pack_of(earlier).expect("its questions");
        assert_eq!(pack.key(), then.key());
        assert_eq!(*store.kept.borrow(), texts(STORAGE));
        if same {
            app.act(Action::Go(Screen::Intro))
                .act(check::Action::Resume);
            assert_eq!(app.session.screen(), &Screen::Question(draft.sheet.len()));
        }
    }
}

#[test]
fn the_golden_backup_restores_on_an_empty_device() {
    let wanted = RestoreReport {
        checks: 3,
        notes: 1,
        plans: 2,
        ..RestoreReport::default()
    };
    for current in currents() {
        let mut app = TestApp::on(&Memory::default(), at(110, 0), &current);
        assert_eq!(app.restore_report(COPY), wanted);
        assert_eq!(app.kept(), portable());
        let here = RestoreReport {
            already_here: 6,
            ..RestoreReport::default()
        };
        assert_eq!(app.restore_report(COPY), here);
        assert_eq!(app.kept(), portable());
    }
}

/// A backup of the same texts, made at the same moment, is the same file.
#[test]
fn a_backup_is_written_as_the_golden_one_was() {
    let mut kept = Texts::new();
    for (key, text) in pairs(COPY) {
        kept.insert(["compassion-check/", &key].concat(), text);
    }
    let store = device(&kept);
    let current = Rc::new(Pack::read(PACK).expect("a whole pack"));
    let snapshot = vault(&store, PACK).load().expect("a readable store");
    assert_eq!(snapshot.unreadable, []);
    let made = moment(1_795_879_910_455);
    assert_eq!(backup::write(&snapshot, &[], (&current, PACK), made), COPY);
    // When the backup before this one was saved.
    let before = Some(moment(1_795_879_908_945));
    assert_eq!(snapshot.settings.backed_up, before);
}

/// That version stored one copy of the lock, so [`repair`] asks for the second copy to be written.
#[test]
fn the_golden_lock_opens_what_it_sealed() {
    let all = texts(LOCKED);
    let lock = texts_of_kind(&all, Kind::Lock)[0];
    let read = Lock::read(lock).expect("a lock");
    assert_eq!((read.rounds, read.minutes), (ROUNDS, 5));
    assert_eq!(read.write(), lock);
    let second = Some((Kind::LockCopy, lock.to_owned()));
    assert_eq!(repair(Some(lock), None, true), second);
    for text in texts_of_kind(&all, Kind::Sealed) {
        let sealed = Sealed::read(text).expect("a sealed text");
        assert_eq!(sealed.write(), text);
    }
    assert_eq!(texts_of_kind(&all, Kind::Language), ["cy"]);

    let store = device(&all);
    let app = TestApp::open(&store, at(110, 0));
    assert_eq!(app.session.screen(), &Screen::Locked);
    assert_eq!(app.session.notice, None);
    let snapshot = &app.session.snapshot;
    assert_eq!((snapshot.locked, snapshot.lock()), (true, Some(lock)));
    assert_eq!(*store.kept.borrow(), all);
}
