//! The way a person came, so that the screen's Back and the browser's own Back are one thing.

use crate::features::screens::lazy_screens;
use crate::text::Text;
use instrument::check::CheckId;

/// Defines the screens: those of the first load, and those that are loaded lazily.
macro_rules! define_screens {
    ($(
        $(#[$meta:meta])*
        $number:literal $feature:ident::$view:ident = $screen:ident $(($id:ident: $check:ty))?, $name:literal, $heading:ident;
    )*) => {
        /// A screen of the app.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Screen {
            /// What it is, and Start.
            Intro,
            /// The item at this place of the pack.
            Question(usize),
            /// Stop here? Keep or drop.
            Pause,
            $($(#[$meta])* $screen $(($check))?,)*
        }

        impl Screen {
            /// Its public name, in the attribute `data-screen`.
            pub fn name(&self) -> &'static str {
                match self {
                    Self::Intro => "intro",
                    Self::Question(_) => "question",
                    Self::Pause => "pause",
                    $(Self::$screen { .. } => $name,)*
                }
            }

            /// Its heading while its code is on its way. `None` for a screen of the first load.
            pub fn heading(&self) -> Option<Text> {
                match self {
                    Self::Intro | Self::Question(_) | Self::Pause => None,
                    $(Self::$screen { .. } => Some(Text::$heading),)*
                }
            }

            /// The check it is about.
            pub fn check(&self) -> Option<&CheckId> {
                match self {
                    $($(Self::$screen($id) => Some($id),)?)*
                    _ => None,
                }
            }

            /// The check it is about.
            fn check_mut(&mut self) -> Option<&mut CheckId> {
                match self {
                    $($(Self::$screen($id) => Some($id),)?)*
                    _ => None,
                }
            }
        }
    };
}

lazy_screens!(define_screens);

impl Screen {
    /// Whether its code comes after the first load.
    pub fn is_lazy(&self) -> bool {
        !matches!(self, Self::Intro | Self::Question(_) | Self::Pause)
    }
}

/// Where on a screen the person was when they left it: the control that led away, and how far the page was scrolled.
///
/// It names a control, never what was answered with it, and stays in memory: the browser's history does not hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The control's `data-action`.
    pub control: String,
    /// Its place among the controls with that name, from 0.
    pub nth: usize,
    /// How far the page was scrolled, in CSS pixels.
    pub top: i32,
}

/// A screen the person has been on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Visit {
    screen: Screen,
    departure: Option<Departure>,
}

impl Visit {
    fn to(screen: Screen) -> Self {
        Self {
            screen,
            departure: None,
        }
    }
}

/// The screens behind, the one shown, and those the browser's Forward leads to.
///
/// The browser's history holds only the depth of each entry, never a screen: no question and no answer can stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationStack {
    /// Never empty; begins with the intro.
    visits: Vec<Visit>,
    /// Place in `visits` of the screen shown.
    current: usize,
    /// Whether the person came back to the screen that is shown, by Back or Forward.
    returned: bool,
}

impl Default for NavigationStack {
    fn default() -> Self {
        Self {
            visits: vec![Visit::to(Screen::Intro)],
            current: 0,
            returned: false,
        }
    }
}

impl NavigationStack {
    /// The screen shown.
    pub fn here(&self) -> &Screen {
        &self.visits[self.current].screen
    }

    /// How many screens are behind.
    pub fn depth(&self) -> usize {
        self.current
    }

    /// The screen before, if the last step led on from it to the one shown.
    pub fn came_from(&self) -> Option<&Screen> {
        let before = self.current.checked_sub(1).filter(|_| !self.returned)?;
        Some(&self.visits[before].screen)
    }

    /// Where the person left the screen that is shown, if they have come back to it.
    pub fn departure(&self) -> Option<&Departure> {
        let departure = self.visits[self.current].departure.as_ref();
        departure.filter(|_| self.returned)
    }

    /// The person is about to leave the screen that is shown, from this control.
    pub fn depart(&mut self, departure: Departure) {
        self.visits[self.current].departure = Some(departure);
    }

    /// On to `screen`; what Forward led to is gone. To where one already is, nothing happens.
    pub fn go(&mut self, screen: Screen) {
        if self.here() == &screen {
            return;
        }
        self.visits.truncate(self.current + 1);
        self.visits.push(Visit::to(screen));
        self.current += 1;
        self.returned = false;
    }

    /// One screen back, if there is one.
    pub fn back(&mut self) {
        self.to_depth(self.current.saturating_sub(1));
    }

    /// To the screen at `depth`, or the nearest there is.
    pub fn to_depth(&mut self, depth: usize) {
        let at = depth.min(self.visits.len() - 1);
        self.returned |= at != self.current;
        self.current = at;
    }

    /// The check `old` is called `new` from now on.
    pub fn rename(&mut self, old: &CheckId, new: &CheckId) {
        let screens = self.visits.iter_mut().map(|visit| &mut visit.screen);
        let checks = screens.filter_map(Screen::check_mut);
        for id in checks.filter(|id| *id == old) {
            *id = new.clone();
        }
    }

    /// Back to the intro, with nothing behind and nothing ahead.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// To `screen`, with only the intro behind.
    pub fn restart_at(&mut self, screen: Screen) {
        self.restart();
        self.go(screen);
    }
}
