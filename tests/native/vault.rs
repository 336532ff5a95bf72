//! What is stored is read back complete, never overwritten by another tab, and never lost because it cannot be read.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Confirmation, Screen};
use instrument::check::{Check, CheckId};
use instrument::{Answer, Pack};
use proptest::prelude::*;
use vault::{Change, Fault, Store, StoreOutcome, Unreadable, Vault, VaultSnapshot};

use super::common::{Memory, PACK, TestApp, at, pack};

fn vault(store: &Memory) -> Vault<Memory> {
    Vault::new(store.clone(), pack(), PACK.into())
}

fn check(name: &str, minute: i64, answers: &[(&str, Answer)]) -> Check {
    let mut check = Check::begin(CheckId(name.to_owned()), &pack(), at(100, minute).now);
    check.sheet = answers
        .iter()
        .map(|(id, answer)| ((*id).to_owned(), *answer))
        .collect();
    check
}

pub fn record(check: &Check) -> Change {
    Change::KeepRecord {
        check: check.clone(),
        draft: None,
    }
}

fn load(store: &Memory) -> VaultSnapshot {
    vault(store).load().expect("a readable store")
}

#[test]
fn a_stored_check_reads_back_and_its_draft_is_removed() {
    let store = Memory::default();
    let vault = vault(&store);
    let check = check(
        "a",
        1,
        &[("e1", Answer::Chosen(3)), ("e2", Answer::Skipped)],
    );
    let draft = Change::KeepDraft {
        check: check.clone(),
        before: None,
    };
    assert_eq!(vault.apply(&draft), Ok(StoreOutcome::Done));
    assert_eq!(load(&store).drafts, std::slice::from_ref(&check));
    assert_eq!(vault.apply(&record(&check)), Ok(StoreOutcome::Done));
    let snapshot = load(&store);
    assert_eq!((snapshot.drafts.len(), snapshot.records), (0, vec![check]));
}

#[test]
fn the_stored_form_has_not_changed() {
    let store = Memory::default();
    let check = check(
        "a",
        1,
        &[("e1", Answer::Chosen(3)), ("e2", Answer::Skipped)],
    );
    vault(&store).apply(&record(&check)).expect("room");
    let digest = &check.pack.digest;
    let wanted = format!(
        r#"{{"v":1,"id":"a","pack":{{"id":"practitioner","version":"{}","digest":"{digest}"}},"started":{{"utc":8640060000,"offset":0}},"changed":{{"utc":8640060000,"offset":0}},"answers":[["e1",3],["e2",null]]}}"#,
        check.pack.version,
    );
    assert_eq!(store.get("compassion-check/record/a"), Some(wanted));
    assert_eq!(
        store
            .get(&format!("compassion-check/pack/{digest}"))
            .as_deref(),
        Some(PACK)
    );
    assert!(
        store
            .keys()
            .iter()
            .all(|key| key.starts_with("compassion-check/"))
    );
}

#[test]
fn two_tabs_do_not_overwrite_each_others_records() {
    let store = Memory::default();
    let mut first = TestApp::open(&store, at(100, 0));
    let mut second = TestApp::open(&store, at(100, 1));
    let total = first.session.pack.len();
    first.act(check::Action::Start).answer(0, 10);
    second.act(check::Action::Start).answer(0, total);
    first.answer(10, total);
    assert_eq!(load(&store).records.len(), 2);
    assert_eq!(load(&store).drafts.len(), 0);
}

#[test]
fn unreadable_records_are_reported_and_stay() {
    let store = Memory::default();
    let good = check("good", 1, &[("e1", Answer::Chosen(1))]);
    vault(&store).apply(&record(&good)).expect("room");
    let whole = store
        .get("compassion-check/record/good")
        .expect("it was kept");
    let cases = [
        (
            "record/torn",
            whole[..whole.len() / 2].to_owned(),
            Unreadable::Garbage,
        ),
        (
            "record/newer",
            whole
                .replace("\"v\":1", "\"v\":99")
                .replace("good", "newer"),
            Unreadable::Newer,
        ),
        (
            "record/newer2",
            r#"{"v":2,"ratio":1.5}"#.to_owned(),
            Unreadable::Newer,
        ),
        (
            "record/zero",
            whole.replace("\"v\":1", "\"v\":0").replace("good", "zero"),
            Unreadable::Garbage,
        ),
        ("record/other", whole.clone(), Unreadable::Garbage),
        (
            "record/item",
            whole.replace("good", "item").replace("e1", "e77"),
            Unreadable::NoPack,
        ),
        (
            "record/value",
            whole
                .replace("good", "value")
                .replace("[\"e1\",1]", "[\"e1\",9]"),
            Unreadable::NoPack,
        ),
        (
            "record/digest",
            whole
                .replace("good", "digest")
                .replace("\"digest\":\"", "\"digest\":\"0"),
            Unreadable::NoPack,
        ),
        ("draft/x", "\u{0}\u{1}".to_owned(), Unreadable::Garbage),
        ("pack/x", "{}".to_owned(), Unreadable::Garbage),
        ("whatever", "1".to_owned(), Unreadable::Garbage),
    ];
    for (key, text, _) in &cases {
        store.insert(&format!("compassion-check/{key}"), text);
    }
    let snapshot = load(&store);
    assert_eq!(
        snapshot.records.len(),
        1,
        "the good one is read all the same"
    );
    for (key, text, why) in cases {
        let key = format!("compassion-check/{key}");
        assert!(
            snapshot.unreadable.contains(&(key.clone(), why)),
            "{key}: {:?}",
            snapshot.unreadable
        );
        assert_eq!(store.get(&key), Some(text), "{key} is as it was");
    }
}

#[test]
fn a_check_opens_with_the_pack_it_was_answered_on() {
    let store = Memory::default();
    let mut old = TestApp::open(&store, at(100, 0));
    let total = old.session.pack.len();
    old.act(check::Action::Start).answer(0, total);

    let newer = PACK
        .replacen("\"version\": \"2.0.0\"", "\"version\": \"3.0.0\"", 1)
        .replacen("nothing left", "little left", 1);
    assert!(newer.contains("3.0.0"));
    let now = TestApp::on(&store, at(110, 0), &newer);
    let records = now.session.records();
    let pack = now.session.pack_of(records[0]).expect("its pack was kept");
    assert_eq!(pack.key().version, "2.0.0");
    assert!(records[0].answers(&pack).is_some());
    assert!(
        records[0].answers(&now.session.pack).is_none(),
        "it does not fit the new questions"
    );
    assert_eq!(now.session.earlier_than(records[0]), 0);
}

#[test]
fn deleting_the_last_check_leaves_nothing() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    let id = app.session.records()[0].id.clone();
    app.act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    assert_eq!(store.keys(), Vec::<String>::new());
}

/// Packs that no text mentions are removed. An unreadable text may become readable one day, so what it mentions stays.
#[test]
fn only_packs_that_no_text_mentions_are_removed() {
    let store = Memory::default();
    let put = |key: &str, text: &str| store.put(&format!("compassion-check/{key}"), text);
    for at in 0..10_000 {
        put(&format!("pack/{at:016x}"), "{}").expect("room");
    }
    put(
        "record/torn",
        "{\"v\":1,\"pack\":{\"digest\":\"0000000000000007",
    )
    .expect("room");
    put("note/gone", "{").expect("room");
    let gone = Change::DropUnreadable("compassion-check/note/gone".to_owned());
    assert_eq!(vault(&store).apply(&gone), Ok(StoreOutcome::Done));
    let left: Vec<String> = store
        .all()
        .expect("readable")
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(
        left,
        [
            "compassion-check/pack/0000000000000007",
            "compassion-check/record/torn"
        ]
    );
}

#[test]
fn clearing_everything_removes_only_the_apps_own_keys() {
    let store = Memory::default();
    store.insert("compassion-check/record/torn", "{");
    store.insert("someone-else", "theirs");
    let mut app = TestApp::open(&store, at(100, 0));
    let total = app.session.pack.len();
    app.act(check::Action::Start)
        .answer(0, total)
        .act(check::Action::Start)
        .answer(0, 3);
    app.act(Action::Go(Screen::Data))
        .act(Action::Ask(Confirmation::ClearAll))
        .act(Action::Confirm);
    // `Memory` lists the other key, too, unlike the browser's store. It is left alone all the same.
    assert_eq!(store.keys(), ["someone-else"]);
    assert!(app.session.records().is_empty() && app.session.under_way.is_none());
    assert!(app.session.unfinished(at(100, 60).now).is_none());
}

#[test]
fn a_failed_write_to_a_full_store_keeps_the_old_text() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    let before = store.keys();
    let used: usize = store
        .kept
        .borrow()
        .iter()
        .map(|(key, text)| key.len() + text.len())
        .sum();
    store.room.set(Some(used + 10));
    app.act(check::Action::Start).answer(0, total);
    assert_eq!(store.keys(), before);
    assert_eq!(
        app.session.records().len(),
        2,
        "the second is still here until the page is closed"
    );
    assert_eq!(
        vault(&store).apply(&record(&check("x", 9, &[]))),
        Err(Fault::Full)
    );
}

#[test]
fn a_blocked_store_is_reported() {
    let store = Memory::default();
    store.blocked.set(true);
    assert_eq!(vault(&store).load().err(), Some(Fault::Blocked));
}

proptest! {
    /// Whatever texts are stored under our keys, loading neither fails nor changes a byte.
    #[test]
    fn no_stored_text_makes_the_vault_panic(texts in prop::collection::vec(("[a-z]{0,3}", "\\PC*"), 0..6), kind in 0..3_usize) {
        let store = Memory::default();
        for (name, text) in &texts {
            store.insert(&format!("compassion-check/{}/{name}", ["draft", "record", "pack"][kind]), text);
        }
        let before = store.kept.borrow().clone();
        let snapshot = load(&store);
        prop_assert_eq!(snapshot.unreadable.len(), before.len());
        prop_assert_eq!(&*store.kept.borrow(), &before);
    }

    #[test]
    fn any_check_reads_back(values in prop::collection::vec(prop::option::of(prop::option::of(0..3_i32)), 40), minute in 0..100_000_i64) {
        let pack: Rc<Pack> = pack();
        let mut kept = check("any", minute, &[]);
        kept.sheet = values.into_iter().enumerate()
            .filter_map(|(item, value)| Some((pack.item(item).id.clone(), value?.map_or(Answer::Skipped, Answer::Chosen))))
            .collect();
        let store = Memory::default();
        vault(&store).apply(&record(&kept)).expect("room");
        prop_assert_eq!(load(&store).records, vec![kept]);
    }
}
