//! How the person can check that nothing is sent.

pub mod view;
