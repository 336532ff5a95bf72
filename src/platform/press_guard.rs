//! Which presses count: nobody presses a control by accident that has only just come under their finger.
//!
//! A tap answers and shows the next question, whose answers lie where the finger still is. So a second tap of a double tap, a finger
//! that trembles, or a key held down would answer a question that was never read. The rule looks at when the screen was
//! shown and at where the press was made that led to it; it never looks at what is pressed. `web/early-taps.js` has the same rule for
//! the first screens, which can be tapped before this code is there; a test holds the two together.
//!
//! Presses without a place always count: Enter and Space on a control that has focus, a switch, a screen reader. After each step
//! focus is on the heading, so a second press of that kind finds no answer.

/// Nobody reacts to something new within this time, in milliseconds: athletics calls such a start false. Two fingers that
/// land on a screen at once are of this kind. Two different keys are not: each is struck by itself.
pub const REACTION: f64 = 100.0;

/// Within this time, in milliseconds, a press in the same place belongs to the press before: systems take up to 500 ms between
/// two taps for a double tap.
pub const REPEAT: f64 = 500.0;

/// Two points closer than this, in CSS pixels, are the same place. Neighbouring answers are 60 apart from middle to middle, so two
/// answers given on purpose are further apart; the second tap of a double tap is closer.
pub const SPOT: f64 = 40.0;

/// Where a press was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// At this point of the window, in CSS pixels from its top left corner.
    Point(f64, f64),
    /// On the key with this character. A key stays under its finger, so the same key is the same place: two separate presses
    /// of "1" within [`REPEAT`] are one answer, as in that time the second question cannot have been read.
    Key(char),
    /// By something that has no place: Enter or Space, a switch, a screen reader.
    Nowhere,
}

impl Place {
    /// Whether a press here and one at `other` are in the same place.
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

/// A press as the browser tells of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    /// When it began, in milliseconds on a clock that never goes back.
    pub time: f64,
    /// Where it was made.
    pub place: Place,
    /// Whether the browser repeats a key that is held down.
    pub repeat: bool,
}

/// Decides which presses count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PressGuard {
    /// When what can be pressed now was shown.
    shown: f64,
    /// Since when nothing was pressed where [`PressGuard::last`] is. A press that does not count starts this time anew, as a finger that
    /// trembles goes on longer than [`REPEAT`].
    quiet: f64,
    /// Where the last press was made that counted.
    last: Place,
}

impl PressGuard {
    /// A guard for an app that opens; `last` is where its first screens were tapped before it was there.
    pub fn new(last: Place) -> Self {
        Self {
            shown: f64::NEG_INFINITY,
            quiet: f64::NEG_INFINITY,
            last,
        }
    }

    /// Something new to press is shown since `time`.
    pub fn shown(&mut self, time: f64) {
        (self.shown, self.quiet) = (time, time);
    }

    /// Whether `press` counts.
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
