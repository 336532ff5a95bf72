//! Saves everything to a file and restores it, and writes a table for a spreadsheet.

pub mod csv;
pub mod state;
pub mod update;
pub mod view;
