//! The result of a finished check, in words and a chart.

mod answers;
mod scales;
pub mod view;
