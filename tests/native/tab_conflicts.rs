//! Tabs that were inactive, or had not loaded all their code, while others used an id: nothing deleted comes back, and
//! nothing finished is lost.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Notice, TabConflict};

use super::common::{Memory, PACK, TestApp, at};
use super::sealed_tab::{self, Device, Tab};
use super::tabs::{lowest, two_tabs};

/// The tab with the old draft finishes it at once, or answers first. One inactive tab has written the check that was
/// deleted, another has only read it. Neither is told of anything before the draft is finished again.
#[test]
fn a_deleted_check_does_not_come_back_when_its_old_draft_is_finished() {
    let ways: [fn(&mut TestApp); 2] = [
        |app| {
            app.act(check::Action::StopFinish);
        },
        |app| lowest(app, 3),
    ];
    for finish in ways {
        let (mut first, mut second) = two_tabs();
        let total = first.session.pack.len();
        first.answer(3, total);
        let id = first.shown_result();
        let deleted = first.answers_of(&id);
        let mut asleep = TestApp::open(&first.store, at(100, 60));
        let mut deleting = TestApp::open(&first.store, at(100, 90));
        deleting
            .act(Action::Ask(Confirmation::Delete(id.clone())))
            .act(Action::Confirm);
        finish(&mut second);
        let own = second.shown_result();
        assert_ne!(own, id, "the id is not used again");
        assert_eq!(own.origin(), id.origin());
        assert_ne!(second.answers_of(&own), deleted);
        for tab in [&mut asleep, &mut deleting, &mut first, &mut second] {
            tab.look_again();
            let ids: Vec<_> = tab.session.records().iter().map(|it| &it.id).collect();
            assert_eq!(ids, [&own]);
            assert!(tab.session.snapshot.drafts.is_empty());
        }
        assert_eq!(second.session.tab_conflict, None);
    }
}

/// Under an open lock each tab has all stored texts in memory, so it has to look on the device for deletions by others.
#[test]
fn a_deleted_check_does_not_come_back_under_an_open_lock() {
    let none = |_: &str| false;
    let device = Device::default();
    let (mut first, mut second) = sealed_tab::two_tabs(&device);
    let total = first.session.pack.len();
    first.answer(3, total, 2);
    first.arrive(none);
    let id = first.shown();
    let mut deleting = Tab::open(&device, at(100, 60));
    deleting.act(Action::Ask(Confirmation::Delete(id.clone())));
    deleting.act(Action::Confirm);
    assert!(sealed_tab::keys(&device).is_empty());
    second.answer(3, total, 0);
    second.arrive(none);
    let own = second.shown();
    assert_ne!(own, id, "the id is not used again");
    for tab in [&mut first, &mut deleting, &mut second] {
        for _ in 0..2 {
            tab.look_again();
            tab.arrive(none);
        }
        let ids: Vec<_> = tab.session.records().iter().map(|it| &it.id).collect();
        assert_eq!(ids, [&own]);
        assert!(tab.session.snapshot.drafts.is_empty());
    }
    assert_eq!(second.session.tab_conflict, None);
}

/// A draft that continued under a new id in two tabs is finished in one of them, and that check is deleted. The other
/// tab then makes another check of it.
#[test]
fn a_deleted_check_does_not_come_back_from_a_draft_with_its_own_id() {
    let (mut first, mut second) = two_tabs();
    let mut clearing = TestApp::open(&first.store, at(100, 60));
    clearing
        .act(Action::Ask(Confirmation::ClearAll))
        .act(Action::Confirm);
    for tab in [&mut first, &mut second] {
        tab.act(check::Action::StopKeep).act(check::Action::Resume);
    }
    assert_eq!(first.session.notice, Some(Notice::Cleared));
    let total = first.session.pack.len();
    first.answer(3, total);
    let gone = first.shown_result();
    clearing.look_again();
    clearing
        .act(Action::Ask(Confirmation::Delete(gone)))
        .act(Action::Confirm);
    lowest(&mut second, 3);
    let own = second.shown_result();
    for tab in [&mut first, &mut second] {
        tab.look_again();
        let ids: Vec<_> = tab.session.records().iter().map(|it| &it.id).collect();
        assert_eq!(ids, [&own]);
        assert!(tab.session.snapshot.drafts.is_empty());
    }
}

/// A check that found no room is shown under an id that another tab has used for its own check. There is no room until
/// the end, or there is room again before or after the user is asked to confirm.
#[test]
fn deleting_a_check_that_is_only_on_screen_deletes_no_other() {
    for room in ["none", "before", "after"] {
        let (mut first, mut second) = two_tabs();
        let store = first.store.clone();
        store.room.set(Some(0));
        second.act(check::Action::StopFinish);
        store.room.set(None);
        let total = first.session.pack.len();
        first.answer(3, total);
        let id = first.shown_result();
        first.feature(note::Action::Write(id.clone(), "words".to_owned()));
        let kept = store.keys();
        assert_eq!(second.shown_result(), id, "it has not heard");
        store.room.set((room != "before").then_some(0));
        second.act(Action::Ask(Confirmation::Delete(id)));
        if room == "after" {
            store.room.set(None);
            second.look_again();
        }
        second.act(Action::Confirm);
        assert_eq!(store.keys(), kept, "room: {room}");
        second.look_again();
        assert_eq!(second.session.records().len(), 1, "room: {room}");
    }
}

/// Two tabs finish an old draft with the same answers after its check was deleted. They make one check, as always.
#[test]
fn an_old_draft_finished_with_the_same_answers_in_two_tabs_is_one_check() {
    let (mut first, mut second) = two_tabs();
    let mut third = TestApp::open(&first.store, at(100, 60));
    third.act(check::Action::Resume);
    let total = first.session.pack.len();
    let id = {
        first.answer(3, total);
        first.shown_result()
    };
    first
        .act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    second.act(check::Action::StopFinish);
    third.act(check::Action::StopFinish);
    assert_eq!(second.shown_result(), third.shown_result());
    assert_eq!(third.session.records().len(), 1);
    assert_eq!(
        (third.session.tab_conflict, third.session.notice),
        (None, None)
    );
}

/// Everything was cleared, and then a backup from elsewhere brings the id back with other answers.
#[test]
fn a_cleared_check_does_not_come_back_when_its_id_is_restored() {
    let (mut first, _) = two_tabs();
    let mut elsewhere = TestApp::open(&Memory::default(), at(100, 40));
    elsewhere.restore(&first.backup());
    elsewhere.act(check::Action::Resume);
    lowest(&mut elsewhere, 3);
    let total = first.session.pack.len();
    first.answer(3, total);
    let mut asleep = TestApp::open(&first.store, at(100, 60));
    first
        .act(Action::Ask(Confirmation::ClearAll))
        .act(Action::Confirm)
        .restore(&elsewhere.backup());
    let kept = first.kept();
    asleep.look_again();
    first.look_again();
    assert_eq!(first.kept(), kept);
    assert_eq!(first.session.records().len(), 1);
}

/// A tab whose lazy code has not loaded.
fn early() -> TestApp {
    TestApp::without_lazy(&Memory::default(), at(100, 0), PACK)
}

#[test]
fn a_check_overwritten_before_the_lazy_code_loaded_is_stored_again() {
    let mut app = early();
    let id = app.check();
    let answers = app.answers_of(&id);
    let key = format!("compassion-check/record/{}", id.0);
    let text = app.kept().get(&key).cloned().expect("a record");
    let other = text.replacen(r#"["e1",2]"#, r#"["e1",0]"#, 1);
    app.store.insert(&key, &other);
    app.look_again();
    app.load_lazy();
    let shown = app.shown_result();
    assert_ne!(shown, id);
    assert_eq!(app.answers_of(&shown), answers);
    let again = TestApp::open(&app.store, at(100, 60));
    assert_eq!(again.session.records().len(), 2);
    assert_eq!(app.kept().get(&key), Some(&other));
    assert_eq!(app.session.tab_conflict, Some(TabConflict::Finished));
    assert!(app.session.unsaved.is_empty());
}

#[test]
fn a_check_deleted_before_the_lazy_code_loaded_stays_deleted() {
    let mut app = early();
    let id = app.check();
    let mut other = TestApp::open(&app.store, at(100, 60));
    other
        .act(Action::Ask(Confirmation::Delete(id.clone())))
        .act(Action::Confirm);
    app.look_again();
    assert_eq!(app.session.record(&id), None);
    app.load_lazy().look_again();
    assert!(app.store.keys().is_empty());
}

/// A draft that another tab has deleted is finished before the lazy code has loaded. Once it has, there is one check.
#[test]
fn an_old_draft_finished_before_the_lazy_code_loaded_is_one_check() {
    let mut app = early();
    app.act(check::Action::Start).answer(0, 3);
    TestApp::open(&app.store, at(100, 60))
        .act(Action::Ask(Confirmation::ClearAll))
        .act(Action::Confirm);
    app.act(check::Action::StopFinish);
    app.load_lazy();
    let shown = app.shown_result();
    assert_eq!(app.session.records().len(), 1);
    assert!(app.session.is_kept(&shown) && app.session.unsaved.is_empty());
    assert_eq!((app.session.tab_conflict, app.session.notice), (None, None));
}
