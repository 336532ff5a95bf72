//! The stored forms: the lock, a sealed text, and the plaintext that is sealed.
//!
//! ```json
//! {"v":1, "id":"…", "rounds":600000, "salt":"…", "nonce":"…", "key":"…", "minutes":5}
//! ```
//! Without that text nothing sealed can be opened, so it is stored twice, under `lock` and under `lock-copy`.
//! [`usable`] and [`repair`] handle a damaged copy. `id` names the key that seals everything else. It stays the same
//! when the passphrase is changed, so a tab that was asleep can tell whether its key still fits.
//!
//! A sealed text is stored under a random name, as `{"v":1, "nonce":"…", "data":"…"}`, in base64. It contains the key
//! that the text had when it was readable, and the text. The random name is authenticated with them, so that two sealed
//! texts cannot be swapped.

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

use crate::stored::versioned;
use crate::{Kind, PREFIX, Unreadable};

const VERSION: i64 = 1;

/// Rounds of PBKDF2-SHA-256, as recommended by OWASP's password storage cheat sheet (2023).
pub const ROUNDS: u32 = 600_000;

/// The rounds that are accepted in a stored lock. Fewer would protect too little, and more would take too long.
const ROUNDS_READ: std::ops::RangeInclusive<u32> = 600_000..=20_000_000;

/// The least number of characters in a passphrase.
pub const MIN_PASSPHRASE_CHARS: usize = 10;

/// The choices of how long the app may be left untouched before it locks itself, in minutes. 0 locks it as soon as it
/// is hidden.
pub const MINUTES: [u32; 4] = [0, 1, 5, 15];

/// What is needed to open everything else, together with the passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// A random id in hexadecimal. It names the key that is sealed in `key`.
    pub id: String,
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// The salt for deriving the passphrase's key, at least [`SALT`] bytes.
    pub salt: Vec<u8>,
    /// The nonce that `key` was sealed with, [`NONCE`] bytes.
    pub nonce: Vec<u8>,
    /// The sealed key of everything else, with its tag.
    pub key: Vec<u8>,
    /// Minutes untouched until the app locks itself; see [`MINUTES`].
    pub minutes: u32,
}

/// A nonce and what was sealed with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The nonce, [`NONCE`] bytes. It must never be used twice with one key.
    pub nonce: Vec<u8>,
    /// The ciphertext with its tag.
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

/// The label that is authenticated with the sealed key, so that a sealed text cannot be passed off as the key.
pub const KEY_LABEL: &str = "compassion-check/lock/v1";

impl Lock {
    /// Reads the stored text of a lock.
    ///
    /// # Errors
    /// When it is damaged, was written by a newer version, or is not a lock.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
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
            Err(Unreadable::Garbage)
        }
    }

    /// The text to store.
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
    /// When it is damaged, was written by a newer version, or is not a sealed text.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let stored: StoredSealed = versioned(text, VERSION)?;
        let sealed = Self {
            nonce: bytes(&stored.nonce)?,
            data: bytes(&stored.data)?,
        };
        let whole = sealed.nonce.len() == NONCE && sealed.data.len() > TAG;
        if whole {
            Ok(sealed)
        } else {
            Err(Unreadable::Garbage)
        }
    }

    /// The text to store.
    pub fn write(&self) -> String {
        json::to_string(&StoredSealed {
            v: VERSION,
            nonce: base64(&self.nonce),
            data: base64(&self.data),
        })
    }
}

/// Which of the two copies to open the lock with: `lock`, or `copy` where `lock` is missing, or is damaged while `copy`
/// is not.
pub fn usable<'a>(lock: Option<&'a str>, copy: Option<&'a str>) -> Option<&'a str> {
    match (lock, copy) {
        (Some(lock), Some(copy)) => match (Lock::read(lock), Lock::read(copy)) {
            (Err(Unreadable::Garbage), Ok(_)) => Some(copy),
            _ => Some(lock),
        },
        (lock, copy) => lock.or(copy),
    }
}

/// Which copy to write, and its text, so that both copies of the lock are the same again. `None` where they agree,
/// where neither can be read, and where a newer version wrote one of them.
///
/// Where both can be read and differ, `lock` is right, because the copy is written after it. `sealed` says whether any
/// sealed text is stored. If there is none, a lone copy is left over from removing the lock, and the lock is not
/// restored.
pub fn repair(lock: Option<&str>, copy: Option<&str>, sealed: bool) -> Option<(Kind, String)> {
    fn whole(text: Option<&str>) -> Result<Option<&str>, Unreadable> {
        match text.map(Lock::read) {
            None | Some(Err(Unreadable::Garbage)) => Ok(None),
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

/// The id of a lock, in the exact form in which the lock's text contains it. It is searched for before every write,
/// which saves parsing the text each time.
pub fn id_tag(id: &str) -> String {
    ["\"id\":\"", id, "\""].concat()
}

/// The plaintext to seal: the key that the text has when it is readable, and the text.
pub fn encode(key: &str, text: &str) -> String {
    json::to_string(&(key, text))
}

/// The key and the text from an opened seal. `None` when [`encode`] did not produce them, or when the key is one of the
/// lock's own.
pub fn decode(sealed: &str) -> Option<(String, String)> {
    let (key, text): (String, String) = json::from_str(sealed).ok()?;
    let sealable = !matches!(
        Kind::of(&key),
        Some((Kind::Lock | Kind::LockCopy | Kind::Sealed, _))
    );
    (sealable && key.starts_with(PREFIX)).then_some((key, text))
}

/// Why a passphrase is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakPassphrase {
    /// Fewer than [`MIN_PASSPHRASE_CHARS`] characters.
    TooShort,
    /// The two inputs differ.
    Different,
}

/// Checks a new `passphrase` that was typed twice.
///
/// # Errors
/// Why it is not accepted. Only its length is checked, not which kinds of characters it has, as NIST SP 800-63B
/// advises.
pub fn strong(passphrase: &str, again: &str) -> Result<(), WeakPassphrase> {
    if passphrase.chars().count() < MIN_PASSPHRASE_CHARS {
        Err(WeakPassphrase::TooShort)
    } else if passphrase != again {
        Err(WeakPassphrase::Different)
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
/// Length of the tag that AES-GCM adds, in bytes.
pub(crate) const TAG: usize = 16;

fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

fn bytes(text: &str) -> Result<Vec<u8>, Unreadable> {
    Base64::decode_vec(text).map_err(|_| Unreadable::Garbage)
}
