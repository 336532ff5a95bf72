//! Tabs that slept, or opened without all of their code, while others used an id: nothing deleted comes back, nothing finished is lost.

use compassion_check::state::{Action, Asking};

use super::common::{Memory, Shell, at};
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
