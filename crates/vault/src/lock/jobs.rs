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

/// A task that changes, opens or closes the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockJob {
    /// Set a lock on everything that is stored.
    Set {
        /// The passphrase.
        new: Secret,
        /// The passphrase again, as the user typed it the second time.
        again: Secret,
        /// Minutes untouched until the app locks itself, see [`MINUTES`](super::MINUTES).
        minutes: u32,
    },
    /// Unlock.
    Open(Secret),
    /// Change the passphrase.
    Change {
        /// The current passphrase.
        old: Secret,
        /// The new passphrase.
        new: Secret,
        /// The new passphrase again, as the user typed it the second time.
        again: Secret,
    },
    /// Remove the lock.
    Remove(Secret),
    /// Change how many minutes the app may be untouched until it locks itself.
    SetMinutes(u32),
    /// Lock at once.
    Close,
}

impl LockJob {
    /// The passphrase, as it was typed, that has to open the lock for this job.
    pub fn opens_with(&self) -> Option<&Secret> {
        match self {
            Self::Open(secret) | Self::Remove(secret) | Self::Change { old: secret, .. } => {
                Some(secret)
            }
            Self::Set { .. } | Self::SetMinutes(_) | Self::Close => None,
        }
    }

    /// The same job with `secret` as the passphrase that opens the lock.
    #[must_use]
    pub fn opening_with(mut self, secret: Secret) -> Self {
        if let Self::Open(typed) | Self::Remove(typed) | Self::Change { old: typed, .. } = &mut self
        {
            *typed = secret;
        }
        self
    }

    /// The job once for each form in which its passphrase may have been set, in the order to try them: composed, as
    /// typed, decomposed. New passphrases are always set composed. Older ones were set as the device's keyboard
    /// produced them.
    pub(super) fn with_passphrase_forms(self, normalise: fn(&str) -> [String; 2]) -> Vec<Self> {
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

/// How a [`LockJob`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockOutcome {
    /// The lock was set.
    Set,
    /// The lock is open.
    Opened,
    /// The passphrase or the number of minutes was changed.
    Changed,
    /// The lock was removed.
    Removed,
    /// The passphrase is wrong, or the lock was tampered with. A cipher cannot tell the two apart.
    Wrong,
    /// The stored lock cannot be read, so no passphrase can be tried.
    Damaged,
    /// A sealed text does not open, so the lock stays: without it the text would be lost.
    Unreadable,
    /// Another tab has set, changed or removed the lock in the meantime.
    Elsewhere,
    /// There is no room to write a text.
    Full,
    /// The browser did not let the page write or remove something. The next unlock finishes what is half done.
    Storage,
    /// This page has no access to the browser's ciphers.
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
