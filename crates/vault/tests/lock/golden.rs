//! Tests that texts sealed in a browser by the version of commit 10f7d9d still open with their passphrase, with as many
//! PBKDF2 rounds as in a browser.

use vault::lock::LockOutcome;
use vault::{Kind, Store};

use super::cipher::RustCrypto;
use super::device::{Device, Texts};
use super::page::{OLD, Page, open, remove};

const STORAGE: &str = include_str!("../../../../tests/golden/10f7d9d/storage.json");
const LOCKED: &str = include_str!("../../../../tests/golden/10f7d9d/locked.json");

fn texts(file: &str) -> Texts {
    json::from_str(file).expect("keys and texts")
}

#[test]
fn texts_sealed_by_an_earlier_version_open_with_its_passphrase() {
    let device = Device::with(texts(LOCKED));
    let page = Page::with(&device, RustCrypto::whole(1));
    assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
    // That version stored one copy of the lock. Unlocking adds the second.
    let mut kept = page.texts();
    let second = kept.remove(&Kind::LockCopy.key(""));
    assert_eq!(second.as_ref(), kept.get(&Kind::Lock.key("")));
    assert_eq!(kept, texts(LOCKED));

    let readable = texts(STORAGE);
    for (key, text) in &readable {
        assert_eq!(page.store.get(key).as_ref(), Some(text), "{key}");
    }
    assert_eq!(page.run(remove(OLD)), Some(LockOutcome::Removed));
    let mut after = page.texts();
    after.remove(&Kind::Language.key(""));
    let mut before = readable;
    before.remove(&Kind::Language.key(""));
    assert_eq!(after, before);
}
