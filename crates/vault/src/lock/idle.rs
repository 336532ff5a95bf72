//! When an open lock closes automatically: after the page was left untouched for as long as the user has chosen.

/// How long a visible page may stay untouched if the user has chosen to lock at once, in minutes.
pub const MAX_UNTOUCHED: u32 = 5;

/// After a file dialog, the print dialog or the share sheet was opened, being hidden does not count for this many
/// minutes. These may cover the page: on phones, choosing a file hides it.
pub const GRACE_MINUTES: u32 = 2;

const MINUTE: i64 = 60_000;

/// When the page was last touched, and how long it may be left untouched. All times are in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    /// Minutes until the lock closes; 0 is at once when the page is hidden. `None` while there is no open lock.
    pub minutes: Option<u32>,
    touched: i64,
}

impl Idle {
    /// The end of a grace period that begins `now`. Until then, being hidden does not count.
    pub fn grace_until(now: i64) -> i64 {
        now + i64::from(GRACE_MINUTES) * MINUTE
    }

    /// Records that the user touched the page.
    pub fn touch(&mut self, now: i64) {
        self.touched = now;
    }

    /// Whether the lock must close now. `hidden` is whether the page is hidden, which does not count before
    /// `grace_until`. Returns `true` only once: it sets [`Idle::minutes`] to `None`.
    pub fn is_over(&mut self, now: i64, hidden: bool, grace_until: i64) -> bool {
        let Some(minutes) = self.minutes else {
            // Time without an open lock does not count.
            self.touched = now;
            return false;
        };
        let away = hidden && now >= grace_until;
        let allowed = if minutes == 0 && !away {
            MAX_UNTOUCHED
        } else {
            minutes
        };
        let over = now - self.touched >= i64::from(allowed) * MINUTE;
        if over {
            self.minutes = None;
        }
        over
    }
}
