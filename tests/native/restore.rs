//! A backup file is not trusted: whatever is in it, and whenever room runs out, what is stored here is not damaged.

use compassion_check::features::copies::state as copies;
use compassion_check::session::{Notice, StatusMessage};
use proptest::prelude::*;
use serde_json::Value as Json;
use vault::backup::{self, LeftOut, MAX_FILE_BYTES, MAX_TEXTS, Refusal};
use vault::{Change, Fault, Store, Unreadable};

use super::backup::{device, empty, file, pairs, small};
use super::common::{PACK, pack};

#[test]
fn invalid_records_are_left_out_and_reported() {
    let (mut from, _) = device();
    let whole = pairs(&from.backup());
    let find = |prefix: &str| {
        whole
            .iter()
            .find(|(key, _)| key.starts_with(prefix))
            .expect("one")
            .1
            .clone()
    };
    let (record, note, plan) = (find("record/"), find("note/"), find("plan/"));
    let (garbage, newer) = (
        LeftOut::Unreadable(Unreadable::Garbage),
        LeftOut::Unreadable(Unreadable::Newer),
    );
    // The note with another id in its text, for keys with a name that is not allowed.
    let id = from.session.snapshot.notes[0].check.0.as_str();
    assert!(note.contains(id));
    let named = |name: &str| note.replace(id, name);
    let long = "a".repeat(41);
    let too_long = format!("note/{long}");
    let bad = [
        (
            "record/torn",
            record[..record.len() / 2].to_owned(),
            garbage,
        ),
        ("record/other", record.clone(), garbage),
        ("record/newer", record.replace("\"v\":1", "\"v\":99"), newer),
        ("draft/note", note.clone(), garbage),
        ("note/other", note.clone(), garbage),
        ("note/newer", note.replace("\"v\":1", "\"v\":99"), newer),
        ("note/UPPER", named("UPPER"), garbage),
        ("note/é", named("é"), garbage),
        ("note/..", named(".."), garbage),
        ("note/a/b", named("a/b"), garbage),
        ("note/", named(""), garbage),
        (too_long.as_str(), named(&long), garbage),
        (
            "plan/deep",
            ["[".repeat(100_000), "]".repeat(100_000)].concat(),
            garbage,
        ),
        ("plan/other", plan, garbage),
        ("pack/0123456789abcdef", PACK.to_owned(), garbage),
        ("pack/x", "{}".to_owned(), garbage),
        ("lock", "{}".to_owned(), garbage),
        ("sealed/x", "{}".to_owned(), garbage),
        ("whatever", "1".to_owned(), garbage),
        ("", "1".to_owned(), garbage),
        ("settings/x", "{}".to_owned(), garbage),
    ];
    let mut all = whole.clone();
    all.extend(
        bad.iter()
            .map(|(key, text, _)| ((*key).to_owned(), text.clone())),
    );
    let mut to = empty();
    let report = to.restore_report(&file(&all));
    let mut left = report.left_out;
    left.sort_by(|a, b| a.0.cmp(&b.0));
    let mut wanted: Vec<(String, LeftOut)> = bad
        .iter()
        .map(|(key, _, why)| ((*key).to_owned(), *why))
        .collect();
    wanted.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(left, wanted);
    assert_eq!((report.checks, report.notes, report.plans), (3, 2, 2));
    assert_eq!(to.kept(), from.kept());
}

#[test]
fn a_damaged_record_in_the_file_does_not_remove_a_draft() {
    let (mut from, _) = device();
    let mut all = pairs(&from.backup());
    let draft = all
        .iter()
        .find(|(key, _)| key.starts_with("draft/"))
        .expect("one")
        .0
        .clone();
    let record = draft.replace("draft/", "record/");
    all.push((record.clone(), "{".to_owned()));
    let report = empty().restore_report(&file(&all));
    assert_eq!(
        report.left_out,
        [(record, LeftOut::Unreadable(Unreadable::Garbage))]
    );
    assert_eq!(report.checks, 3);
}

#[test]
fn a_file_that_is_no_backup_is_refused() {
    let mut app = small();
    let whole = app.backup();
    let padded = |length: usize| [whole.as_str(), &" ".repeat(length - whole.len())].concat();
    let many = vec![Default::default(); MAX_TEXTS + 1];
    let before = app.kept();
    for (text, why) in [
        (String::new(), Refusal::NotABackup),
        ("[]".to_owned(), Refusal::NotABackup),
        ("\u{feff}{}".to_owned(), Refusal::NotABackup),
        (["[".repeat(1_000_000)].concat(), Refusal::NotABackup),
        (r#"{"v":1}"#.to_owned(), Refusal::NotABackup),
        (r#"{"v":99,"ratio":1.5}"#.to_owned(), Refusal::Newer),
        (whole.replacen("\"v\":1", "\"v\":99", 1), Refusal::Newer),
        (whole.replacen("\"v\":1", "\"v\":0", 1), Refusal::NotABackup),
        (whole.replacen("/backup", "/other", 1), Refusal::NotABackup),
        (whole.replacen("[[", "[[1,2],[", 1), Refusal::NotABackup),
        (whole.replacen("[[", "[[\"a\"],[", 1), Refusal::NotABackup),
        (whole.replacen("{", "{\"more\":1,", 1), Refusal::NotABackup),
        (padded(MAX_FILE_BYTES + 1), Refusal::TooLarge),
        (file(&many), Refusal::TooLarge),
    ] {
        assert_eq!(app.restore(&text), Some(StatusMessage::Refused(why)));
        assert_eq!(app.kept(), before);
    }
    assert!(matches!(
        app.restore(&padded(MAX_FILE_BYTES)),
        Some(StatusMessage::Restored(_))
    ));
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let refused = backup::read(&whole[..end], &app.session.snapshot, &pack());
        assert_eq!(refused, Err(Refusal::NotABackup), "cut at {end}");
    }
}

/// A note that begins with an invisible character becomes a formula in a spreadsheet if a program drops that character.
#[test]
fn control_characters_in_a_copy_are_dropped_from_what_a_person_wrote() {
    let (mut from, [id, _]) = device();
    let copy = pairs(&from.backup()).into_iter().map(|(key, text)| {
        let mut stored: Json = serde_json::from_str(&text).expect("JSON");
        match key.split('/').next() {
            Some("note") => stored["text"] = "\0=1+1\r\n\t\u{7f}next\u{9b}".into(),
            Some("plan") => {
                stored["cue"] = "\u{1}home".into();
                stored["act"] = "eat\u{1b}".into();
            }
            _ => return (key, text),
        }
        (key, stored.to_string())
    });
    let copy = file(&copy.collect::<Vec<_>>());
    let mut to = empty();
    let report = to.restore_report(&copy);
    assert_eq!((report.checks, report.notes, report.plans), (3, 2, 2));
    assert_eq!(report.left_out, []);
    let note = to.session.note(&id).expect("the note");
    assert_eq!(note.text, "=1+1\r\n\tnext");
    for plan in to.session.plans() {
        assert_eq!((plan.cue.as_str(), plan.act.as_str()), ("home", "eat"));
    }
    // Restoring the same file again brings nothing new.
    let kept = to.kept();
    let report = to.restore_report(&copy);
    assert_eq!((report.notes, report.plans), (0, 0));
    assert_eq!(to.kept(), kept);
}

/// When a note or plan was changed.
fn changed(text: &str) -> Option<i64> {
    serde_json::from_str::<Json>(text).ok()?["changed"]["utc"].as_i64()
}

proptest! {
    #[test]
    fn arbitrary_text_is_not_taken_for_a_backup(text in any::<String>()) {
        prop_assert_eq!(backup::read(&text, &empty().session.snapshot, &pack()), Err(Refusal::NotABackup));
    }

    /// With a few bytes of a file wrong, each stored text stays or becomes newer, and nothing unreadable is stored.
    #[test]
    fn restoring_a_damaged_file_harms_nothing(places in prop::collection::vec((any::<prop::sample::Index>(), 0x20..0x7f_u8), 1..4)) {
        let mut app = small();
        let mut bytes = app.backup().into_bytes();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            if bytes[at].is_ascii() {
                bytes[at] = byte;
            }
        }
        let before = app.kept();
        let said = app.restore(&String::from_utf8(bytes).expect("only ASCII was replaced"));
        prop_assert!(matches!(said, Some(StatusMessage::Restored(_) | StatusMessage::Refused(_))));
        let after = app.kept();
        for (key, text) in &before {
            let now = after.get(key);
            prop_assert!(now == Some(text) || now.is_some_and(|now| changed(now) >= changed(text)));
        }
        prop_assert!(app.session.snapshot.unreadable.is_empty());
        prop_assert!(said != Some(StatusMessage::Refused(Refusal::NotABackup)) || after == before);
    }

    /// If room runs out at any text, everything stays as it was.
    #[test]
    fn a_merge_that_finds_no_room_is_rolled_back(
        here in prop::collection::btree_map("[a-f]", "x{0,30}", 0..6),
        file in prop::collection::vec(("[a-f]", "y{0,30}"), 1..8),
        spare in 0..40_usize,
    ) {
        let app = empty();
        let key = |name: &str| format!("compassion-check/note/{name}");
        for (name, text) in &here {
            app.store.insert(&key(name), text);
        }
        let before = app.kept();
        let used: usize = before.iter().map(|(key, text)| key.len() + text.len()).sum();
        app.store.room.set(Some(used + spare));
        let puts = file.iter().map(|(name, text)| (key(name), text.clone())).collect();
        match app.vault.apply(&Change::Restore(puts)) {
            Err(fault) => {
                prop_assert_eq!(fault, Fault::Full);
                prop_assert_eq!(app.kept(), before);
            }
            Ok(_) => for (name, _) in file {
                prop_assert!(app.store.get(&key(&name)).is_some_and(|text| !text.contains('x')));
            }
        }
    }
}

#[test]
fn a_restore_without_room_for_everything_is_rolled_back() {
    let (mut from, _) = device();
    let file = from.backup();
    let mut to = small();
    let before = to.kept();
    to.store.room.set(Some(PACK.len() + 4_000));
    assert_eq!(to.restore(&file), Some(StatusMessage::NoRoom));
    assert_eq!((to.session.notice, to.kept()), (Some(Notice::Full), before));
}

#[test]
fn without_storage_nothing_can_be_restored() {
    let (mut from, _) = device();
    let file = from.backup();
    let mut to = empty();
    to.store.blocked.set(true);
    // The second time the app already knows that storage is blocked.
    for _ in 0..2 {
        to.feature(copies::Action::Restore(file.clone()));
        assert_eq!(to.session.features.status, Some(StatusMessage::NotDone));
        assert_eq!(to.session.notice, Some(Notice::Blocked));
        assert!(to.kept().is_empty());
    }
}
