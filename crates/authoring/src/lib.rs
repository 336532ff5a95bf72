//! What authors of packs and editors of configurations need, run as `cargo xtask pack <command>` and `cargo xtask config check`.
//!
//! A crate of its own, so that whoever only serves or builds the check does not compile what these commands need.
//!
//! | module | concern |
//! |---|---|
//! | [`config`] | everything an editor ought to know about a configuration |
//! | [`mod@check`] | everything that is wrong with a pack, with its place and a hint |
//! | [`fhir`] | `pack import` and `pack export`; the work is done in the crate `fhir` |
//! | [`mod@paper`] | the check on paper, with its scoring by hand |
//! | [`read`] | files as people wrote them: their encoding |
//! | [`sheets`] | scores a file of answer sheets |

pub mod check;
pub mod config;
pub mod fhir;
pub mod paper;
pub mod read;
pub mod sheets;
