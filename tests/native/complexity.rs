//! Work on stored data grows in proportion to their amount, not with its square. The tests measure no time. They count
//! comparisons in sorted lists and between ids, calls of the store, and bytes read and written.

use std::cell::Cell;

use compassion_check::features::copies::state as copies;
use compassion_check::session::{Action, Confirmation, Screen};
use instrument::order::comparisons;
use instrument::{Answer, Check, CheckId};
use vault::lock::{Entries, Entry};
use vault::{Change, Fault, Note};

use super::common::{Memory, TestApp, at, pack};
use super::sealed_tab::{Device, Tab};
use super::vault::record;

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    compared: usize,
    calls: usize,
    bytes: usize,
}

impl Steps {
    fn now(store: &Memory) -> Self {
        Self {
            compared: comparisons(),
            calls: store.calls.get(),
            bytes: store.bytes.get(),
        }
    }
}

/// The steps of something that is done with `store`.
fn steps_of(store: &Memory, done: impl FnOnce()) -> Steps {
    let before = Steps::now(store);
    done();
    let after = Steps::now(store);
    Steps {
        compared: after.compared - before.compared,
        calls: after.calls - before.calls,
        bytes: after.bytes - before.bytes,
    }
}

/// Counts `work` on 500 things and on 2,000. With four times as many things a sort makes 4.9 times as many comparisons,
/// and quadratic work is 16 times as much.
fn assert_linear(what: &str, work: impl Fn(usize) -> Steps) {
    let (few, many) = (work(500), work(2_000));
    let counts = |steps: Steps| [steps.compared, steps.calls, steps.bytes];
    for (few, many) in counts(few).into_iter().zip(counts(many)) {
        assert!(
            many <= few * 5 + 200,
            "{what}: {few} of 500 became {many} of 2,000"
        );
    }
}

/// A store with `count` checks, each with a note, and a backup of it. `answer` is each check's first answer.
fn stock(count: usize, answer: i32) -> (Memory, String) {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    for at_minute in 0..i64::try_from(count).expect("not many") {
        // Multiplying modulo a prime scatters the ids.
        let id = CheckId(format!("{:x}-1", at_minute * 7_919 % 10_007));
        let now = at(100, at_minute).now;
        let mut check = Check::begin(id.clone(), &pack(), now);
        check.sheet = vec![("e1".to_owned(), Answer::Chosen(answer))];
        let mut note = Note::blank(id, now);
        note.text = "words".to_owned();
        for effect in [record(&check), Change::KeepNote(note)] {
            app.vault.apply(&effect).expect("it is kept");
        }
    }
    let copy = app.backup();
    (store, copy)
}

#[test]
fn loading_all_records_is_not_quadratic() {
    assert_linear("opening", |count| {
        let (store, _) = stock(count, 1);
        steps_of(&store, || {
            let app = TestApp::open(&store, at(200, 0));
            assert_eq!(app.session.records().len(), count);
        })
    });
}

#[test]
fn listing_every_check_with_its_note_is_not_quadratic() {
    assert_linear("the list", |count| {
        let (store, _) = stock(count, 1);
        let app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || {
            for check in app.session.records() {
                assert!(app.session.note(&check.id).is_some());
            }
        })
    });
}

#[test]
fn making_a_backup_is_not_quadratic() {
    assert_linear("a copy", |count| {
        let (store, _) = stock(count, 1);
        let mut app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || assert!(!app.backup().is_empty()))
    });
}

#[test]
fn restoring_a_backup_is_not_quadratic() {
    assert_linear("restoring", |count| {
        let (_, copy) = stock(count, 1);
        let store = Memory::default();
        let mut app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || {
            assert_eq!(app.restore_report(&copy).checks, count);
        })
    });
}

/// Each check in the backup has other answers than the one here, so it gets a new id, and its note moves with it.
#[test]
fn restoring_a_backup_with_conflicting_answers_is_not_quadratic() {
    assert_linear("restoring beside others", |count| {
        let (_, copy) = stock(count, 1);
        let (store, _) = stock(count, 2);
        let mut app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || {
            let report = app.restore_report(&copy);
            assert_eq!((report.checks, report.notes), (count, count));
        })
    });
}

/// All texts are accepted before the first is written. Here `calls` is the number of texts on the device, and `bytes`
/// counts what was written, trial writes included.
#[test]
fn restoring_a_backup_under_a_lock_is_not_quadratic() {
    assert_linear("restoring under a lock", |count| {
        let (_, copy) = stock(count, 1);
        let device = Device::default();
        let mut tab = Tab::open(&device, at(200, 0));
        let before = comparisons();
        tab.feature(copies::Action::Restore(copy));
        assert!(tab.tasks.len() > 2 * count);
        tab.arrive(|_| false);
        assert_eq!(tab.session.records().len(), count);
        Steps {
            compared: comparisons() - before,
            calls: device.texts.borrow().len(),
            bytes: tab.device.put_bytes(),
        }
    });
}

#[test]
fn deleting_one_check_is_not_quadratic() {
    assert_linear("deleting", |count| {
        let (store, _) = stock(count, 1);
        let mut app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || {
            let id = app.session.records()[count / 2].id.clone();
            app.act(Action::Ask(Confirmation::Delete(id)))
                .act(Action::Confirm);
            assert_eq!(app.session.records().len(), count - 1);
        })
    });
}

#[test]
fn clearing_everything_is_not_quadratic() {
    assert_linear("clearing", |count| {
        let (store, _) = stock(count, 1);
        let mut app = TestApp::open(&store, at(200, 0));
        steps_of(&store, || {
            app.act(Action::Go(Screen::Data));
            app.act(Action::Ask(Confirmation::ClearAll))
                .act(Action::Confirm);
            assert!(store.keys().is_empty());
        })
    });
}

/// Looks up, changes and deletes each text of an open lock.
#[test]
fn reading_changing_and_deleting_sealed_records_is_not_quadratic() {
    assert_linear("what is sealed", |count| {
        let entry = |at: usize| Entry {
            name: format!("{:x}", at * 7_919 % 10_007),
            sealed: "sealed".to_owned(),
            key: format!("compassion-check/plan/{:x}", at * 104_729 % 10_007),
            ..Entry::default()
        };
        let all: Vec<Entry> = (0..count).map(entry).collect();
        steps_of(&Memory::default(), || {
            let mut entries = Entries::of(all.clone());
            for Entry { name, key, .. } in &all {
                assert_eq!(entries.name(key), Some(name.as_str()));
                entries.put(name, key, "newer", 1);
            }
            for Entry { name, key, .. } in &all {
                assert!(entries.wants(name, key, "newer"));
                entries.written(name, key, "anew".to_owned());
                entries.settle(1);
            }
            for Entry { key, .. } in &all {
                let removed = entries.remove(key, |_| Ok(()));
                assert_eq!((removed, entries.name(key)), (Ok(()), None));
            }
        })
    });
}

/// If there is room for some texts only, few trial writes find that out, and all the room is used.
#[test]
fn the_room_left_is_found_in_few_attempts() {
    const ROOM: usize = 100_000;
    let (trials, mut entries) = (Cell::new(0), Entries::default());
    let room = |bytes| {
        trials.set(trials.get() + 1);
        if bytes <= ROOM {
            Ok(())
        } else {
            Err(Fault::Full)
        }
    };
    let mut taken = 0;
    while entries.make_room(100, room).is_ok() {
        let name = taken.to_string();
        entries.put(&name, &name, "text", 100);
        taken += 1;
    }
    assert_eq!(taken, ROOM / 100);
    assert!(trials.get() < 60, "{} trials", trials.get());
    // Once everything has been written, what the trials found no longer counts: room is tried again.
    entries.settle(taken * 100);
    assert_eq!(
        entries.make_room(100, |_| Err(Fault::Full)),
        Err(Fault::Full)
    );
}
