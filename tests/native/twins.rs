//! Tabs that slept, or opened without all of their code, while others used an id: nothing deleted comes back, nothing finished is lost.

use std::rc::Rc;

use compassion_check::domain::Pack;
use compassion_check::state::{Action, Asking, Session, Twin};
use compassion_check::vault::Vault;

use super::common::{Memory, PACK, Shell, at};
use super::tabs::{lowest, two_tabs};

/// The last tab knows the check only as another tab's. It heard neither that it was deleted nor that its id was used again.
#[test]
fn a_deleted_check_does_not_come_back_when_its_id_is_used_again() {
    let (mut first, mut second) = two_tabs();
    let total = first.session.pack.len();
    first.answer(3, total);
    let id = first.shown_result();
    let deleted = first.answers_of(&id);
    let mut asleep = Shell::open(&first.store, at(100, 60));
    first
        .act(Action::Ask(Asking::Delete(id.clone())))
        .act(Action::Confirm);
    lowest(&mut second, 3);
    assert_eq!(second.shown_result(), id, "the id was free again");
    asleep.look_again();
    first.look_again();
    let records = asleep.session.records();
    assert_eq!(records.len(), 1);
    assert_ne!(records[0].sheet, deleted);
    assert_eq!(asleep.session.twin, None);
    assert_eq!(
        first.session.records().len(),
        1,
        "nor by the tab of its own"
    );
}

/// Everything was cleared, and a copy from elsewhere brings the id back with other answers.
#[test]
fn a_cleared_check_does_not_come_back_when_its_id_is_restored() {
    let (mut first, _) = two_tabs();
    let mut elsewhere = Shell::open(&Memory::default(), at(100, 40));
    elsewhere.restore(&first.backup());
    elsewhere.act(Action::Resume);
    lowest(&mut elsewhere, 3);
    let total = first.session.pack.len();
    first.answer(3, total);
    let mut asleep = Shell::open(&first.store, at(100, 60));
    first
        .act(Action::Ask(Asking::ClearAll))
        .act(Action::Confirm)
        .restore(&elsewhere.backup());
    let kept = first.kept();
    asleep.look_again();
    first.look_again();
    assert_eq!(first.kept(), kept);
    assert_eq!(first.session.records().len(), 1);
}

/// A tab whose later code has not come.
fn early() -> Shell {
    let (store, clock) = (Memory::default(), at(100, 0));
    let pack = Rc::new(Pack::read(PACK).expect("a whole pack"));
    let mut shell = Shell {
        session: Session::new(pack.clone()),
        vault: Vault::new(store.clone(), pack, PACK.into()),
        store,
        clock,
        errands: Vec::new(),
    };
    shell.reload();
    shell
}

#[test]
fn a_check_written_over_before_the_later_code_came_is_kept_again() {
    let mut shell = early();
    let id = shell.check();
    let answers = shell.answers_of(&id);
    let key = format!("compassion-check/record/{}", id.0);
    let text = shell.kept().get(&key).cloned().expect("a record");
    let other = text.replacen(r#"["e1",2]"#, r#"["e1",0]"#, 1);
    shell.store.insert(&key, &other);
    shell.look_again();
    let pack = shell.session.pack.clone();
    shell.act(Action::Arrived(Some(pack))).reload();
    let shown = shell.shown_result();
    assert_ne!(shown, id);
    assert_eq!(shell.answers_of(&shown), answers);
    let again = Shell::open(&shell.store, at(100, 60));
    assert_eq!(again.session.records().len(), 2);
    assert_eq!(shell.kept().get(&key), Some(&other));
    assert_eq!(shell.session.twin, Some(Twin::Finished));
    assert!(shell.session.unkept.is_empty());
}

#[test]
fn a_check_deleted_before_the_later_code_came_is_gone() {
    let mut shell = early();
    let id = shell.check();
    let mut other = Shell::open(&shell.store, at(100, 60));
    other
        .act(Action::Ask(Asking::Delete(id.clone())))
        .act(Action::Confirm);
    shell.look_again();
    assert_eq!(shell.session.record(&id), None);
    let pack = shell.session.pack.clone();
    shell.act(Action::Arrived(Some(pack))).look_again();
    assert!(shell.store.keys().is_empty());
}
