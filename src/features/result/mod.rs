//! The result of a finished check, in words and a chart.

mod details;
mod scales;
pub mod view;
