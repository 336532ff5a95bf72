//! The rule for when an open lock closes by itself: after the page has been left alone for as long as the person has chosen.

/// How long a visible page may stay untouched if the person has chosen to lock "at once", in minutes.
pub const MAX_UNTOUCHED: u32 = 5;

/// Being out of sight does not count for so long after a file, a printer or the share sheet was asked for, in minutes. What was asked
/// for may cover the page: on phones choosing a file takes it out of sight.
pub const GRACE_MINUTES: u32 = 2;

const MINUTE: i64 = 60_000;

/// When the page was last touched, and for how long it may be left alone. All times are in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    /// Minutes until the lock closes; 0 is at once. `None` while there is no open lock.
    pub minutes: Option<u32>,
    touched: i64,
}

impl Idle {
    /// The end of a grace period that begins now: being out of sight does not count before it.
    pub fn grace_until(now: i64) -> i64 {
        now + i64::from(GRACE_MINUTES) * MINUTE
    }

    /// The page was touched.
    pub fn touch(&mut self, now: i64) {
        self.touched = now;
    }

    /// Whether the lock closes now. `hidden` says that the page is out of sight, which does not count before `grace_until`. It is true
    /// once; then [`Idle::minutes`] is `None`.
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
