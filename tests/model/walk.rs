//! Repeats one walk through the app. Each time another storage call throws, and nothing is lost without a notice.

use crate::common::{Memory, TestApp, at};
use crate::tabs::pack;
use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::session::{Action, Confirmation, Notice, Screen};
use vault::{Store, VaultSnapshot};

/// The walk finishes a check, adds a note and a plan, finishes and deletes a second check, begins a third and clears
/// everything. Returns how many storage calls it makes.
pub fn throw_everywhere() -> Result<usize, String> {
    let mut call = 0;
    loop {
        call += 1;
        let made = walk(call).map_err(|why| format!("storage call {call} throws: {why}"))?;
        if made < call {
            return Ok(made);
        }
    }
}

fn walk(throws: usize) -> Result<usize, String> {
    let store = Memory::default();
    let snapshot = || {
        store.throws.set(None);
        let all = store.all().expect("a readable store");
        let snapshot = VaultSnapshot::read(all, false, &crate::common::pack());
        store.throws.set(Some(throws));
        // This test's own call does not count.
        store.calls.set(store.calls.get() - 1);
        snapshot
    };
    store.throws.set(Some(throws));
    let mut app = TestApp::on(&store, at(100, 0), &pack());
    let total = app.session.pack.len();

    app.act(check::Action::Start).answer(0, total);
    let first = finished(&app)?;
    kept(&app, &snapshot(), &first)?;
    app.feature(note::Action::Write(first.clone(), "words".to_owned()));
    let noted = |snapshot: &VaultSnapshot| {
        snapshot
            .raw
            .iter()
            .any(|(key, text)| key.contains("/note/") && text.contains("words"))
    };
    if !noted(&snapshot()) && app.session.notice.is_none() {
        return Err("the note is not kept, and nothing is said".to_owned());
    }
    app.feature(plan::Action::Cue("home".to_owned()));
    app.feature(plan::Action::Act("eat".to_owned()));
    app.feature(plan::Action::Make);
    if snapshot().plans.is_empty() && app.session.notice.is_none() {
        return Err("the plan is not kept, and nothing is said".to_owned());
    }
    // The next action tries again to store what could not be stored.
    app.act(Action::Go(Screen::Intro));
    kept_for_good(&snapshot(), 1)?;

    app.act(check::Action::Start).answer(0, total);
    let second = finished(&app)?;
    kept(&app, &snapshot(), &second)?;
    app.act(Action::Ask(Confirmation::Delete(second.clone())));
    app.act(Action::Confirm);
    let there = snapshot()
        .text(&format!("compassion-check/record/{}", second.0))
        .is_some();
    if there && (app.session.notice.is_none() || app.session.record(&second).is_none()) {
        return Err("the deleted check is still there, and nothing is said".to_owned());
    }
    app.act(Action::Go(Screen::Intro));
    kept_for_good(&snapshot(), 1)?;

    app.act(check::Action::Start).answer(0, 2);
    app.act(Action::Go(Screen::Data));
    app.act(Action::Ask(Confirmation::ClearAll));
    app.act(Action::Confirm);
    let left = store.keys();
    if !left.is_empty() && app.session.notice != Some(Notice::Stuck) {
        return Err(format!(
            "left after clearing everything, and not said: {left:?}"
        ));
    }
    if left.len() > 1 {
        return Err(format!("one key that stays saved the others: {left:?}"));
    }
    Ok(store.calls.get())
}

fn finished(app: &TestApp) -> Result<instrument::CheckId, String> {
    match app.session.screen() {
        Screen::Result(id) => Ok(id.clone()),
        other => Err(format!("no result but {other:?}")),
    }
}

/// Checks that the check is on the device, or that it is in memory and a notice is shown.
fn kept(app: &TestApp, snapshot: &VaultSnapshot, id: &instrument::CheckId) -> Result<(), String> {
    let there = snapshot
        .text(&format!("compassion-check/record/{}", id.0))
        .is_some();
    if there || app.session.notice.is_some() && app.session.record(id).is_some() {
        Ok(())
    } else {
        Err("the check is not kept, and nothing is said".to_owned())
    }
}

fn kept_for_good(snapshot: &VaultSnapshot, least: usize) -> Result<(), String> {
    let records = snapshot
        .raw
        .iter()
        .filter(|(key, _)| key.contains("/record/"));
    if records.count() < least || snapshot.plans.is_empty() {
        return Err("what could not be kept was not tried again".to_owned());
    }
    Ok(())
}
