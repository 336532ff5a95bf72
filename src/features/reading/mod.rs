//! References and further reading.

pub mod view;
