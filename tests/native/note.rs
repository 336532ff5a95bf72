//! Notes: kept beside their check, gone with it, and never lost on the way.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Keeping, Notice};
use instrument::{CheckId, Moment};
use proptest::prelude::*;
use vault::{Change, Kept, Note, Store, Unread};

use super::common::{Memory, Shell, at};

fn opened() -> Shell {
    Shell::open(&Memory::default(), at(100, 0))
}

fn key(id: &CheckId) -> String {
    format!("compassion-check/note/{}", id.0)
}

impl Shell {
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
    let mut shell = opened();
    let id = shell.check();
    shell.write(&id, "A hard week.").tag(&id, "alone", true);
    shell.tag(&id, "leave", true).tag(&id, "alone", true);
    assert!(shell.store.keys().contains(&key(&id)));
    let again = Shell::open(&shell.store, at(101, 0));
    let note = again.session.note(&id).expect("the note");
    assert_eq!(note.text, "A hard week.");
    assert_eq!(note.tags, ["leave", "alone"], "each once");
    shell.tag(&id, "leave", false);
    let note = shell.session.note(&id).expect("the note");
    assert_eq!((note.tags.len(), note.changed), (1, shell.clock.now));
}

#[test]
fn the_stored_form_has_not_changed() {
    let shell = opened();
    let note = Note {
        check: CheckId("a-1".to_owned()),
        changed: Moment { utc: 7, offset: 60 },
        text: "one\n\"two\"\\\t\u{1} – é 😀".to_owned(),
        tags: vec!["alone".to_owned(), "leave".to_owned()],
    };
    let keep = Change::KeepNote(note.clone());
    assert_eq!(
        shell.vault.apply(&keep),
        Ok(Kept::Gone),
        "a note to a deleted check is not written"
    );
    assert!(shell.store.keys().is_empty());
    shell.store.insert("compassion-check/record/a-1", "");
    assert_eq!(shell.vault.apply(&keep), Ok(Kept::Done));
    let wanted = r#"{"v":1,"check":"a-1","changed":{"utc":7,"offset":60},"text":"one\n\"two\"\\\u0009\u0001 – é 😀","tags":["alone","leave"]}"#;
    assert_eq!(
        shell.store.get("compassion-check/note/a-1").as_deref(),
        Some(wanted)
    );
    assert_eq!(shell.vault.load().expect("readable").notes, [note]);
}

#[test]
fn an_unreadable_note_is_set_aside() {
    let shell = opened();
    for (text, why) in [
        (r#"{"v":2,"check":"a"}"#, Unread::Newer),
        (r#"{"v":1,"check":"a"}"#, Unread::Garbage),
        (
            r#"{"v":1,"check":"b","changed":{"utc":7,"offset":0},"text":"","tags":[]}"#,
            Unread::Garbage,
        ),
        (
            r#"{"v":1,"check":"a","changed":{"utc":7,"offset":0},"text":"","tags":[],"more":1}"#,
            Unread::Garbage,
        ),
    ] {
        shell.store.insert("compassion-check/note/a", text);
        let snapshot = shell.vault.load().expect("readable");
        assert_eq!(
            snapshot.aside,
            [("compassion-check/note/a".to_owned(), why)]
        );
    }
}

#[test]
fn emptying_a_note_removes_its_record() {
    let mut shell = opened();
    let id = shell.check();
    let without = shell.store.keys();
    shell.write(&id, "words").tag(&id, "alone", true);
    shell.write(&id, " \n");
    assert!(shell.store.keys().contains(&key(&id)), "it has a tag yet");
    shell.tag(&id, "alone", false);
    assert_eq!(shell.store.keys(), without);
    assert_eq!(shell.words(&id), Some(" \n"), "the cursor is still in it");
}

#[test]
fn a_note_to_an_unkept_check_stays_in_memory() {
    let mut shell = opened();
    shell.act(check::Action::Keep(Keeping::Nothing));
    let id = shell.check();
    shell.write(&id, "words").tag(&id, "alone", true);
    shell.reload();
    assert_eq!(shell.words(&id), Some("words"));
    assert!(shell.store.keys().is_empty());
    shell
        .act(Action::Ask(Confirmation::Delete(id.clone())))
        .act(Action::Confirm);
    assert_eq!(shell.words(&id), None);
}

#[test]
fn deleting_a_check_deletes_its_note_and_no_other() {
    let mut shell = opened();
    let (first, second) = (shell.check(), shell.check());
    shell.write(&first, "one").write(&second, "two");
    shell
        .act(Action::Ask(Confirmation::Delete(second.clone())))
        .act(Action::Confirm);
    assert_eq!(
        (shell.words(&first), shell.words(&second)),
        (Some("one"), None)
    );
    assert!(!shell.store.keys().contains(&key(&second)));
}

#[test]
fn a_note_from_another_tab_is_shown_and_can_be_edited() {
    let mut shell = opened();
    let id = shell.check();
    shell.write(&id, "one");
    let mut other = Shell::open(&shell.store, at(100, 30));
    other.write(&id, "one and two");
    shell.reload();
    assert_eq!(shell.words(&id), Some("one and two"));
    shell.tag(&id, "alone", true);
    let again = Shell::open(&shell.store, at(101, 0));
    assert_eq!(again.words(&id), Some("one and two"));
}

#[test]
fn a_note_that_finds_no_room_is_not_lost_by_a_reload() {
    let mut shell = opened();
    let id = shell.check();
    shell.write(&id, "one");
    shell.store.room.set(Some(0));
    shell.write(&id, "one and two");
    assert_eq!(shell.session.notice, Some(Notice::Full));
    shell.reload();
    assert_eq!(shell.words(&id), Some("one and two"));
    shell.store.room.set(None);
    shell.write(&id, "one, two and three");
    let again = Shell::open(&shell.store, at(101, 0));
    assert_eq!(again.words(&id), Some("one, two and three"));
}

proptest! {
    #[test]
    fn any_note_reads_back(words in any::<String>(), tags in prop::collection::vec(any::<String>(), 0..3)) {
        let shell = opened();
        let note = Note {
            check: CheckId("a".to_owned()),
            changed: at(100, 0).now,
            text: ["x", &words].concat(),
            tags,
        };
        shell.store.insert("compassion-check/record/a", "");
        prop_assert_eq!(shell.vault.apply(&Change::KeepNote(note.clone())), Ok(Kept::Done));
        prop_assert_eq!(shell.vault.load().expect("readable").notes, [note]);
    }
}

#[test]
fn an_unreadable_note_is_not_overwritten() {
    let store = Memory::default();
    let mut shell = Shell::open(&store, at(100, 0));
    let id = shell.check();
    let note = format!("compassion-check/note/{}", id.0);
    for (key, text) in [
        (note.as_str(), r#"{"v":9,"from":"the future"}"#),
        ("compassion-check/settings", "torn"),
    ] {
        store.insert(key, text);
        shell.reload();
        shell
            .feature(note::Action::Write(id.clone(), "words".to_owned()))
            .feature(note::Action::Tag(id.clone(), "alone".to_owned(), true))
            .backed_up()
            .feature(note::Action::Tag(id.clone(), "alone".to_owned(), false))
            .feature(note::Action::Write(id.clone(), String::new()));
        assert_eq!(store.get(key).as_deref(), Some(text));
    }
}
