//! What has to be done outside the session after an action, as values. [`crate::runtime`] does it.

use std::rc::Rc;

use super::content::Content;
use super::navigation::Departure;
use crate::features::export::state::{Destination, Document};
use instrument::CheckId;
use vault::lock::LockJob;

/// Something to do outside the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Change what is kept.
    Vault(vault::Change),
    /// Read the vault again.
    Reload,
    /// Try again to keep what could not be kept.
    Retry,
    /// Read what other tabs have written. If a lock is open, it is decrypted first.
    ReadOtherTabs,
    /// Use these questions and texts from now on.
    ReplaceContent(Rc<Content>),
    /// Store the text of the questions with the checks on them, unless everything is locked.
    KeepPack,
    /// Move focus, once the change is on the page.
    Focus(Focus),
    /// Tell the page around the app that this happened, once the change is on the page.
    Announce(Event),
    /// Make the browser's history this deep.
    Navigate(usize),
    /// Go back to the first of the app's entries in the browser's history.
    RestartHistory,
    /// Fetch the code and the texts of the lazy screens. [`super::Action::LazyLoaded`] follows.
    FetchLazy,
    /// Fetch everything in this language, by its tag. [`super::Action::LanguageLoaded`] follows.
    FetchLanguage(String),
    /// Remember the language that was chosen, by its tag.
    KeepLanguage(String),
    /// Start what needs the lazy code: the keys of quick exit, and the warnings about the organisation's colours.
    StartLazy,
    /// Watch for inactivity, and lock after the time that is set.
    WatchIdle,
    /// Forget the key of the open lock.
    CloseLock,
    /// Show the app again once it has been drawn empty.
    Reveal,
    /// Make the document and send it to the destination.
    Export(Document, Destination),
    /// Print the sheet for supervision of this check, which is on the screen.
    Print(CheckId),
    /// Do something with the lock.
    Lock(LockJob),
}

/// Where focus goes after a change, as the element that had it may be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The heading of a new screen.
    Screen,
    /// The control from which a screen was left, as the person has come back to it. The page is scrolled as it was
    /// then.
    Return(Departure),
    /// The heading, as something on the screen was deleted.
    Heading,
    /// The heading, if the element that had focus is gone. Somebody who is reading "Help now" keeps their place.
    IfLost,
    /// The confirmation about this id or key, or the button that opens it. Each takes the other's place.
    Confirmation(String),
    /// The field with the text to be copied by hand.
    ByHand,
}

/// What the page around the app is told. Its name is public: see `docs/embed.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another screen is shown.
    Step,
    /// A check was finished.
    Complete,
    /// The app is in another language.
    Language,
}
