//! What can be done with the lock, and how it can end.

use std::fmt;

use super::CipherError;
use crate::Fault;

/// A passphrase. Its `Debug` output does not contain it, so it never reaches a log.
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
    /// From now on, close by itself after so many minutes.
    SetMinutes(u32),
    /// Lock at once.
    Close,
}

impl LockJob {
    /// The passphrase that has to open the lock for it, as it was typed.
    pub fn opens_with(&self) -> Option<&Secret> {
        match self {
            Self::Open(secret) | Self::Remove(secret) | Self::Change { old: secret, .. } => {
                Some(secret)
            }
            Self::Set { .. } | Self::SetMinutes(_) | Self::Close => None,
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

    /// The job with each form its passphrase may have been set in, to be tried one after the other: composed, as every passphrase is
    /// set now; as it was typed; and decomposed. One that was set before passphrases were normalised opens with the form of its device.
    pub(super) fn attempts(self, normalise: fn(&str) -> [String; 2]) -> Vec<Self> {
        let Some(Secret(typed)) = self.opens_with().cloned() else {
            return vec![self];
        };
        let [composed, decomposed] = normalise(&typed);
        let mut forms = vec![composed];
        for form in [typed, decomposed] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let with = |form| self.clone().opening_with(Secret(form));
        forms.into_iter().map(with).collect()
    }
}

/// How something to do with the lock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockOutcome {
    /// The lock is on.
    Set,
    /// It is open.
    Opened,
    /// The passphrase, or when it locks itself, was changed.
    Changed,
    /// The lock is off.
    Removed,
    /// The passphrase does not open it, or what it opens was tampered with: a cipher cannot tell the two apart.
    Wrong,
    /// The text that says how to open it is damaged.
    Damaged,
    /// A sealed text does not open, and would be lost without the lock.
    Unreadable,
    /// Another tab has changed the lock in the meantime.
    Elsewhere,
    /// There is no room to write what is sealed.
    Full,
    /// The browser did not let the page write or remove something. It may be half done, and the next opening finishes it.
    Storage,
    /// This browser has no ciphers for this page.
    Unable,
}

impl From<CipherError> for LockOutcome {
    fn from(_: CipherError) -> Self {
        Self::Unable
    }
}

impl From<Fault> for LockOutcome {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Full => Self::Full,
            Fault::Locked => Self::Elsewhere,
            Fault::Blocked | Fault::InTheWay | Fault::Stuck => Self::Storage,
        }
    }
}
