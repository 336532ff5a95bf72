//! The result of a finished check, in words and a picture.

mod details;
mod scales;
pub mod view;
