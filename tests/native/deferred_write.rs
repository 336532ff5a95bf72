//! Under an open lock a text reaches the device later. A write that fails waits and is tried again. If two tabs finish
//! a check with different answers at the same moment, it becomes two checks.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{
    Action, Confirmation, Notice, Screen, StatusMessage, StorageMode, TabConflict,
};
use instrument::Answer;

use super::common::{at, pack};
use super::sealed_tab::{Device, Tab, keys, two_tabs};

fn all(_: &str) -> bool {
    true
}

fn none(_: &str) -> bool {
    false
}

fn total() -> usize {
    pack().len()
}

#[test]
fn failed_writes_wait_and_are_retried() {
    let chances: [fn(&mut Tab); 2] = [Tab::look_again, |tab| {
        tab.act(Action::Go(Screen::Plan));
    }];
    for chance in chances {
        let device = Device::default();
        let mut tab = Tab::open(&device, at(100, 0));
        tab.act(check::Action::Start);
        tab.answer(0, 3, 2);
        tab.arrive(none);
        tab.answer(3, total(), 2);
        let id = tab.shown();
        tab.feature(note::Action::Write(id.clone(), "words".to_owned()));
        tab.arrive(all);
        let said = (tab.session.notice, tab.session.is_kept(&id));
        assert_eq!(said, (Some(Notice::Full), false));
        assert!(tab.session.is_pending(&id), "it is shown and can be copied");
        assert_eq!(tab.sheet(&id).len(), total());
        let note = tab.session.note(&id).map(|note| note.text.clone());
        assert_eq!(note.as_deref(), Some("words"));
        assert!(
            tab.session.snapshot.drafts.is_empty(),
            "finished, not to be carried on"
        );
        assert_eq!(tab.tasks.len(), 0, "not at once");
        let draft = |keys: Vec<String>| keys.iter().any(|key| key.contains("/draft/"));
        assert!(draft(keys(&device)), "what had arrived was removed");

        // The second attempt fails as well, and leaves the current status message as it is.
        chance(&mut tab);
        let told = Some(StatusMessage::Copied);
        tab.session.features.status.clone_from(&told);
        tab.arrive(all);
        let said = &tab.session.features.status;
        assert_eq!((tab.session.is_kept(&id), said), (false, &told));

        chance(&mut tab);
        tab.arrive(none);
        assert_eq!((tab.session.notice, tab.session.is_kept(&id)), (None, true));
        assert!(tab.session.pending_changes.is_empty() && !draft(keys(&device)));
        let again = Tab::open(&device, at(100, 60));
        assert_eq!(again.sheet(&id).len(), total());
        let note = again.session.note(&id).map(|note| note.text.as_str());
        assert_eq!(note, Some("words"));
    }
}

/// The draft continues under a new id, and its check gets another one. If the check cannot be written, the draft must
/// still be on the device.
#[test]
fn the_draft_stays_if_the_write_of_its_finished_check_fails() {
    let device = Device::default();
    let mut tab = Tab::open(&device, at(100, 0));
    tab.act(check::Action::Start);
    tab.answer(0, 3, 2);
    tab.arrive(none);
    let mut other = Tab::open(&device, at(100, 30));
    other.act(check::Action::StartAgain);
    tab.look_again();
    tab.answer(3, 5, 2);
    tab.arrive(none);
    tab.answer(5, total(), 2);
    tab.arrive(|key| key.contains("/record/"));
    let left = keys(&device);
    assert!(left.iter().any(|key| key.contains("/draft/")), "{left:?}");
    tab.act(Action::Go(Screen::Plan));
    tab.arrive(none);
    let left = keys(&device);
    assert!(!left.iter().any(|key| key.contains("/draft/")), "{left:?}");
    let again = Tab::open(&device, at(100, 60));
    let records = again.session.records();
    assert_eq!((records.len(), records[0].sheet.len()), (1, total()));
}

/// Another tab has taken the lock off meanwhile. The check can be stored without a lock, so it does not wait for
/// the user to press something.
#[test]
fn writes_pending_when_the_lock_is_removed_are_stored_readable() {
    let device = Device::default();
    let mut tab = Tab::open(&device, at(100, 0));
    tab.act(check::Action::Start);
    tab.answer(0, 3, 2);
    tab.arrive(none);
    tab.answer(3, total(), 2);
    let id = tab.shown();
    Tab::open(&device, at(100, 30)).take_lock_off();
    tab.arrive(none);
    assert!(tab.session.pending_changes.is_empty() && !tab.session.snapshot.locked);
    assert_eq!((tab.session.notice, tab.session.is_kept(&id)), (None, true));
    assert!(keys(&device).is_empty(), "it is kept without a lock");
    let again = Tab::open(&device, at(100, 60));
    assert_eq!(again.sheet(&id).len(), total());
    assert!(again.session.snapshot.drafts.is_empty());
}

/// Answering further questions after a write of the draft failed does not make a second check of it.
#[test]
fn a_draft_whose_write_failed_continues_under_its_id() {
    let device = Device::default();
    let mut tab = Tab::open(&device, at(100, 0));
    tab.act(check::Action::Start);
    tab.answer(0, 3, 2);
    tab.arrive(none);
    tab.act(check::Action::Answer(1, Answer::Chosen(1)));
    tab.arrive(all);
    assert_eq!(tab.session.notice, Some(Notice::Full));
    tab.act(check::Action::Answer(2, Answer::Chosen(1)));
    tab.arrive(none);
    assert_eq!((tab.session.notice, tab.session.tab_conflict), (None, None));
    let again = Tab::open(&device, at(100, 60));
    let [draft] = &*again.session.snapshot.drafts else {
        panic!("one draft: {:?}", again.session.snapshot.drafts);
    };
    let answers: Vec<Answer> = draft.sheet.iter().map(|(_, answer)| *answer).collect();
    assert_eq!(answers, [2, 1, 1].map(Answer::Chosen));
}

/// Only the latest text is written, and what was deleted meanwhile does not come back.
#[test]
fn only_the_latest_version_of_a_failed_write_is_retried() {
    let device = Device::default();
    let mut tab = Tab::open(&device, at(100, 0));
    tab.act(check::Action::Start);
    tab.answer(0, total(), 2);
    tab.arrive(none);
    let id = tab.shown();
    let write = |words: &str| note::Action::Write(id.clone(), words.to_owned());
    tab.feature(write("first words"));
    tab.feature(write("last words"));
    tab.arrive(all);
    assert_eq!(tab.session.pending_changes.len(), 1);
    tab.feature(write(""));
    tab.act(Action::Go(Screen::Data));
    tab.arrive(none);
    assert!(!keys(&device).iter().any(|key| key.contains("/note/")));

    tab.feature(write("more words"));
    tab.act(Action::Ask(Confirmation::Delete(id.clone())));
    tab.act(Action::Confirm);
    tab.arrive(all);
    assert_eq!(
        (tab.session.pending_changes.len(), tab.session.notice),
        (0, None)
    );
    assert!(keys(&device).is_empty(), "{:?}", keys(&device));
}

#[test]
fn checks_that_are_not_to_be_kept_are_never_written() {
    let device = Device::default();
    let mut tab = Tab::open(&device, at(100, 0));
    tab.act(check::Action::Keep(StorageMode::Memory));
    tab.act(check::Action::Start);
    tab.answer(0, total(), 2);
    assert!(tab.tasks.len() == 0);
}

/// One check is finished in two tabs before either knows of the other. Both are kept, each tab shows its own, and
/// deleting one leaves the other.
#[test]
fn a_check_sealed_by_two_tabs_at_once_becomes_two_checks() {
    for delete_first in [true, false] {
        let device = Device::default();
        let (mut first, mut second) = two_tabs(&device);
        first.answer(3, total(), 2);
        second.answer(3, total(), 1);
        first.arrive(none);
        second.arrive(none);
        assert_eq!(first.shown(), second.shown(), "neither knows");
        for tab in [&mut first, &mut second] {
            tab.look_again();
            assert_eq!(tab.session.tab_conflict, Some(TabConflict::Finished));
            assert_eq!(tab.session.records().len(), 2);
            assert_eq!(tab.session.notice, None);
        }
        let (one, other) = (first.shown(), second.shown());
        assert_ne!(one, other);
        assert_eq!(first.sheet(&one)[5].1, Answer::Chosen(2));
        assert_eq!(second.sheet(&other)[5].1, Answer::Chosen(1));
        // Both tabs seal the renamed check again, which must remain one text.
        first.arrive(none);
        second.arrive(none);
        second.look_again();
        assert_eq!(second.session.records().len(), 2);

        let (gone, left) = if delete_first {
            (one, other)
        } else {
            (other, one)
        };
        let values = second.sheet(&left);
        second.act(Action::Ask(Confirmation::Delete(gone)));
        second.act(Action::Confirm);
        second.arrive(none);
        let again = Tab::open(&device, at(100, 90));
        let ids: Vec<_> = again
            .session
            .records()
            .iter()
            .map(|it| it.id.clone())
            .collect();
        assert_eq!(ids, std::slice::from_ref(&left));
        assert_eq!(again.sheet(&left), values);
    }
}

/// A note that found no room moves with its check when the check gets a new id.
#[test]
fn a_note_that_waits_stays_with_its_check() {
    let device = Device::default();
    let (mut first, mut second) = two_tabs(&device);
    first.answer(3, total(), 2);
    let words = "mine".to_owned();
    first.feature(note::Action::Write(first.shown(), words));
    second.answer(3, total(), 1);
    first.arrive(|key| key.contains("/note/"));
    second.arrive(none);
    for tab in [&mut first, &mut second] {
        tab.look_again();
        tab.arrive(none);
    }
    second.look_again();
    let (one, other) = (first.shown(), second.shown());
    assert_ne!(one, other);
    for tab in [&first, &second] {
        let note = |id| tab.session.note(id).map(|note| note.text.as_str());
        assert_eq!((note(&one), note(&other)), (Some("mine"), None));
    }
}
