//! Draws the screens that are loaded lazily.

use super::screens::lazy_screens;
use crate::components::{Page, ViewContext};
use crate::session::Screen;
use instrument::CheckId;
use split_point::split_points;

/// Defines the split point of each screen, and which of them draws the screen that is shown.
macro_rules! define_views {
    ($(
        $(#[$meta:meta])*
        $number:literal $feature:ident::$view:ident = $screen:ident $(($id:ident: $check:ty))?, $name:literal, $heading:ident;
    )*) => {
        split_points! {
            $($(#[$meta])* $number fn $view(view: &ViewContext $(, $id: &$check)?) -> Page = super::$feature::view::$view;)*
        }

        /// The screen that is shown, if it is one of these. Its code has to be here.
        pub fn page(view: &ViewContext) -> Page {
            match view.session.screen() {
                $(Screen::$screen $(($id))? => $view(view $(, $id)?),)*
                Screen::Intro | Screen::Question(_) | Screen::Pause => Page::default(),
            }
        }
    };
}

lazy_screens!(define_views);
