//! A throttle with a leading and a trailing edge. The first of many calls is let through at once, and after it one in each interval.

/// Decides when a call is let through. The caller keeps the time.
///
/// ```
/// use compassion_check::platform::throttle::Throttle;
///
/// let mut throttle = Throttle::default();
/// assert!(throttle.call(), "the first one at once");
/// assert!(!throttle.call() && !throttle.call(), "these two wait for the end of the interval");
/// assert!(throttle.elapsed(), "one for both, and another interval begins");
/// assert!(!throttle.elapsed(), "nothing was called in that one, so none begins");
/// assert!(throttle.call());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// Whether an interval has begun and is not over.
    running: bool,
    /// Whether there was a call since it began.
    called: bool,
}

impl Throttle {
    /// Something is called. Returns whether it is to be done now; if so an interval begins, and [`Throttle::elapsed`] has to be
    /// called at its end.
    pub fn call(&mut self) -> bool {
        self.called = self.running;
        !std::mem::replace(&mut self.running, true)
    }

    /// The interval is over. Returns whether what was called in it is to be done now; if so another interval begins.
    pub fn elapsed(&mut self) -> bool {
        self.running = std::mem::take(&mut self.called);
        self.running
    }
}
