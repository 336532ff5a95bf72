//! The commands `cargo xtask pack` and `cargo xtask config`, for authors of packs and editors of configurations.
//!
//! They are a separate crate, so that building or serving the check does not compile their dependencies.
//!
//! | module | concern |
//! |---|---|
//! | [`config`] | finds everything that is wrong with a configuration |
//! | [`mod@check`] | finds everything that is wrong with a pack, with its place and a hint |
//! | [`fhir`] | `pack import` and `pack export`; the work is done in the crate `fhir` |
//! | [`mod@paper`] | the check on paper, with instructions for scoring it by hand |
//! | [`read`] | reads files, and reports those that are not UTF-8 |
//! | `sentences` | what is wrong with a file, in words |
//! | [`sheets`] | scores a file of answer sheets |

pub mod check;
pub mod config;
pub mod fhir;
pub mod paper;
pub mod read;
mod sentences;
pub mod sheets;
