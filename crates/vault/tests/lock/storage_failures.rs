//! Makes each storage call fail in turn, once or from then on. Nothing may be lost, and the reported outcome must be
//! true.

use vault::lock::{DeferredFailure, LockJob, LockOutcome};
use vault::{Fault, Kind, Store};

use super::device::{Failure, Texts};
use super::page::{
    NEW, OLD, Page, change, check, locked_sample_texts, open, readable_texts, record, remove,
    sample_texts, set,
};

/// The fault of a write that fails, and whether all later calls fail too.
const FAILURES: [(Fault, bool); 4] = [
    (Fault::Full, false),
    (Fault::Full, true),
    (Fault::Blocked, false),
    (Fault::Blocked, true),
];

/// How a job may end when a call fails with this fault.
fn outcome_of(fault: Fault) -> LockOutcome {
    match fault {
        Fault::Full => LockOutcome::Full,
        _ => LockOutcome::Storage,
    }
}

fn page_before(name: &str) -> Page {
    match name {
        "set" => Page::of(&sample_texts()),
        "open" => Page::of(&locked_sample_texts()),
        _ => {
            let page = Page::of(&locked_sample_texts());
            assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
            page
        }
    }
}

#[test]
fn a_job_that_fails_loses_no_text() {
    let jobs: [(&str, LockJob, LockOutcome); 5] = [
        ("set", set(OLD), LockOutcome::Set),
        ("open", open(OLD), LockOutcome::Opened),
        ("change", change(OLD, NEW), LockOutcome::Changed),
        ("remove", remove(OLD), LockOutcome::Removed),
        ("after", LockJob::SetMinutes(1), LockOutcome::Changed),
    ];
    let before = readable_texts(&Page::of(&sample_texts()).load());
    let mut count = 0;
    for (name, job, done) in jobs {
        for (put, on) in FAILURES {
            for from in 0.. {
                let page = page_before(name);
                page.device.fail(Failure { from, on, put });
                let outcome = page.run(job.clone());
                let failed = page.device.heal();
                let what = format!("{name}: {failed:?} at call {from}, on: {on}: {outcome:?}");
                let is_true = |outcome| {
                    outcome == done || failed.iter().any(|fault| outcome_of(*fault) == outcome)
                };
                assert!(outcome.is_some_and(is_true), "{what}");

                // Check this page, and then a new one on the same device.
                let opens = |page: &Page| {
                    [OLD, NEW]
                        .iter()
                        .any(|words| page.run(open(words)) == Some(LockOutcome::Opened))
                };
                if page.store.locked() == Ok(true) {
                    assert!(opens(&page), "{what}");
                }
                assert_eq!(readable_texts(&page.load()), before, "{what}");
                let again = Page::of(&page.texts());
                let locked = again.store.locked() == Ok(true);
                assert!(!locked || opens(&again), "{what}");
                assert_eq!(readable_texts(&again.load()), before, "{what}");
                if failed.is_empty() {
                    assert_eq!(outcome, Some(done));
                    break;
                }
                match outcome {
                    Some(LockOutcome::Removed) => assert!(!locked, "{what}"),
                    Some(LockOutcome::Set | LockOutcome::Changed | LockOutcome::Opened) => {
                        assert!(locked, "{what}");
                    }
                    _ => {}
                }
                if !locked {
                    assert_eq!(again.keys(Kind::Sealed), [""; 0], "{what}");
                }
                count += 1;
            }
        }
    }
    println!("{count} failures of the storage, lost: 0");
    assert!(count > 700, "only {count}");
}

/// A text that was accepted is stored, or it is reported and can be stored again. A text that was not accepted changes
/// nothing.
#[test]
fn an_accepted_text_is_either_written_or_reported() {
    for (put, on) in FAILURES {
        for from in 0.. {
            let page = page_before("put");
            let before = readable_texts(&page.load());
            let check = check(&page.pack, 300, 5, 4);
            let key = Kind::Record.key(&check.id.0);
            page.device.fail(Failure { from, on, put });
            let accepted = page.vault.apply(&record(check.clone()));
            page.tasks.run();
            let failed = page.device.heal();
            let again = page.unlocked_tab(OLD);
            let kept = readable_texts(&again.load());
            let what = format!("{failed:?} at call {from}, on: {on}: {accepted:?}");
            let others = kept.iter().filter(|(other, _)| **other != key);
            assert!(others.eq(before.iter()), "{what}");
            let reported = page
                .failures
                .borrow()
                .iter()
                .any(|failure| matches!(failure, DeferredFailure::Write(it) if it.key == key));
            match accepted {
                Ok(_) => assert_ne!(kept.contains_key(&key), reported, "{what}"),
                Err(_) => assert!(!kept.contains_key(&key) && !reported, "{what}"),
            }
            if failed.is_empty() {
                assert!(accepted.is_ok() && kept.contains_key(&key));
                break;
            }
        }
    }
}

/// In some browsers there is room for what is stored, but not for one more key.
#[test]
fn without_room_for_the_lock_everything_stays_readable() {
    let page = Page::of(&sample_texts());
    let before = page.texts();
    page.device.refuse(|_, _| true, Fault::Full);
    assert_eq!(page.run(set(OLD)), Some(LockOutcome::Full));
    assert_eq!(page.texts(), before);
    assert!(!page.store.is_open());
}

/// There is room for the lock and for some of what it seals, perhaps for the longest text, but not for all.
#[test]
fn however_much_room_is_left_a_lock_that_does_not_fit_changes_nothing() {
    let size = |texts: &Texts| -> usize {
        let each = texts.iter().map(|(key, text)| key.len() + text.len());
        each.sum()
    };
    let mut texts = sample_texts();
    // Many short texts beside the long one of the questions.
    let page = Page::of(&texts);
    for number in 1..40 {
        let one = check(&page.pack, 1_000 + number * 10, 5, 3);
        page.vault.apply(&record(one)).expect("room");
    }
    page.tasks.run();
    texts = page.texts();
    let longest = texts.values().map(String::len).max().expect("texts");
    let mut full = 0;
    for room in (0..longest * 2).step_by(101) {
        let page = Page::of(&texts);
        let (device, quota) = (page.device.clone(), size(&texts) + room);
        page.device.refuse(
            move |key, text| {
                let kept = device.texts.borrow();
                let old = kept.get(key).map_or(0, |old| key.len() + old.len());
                size(&kept) - old + key.len() + text.len() > quota
            },
            Fault::Full,
        );
        match page.run(set(OLD)) {
            Some(LockOutcome::Full) => {
                full += 1;
                assert_eq!(page.texts(), texts, "with room for {room}");
            }
            outcome => assert_eq!(outcome, Some(LockOutcome::Set), "with room for {room}"),
        }
    }
    assert!(full > 20, "{full}");
}

/// If the copy of the lock cannot be replaced, it must be removed, since it would still open with the old passphrase.
#[test]
fn a_changed_passphrase_leaves_no_copy_of_the_old_lock() {
    let page = page_before("change");
    let copy = Kind::LockCopy.key("");
    let refused = copy.clone();
    page.device
        .refuse(move |key, _| key == refused, Fault::Full);
    assert_eq!(page.run(change(OLD, NEW)), Some(LockOutcome::Changed));
    assert!(!page.texts().contains_key(&copy));
    let again = Page::of(&page.texts());
    assert_eq!(again.run(open(OLD)), Some(LockOutcome::Wrong));
    assert_eq!(again.run(open(NEW)), Some(LockOutcome::Opened));
    assert!(again.texts().contains_key(&copy), "it stands twice again");
}
