//! The lock: what is asked of it, and how that ended.

use std::fmt;

use vault::Returned;

/// A passphrase. It is shown nowhere, not even to whoever looks for a fault.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Something to do with the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockJob {
    /// Put a lock on everything kept.
    Set {
        /// The passphrase.
        new: Secret,
        /// The same once more.
        again: Secret,
        /// Minutes away until it locks itself.
        minutes: u32,
    },
    /// Unlock.
    Open(Secret),
    /// Change the passphrase.
    Change {
        /// The one so far.
        old: Secret,
        /// The new one.
        new: Secret,
        /// The same once more.
        again: Secret,
    },
    /// Take the lock off.
    Remove(Secret),
    /// Lock itself after so many minutes from now on.
    After(u32),
    /// Lock at once.
    Now,
}

impl LockJob {
    /// The passphrase that has to open the lock for it, as it was typed.
    pub fn opens_with(&self) -> Option<&Secret> {
        match self {
            Self::Open(secret) | Self::Remove(secret) | Self::Change { old: secret, .. } => {
                Some(secret)
            }
            Self::Set { .. } | Self::After(_) | Self::Now => None,
        }
    }

    /// The same job, opening the lock with `secret`.
    #[must_use]
    pub fn opening_with(mut self, secret: Secret) -> Self {
        if let Self::Open(typed) | Self::Remove(typed) | Self::Change { old: typed, .. } = &mut self
        {
            *typed = secret;
        }
        self
    }
}

/// How something to do with the lock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// The lock is on.
    Set,
    /// It is open.
    Opened,
    /// The passphrase was changed.
    Changed,
    /// The lock is off.
    Removed,
    /// The passphrase does not open it, or what it opens was tampered with: a cipher cannot tell the two apart.
    Wrong,
    /// What says how to open it is damaged.
    Damaged,
    /// Something sealed does not open, and would be lost without the lock.
    Shut,
    /// Another tab has changed the lock in the meantime.
    Elsewhere,
    /// There is no room to write what is sealed.
    Full,
    /// This browser has no ciphers for this page.
    Unable,
}

/// Something that happens to the lock.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Another choice of when a new lock closes by itself, in minutes.
    Minutes(u32),
    /// Do this.
    Do(LockJob),
    /// Something that was sealed could not be written after all.
    Returned(Box<Returned>),
}

/// The form for a new lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// When it closes by itself, in minutes.
    pub minutes: u32,
}

impl State {
    /// When a lock closes by itself, in minutes, unless something else is chosen.
    pub const MINUTES: u32 = 5;
}

impl Default for State {
    fn default() -> Self {
        Self {
            minutes: Self::MINUTES,
        }
    }
}
