//! A throttle with a leading and a trailing edge: of many calls the first goes through at once, then one in each
//! interval.

/// Decides when a call goes through. The caller runs the timer.
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
    /// Whether an interval is running.
    running: bool,
    /// Whether there was a call in the current interval.
    called: bool,
}

impl Throttle {
    /// Returns whether this call goes through now. If so, an interval begins, and the caller has to call
    /// [`Throttle::elapsed`] at its end.
    pub fn call(&mut self) -> bool {
        self.called = self.running;
        !std::mem::replace(&mut self.running, true)
    }

    /// Ends the interval. Returns whether a call of that interval goes through now. If so, another interval begins.
    pub fn elapsed(&mut self) -> bool {
        self.running = std::mem::take(&mut self.called);
        self.running
    }
}
