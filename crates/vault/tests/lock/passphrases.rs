//! Tests which passphrase opens the lock, and what happens to a lock or a sealed text that was damaged or tampered
//! with.

use vault::lock::{Lock, LockJob, LockOutcome, ROUNDS, Sealed};
use vault::{Fault, Kind, Store, Unreadable};

use super::device::Texts;
use super::page::{
    NEW, OLD, Page, change, check, locked_sample_texts, moment, note, open, readable_texts, record,
    remove, sample_texts, set,
};

fn text_of(texts: &Texts, kind: Kind) -> String {
    texts.get(&kind.key("")).cloned().expect("it is there")
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let page = Page::of(&locked_sample_texts());
    let before = page.texts();
    for job in [open(NEW), remove(NEW), change(NEW, OLD), open("")] {
        assert_eq!(page.run(job.clone()), Some(LockOutcome::Wrong), "{job:?}");
        assert!(!page.store.is_open());
        assert_eq!(page.texts(), before);
    }
    assert!(page.load().locked);
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
    // A job asks for the passphrase even if the lock is open.
    assert_eq!(page.run(remove(NEW)), Some(LockOutcome::Wrong));
    assert_eq!(page.texts(), before);
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_does_not() {
    let page = Page::of(&locked_sample_texts());
    let sealed = |page: &Page| {
        let mut texts = page.texts();
        texts.retain(|key, _| !key.contains("/lock"));
        texts
    };
    let before = sealed(&page);
    assert_eq!(page.run(change(OLD, NEW)), Some(LockOutcome::Changed));
    assert_eq!(sealed(&page), before, "only the lock is written");
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Wrong));
    assert_eq!(page.run(open(NEW)), Some(LockOutcome::Opened));
    assert_eq!(
        readable_texts(&page.load()).len(),
        readable_texts(&Page::of(&sample_texts()).load()).len()
    );
}

#[test]
fn a_new_lock_has_the_default_rounds_and_the_chosen_minutes() {
    let lock = Lock::read(&text_of(&locked_sample_texts(), Kind::Lock)).expect("a lock");
    assert_eq!((lock.rounds, lock.minutes), (ROUNDS, 5));
}

#[test]
fn changing_the_minutes_changes_nothing_else() {
    let page = Page::of(&locked_sample_texts());
    let before = Lock::read(&text_of(&page.texts(), Kind::Lock)).expect("a lock");
    assert_eq!(
        page.run(LockJob::SetMinutes(15)),
        Some(LockOutcome::Changed)
    );
    for kind in [Kind::Lock, Kind::LockCopy] {
        let after = Lock::read(&text_of(&page.texts(), kind)).expect("a lock");
        let wanted = Lock {
            minutes: 15,
            ..before.clone()
        };
        assert_eq!(after, wanted);
    }
}

/// A keyboard may write "é" as one character or as two. Passphrases are now set composed, but were once set as typed.
#[test]
fn a_passphrase_opens_in_either_unicode_form_of_an_accent() {
    let (composed, decomposed) = ("caf\u{e9} by the window", "cafe\u{301} by the window");
    // Has one "é" of each form.
    let mixed = "caf\u{e9} by the cafe\u{301}";
    for (was_set, typed, opens) in [
        (composed, composed, true),
        (composed, decomposed, true),
        (decomposed, composed, true),
        (decomposed, decomposed, true),
        (mixed, mixed, true),
        (mixed, composed, false),
        ("cafe by the window", composed, false),
    ] {
        let page = Page::of(&sample_texts());
        assert_eq!(page.run(set(was_set)), Some(LockOutcome::Set));
        for job in [open(typed), change(typed, NEW)] {
            page.store.close();
            let outcome = page.run(job);
            let is_open = outcome != Some(LockOutcome::Wrong);
            assert_eq!(
                is_open, opens,
                "{was_set:?} typed as {typed:?}: {outcome:?}"
            );
        }
    }
}

#[test]
fn a_damaged_lock_is_opened_by_its_copy() {
    let texts = locked_sample_texts();
    let lock = Kind::Lock.key("");
    for damage in ["", "{", "null"] {
        let page = Page::of(&texts);
        page.device
            .texts
            .borrow_mut()
            .insert(lock.clone(), damage.to_owned());
        assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened), "{damage:?}");
        assert_eq!(page.texts(), texts, "it stands twice again");
    }
    let page = Page::of(&texts);
    page.device.texts.borrow_mut().remove(&lock);
    assert_eq!(page.store.locked(), Ok(true));
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
    assert_eq!(page.texts(), texts);
}

#[test]
fn if_both_copies_are_damaged_nothing_is_changed() {
    let mut texts = locked_sample_texts();
    for kind in [Kind::Lock, Kind::LockCopy] {
        texts.insert(kind.key(""), "{".to_owned());
    }
    let page = Page::of(&texts);
    for job in [
        open(OLD),
        remove(OLD),
        change(OLD, NEW),
        LockJob::SetMinutes(1),
    ] {
        assert_eq!(page.run(job.clone()), Some(LockOutcome::Damaged), "{job:?}");
    }
    assert_eq!(page.run(set(NEW)), Some(LockOutcome::Elsewhere));
    assert_eq!(page.texts(), texts);
    assert!(page.load().locked);
}

#[test]
fn a_lock_that_was_tampered_with_opens_nothing() {
    let texts = locked_sample_texts();
    let good = Lock::read(&text_of(&texts, Kind::Lock)).expect("a lock");
    let changes: [fn(&mut Lock); 3] = [
        |lock| lock.salt[0] ^= 1,
        |lock| lock.nonce[0] ^= 1,
        |lock| lock.key[0] ^= 1,
    ];
    for change in changes {
        let mut lock = good.clone();
        change(&mut lock);
        let page = Page::of(&texts);
        page.device
            .texts
            .borrow_mut()
            .insert(Kind::Lock.key(""), lock.write());
        let before = page.texts();
        assert_eq!(page.run(open(OLD)), Some(LockOutcome::Wrong));
        assert_eq!(page.texts(), before);
    }
}

#[test]
fn without_a_lock_there_is_nothing_to_open() {
    let page = Page::of(&sample_texts());
    for job in [
        open(OLD),
        remove(OLD),
        change(OLD, NEW),
        LockJob::SetMinutes(1),
    ] {
        assert_eq!(
            page.run(job.clone()),
            Some(LockOutcome::Elsewhere),
            "{job:?}"
        );
    }
    assert_eq!(page.texts(), sample_texts());
}

/// The text has a changed byte, is swapped with another, belongs to another lock, or is not a sealed text. It is
/// reported and stays, and the lock cannot be removed.
#[test]
fn a_sealed_text_that_does_not_open_stays_and_prevents_removing_the_lock() {
    let texts = locked_sample_texts();
    let keys = Page::of(&texts).keys(Kind::Sealed);
    let (one, other) = (&keys[0], &keys[1]);
    let flipped = {
        let mut sealed = Sealed::read(&texts[one]).expect("a sealed text");
        sealed.data[0] ^= 1;
        sealed.write()
    };
    let foreign = {
        let other = Page::of(&locked_sample_texts());
        other.texts()[&other.keys(Kind::Sealed)[0]].clone()
    };
    let short = texts[one][..40].to_owned();
    for damaged in [flipped, texts[other].clone(), foreign, short, String::new()] {
        let page = Page::of(&texts);
        page.device
            .texts
            .borrow_mut()
            .insert(one.clone(), damaged.clone());
        let before = page.texts();
        assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
        let snapshot = page.load();
        assert_eq!(snapshot.unreadable, [(one.clone(), Unreadable::Sealed)]);
        assert_eq!(page.run(remove(OLD)), Some(LockOutcome::Unreadable));
        assert_eq!(page.texts(), before, "{damaged}");

        // Once that text is deleted, the lock can be removed.
        assert_eq!(page.store.remove(one), Ok(()));
        assert_eq!(page.run(remove(OLD)), Some(LockOutcome::Removed));
        assert_eq!(page.store.locked(), Ok(false));
        assert!(page.keys(Kind::Sealed).is_empty());
    }
}

#[test]
fn nothing_is_written_while_the_store_is_locked() {
    let page = Page::of(&locked_sample_texts());
    let before = page.texts();
    let check = check(&page.pack, 300, 5, 4);
    assert_eq!(page.vault.apply(&record(check.clone())), Err(Fault::Locked));
    assert_eq!(
        page.store.put(&Kind::Plan.key("a"), "{}"),
        Err(Fault::Locked)
    );
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
    assert_eq!(page.run(LockJob::Close), None);
    assert_eq!(
        page.vault.apply(&note(&check, 1, "words")),
        Err(Fault::Locked)
    );
    assert_eq!(page.texts(), before);
}

/// A second job does not start while the first is running. A request to close is carried out after the first.
#[test]
fn only_one_job_runs_at_a_time() {
    let page = Page::of(&locked_sample_texts());
    let first = page.begin(open(OLD));
    page.tasks.step();
    let second = page.begin(remove(OLD));
    page.store.close();
    page.tasks.run();
    assert_eq!(
        (first.get(), second.get()),
        (Some(LockOutcome::Opened), None)
    );
    assert_eq!(
        (page.store.is_open(), page.store.locked()),
        (false, Ok(true))
    );
}

#[test]
fn clearing_everything_removes_the_lock_and_all_sealed_texts() {
    for is_open in [false, true] {
        let page = Page::of(&locked_sample_texts());
        if is_open {
            assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
        }
        assert_eq!(page.store.clear(&[]), Ok(()));
        assert_eq!(page.texts(), Texts::new());
        assert_eq!(
            (page.store.is_open(), page.store.locked()),
            (false, Ok(false))
        );
        page.keep(&record(check(&page.pack, moment(0).utc % 7, 5, 1)));
    }
}
