//! Backups: everything is restored, and of two versions of a text the newer is kept.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use compassion_check::features::check::state as check;
use compassion_check::features::copies::state as copies;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::session::{Action, Screen, StatusMessage};
use instrument::{CheckId, Moment};
use serde_json::{Value as Json, json};
use vault::backup::{self, LeftOut, RestoreReport};
use vault::{Store, Unreadable};

use super::common::{Memory, PACK, TestApp, at, pack};

pub type StoredTexts = BTreeMap<String, String>;

fn other_version_pack() -> String {
    PACK.replacen("\"version\": \"2.0.0\"", "\"version\": \"2.1.0\"", 1)
}

/// A device with checks on two packs, a draft, notes and plans, and the ids of its finished checks, oldest first.
pub fn device() -> (TestApp, [CheckId; 2]) {
    let store = Memory::default();
    let first = TestApp::on(&store, at(90, 0), &other_version_pack()).check();
    let mut app = TestApp::open(&store, at(100, 0));
    let second = app.check();
    for id in [&first, &second] {
        app.feature(note::Action::Write(id.clone(), "“words”\n\t\\".to_owned()));
    }
    for cue in ["home", "supervision"] {
        app.feature(plan::Action::Cue(cue.to_owned()));
        app.feature(plan::Action::Act("eat".to_owned()));
        app.feature(plan::Action::Make);
    }
    app.act(check::Action::Start).answer(0, 5);
    (app, [first, second])
}

/// A device with notes and plans only, so that its backup is short enough to be cut at every byte.
pub fn small() -> TestApp {
    static KEPT: LazyLock<StoredTexts> = LazyLock::new(|| {
        let mut kept = device().0.kept();
        kept.retain(|key, _| key.contains("/note/") || key.contains("/plan/"));
        kept
    });
    let app = empty();
    app.store.kept.replace(KEPT.clone());
    app
}

impl TestApp {
    pub fn backup(&mut self) -> String {
        self.reload();
        let pack = (&*self.session.pack, PACK);
        let waiting = self.session.changes_for_backup();
        backup::write(&self.session.snapshot, &waiting, pack, self.clock.now)
    }

    pub fn restore(&mut self, file: &str) -> Option<StatusMessage> {
        self.reload();
        self.feature(copies::Action::Restore(file.to_owned()));
        self.session.features.status.clone()
    }

    pub fn restore_report(&mut self, file: &str) -> RestoreReport {
        match self.restore(file) {
            Some(StatusMessage::Restored(report)) => report,
            other => panic!("not restored: {other:?}"),
        }
    }

    pub fn kept(&self) -> StoredTexts {
        self.store.kept.borrow().clone()
    }
}

pub fn empty() -> TestApp {
    TestApp::open(&Memory::default(), at(110, 0))
}

pub fn file(pairs: &[(String, String)]) -> String {
    let made = json!({"utc": 0, "offset": 0});
    json!({"format": "compassion-check/backup", "v": 1, "made": made, "kept": pairs}).to_string()
}

pub fn pairs(file: &str) -> Vec<(String, String)> {
    let json: Json = serde_json::from_str(file).expect("JSON");
    serde_json::from_value(json["kept"].clone()).expect("pairs")
}

/// Takes the texts under keys that begin with `prefix` out of a file.
fn without(from: &str, prefix: &str) -> String {
    let mut all = pairs(from);
    all.retain(|(key, _)| !key.starts_with(prefix));
    file(&all)
}

fn already_here(count: usize) -> RestoreReport {
    RestoreReport {
        already_here: count,
        ..RestoreReport::default()
    }
}

#[test]
fn restoring_brings_back_every_record_unchanged_and_once() {
    let (mut from, _) = device();
    let kept = from.kept();
    from.backed_up();
    let file = from.backup();
    let mut to = empty();
    let wanted = RestoreReport {
        checks: 3,
        notes: 2,
        plans: 2,
        ..RestoreReport::default()
    };
    assert_eq!(to.restore_report(&file), wanted);
    assert_eq!(to.kept(), kept, "all but when that device was backed up");
    assert_eq!(to.restore_report(&file), already_here(7));
    assert_eq!(to.kept(), kept);
    assert_eq!(from.restore_report(&file), already_here(7));
}

#[test]
fn the_backup_format_has_not_changed() {
    let store = Memory::default();
    store.insert("compassion-check/settings", r#"{"v":1,"backedUp":null}"#);
    store.insert("compassion-check/sealed/x", "sealed");
    let made = Moment { utc: 7, offset: 60 };
    let snapshot = TestApp::open(&store, at(100, 0)).session.snapshot.clone();
    let wanted = r#"{"format":"compassion-check/backup","v":1,"made":{"utc":7,"offset":60},"kept":[["settings","{\"v\":1,\"backedUp\":null}"]]}"#;
    let written = backup::write(&snapshot, &[], (&pack(), PACK), made);
    assert_eq!(written, wanted, "and nothing sealed");
}

#[test]
fn restoring_keeps_the_newer_of_two_versions() {
    let (mut from, [_, id]) = device();
    let old = from.backup();
    from.feature(note::Action::Write(id.clone(), "newer".to_owned()));
    let new = from.backup();
    let kept = from.kept();
    assert_eq!(from.restore_report(&old), already_here(7));
    assert_eq!(from.kept(), kept);
    let mut to = empty();
    to.restore(&old);
    let wanted = RestoreReport {
        notes: 1,
        ..already_here(6)
    };
    assert_eq!(to.restore_report(&new), wanted);
    assert_eq!(to.kept(), kept);
}

#[test]
fn restoring_brings_back_a_note_that_was_emptied() {
    let (mut from, [_, id]) = device();
    let file = from.backup();
    from.feature(note::Action::Write(id.clone(), String::new()));
    assert_eq!(
        from.restore_report(&file),
        RestoreReport {
            notes: 1,
            ..already_here(6)
        }
    );
    let note = from.session.note(&id).map(|note| note.text.as_str());
    assert_eq!(note, Some("“words”\n\t\\"));
}

#[test]
fn a_check_finished_on_one_device_is_no_longer_a_draft_on_the_other() {
    let (mut from, _) = device();
    let begun = from.backup();
    let total = from.session.pack.len();
    from.answer(5, total);
    let finished = from.backup();
    let kept = from.kept();
    assert_eq!(from.restore_report(&begun), already_here(7));
    assert_eq!(from.kept(), kept);
    let mut to = empty();
    to.restore(&begun);
    assert_eq!(to.session.snapshot.drafts.len(), 1);
    assert_eq!(to.restore_report(&finished).checks, 1);
    assert_eq!(to.kept(), kept, "the draft is gone");
}

#[test]
fn a_check_without_its_pack_is_not_restored() {
    let (mut from, [first, _]) = device();
    let file = without(&from.backup(), "pack/");
    let report = empty().restore_report(&file);
    let left = [(
        format!("record/{}", first.0),
        LeftOut::Unreadable(Unreadable::NoPack),
    )];
    assert_eq!(
        (report.checks, report.left_out.as_slice()),
        (2, left.as_slice())
    );

    // A device that has the pack takes the check. The damaged copy of the pack in the file does not matter.
    let mut to = empty();
    let packs: Vec<String> = from
        .store
        .keys()
        .into_iter()
        .filter(|key| key.contains("/pack/"))
        .collect();
    let mut damaged = pairs(&file);
    for key in &packs {
        to.store.insert(key, &from.store.get(key).expect("a pack"));
        damaged.push((key.replace("compassion-check/", ""), "{".to_owned()));
    }
    let report = to.restore_report(&self::file(&damaged));
    assert_eq!((report.checks, report.left_out.len()), (3, 2));
    assert_eq!(to.kept(), from.kept());
}

#[test]
fn a_pack_is_restored_only_with_a_check_that_needs_it() {
    let (mut from, _) = device();
    let file = without(&without(&from.backup(), "record/"), "draft/");
    let mut to = empty();
    to.restore(&file);
    assert!(to.store.keys().iter().all(|key| !key.contains("/pack/")));
}

#[test]
fn restoring_does_not_overwrite_unreadable_records() {
    let (mut from, [first, second]) = device();
    let file = from.backup();
    let draft = from.session.snapshot.drafts[0].id.clone();
    let packs: Vec<&str> = from
        .session
        .snapshot
        .packs
        .iter()
        .map(|pack| pack.key().digest.as_str())
        .collect();
    let mut to = empty();
    let in_the_way = [
        format!("note/{}", second.0),
        format!("pack/{}", packs[0]),
        format!("record/{}", draft.0),
        format!("record/{}", second.0),
    ];
    for key in &in_the_way {
        to.store
            .insert(&format!("compassion-check/{key}"), r#"{"v":99}"#);
    }
    let report = to.restore_report(&file);
    let wanted = [
        (format!("draft/{}", draft.0), LeftOut::InTheWay),
        (in_the_way[0].clone(), LeftOut::InTheWay),
        (in_the_way[1].clone(), LeftOut::InTheWay),
        (
            format!("record/{}", first.0),
            LeftOut::Unreadable(Unreadable::NoPack),
        ),
        (in_the_way[3].clone(), LeftOut::InTheWay),
    ];
    assert_eq!(report.left_out, wanted);
    assert_eq!((report.checks, report.notes, report.plans), (0, 1, 2));
    for key in &in_the_way {
        assert_eq!(
            to.store.get(&format!("compassion-check/{key}")).as_deref(),
            Some(r#"{"v":99}"#)
        );
    }
}

#[test]
fn a_backup_restores_a_missing_pack() {
    let (mut from, _) = device();
    let file = from.backup();
    let kept = from.kept();
    let digest = from.session.snapshot.packs[0].key().digest.clone();
    let removed = from
        .store
        .remove(&format!("compassion-check/pack/{digest}"));
    assert_eq!(removed, Ok(()));
    from.reload();
    assert_eq!(from.session.snapshot.unreadable.len(), 1);
    assert_eq!(
        from.restore_report(&file),
        RestoreReport {
            checks: 1,
            ..already_here(6)
        }
    );
    assert_eq!(from.kept(), kept);
    assert!(from.session.snapshot.unreadable.is_empty());
}

#[test]
fn the_date_of_the_last_backup_is_stored() {
    let (mut app, _) = device();
    assert_eq!(app.session.snapshot.settings.backed_up, None);
    let moment = app.clock.now;
    app.backed_up();
    assert_eq!(app.session.features.status, Some(StatusMessage::Arrived));
    let again = TestApp::open(&app.store, at(120, 0));
    assert_eq!(again.session.snapshot.settings.backed_up, Some(moment));
    let wanted = format!(
        r#"{{"v":1,"backedUp":{{"utc":{},"offset":0}}}}"#,
        moment.utc
    );
    assert_eq!(app.store.get("compassion-check/settings"), Some(wanted));
    // The file still counts as saved if there is no room to store its date.
    app.store.room.set(Some(0));
    app.backed_up();
    assert_eq!(app.session.features.status, Some(StatusMessage::Arrived));
    app.act(Action::Go(Screen::Intro))
        .act(Action::Go(Screen::Copies));
    assert_eq!(app.session.features.status, None);
}
