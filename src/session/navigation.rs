//! The screens that the person has been on. Back on the screen and Back in the browser both use this stack.

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
            /// Asks whether to stop here, and to keep or drop the answers.
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

            /// Its heading while its code is loading. `None` for a screen of the first load.
            pub fn heading(&self) -> Option<Text> {
                match self {
                    Self::Intro | Self::Question(_) | Self::Pause => None,
                    $(Self::$screen { .. } => Some(Text::$heading),)*
                }
            }

            /// Every lazy screen, in the order of the list. Those about a check are about the one with this id.
            pub fn all_lazy(id: &CheckId) -> Vec<Self> {
                vec![$(Self::$screen $((<$check>::clone(id)))?,)*]
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

/// Where the person was on a screen when they left it: the control they pressed, and how far the page was scrolled.
///
/// It names a control, never an answer, and stays in memory. The browser's history does not get it.
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

/// The screens behind, the one shown, and those that the browser's Forward leads to.
///
/// The browser's history holds only the depth of each entry, so it never has a screen, a question or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationStack {
    /// Never empty. The intro comes first.
    visits: Vec<Visit>,
    /// The index in `visits` of the screen that is shown.
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
    /// The screen that is shown.
    pub fn here(&self) -> &Screen {
        &self.visits[self.current].screen
    }

    /// How many screens are behind.
    pub fn depth(&self) -> usize {
        self.current
    }

    /// The screen that Back leads to.
    pub fn before(&self) -> Option<&Screen> {
        Some(&self.visits[self.current.checked_sub(1)?].screen)
    }

    /// The screen that the browser's Forward leads to.
    pub fn ahead(&self) -> Option<&Screen> {
        self.visits.get(self.current + 1).map(|visit| &visit.screen)
    }

    /// Whether the person came back to the screen that is shown, by Back or Forward.
    pub fn has_returned(&self) -> bool {
        self.returned
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

    /// Goes forward to `screen`. The screens that Forward led to are dropped. If `screen` is shown already, nothing
    /// happens.
    pub fn go(&mut self, screen: Screen) {
        if self.here() == &screen {
            return;
        }
        self.visits.truncate(self.current + 1);
        self.visits.push(Visit::to(screen));
        self.current += 1;
        self.returned = false;
    }

    /// Goes one screen back, if there is one.
    pub fn back(&mut self) {
        self.to_depth(self.current.saturating_sub(1));
    }

    /// Goes to the screen at `depth`, or to the nearest there is.
    pub fn to_depth(&mut self, depth: usize) {
        let at = depth.min(self.visits.len() - 1);
        self.returned |= at != self.current;
        self.current = at;
    }

    /// Replaces the check id `old` by `new`.
    pub fn rename(&mut self, old: &CheckId, new: &CheckId) {
        let screens = self.visits.iter_mut().map(|visit| &mut visit.screen);
        let checks = screens.filter_map(Screen::check_mut);
        for id in checks.filter(|id| *id == old) {
            *id = new.clone();
        }
    }

    /// Goes to the intro, with no screens behind it and none ahead.
    pub fn restart(&mut self) {
        *self = Self::default();
    }

    /// Goes to `screen`, with only the intro behind it.
    pub fn restart_at(&mut self, screen: Screen) {
        self.restart();
        self.go(screen);
    }
}
