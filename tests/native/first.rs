//! The first part of a pack: it is enough to ask the questions, and they are the same as those of the whole pack.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Effect, Session, update};
use instrument::pack::first_part;
use instrument::{Answer, Answers, Pack};
use vault::{Kind, Vault};

use super::common::{Memory, PACK, at, pack};

fn begun() -> Rc<Pack> {
    let part = first_part(PACK).expect("the default pack is whole");
    Rc::new(Pack::read_questions(&part).expect("its first part can be asked"))
}

#[test]
fn the_first_part_has_the_same_questions_as_the_whole_pack() {
    let (begun, whole) = (begun(), pack());
    assert!(!begun.is_whole() && whole.is_whole());
    assert_eq!(begun.key(), whole.key());
    assert_eq!(begun.len(), whole.len());
    for index in 0..whole.len() {
        assert_eq!(begun.item(index).id, whole.item(index).id);
        assert_eq!(begun.item(index).text, whole.item(index).text);
        assert_eq!(begun.options(index), whole.options(index));
        assert_eq!(begun.stem(index), whole.stem(index));
        assert_eq!(begun.is_scored(index), whole.is_scored(index));
    }
    assert_eq!(begun.form().about, whole.form().about);
}

#[test]
fn the_first_part_is_under_half_the_size_and_has_no_result_texts() {
    let part = first_part(PACK).expect("the default pack is whole");
    assert!(
        part.len() * 2 < PACK.len(),
        "{} of {}",
        part.len(),
        PACK.len()
    );
    let whole = pack();
    let entry = &whole.form().guidance.entries[0];
    assert!(!part.contains(&entry.title));
    assert!(!part.contains("covers"));
}

#[test]
fn a_whole_pack_can_be_read_as_a_first_part() {
    let begun = Pack::read_questions(PACK).expect("the questions are whole");
    assert_eq!(begun.key(), pack().key());
    assert!(!begun.is_whole());
}

#[test]
fn questions_that_cannot_be_asked_are_refused() {
    let part = first_part(PACK).expect("the default pack is whole");
    for (from, to) in [
        ("\"format\":1", "\"format\":2"),
        ("\"options\":\"frequency\"", "\"options\":\"nothing\""),
        ("\"sections\":[", "\"sections\":[1,"),
    ] {
        assert!(part.contains(from), "{from}");
        assert!(
            Pack::read_questions(&part.replacen(from, to, 1)).is_err(),
            "{to}"
        );
    }
}

/// The check is answered, finished and stored before the rest of its pack has loaded.
#[test]
fn a_pack_that_loads_late_is_stored_with_its_check() {
    let (begun, whole) = (begun(), pack());
    let store = Memory::default();
    let early = Vault::new(store.clone(), begun.clone(), Rc::from("a part"));
    let mut session = Session::new(begun.clone());
    let step = |session: &mut Session, action: Action| update(session, action, at(1, 0));
    step(&mut session, check::Action::Start.into());
    let mut answers = Answers::blank(whole.len());
    for index in 0..whole.len() {
        answers.set(index, Answer::Skipped);
        for effect in step(
            &mut session,
            check::Action::Answer(index, Answer::Skipped).into(),
        ) {
            if let Effect::Vault(change) = effect {
                early.apply(&change).expect("there is room");
            }
        }
    }
    let copy = Kind::Pack.key(&whole.key().digest);
    assert!(
        !store.keys().contains(&copy),
        "a part was kept for the whole"
    );
    let snapshot = early.load().expect("it reads");
    assert_eq!((snapshot.records.len(), snapshot.unreadable.len()), (1, 0));

    let vault = Vault::new(store.clone(), whole.clone(), Rc::from(PACK));
    vault
        .apply(&vault::Change::KeepPack)
        .expect("there is room");
    assert!(store.keys().contains(&copy));
    let snapshot = vault.load().expect("it reads");
    assert_eq!(snapshot.records[0].answers(&whole), Some(answers));

    // If nothing is stored, there is no check that needs the pack.
    vault
        .apply(&vault::Change::ClearAll(Vec::new()))
        .expect("it clears");
    vault
        .apply(&vault::Change::KeepPack)
        .expect("there is room");
    assert!(store.keys().is_empty());
}
