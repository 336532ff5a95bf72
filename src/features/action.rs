//! The actions of the features that are loaded lazily.

use super::{
    calendar, copies, export, find, help, history, lock, note, plan, reflection, supervision_sheet,
};
use crate::session::status::StatusMessage;

/// Defines the action of all features, and how the action of each becomes one.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident($action:ty),)*) => {
        /// Something that happens in a feature that is loaded lazily.
        #[derive(Clone, Debug, PartialEq)]
        pub enum FeatureAction {
            $($(#[$meta])* $name($action),)*
        }

        $(impl From<$action> for FeatureAction {
            fn from(action: $action) -> Self {
                Self::$name(action)
            }
        })*
    };
}

actions! {
    /// In an entry for a calendar.
    Calendar(calendar::state::Action),
    /// In copies of everything.
    Copies(copies::state::Action),
    /// In a document that leaves the app.
    Export(export::state::Action),
    /// In the search of the register.
    Find(find::state::Action),
    /// In Help now.
    Help(help::state::Action),
    /// In a long list.
    History(history::state::Action),
    /// In the lock.
    Lock(lock::state::Action),
    /// In a note.
    Note(note::state::Action),
    /// In a plan.
    Plan(plan::state::Action),
    /// In the reflection.
    Reflection(reflection::state::Action),
    /// In the page for supervision.
    Sheet(supervision_sheet::state::Action),
    /// A message is shown next to the control that was pressed.
    Status(StatusMessage),
}
