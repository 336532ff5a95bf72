//! Copies of everything in files, and back; a table for a spreadsheet.

pub mod csv;
pub mod state;
pub mod update;
pub mod view;
