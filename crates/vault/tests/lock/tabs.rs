//! Tests two tabs on one device. While one tab waits for its ciphers, at each of its steps, the other does something
//! with the same lock.

use vault::lock::{DeferredFailure, LockJob, LockOutcome};
use vault::{Change, Fault, Kind, Store, VaultSnapshot};

use super::page::{
    NEW, OLD, Page, assert_sealed, change, check, draft, locked_sample_texts, note, open,
    readable_texts, record, remove, sample_texts, set,
};

/// Lets one tab begin something, and another interfere after each possible number of steps. From then on, the second
/// tab runs to its end first, or both take turns. `done` checks both tabs once all tasks are done. Returns the number
/// of steps that the first tab took.
fn at_each_step(
    tabs: impl Fn() -> (Page, Page),
    begin: impl Fn(&Page),
    interfere: impl Fn(&Page),
    done: impl Fn(&Page, &Page, &str),
) -> usize {
    for turns in [false, true] {
        for steps in 0.. {
            let (first, second) = tabs();
            begin(&first);
            for _ in 0..steps {
                first.tasks.step();
            }
            let over = first.tasks.len() == 0;
            interfere(&second);
            while turns && second.tasks.step() {
                first.tasks.step();
            }
            second.tasks.run();
            first.tasks.run();
            let what = format!("after {steps} steps, in turns: {turns}");
            done(&first, &second, &what);
            if over && turns {
                return steps;
            }
            if over {
                break;
            }
        }
    }
    0
}

fn both_open() -> (Page, Page) {
    let first = Page::of(&locked_sample_texts());
    assert_eq!(first.run(open(OLD)), Some(LockOutcome::Opened));
    let second = first.unlocked_tab(OLD);
    (first, second)
}

fn new_check(page: &Page) -> Change {
    record(check(&page.pack, 300, 5, 4))
}

/// What is on the device, read by a new page and unlocked with `words` if it is locked.
fn on_device(page: &Page, words: &str) -> VaultSnapshot {
    let again = Page::on(&page.device);
    if again.store.locked() == Ok(true) {
        assert_eq!(again.run(open(words)), Some(LockOutcome::Opened));
    }
    again.load()
}

/// Makes the failed writes of a tab again, as the app does.
fn keep_what_came_back(page: &Page) {
    for failure in page.failures.take() {
        let DeferredFailure::Write(failed) = failure else {
            panic!("{failure:?}");
        };
        assert_eq!(failed.fault, Fault::Locked);
        page.load();
        page.vault
            .apply(&failed.change().expect("an effect"))
            .expect("it is kept");
    }
    page.tasks.run();
}

#[test]
fn a_check_sealed_while_the_lock_is_removed_is_stored_readable() {
    let steps = at_each_step(
        both_open,
        |tab| tab.keep(&new_check(tab)),
        |other| drop(other.begin(remove(OLD))),
        |tab, other, what| {
            keep_what_came_back(tab);
            assert_eq!(other.store.locked(), Ok(false), "{what}");
            assert!(other.keys(Kind::Sealed).is_empty(), "{what}");
            for page in [tab, other] {
                assert_eq!(page.load().records.len(), 3, "{what}");
            }
        },
    );
    assert!(steps > 0);
}

#[test]
fn a_check_sealed_while_the_passphrase_is_changed_opens_with_the_new_one() {
    at_each_step(
        both_open,
        |tab| tab.keep(&new_check(tab)),
        |other| drop(other.begin(change(OLD, NEW))),
        |tab, _, what| {
            assert!(tab.failures.borrow().is_empty(), "{what}");
            assert_eq!(on_device(tab, NEW).records.len(), 3, "{what}");
        },
    );
}

/// A text that was accepted before everything was cleared must not come back.
#[test]
fn a_check_sealed_while_everything_is_cleared_is_not_stored() {
    at_each_step(
        both_open,
        |tab| tab.keep(&new_check(tab)),
        |other| assert_eq!(other.store.clear(&[]), Ok(())),
        |tab, _, what| {
            assert!(tab.failures.borrow().is_empty(), "{what}");
            assert!(
                tab.texts().keys().all(|key| !key.contains("record")),
                "{what}"
            );
            assert_eq!(tab.load().records.len(), 0, "{what}");
        },
    );
}

/// Two tabs finish the same check with different answers. Both checks must be kept, in both tabs and in a page opened
/// later.
#[test]
fn two_tabs_sealing_one_check_store_two_checks() {
    let with = |page: &Page, value: i32| record(check(&page.pack, 300, 5, value));
    at_each_step(
        both_open,
        |tab| tab.keep(&with(tab, 1)),
        |other| drop(other.vault.apply(&with(other, 4))),
        |tab, other, what| {
            for page in [tab, other, tab] {
                page.refresh();
            }
            for snapshot in [tab.load(), other.load(), on_device(tab, OLD)] {
                assert_eq!(snapshot.records.len(), 4, "{what}");
                assert_eq!(snapshot.unreadable, [], "{what}");
            }
        },
    );
}

#[test]
fn two_tabs_writing_one_draft_both_show_the_newer_version() {
    let with = |page: &Page, answers: usize| draft(check(&page.pack, 200, answers, 1));
    at_each_step(
        both_open,
        |tab| tab.keep(&with(tab, 4)),
        |other| drop(other.vault.apply(&with(other, 5))),
        |tab, other, what| {
            for page in [tab, other] {
                page.refresh();
            }
            let drafts = |page: &Page| page.load().drafts;
            assert_eq!(drafts(tab), drafts(other), "{what}");
            assert_eq!(on_device(tab, OLD).drafts, drafts(tab), "{what}");
            assert_eq!(drafts(tab).len(), 1, "{what}");
        },
    );
}

/// A tab reads what the other has changed, added and deleted. Its own pending change stays if it is newer.
#[test]
fn a_refresh_reads_the_changes_of_another_tab() {
    let (first, second) = both_open();
    let (old, plan) = (check(&first.pack, 0, 5, 2), first.load().plans[0].clone());
    first.keep(&new_check(&first));
    first.keep(&note(&old, 500, "newer words"));
    first.keep(&Change::DropPlan(plan.id));
    first.tasks.run();
    second.refresh();
    assert_eq!(
        readable_texts(&second.load()),
        readable_texts(&first.load())
    );
    assert_eq!(second.load().records.len(), 3);

    first.keep(&note(&old, 600, "other words"));
    first.tasks.run();
    second.keep(&note(&old, 700, "the last words"));
    second.begin_refresh();
    second.tasks.run();
    first.refresh();
    for page in [&first, &second] {
        let snapshot = page.load();
        let words = snapshot.note(&old.id).map(|note| note.text.as_str());
        assert_eq!(words, Some("the last words"));
    }
}

/// A text that another tab has deleted must not be read from memory, nor come back through a refresh.
#[test]
fn a_text_deleted_by_another_tab_is_gone_at_once() {
    let (first, second) = both_open();
    let gone = check(&first.pack, 0, 5, 2);
    let drop = Change::DropRecord {
        id: gone.id.clone(),
        seen: None,
    };
    first.keep(&drop);
    assert_eq!(second.store.get(&Kind::Record.key(&gone.id.0)), None);
    second.refresh();
    assert_eq!(second.load().records.len(), 1);
}

/// One tab sets the lock, opens it, changes it or removes it, and the other does another job at each step. A sealed
/// text without a lock would be lost.
#[test]
fn nothing_stays_sealed_without_a_lock() {
    let unlocked = || {
        let first = Page::of(&sample_texts());
        let second = Page::on(&first.device);
        (first, second)
    };
    let locked = || {
        let first = Page::of(&locked_sample_texts());
        let second = Page::on(&first.device);
        (first, second)
    };
    let before = readable_texts(&Page::of(&sample_texts()).load());
    let checked = |first: &Page, second: &Page, what: &str| {
        let locked = Page::on(&first.device).store.locked() == Ok(true);
        if !locked {
            assert!(first.keys(Kind::Sealed).is_empty(), "{what}");
        }
        for words in [OLD, NEW] {
            let again = Page::on(&first.device);
            if locked && again.run(open(words)) != Some(LockOutcome::Opened) {
                continue;
            }
            assert_eq!(readable_texts(&again.load()), before, "{what}");
            if locked {
                assert_sealed(&again, 0, what);
            }
            // Neither tab shows anything that is not on the device.
            for page in [first, second]
                .iter()
                .filter(|page| page.store.locked() == Ok(false))
            {
                page.refresh();
                assert_eq!(readable_texts(&page.load()), before, "{what}");
            }
            return;
        }
        panic!("{what}: no passphrase opens it");
    };
    let mut steps = 0;
    for job in [
        set(OLD),
        set(NEW),
        open(OLD),
        remove(OLD),
        LockJob::SetMinutes(1),
    ] {
        let interfere = |page: &Page| drop(page.begin(job.clone()));
        steps += at_each_step(
            unlocked,
            |page| drop(page.begin(set(OLD))),
            interfere,
            checked,
        );
        for began in [open(OLD), remove(OLD), change(OLD, NEW)] {
            let begin = |page: &Page| drop(page.begin(began.clone()));
            steps += at_each_step(locked, begin, interfere, checked);
        }
    }
    println!("one tab did something with the lock at {steps} steps of another, lost: 0");
    assert!(steps > 100, "only {steps}");
}

/// If two tabs set a lock or change its passphrase at once, the second is told that it came too late.
#[test]
fn of_two_simultaneous_jobs_the_second_is_told_that_the_lock_has_changed() {
    let first = Page::of(&sample_texts());
    let second = Page::on(&first.device);
    let outcomes = [first.begin(set(OLD)), second.begin(set(NEW))];
    while first.tasks.step() | second.tasks.step() {}
    let told = outcomes.map(|outcome| outcome.get());
    assert_eq!(told, [Some(LockOutcome::Set), Some(LockOutcome::Elsewhere)]);

    let (first, second) = both_open();
    let outcomes = [
        first.begin(change(OLD, NEW)),
        second.begin(change(OLD, "a third of them")),
    ];
    while first.tasks.step() | second.tasks.step() {}
    let told = outcomes.map(|outcome| outcome.get());
    assert_eq!(
        told,
        [Some(LockOutcome::Changed), Some(LockOutcome::Elsewhere)]
    );
    assert_eq!(on_device(&first, NEW).records.len(), 2);
}

/// When another tab has removed or replaced the lock, this tab closes its own and writes nothing under the old key.
#[test]
fn a_tab_closes_its_lock_when_another_tab_removes_or_replaces_it() {
    let (first, second) = both_open();
    assert_eq!(second.run(remove(OLD)), Some(LockOutcome::Removed));
    first.keep(&new_check(&first));
    assert!(!first.store.is_open());
    assert_eq!(first.load().records.len(), 3);
    assert!(first.keys(Kind::Sealed).is_empty());

    let (first, second) = both_open();
    assert_eq!(second.run(remove(OLD)), Some(LockOutcome::Removed));
    assert_eq!(second.run(set(NEW)), Some(LockOutcome::Set));
    assert_eq!(first.vault.apply(&new_check(&first)), Err(Fault::Locked));
    assert!(first.load().locked);
}
