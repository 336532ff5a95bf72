//! The lock: how everything kept is sealed under a passphrase, and opened again.
//!
//! A passphrase opens a key, and that key opens everything else (envelope encryption). So changing the passphrase writes one text and
//! can never leave half of the records under the old one. The key of the passphrase comes from PBKDF2 with SHA-256 (RFC 8018). Both
//! seals use AES-256-GCM (NIST SP 800-38D) with a new nonce each time. [`Lock`] and [`Sealed`] are the stored forms.
//!
//! # Parts
//! - [`RawStorage`] and [`Cipher`] are what a browser gives: texts under keys, and AES-GCM with PBKDF2. Everything else is here.
//! - [`LockableStore`] is the [`Store`](crate::Store) over them. Until a lock is open it passes texts through.
//! - [`LockableStore::run`] does a [`LockJob`]: puts the lock on, opens it, changes it, takes it off.
//! - [`Idle`] is the rule for when an untouched page locks itself.
//!
//! # What holds at every moment
//! Whatever stops half-way, nothing is lost. A text is removed in one form only once it stands in the other. The lock is written
//! before the first text is sealed, and removed after the last one is readable. What a job left half done, the next opening finishes.
//! Nothing is written under a key whose lock is gone. `tests/lock` stops each job after each call of the storage and shows this.

mod deferred_write;
mod entries;
mod failed_write;
mod format;
mod idle;
mod jobs;
mod open;
mod protocol;
mod store;
mod tabs;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

pub use entries::{Entries, Entry};
pub use failed_write::FailedWrite;
pub use format::{
    KEY, KEY_LABEL, Lock, MINUTES, NONCE, ROUNDS, SALT, SHORTEST, Sealed, Weak, decode, encode,
    id_tag, repair, strong, usable,
};
pub use idle::{GRACE_MINUTES, Idle, MAX_UNTOUCHED};
pub use jobs::{LockJob, LockOutcome, Secret};
pub use store::LockableStore;

use crate::Fault;

/// Texts under keys, as a browser's local storage holds them. Clones ask the same storage.
pub trait RawStorage: Clone + 'static {
    /// The storage, if this page may have it.
    fn open() -> Option<Self>;
    /// Every key that begins with [`PREFIX`](crate::PREFIX).
    ///
    /// # Errors
    /// [`Fault::Blocked`] when the storage cannot be asked.
    fn keys(&self) -> Result<Vec<String>, Fault>;
    /// The text under `key`.
    ///
    /// # Errors
    /// [`Fault::Blocked`] when the storage cannot be asked.
    fn text(&self, key: &str) -> Result<Option<String>, Fault>;
    /// Writes `text` under `key`.
    ///
    /// # Errors
    /// [`Fault::Full`] or [`Fault::Blocked`]; what stood there stays.
    fn put(&self, key: &str, text: &str) -> Result<(), Fault>;
    /// Removes `key`.
    ///
    /// # Errors
    /// [`Fault::Stuck`] when it was not removed.
    fn remove(&self, key: &str) -> Result<(), Fault>;
}

/// AES-256-GCM, PBKDF2 with SHA-256, and a source of random bytes.
pub trait Cipher: Clone + 'static {
    /// A key for sealing and opening.
    type Key: Clone + 'static;

    /// So many random bytes.
    ///
    /// # Errors
    /// When there is no such source.
    fn random(&self, count: usize) -> Result<Vec<u8>, CipherError>;

    /// The key that PBKDF2-HMAC-SHA-256 makes of a passphrase.
    ///
    /// # Errors
    /// When there is no such cipher here.
    fn key_from_passphrase(
        &self,
        passphrase: &str,
        salt: &[u8],
        rounds: u32,
    ) -> impl Future<Output = Result<Self::Key, CipherError>>;

    /// The key with these [`KEY`] bytes.
    ///
    /// # Errors
    /// When there is no such cipher here.
    fn key_from_bytes(&self, bytes: &[u8]) -> impl Future<Output = Result<Self::Key, CipherError>>;

    /// Seals `bytes` with this `nonce`, which is used once. `label` is authenticated with them. Returns the cipher text and its tag.
    ///
    /// # Errors
    /// When there is no such cipher here.
    fn seal(
        &self,
        key: &Self::Key,
        nonce: &[u8],
        label: &str,
        bytes: &[u8],
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>>;

    /// Opens what [`Cipher::seal`] made with the same label.
    ///
    /// # Errors
    /// When the key, the label or what was sealed is another.
    fn open(
        &self,
        key: &Self::Key,
        label: &str,
        sealed: &Sealed,
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>>;
}

/// A cipher failed: it is not there, the key is another, or something was changed. It never says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CipherError;

impl fmt::Display for CipherError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the cipher failed")
    }
}

impl std::error::Error for CipherError {}

/// A future that [`Environment::spawn`] runs.
pub type BoxFuture = Pin<Box<dyn Future<Output = ()>>>;

/// What failed after [`Store::put`](crate::Store::put) had accepted a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeferredFailure {
    /// It could not be written.
    Write(Box<FailedWrite>),
    /// Something could not be removed.
    Remove(Fault),
}

/// What surrounds an open lock.
#[derive(Clone)]
pub struct Environment<C> {
    /// Seals and opens.
    pub cipher: C,
    /// Runs a task beside everything else.
    pub spawn: Rc<dyn Fn(BoxFuture)>,
    /// Is told what could not be written or removed later.
    pub report: Rc<dyn Fn(DeferredFailure)>,
    /// The composed and the decomposed form of a text (Unicode NFC and NFD).
    pub normalise: fn(&str) -> [String; 2],
}
