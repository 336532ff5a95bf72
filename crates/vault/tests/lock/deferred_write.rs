//! Tests that a text accepted by an open lock is written later, even if the store was closed or unlocked again
//! meanwhile.

use vault::lock::{DeferredFailure, LockJob, LockOutcome};
use vault::{Change, Fault, Kind, Store};

use super::page::{
    OLD, Page, assert_sealed, check, draft, locked_sample_texts, note, open, readable_texts,
    record, remove,
};

fn unlocked_page() -> Page {
    let page = Page::of(&locked_sample_texts());
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
    page
}

#[test]
fn a_text_can_be_read_at_once_and_is_written_later() {
    let page = unlocked_page();
    let before = page.texts();
    page.keep(&record(check(&page.pack, 300, 5, 4)));
    assert_eq!(page.load().records.len(), 3);
    assert_eq!(page.texts(), before, "the ciphers are not done");
    page.tasks.run();
    assert_eq!(page.keys(Kind::Sealed).len(), before.len() - 3 + 1);
    assert_eq!(
        readable_texts(&page.unlocked_tab(OLD).load()),
        readable_texts(&page.load())
    );
}

#[test]
fn a_text_is_written_even_if_the_store_was_closed() {
    let page = unlocked_page();
    page.keep(&record(check(&page.pack, 200, 5, 1)));
    assert_eq!(page.run(LockJob::Close), None);
    assert!(page.load().locked);
    let again = page.unlocked_tab(OLD);
    assert_eq!(again.load().records.len(), 3);
    assert_sealed(&again, 0, "the draft went, too");
}

/// The store is closed and unlocked again before the ciphers are done. It must then read what is written late, and the
/// late write must not overwrite newer changes.
#[test]
fn a_text_is_written_even_if_the_store_was_closed_and_unlocked_again() {
    for changed in [false, true] {
        let page = unlocked_page();
        let first = check(&page.pack, 0, 5, 2);
        page.keep(&record(check(&page.pack, 300, 5, 4)));
        page.keep(&note(&first, 500, "before"));
        let held = page.tasks.hold();
        assert_eq!(held.len(), 2);
        page.store.close();
        assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
        assert_eq!(page.load().records.len(), 2, "it is not written yet");
        if changed {
            page.keep(&note(&first, 600, "after"));
            page.tasks.run();
        }
        for task in held {
            page.tasks.spawn(task);
        }
        page.tasks.run();
        let words = if changed { "after" } else { "before" };
        for snapshot in [page.load(), page.unlocked_tab(OLD).load()] {
            assert_eq!(snapshot.records.len(), 3);
            let found = snapshot.note(&first.id).map(|note| note.text.as_str());
            assert_eq!(found, Some(words));
        }
    }
}

#[test]
fn a_write_without_room_is_reported_with_the_text_on_the_device() {
    let page = unlocked_page();
    let before = page.load().drafts[0].clone();
    let text = page.store.get(&Kind::Draft.key(&before.id.0));
    let is_text = |_: &str, text: &str| !text.trim().is_empty();
    page.device.refuse(is_text, Fault::Full);
    page.keep(&draft(check(&page.pack, 200, 5, 1)));
    page.keep(&record(check(&page.pack, 300, 5, 4)));
    page.tasks.run();
    let failures = page.failures.take();
    let [
        DeferredFailure::Write(first),
        DeferredFailure::Write(second),
    ] = &*failures
    else {
        panic!("{failures:?}");
    };
    assert_eq!((&first.before, first.fault), (&text, Fault::Full));
    assert_eq!((&second.before, second.fault), (&None, Fault::Full));
    assert_eq!(
        first.change(),
        Some(Change::KeepDraft {
            check: check(&page.pack, 200, 5, 1),
            before: Some(Box::new(before.clone())),
        })
    );
    assert_eq!(page.load().drafts, [before]);
    assert_eq!(page.load().records.len(), 2);
}

/// If the trial write shows that there is no room, the text is not accepted and nothing changes.
#[test]
fn a_text_without_room_for_the_trial_write_is_not_accepted() {
    let page = unlocked_page();
    let before = readable_texts(&page.load());
    page.device.refuse(|_, _| true, Fault::Full);
    let effect = record(check(&page.pack, 300, 5, 4));
    assert_eq!(page.vault.apply(&effect), Err(Fault::Full));
    assert_eq!(
        (page.tasks.len(), readable_texts(&page.load())),
        (0, before)
    );
}

/// A check is deleted while another write is pending, and then the lock is removed. The check must not become readable.
#[test]
fn removing_the_lock_does_not_restore_a_deleted_check() {
    let page = unlocked_page();
    page.keep(&note(&check(&page.pack, 0, 5, 2), 500, "newer words"));
    let gone = check(&page.pack, 100, 5, 3);
    page.keep(&Change::DropRecord {
        id: gone.id.clone(),
        seen: Some(gone),
    });
    let held = page.tasks.hold();
    assert_eq!(page.run(remove(OLD)), Some(LockOutcome::Removed));
    for task in held {
        page.tasks.spawn(task);
    }
    page.tasks.run();
    let snapshot = page.load();
    assert_eq!((snapshot.records.len(), snapshot.notes.len()), (1, 1));
    assert_eq!(snapshot.notes[0].text, "newer words");
    assert!(page.keys(Kind::Sealed).is_empty());
}
