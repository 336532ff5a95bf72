//! The lock: how everything stored is encrypted under a passphrase, and decrypted again.
//!
//! The passphrase opens a key, and that key opens everything else (envelope encryption). Changing the passphrase
//! therefore rewrites only the lock, and can never leave half of the records under the old passphrase. The passphrase's
//! key is derived with PBKDF2 and SHA-256 (RFC 8018). The key and the texts are both sealed with AES-256-GCM (NIST SP
//! 800-38D), with a new nonce each time. [`Lock`] and [`Sealed`] are the stored forms.
//!
//! # Parts
//! - [`RawStorage`] and [`Cipher`] are what a browser provides: texts under keys, and AES-GCM with PBKDF2. Everything
//!   else is here.
//! - [`LockableStore`] is the [`Store`](crate::Store) built on them. Without an open lock it passes texts through.
//! - [`LockableStore::run`] does a [`LockJob`]: sets the lock, opens it, changes its passphrase or removes it.
//! - [`Idle`] decides when an untouched page locks itself.
//!
//! # Guarantees
//! Nothing is lost if a job is interrupted at any point. A text is removed in one form only after it has been written
//! in the other. The lock is written before the first text is sealed, and removed after the last one is readable. The
//! next unlock finishes what a job left half done. Nothing is written under a key whose lock is gone. `tests/lock`
//! stops each job after every storage call to check this.

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
    KEY, KEY_LABEL, Lock, MIN_PASSPHRASE_CHARS, MINUTES, NONCE, ROUNDS, SALT, Sealed,
    WeakPassphrase, decode, encode, id_tag, repair, strong, usable,
};
pub use idle::{GRACE_MINUTES, Idle, MAX_UNTOUCHED};
pub use jobs::{LockJob, LockOutcome, Secret};
pub use store::LockableStore;

use crate::Fault;

/// Texts under keys, as in a browser's local storage. Clones use the same storage.
pub trait RawStorage: Clone + 'static {
    /// The storage. `None` if the browser does not allow this page any.
    fn open() -> Option<Self>;
    /// Every key that begins with [`PREFIX`](crate::PREFIX).
    ///
    /// # Errors
    /// [`Fault::Blocked`] when the storage cannot be accessed.
    fn keys(&self) -> Result<Vec<String>, Fault>;
    /// The text under `key`.
    ///
    /// # Errors
    /// [`Fault::Blocked`] when the storage cannot be accessed.
    fn text(&self, key: &str) -> Result<Option<String>, Fault>;
    /// Writes `text` under `key`.
    ///
    /// # Errors
    /// [`Fault::Full`] or [`Fault::Blocked`]; the previous text stays.
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

    /// Returns `count` random bytes.
    ///
    /// # Errors
    /// When there is no source of random bytes.
    fn random(&self, count: usize) -> Result<Vec<u8>, CipherError>;

    /// The key that PBKDF2-HMAC-SHA-256 derives from a passphrase, in `rounds` iterations.
    ///
    /// # Errors
    /// When this page has no such cipher.
    fn key_from_passphrase(
        &self,
        passphrase: &str,
        salt: &[u8],
        rounds: u32,
    ) -> impl Future<Output = Result<Self::Key, CipherError>>;

    /// The key with these [`KEY`] bytes.
    ///
    /// # Errors
    /// When this page has no such cipher.
    fn key_from_bytes(&self, bytes: &[u8]) -> impl Future<Output = Result<Self::Key, CipherError>>;

    /// Seals `bytes`. A `nonce` must be used only once. `label` is authenticated with the bytes. Returns the ciphertext
    /// and its tag.
    ///
    /// # Errors
    /// When this page has no such cipher.
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
    /// When the key or the label is not the one it was sealed with, or the sealed bytes were changed.
    fn open(
        &self,
        key: &Self::Key,
        label: &str,
        sealed: &Sealed,
    ) -> impl Future<Output = Result<Vec<u8>, CipherError>>;
}

/// A cipher failed: it is not available, the key is wrong, or the data was changed. The error does not say which.
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
    /// A text could not be written.
    Write(Box<FailedWrite>),
    /// A sealed text could not be removed.
    Remove(Fault),
}

/// What an open lock needs from the app.
#[derive(Clone)]
pub struct Environment<C> {
    /// Seals and opens.
    pub cipher: C,
    /// Runs a task in the background.
    pub spawn: Rc<dyn Fn(BoxFuture)>,
    /// Called when a text cannot be written or removed later.
    pub report: Rc<dyn Fn(DeferredFailure)>,
    /// The composed and the decomposed form of a text (Unicode NFC and NFD), in this order.
    pub normalise: fn(&str) -> [String; 2],
}
