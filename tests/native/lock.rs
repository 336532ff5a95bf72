//! The lock: its written forms, and what counts as a passphrase.

use compassion_check::features::lock::state as lock;
use compassion_check::session::Action;
use proptest::prelude::*;
use vault::lock::{
    KEY, Lock, LockJob, NONCE, ROUNDS, SALT, Sealed, Secret, WeakPassphrase, decode, encode,
    id_tag, repair, strong, usable,
};
use vault::{Kind, Store, Unreadable, VaultSnapshot};

use super::common::Memory;

pub const LOCK: &str = "compassion-check/lock";

pub fn lock() -> Lock {
    Lock {
        id: "a1".to_owned(),
        rounds: ROUNDS,
        salt: vec![1; SALT],
        nonce: vec![2; NONCE],
        key: vec![3; KEY + 16],
        minutes: 5,
    }
}

/// Without the lock's text nothing sealed can be opened, so it is stored twice.
#[test]
fn a_damaged_or_missing_lock_is_opened_by_its_copy_and_repaired() {
    let (good, other) = (
        lock().write(),
        Lock {
            minutes: 1,
            ..lock()
        }
        .write(),
    );
    let torn = &good[..good.len() / 2];
    let newer = good.replace("\"v\":1", "\"v\":9");
    let (good, other, newer) = (good.as_str(), other.as_str(), newer.as_str());
    let first = |text: &str| Some((Kind::Lock, text.to_owned()));
    let copy = |text: &str| Some((Kind::LockCopy, text.to_owned()));
    for (lock, beside, opens, writes) in [
        (Some(good), Some(good), Some(good), None),
        (Some(good), None, Some(good), copy(good)),
        (Some(good), Some(torn), Some(good), copy(good)),
        // The passphrase was changed, and the copy still has the old one.
        (Some(good), Some(other), Some(good), copy(good)),
        (None, Some(good), Some(good), first(good)),
        (Some(torn), Some(good), Some(good), first(good)),
        (Some(torn), Some(torn), Some(torn), None),
        (Some(torn), None, Some(torn), None),
        (None, None, None, None),
        // This text may be valid for a newer version, so it is not replaced.
        (Some(newer), Some(good), Some(newer), None),
        (Some(good), Some(newer), Some(good), None),
    ] {
        assert_eq!(usable(lock, beside), opens, "{lock:?}, {beside:?}");
        assert_eq!(repair(lock, beside, true), writes, "{lock:?}, {beside:?}");
    }
    // With nothing sealed, the copy was left behind when the lock was taken off. It is not brought back.
    assert_eq!(repair(None, Some(good), false), None);
}

#[test]
fn the_reason_why_a_sealed_text_does_not_open_is_reported() {
    let (good, sealed) = (lock().write(), "compassion-check/sealed/x".to_owned());
    let read = |locks: &[(&str, &str)]| {
        let store = Memory::default();
        store.insert(&sealed, "{}");
        for (key, text) in locks {
            store.insert(key, text);
        }
        VaultSnapshot::read(
            store.all().expect("readable"),
            false,
            &super::common::pack(),
        )
    };
    let copy = "compassion-check/lock-copy";
    let without = read(&[]);
    assert_eq!(without.unreadable, [(sealed.clone(), Unreadable::NoLock)]);
    for locks in [
        vec![(LOCK, good.as_str())],
        vec![(copy, good.as_str())],
        vec![(LOCK, "{"), (copy, good.as_str())],
    ] {
        let snapshot = read(&locks);
        assert_eq!(snapshot.unreadable, [(sealed.clone(), Unreadable::Sealed)]);
        assert_eq!(
            (snapshot.lock(), snapshot.raw.len()),
            (Some(good.as_str()), 1)
        );
    }
}

#[test]
fn the_stored_forms_of_the_lock_have_not_changed() {
    let wanted = r#"{"v":1,"id":"a1","rounds":600000,"salt":"AQEBAQEBAQEBAQEBAQEBAQ==","nonce":"AgICAgICAgICAgIC","key":"AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD","minutes":5}"#;
    assert_eq!(lock().write(), wanted);
    assert_eq!(Lock::read(wanted), Ok(lock()));
    assert!(
        wanted.contains(&id_tag(&lock().id)),
        "a tab knows its key by it"
    );
    let sealed = Sealed {
        nonce: vec![2; NONCE],
        data: vec![255; 17],
    };
    let wanted = r#"{"v":1,"nonce":"AgICAgICAgICAgIC","data":"//////////////////////8="}"#;
    assert_eq!(sealed.write(), wanted);
    assert_eq!(Sealed::read(wanted), Ok(sealed));
}

#[test]
fn a_lock_with_invalid_rounds_or_lengths_is_refused() {
    let with = |change: &dyn Fn(&mut Lock)| {
        let mut lock = lock();
        change(&mut lock);
        Lock::read(&lock.write()).err()
    };
    let refused = Some(Unreadable::Garbage);
    assert_eq!(with(&|lock| lock.id.clear()), refused);
    assert_eq!(with(&|lock| lock.rounds = ROUNDS - 1), refused);
    assert_eq!(with(&|lock| lock.rounds = 0), refused);
    assert_eq!(with(&|lock| lock.rounds = 20_000_000), None);
    assert_eq!(with(&|lock| lock.rounds = 20_000_001), refused);
    assert_eq!(with(&|lock| lock.salt.truncate(SALT - 1)), refused);
    assert_eq!(with(&|lock| lock.nonce.truncate(NONCE - 1)), refused);
    assert_eq!(with(&|lock| lock.nonce.push(0)), refused);
    assert_eq!(with(&|lock| lock.key.truncate(KEY + 15)), refused);
    assert_eq!(with(&|lock| lock.key.push(0)), refused);
}

#[test]
fn damaged_and_newer_locks_are_distinguished() {
    let whole = lock().write();
    for (text, why) in [
        (whole.replace("\"v\":1", "\"v\":2"), Unreadable::Newer),
        (whole.replace("\"v\":1", "\"v\":0"), Unreadable::Garbage),
        (whole.replace("600000", "99999999999"), Unreadable::Garbage),
        (whole.replace("600000", "-600000"), Unreadable::Garbage),
        (whole.replace("600000", "6e5"), Unreadable::Garbage),
        (whole.replace("==", ""), Unreadable::Garbage),
        (whole.replace("AQEB", "A*EB"), Unreadable::Garbage),
        (whole.replace("AQEB", "AQEB\\n"), Unreadable::Garbage),
        (whole.replace(",\"minutes\":5", ""), Unreadable::Garbage),
    ] {
        assert_eq!(Lock::read(&text), Err(why), "{text}");
    }
    for end in 0..whole.len() {
        assert_eq!(Lock::read(&whole[..end]), Err(Unreadable::Garbage));
    }
    let sealed = |nonce: usize, data: usize| {
        let sealed = Sealed {
            nonce: vec![2; nonce],
            data: vec![4; data],
        };
        sealed.write()
    };
    let whole = sealed(NONCE, 17);
    for (text, why) in [
        (sealed(NONCE - 1, 17), Unreadable::Garbage),
        (sealed(NONCE + 1, 17), Unreadable::Garbage),
        (sealed(NONCE, 16), Unreadable::Garbage),
        (whole.replace("BAQE", "B-QE"), Unreadable::Garbage),
        (whole.replace("\"v\":1", "\"v\":7"), Unreadable::Newer),
        (lock().write(), Unreadable::Garbage),
    ] {
        assert_eq!(Sealed::read(&text), Err(why), "{text}");
    }
    for end in 0..whole.len() {
        assert_eq!(Sealed::read(&whole[..end]), Err(Unreadable::Garbage));
    }
}

proptest! {
    #[test]
    fn an_encoded_key_and_text_are_decoded(name in any::<String>(), text in any::<String>()) {
        let key = ["compassion-check/note/", &name].concat();
        prop_assert_eq!(decode(&encode(&key, &text)), Some((key, text)));
    }

    #[test]
    fn text_that_was_not_encoded_is_not_decoded(text in any::<String>()) {
        prop_assert_eq!(decode(&text), None);
    }

    #[test]
    fn any_sealed_text_reads_back(nonce in any::<[u8; NONCE]>(), data in prop::collection::vec(any::<u8>(), 17..80)) {
        let sealed = Sealed { nonce: nonce.to_vec(), data };
        prop_assert_eq!(Sealed::read(&sealed.write()), Ok(sealed));
    }
}

#[test]
fn only_texts_under_the_apps_own_keys_are_decoded() {
    for key in [LOCK, "compassion-check/sealed/a", "someone-else", ""] {
        assert_eq!(decode(&encode(key, "text")), None, "{key}");
    }
    for text in [
        r#"["compassion-check/note/a"]"#,
        r#"["compassion-check/note/a","b","c"]"#,
        r#"["compassion-check/note/a",1]"#,
        r#"["compassion-check/note/a","b"] "b""#,
        r#"{"compassion-check/note/a":"b"}"#,
    ] {
        assert_eq!(decode(text), None, "{text}");
    }
}

#[test]
fn a_passphrase_is_long_enough_in_characters_and_typed_twice() {
    assert_eq!(
        strong("ninechars", "ninechars"),
        Err(WeakPassphrase::TooShort)
    );
    assert_eq!(strong("tencharsss", "tencharsss"), Ok(()));
    assert_eq!(
        strong("ééééééééé", "ééééééééé"),
        Err(WeakPassphrase::TooShort)
    );
    assert_eq!(strong("éééééééééé", "éééééééééé"), Ok(()));
    assert_eq!(
        strong("tencharsss", "tencharssS"),
        Err(WeakPassphrase::Different)
    );
    assert_eq!(strong("", "tencharsss"), Err(WeakPassphrase::TooShort));
}

#[test]
fn a_passphrase_is_never_shown() {
    let secret = Secret("correct horse".to_owned());
    let job = LockJob::Change {
        old: secret.clone(),
        new: secret.clone(),
        again: secret,
    };
    let shown = format!("{:?}", Action::Feature(lock::Action::Do(job).into()));
    assert!(
        shown.contains("Secret") && !shown.contains("horse"),
        "{shown}"
    );
}
