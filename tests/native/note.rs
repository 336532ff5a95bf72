//! Notes: stored with their check, deleted with it, and never lost in between.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Notice, StorageMode};
use instrument::{CheckId, Moment};
use proptest::prelude::*;
use vault::{Change, Note, Store, StoreOutcome, Unreadable};

use super::common::{Memory, TestApp, at};

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

fn key(id: &CheckId) -> String {
    format!("compassion-check/note/{}", id.0)
}

impl TestApp {
    fn write(&mut self, id: &CheckId, words: &str) -> &mut Self {
        self.feature(note::Action::Write(id.clone(), words.to_owned()))
    }

    fn tag(&mut self, id: &CheckId, tag: &str, on: bool) -> &mut Self {
        self.feature(note::Action::Tag(id.clone(), tag.to_owned(), on))
    }

    fn words(&self, id: &CheckId) -> Option<&str> {
        self.session.note(id).map(|note| note.text.as_str())
    }
}

#[test]
fn a_note_and_its_tags_are_kept_beside_the_check() {
    let mut app = opened();
    let id = app.check();
    app.write(&id, "A hard week.").tag(&id, "alone", true);
    app.tag(&id, "leave", true).tag(&id, "alone", true);
    assert!(app.store.keys().contains(&key(&id)));
    let again = TestApp::open(&app.store, at(101, 0));
    let note = again.session.note(&id).expect("the note");
    assert_eq!(note.text, "A hard week.");
    assert_eq!(note.tags, ["leave", "alone"], "each once");
    app.tag(&id, "leave", false);
    let note = app.session.note(&id).expect("the note");
    assert_eq!((note.tags.len(), note.changed), (1, app.clock.now));
}

#[test]
fn the_stored_form_has_not_changed() {
    let app = opened();
    let note = Note {
        check: CheckId("a-1".to_owned()),
        changed: Moment { utc: 7, offset: 60 },
        text: "one\n\"two\"\\\t\u{1} – é 😀".to_owned(),
        tags: vec!["alone".to_owned(), "leave".to_owned()],
    };
    let keep = Change::KeepNote(note.clone());
    assert_eq!(
        app.vault.apply(&keep),
        Ok(StoreOutcome::Gone),
        "a note to a deleted check is not written"
    );
    assert!(app.store.keys().is_empty());
    app.store.insert("compassion-check/record/a-1", "");
    assert_eq!(app.vault.apply(&keep), Ok(StoreOutcome::Done));
    let wanted = r#"{"v":1,"check":"a-1","changed":{"utc":7,"offset":60},"text":"one\n\"two\"\\\u0009\u0001 – é 😀","tags":["alone","leave"]}"#;
    assert_eq!(
        app.store.get("compassion-check/note/a-1").as_deref(),
        Some(wanted)
    );
    assert_eq!(app.vault.load().expect("readable").notes, [note]);
}

#[test]
fn an_unreadable_note_is_reported() {
    let app = opened();
    for (text, why) in [
        (r#"{"v":2,"check":"a"}"#, Unreadable::Newer),
        (r#"{"v":1,"check":"a"}"#, Unreadable::Garbage),
        (
            r#"{"v":1,"check":"b","changed":{"utc":7,"offset":0},"text":"","tags":[]}"#,
            Unreadable::Garbage,
        ),
        (
            r#"{"v":1,"check":"a","changed":{"utc":7,"offset":0},"text":"","tags":[],"more":1}"#,
            Unreadable::Garbage,
        ),
    ] {
        app.store.insert("compassion-check/note/a", text);
        let snapshot = app.vault.load().expect("readable");
        assert_eq!(
            snapshot.unreadable,
            [("compassion-check/note/a".to_owned(), why)]
        );
    }
}

#[test]
fn emptying_a_note_removes_its_record() {
    let mut app = opened();
    let id = app.check();
    let without = app.store.keys();
    app.write(&id, "words").tag(&id, "alone", true);
    app.write(&id, " \n");
    assert!(app.store.keys().contains(&key(&id)), "it has a tag yet");
    app.tag(&id, "alone", false);
    assert_eq!(app.store.keys(), without);
    assert_eq!(app.words(&id), Some(" \n"), "the cursor is still in it");
}

#[test]
fn a_note_to_an_unkept_check_stays_in_memory() {
    let mut app = opened();
    app.act(check::Action::Keep(StorageMode::Memory));
    let id = app.check();
    app.write(&id, "words").tag(&id, "alone", true);
    app.reload();
    assert_eq!(app.words(&id), Some("words"));
    assert!(app.store.keys().is_empty());
    app.act(Action::Ask(Confirmation::Delete(id.clone())))
        .act(Action::Confirm);
    assert_eq!(app.words(&id), None);
}

#[test]
fn deleting_a_check_deletes_its_note_and_no_other() {
    let mut app = opened();
    let (first, second) = (app.check(), app.check());
    app.write(&first, "one").write(&second, "two");
    app.act(Action::Ask(Confirmation::Delete(second.clone())))
        .act(Action::Confirm);
    assert_eq!((app.words(&first), app.words(&second)), (Some("one"), None));
    assert!(!app.store.keys().contains(&key(&second)));
}

#[test]
fn a_note_from_another_tab_is_shown_and_can_be_edited() {
    let mut app = opened();
    let id = app.check();
    app.write(&id, "one");
    let mut other = TestApp::open(&app.store, at(100, 30));
    other.write(&id, "one and two");
    app.reload();
    assert_eq!(app.words(&id), Some("one and two"));
    app.tag(&id, "alone", true);
    let again = TestApp::open(&app.store, at(101, 0));
    assert_eq!(again.words(&id), Some("one and two"));
}

#[test]
fn a_note_that_finds_no_room_is_not_lost_by_a_reload() {
    let mut app = opened();
    let id = app.check();
    app.write(&id, "one");
    app.store.room.set(Some(0));
    app.write(&id, "one and two");
    assert_eq!(app.session.notice, Some(Notice::Full));
    app.reload();
    assert_eq!(app.words(&id), Some("one and two"));
    app.store.room.set(None);
    app.write(&id, "one, two and three");
    let again = TestApp::open(&app.store, at(101, 0));
    assert_eq!(again.words(&id), Some("one, two and three"));
}

proptest! {
    #[test]
    fn any_note_reads_back(words in any::<String>(), tags in prop::collection::vec(any::<String>(), 0..3)) {
        let app = opened();
        let note = Note {
            check: CheckId("a".to_owned()),
            changed: at(100, 0).now,
            text: ["x", &words].concat(),
            tags,
        };
        app.store.insert("compassion-check/record/a", "");
        prop_assert_eq!(app.vault.apply(&Change::KeepNote(note.clone())), Ok(StoreOutcome::Done));
        prop_assert_eq!(app.vault.load().expect("readable").notes, [note]);
    }
}

#[test]
fn an_unreadable_note_is_not_overwritten() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let id = app.check();
    let note = format!("compassion-check/note/{}", id.0);
    for (key, text) in [
        (note.as_str(), r#"{"v":9,"from":"the future"}"#),
        ("compassion-check/settings", "torn"),
    ] {
        store.insert(key, text);
        app.reload();
        app.feature(note::Action::Write(id.clone(), "words".to_owned()))
            .feature(note::Action::Tag(id.clone(), "alone".to_owned(), true))
            .backed_up()
            .feature(note::Action::Tag(id.clone(), "alone".to_owned(), false))
            .feature(note::Action::Write(id.clone(), String::new()));
        assert_eq!(store.get(key).as_deref(), Some(text));
    }
}
