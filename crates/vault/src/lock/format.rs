//! The written forms: the lock, a sealed text, and what goes into the seal.
//!
//! ```json
//! {"v":1, "id":"…", "rounds":600000, "salt":"…", "nonce":"…", "key":"…", "minutes":5}
//! ```
//! That text is the only way into everything, so it stands twice, under `lock` and under `lock-copy`: [`usable`] and [`repair`] say what
//! becomes of a damaged one. `id` names the key of everything else and outlives a changed passphrase. By it a tab that slept knows
//! whether its key still fits.
//!
//! A sealed text stands under a random name, as `{"v":1, "nonce":"…", "data":"…"}`, all in base64. Sealed in it are the key that the text
//! had when it was readable, and the text. The name is authenticated with it, so that two sealed texts cannot be exchanged for each other.

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

use crate::stored::versioned;
use crate::{Kind, PREFIX, Unread};

const VERSION: i64 = 1;

/// Rounds of PBKDF2-SHA-256: what OWASP's password storage cheat sheet asks for (2023).
pub const ROUNDS: u32 = 600_000;

/// Fewer rounds or more than this are refused when a lock is read: less would be no lock, more would never end.
const ROUNDS_READ: std::ops::RangeInclusive<u32> = 600_000..=20_000_000;

/// A passphrase has at least so many characters.
pub const SHORTEST: usize = 10;

/// The choices of how long one may be away before it locks itself, in minutes; 0 is at once.
pub const MINUTES: [u32; 4] = [0, 1, 5, 15];

/// What the lock opens with. None of it opens anything without the passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Made by chance, in hexadecimal: names the key that `key` seals.
    pub id: String,
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// The salt of the passphrase, 16 bytes.
    pub salt: Vec<u8>,
    /// The nonce of `key`, 12 bytes.
    pub nonce: Vec<u8>,
    /// The key of everything else, sealed.
    pub key: Vec<u8>,
    /// Minutes away until it locks itself; 0 is at once.
    pub minutes: u32,
}

/// Something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The nonce, 12 bytes, never used twice with one key.
    pub nonce: Vec<u8>,
    /// The cipher text with its tag.
    pub data: Vec<u8>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredLock {
    v: i64,
    id: String,
    rounds: u32,
    salt: String,
    nonce: String,
    key: String,
    minutes: u32,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredSealed {
    v: i64,
    nonce: String,
    data: String,
}

/// Authenticated with the sealed key: a text of another kind cannot stand in for it.
pub const KEY_LABEL: &str = "compassion-check/lock/v1";

impl Lock {
    /// Reads the text under the lock's key.
    ///
    /// # Errors
    /// When it is damaged, from a newer version, or no lock at all.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let stored: StoredLock = versioned(text, VERSION)?;
        let lock = Self {
            id: stored.id,
            rounds: stored.rounds,
            salt: bytes(&stored.salt)?,
            nonce: bytes(&stored.nonce)?,
            key: bytes(&stored.key)?,
            minutes: stored.minutes,
        };
        let whole = !lock.id.is_empty()
            && ROUNDS_READ.contains(&lock.rounds)
            && lock.salt.len() >= SALT
            && lock.nonce.len() == NONCE
            && lock.key.len() == KEY + TAG;
        if whole {
            Ok(lock)
        } else {
            Err(Unread::Garbage)
        }
    }

    /// The text to keep.
    pub fn write(&self) -> String {
        json::to_string(&StoredLock {
            v: VERSION,
            id: self.id.clone(),
            rounds: self.rounds,
            salt: base64(&self.salt),
            nonce: base64(&self.nonce),
            key: base64(&self.key),
            minutes: self.minutes,
        })
    }
}

impl Sealed {
    /// Reads a sealed text.
    ///
    /// # Errors
    /// When it is damaged, from a newer version, or not sealed at all.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let stored: StoredSealed = versioned(text, VERSION)?;
        let sealed = Self {
            nonce: bytes(&stored.nonce)?,
            data: bytes(&stored.data)?,
        };
        let whole = sealed.nonce.len() == NONCE && sealed.data.len() > TAG;
        if whole {
            Ok(sealed)
        } else {
            Err(Unread::Garbage)
        }
    }

    /// The text to keep.
    pub fn write(&self) -> String {
        json::to_string(&StoredSealed {
            v: VERSION,
            nonce: base64(&self.nonce),
            data: base64(&self.data),
        })
    }
}

/// Which of the two copies of the lock opens it: the first that can be read, or else whatever is left to be looked at.
pub fn usable<'a>(lock: Option<&'a str>, copy: Option<&'a str>) -> Option<&'a str> {
    match (lock, copy) {
        (Some(lock), Some(copy)) => match (Lock::read(lock), Lock::read(copy)) {
            (Err(Unread::Garbage), Ok(_)) => Some(copy),
            _ => Some(lock),
        },
        (lock, copy) => lock.or(copy),
    }
}

/// What has to be written so that the lock stands twice again: under which key, and the text. `None` where both agree, where neither
/// can be read, and where a newer version wrote one of them, which may know better.
///
/// Of two that differ and can be read, `lock` is right: a copy is written after it. `sealed` says whether anything is
/// sealed: if not, a copy alone is what was left when the lock was taken off, and it is not brought back.
pub fn repair(lock: Option<&str>, copy: Option<&str>, sealed: bool) -> Option<(Kind, String)> {
    fn whole(text: Option<&str>) -> Result<Option<&str>, Unread> {
        match text.map(Lock::read) {
            None | Some(Err(Unread::Garbage)) => Ok(None),
            Some(Ok(_)) => Ok(text),
            Some(Err(newer)) => Err(newer),
        }
    }
    match (whole(lock).ok()?, whole(copy).ok()?) {
        (Some(good), have) if have != Some(good) => Some((Kind::LockCopy, good.to_owned())),
        (None, Some(good)) if sealed || lock.is_some() => Some((Kind::Lock, good.to_owned())),
        _ => None,
    }
}

/// The id of a lock as it is written in its text. It is looked for before every write, so the text is not read as JSON each time.
pub fn id_tag(id: &str) -> String {
    ["\"id\":\"", id, "\""].concat()
}

/// What goes into the seal: the key that a text has when it is readable, and the text.
pub fn encode(key: &str, text: &str) -> String {
    json::to_string(&(key, text))
}

/// The key and the text that came out of the seal. `None` when [`encode`] did not make them.
pub fn decode(sealed: &str) -> Option<(String, String)> {
    let (key, text): (String, String) = json::from_str(sealed).ok()?;
    let sealable = !matches!(
        Kind::of(&key),
        Some((Kind::Lock | Kind::LockCopy | Kind::Sealed, _))
    );
    (sealable && key.starts_with(PREFIX)).then_some((key, text))
}

/// Why a passphrase cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// The second time it was something else.
    Different,
}

/// Whether `passphrase`, typed twice, can lock.
///
/// # Errors
/// Says why not. Length is all that is asked for, as NIST SP 800-63B advises: no rules about kinds of characters.
pub fn strong(passphrase: &str, again: &str) -> Result<(), Weak> {
    if passphrase.chars().count() < SHORTEST {
        Err(Weak::TooShort)
    } else if passphrase != again {
        Err(Weak::Different)
    } else {
        Ok(())
    }
}

/// Length of a salt in bytes.
pub const SALT: usize = 16;
/// Length of a nonce in bytes.
pub const NONCE: usize = 12;
/// Length of a key in bytes.
pub const KEY: usize = 32;
/// Length of what AES-GCM adds.
pub(crate) const TAG: usize = 16;

fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

fn bytes(text: &str) -> Result<Vec<u8>, Unread> {
    Base64::decode_vec(text).map_err(|_| Unread::Garbage)
}
