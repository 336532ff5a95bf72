//! What is stored, and clearing it.

pub mod view;
