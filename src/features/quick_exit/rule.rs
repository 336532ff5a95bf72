//! Shift, pressed three times, leaves the page: the rule of the GOV.UK Design System's "Exit this page".
//!
//! Presses are counted on release. Shift held for a capital letter does not count: the letter is released while Shift
//! is down, so the release of Shift that follows is not counted. The count starts again after any other key, or after
//! five seconds.

/// The next press has to follow within this time, in milliseconds.
pub const REPEAT_TIMEOUT: i64 = 5_000;

/// What follows from a key, or from some time without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Two more presses leave the page.
    TwoMore,
    /// One more press leaves the page.
    OneMore,
    /// The count starts again.
    Over,
    /// Leave.
    Leave,
}

/// The presses so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShiftPresses {
    count: u32,
    /// When the last one was, in milliseconds since 1970.
    last: i64,
    /// Whether Shift was down when the last key was let go.
    held: bool,
}

impl ShiftPresses {
    /// A key was let go: whether it was Shift, and whether Shift is still down, at `now` in milliseconds.
    pub fn key(&mut self, is_shift: bool, held: bool, now: i64) -> Option<Signal> {
        let counts = is_shift && !self.held;
        self.held = held;
        if !counts {
            return self.over();
        }
        if self.is_late(now) {
            self.count = 0;
        }
        self.last = now;
        self.count += 1;
        Some(match self.count {
            1 => Signal::TwoMore,
            2 => Signal::OneMore,
            _ => {
                self.count = 0;
                Signal::Leave
            }
        })
    }

    /// Some time has passed.
    pub fn wait(&mut self, now: i64) -> Option<Signal> {
        if self.is_late(now) { self.over() } else { None }
    }

    /// Whether the count is zero and the timeout is over.
    pub fn is_idle(self, now: i64) -> bool {
        self.count == 0 && self.is_late(now)
    }

    fn is_late(self, now: i64) -> bool {
        now - self.last >= REPEAT_TIMEOUT
    }

    fn over(&mut self) -> Option<Signal> {
        let counted = std::mem::take(&mut self.count) > 0;
        counted.then_some(Signal::Over)
    }
}
