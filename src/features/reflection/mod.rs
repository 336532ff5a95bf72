//! Something to think through after a result, such as whether one is all right to see clients. Its words are in the
//! pack. The outcome is stored only if the person puts it in a note.

pub mod rule;
pub mod state;
pub mod update;
pub mod view;
