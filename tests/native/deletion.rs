//! What the person has dropped or deleted does not come back, even if a newer state of it was waiting for room.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Keeping, Notice, Screen};
use vault::Kind;

use super::common::{Memory, Shell, at};

fn confirmed(shell: &mut Shell, confirmation: Confirmation) {
    shell.act(Action::Ask(confirmation)).act(Action::Confirm);
}

#[test]
fn starting_again_discards_a_draft_that_was_never_stored() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    store.room.set(Some(0));
    shell.act(check::Action::Start).answer(0, 3);
    assert_eq!(shell.session.notice, Some(Notice::Full));
    shell.act(Action::Back).act(check::Action::StartAgain);
    store.room.set(None);
    shell.look_again();
    assert_eq!(store.keys(), Vec::<String>::new());
    assert!(shell.session.unfinished(shell.clock.now).is_none());
}

#[test]
fn a_deleted_draft_is_not_stored_again() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    shell.act(check::Action::Start).answer(0, 3);
    let under_way = shell.session.unfinished(shell.clock.now);
    let id = under_way.expect("a check under way").0.id.clone();
    shell.act(Action::Go(Screen::Data));
    confirmed(&mut shell, Confirmation::Delete(id));
    assert_eq!(store.keys(), Vec::<String>::new());
    assert!(shell.session.unfinished(shell.clock.now).is_none());
    // Back leads past the questions that were answered for it.
    while shell.session.screen() != &Screen::Intro {
        let before = shell.session.screen().clone();
        assert!(!matches!(before, Screen::Question(_)), "{before:?}");
        shell.act(Action::Back);
    }
}

#[test]
fn deleting_a_note_discards_its_unsaved_version() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    let id = shell.check();
    shell.feature(note::Action::Write(id.clone(), "words".to_owned()));
    store.room.set(Some(0));
    shell.feature(note::Action::Write(
        id.clone(),
        "words, and more".to_owned(),
    ));
    assert_eq!(shell.session.notice, Some(Notice::Full));
    confirmed(&mut shell, Confirmation::DeleteAside(Kind::Note.key(&id.0)));
    store.room.set(None);
    shell.look_again();
    let kept = store.keys();
    assert!(!kept.contains(&Kind::Note.key(&id.0)), "{kept:?}");
    assert_eq!(shell.session.note(&id), None);
    assert_eq!(shell.session.notice, None);
}

/// Storage may be blocked for a single call. Once a later one has worked, answers are kept and offered to be kept as before.
#[test]
fn one_blocked_call_does_not_turn_storage_off() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    shell.act(check::Action::Start);
    store.blocked.set(true);
    shell.answer(0, 1);
    assert_eq!(
        (shell.session.notice, shell.session.can_keep),
        (Some(Notice::Blocked), false)
    );
    store.blocked.set(false);
    shell.answer(1, 2);
    assert_eq!(
        (
            shell.session.notice,
            shell.session.can_keep,
            shell.session.keeping
        ),
        (None, true, Keeping::Device)
    );
    // What waits is not given up as the page is left.
    store.room.set(Some(0));
    let total = shell.session.pack.len();
    shell.answer(2, total);
    shell.act(Action::Leave);
    store.room.set(None);
    shell.look_again();
    assert_eq!(shell.session.records().len(), 1);
}
