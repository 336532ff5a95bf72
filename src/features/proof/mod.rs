//! How to see for oneself that nothing is sent.

pub mod view;
