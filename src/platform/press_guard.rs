//! Which presses count. A press does not count if its control may have appeared under the finger by chance.
//!
//! A tap on an answer shows the next question, with its answers in the same place. So the second tap of a double tap, a
//! tremor, or a key that is held down would answer a question that was never read. The rule depends on when the screen
//! was shown and where the press was that led to it, never on the control that is pressed. `web/early-taps.js` has the
//! same rule for the first screens, which can be tapped before this code has loaded. A test compares the two.
//!
//! Presses without a place always count: Enter and Space on a control that has focus, a switch, a screen reader. After
//! each step focus is on the heading, so a second press of that kind does not reach an answer.

/// Nobody can react to something new within this time, in milliseconds: in athletics, a start that early is a false
/// start. It stops the second of two fingers that touch the screen at once. It does not apply to keys, as pressing two
/// different keys is deliberate.
pub const REACTION: f64 = 100.0;

/// Within this time, in milliseconds, a press in the same place belongs to the press before it: operating systems allow
/// up to 500 ms between the two taps of a double tap.
pub const REPEAT: f64 = 500.0;

/// Two points at most this far apart, in CSS pixels, are the same place. The centres of neighbouring answers are 60
/// apart, so two answers given on purpose are further apart than this. The two taps of a double tap are closer.
pub const SPOT: f64 = 40.0;

/// Where a press was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// At this point of the window, in CSS pixels from its top left corner.
    Point(f64, f64),
    /// On the key with this character. The same key is the same place, so two separate presses of "1" within [`REPEAT`]
    /// are one answer: the second question cannot have been read in that time.
    Key(char),
    /// A press without a place: Enter or Space, a switch, a screen reader.
    Nowhere,
}

impl Place {
    /// Whether presses at `self` and at `other` are in the same place. Always `false` for [`Place::Nowhere`].
    pub fn is_at(self, other: Self) -> bool {
        match (self, other) {
            (Self::Point(x, y), Self::Point(other_x, other_y)) => {
                // Compared squared: a square root would add code to the first load.
                let (across, down) = (x - other_x, y - other_y);
                across * across + down * down <= SPOT * SPOT
            }
            (Self::Key(key), Self::Key(other)) => key == other,
            _ => false,
        }
    }
}

/// A press, as the browser reports it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    /// When it began, in milliseconds on a monotonic clock.
    pub time: f64,
    /// Where it was made.
    pub place: Place,
    /// Whether it is a repeat of a key that is held down.
    pub repeat: bool,
}

/// Decides which presses count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PressGuard {
    /// When the current controls were shown.
    shown: f64,
    /// The start of the [`REPEAT`] interval: when the current controls were shown, or the time of the last repeated
    /// press at [`PressGuard::last`] since then. Each such press restarts the interval, as a tremor may last longer
    /// than it.
    quiet: f64,
    /// Where the last press that counted was made.
    last: Place,
}

impl PressGuard {
    /// A guard for an app that starts. `last` is where the prerendered screens were tapped last, before the app had
    /// loaded.
    pub fn new(last: Place) -> Self {
        Self {
            shown: f64::NEG_INFINITY,
            quiet: f64::NEG_INFINITY,
            last,
        }
    }

    /// Tells the guard that new controls are shown since `time`, in milliseconds.
    pub fn shown(&mut self, time: f64) {
        (self.shown, self.quiet) = (time, time);
    }

    /// Returns whether `press` counts, and remembers it.
    pub fn counts(&mut self, press: Press) -> bool {
        let again = press.time - self.quiet < REPEAT && self.last.is_at(press.place);
        let unseen = press.time - self.shown < REACTION && matches!(press.place, Place::Point(..));
        let counts = !press.repeat && !again && !unseen;
        if counts {
            self.last = press.place;
        } else if again && press.time > self.quiet {
            self.quiet = press.time;
        }
        counts
    }
}
