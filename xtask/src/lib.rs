//! The project's own commands, run as `cargo xtask <command>`.
//!
//! | module | concern |
//! |---|---|
//! | [`project`] | where the checkout, its `target` folder and its files are |
//! | [`run`] | starting other programs, and durations as text |
//! | [`hash`] | names and digests from a file's content |
//! | [`tools`] | the pinned tools: found on `PATH` or installed under `target/tools` and `node_modules` |
//! | [`mod@bench`] | `cargo xtask bench`: measurements and their targets |
//! | [`build`] | wasm, style sheet, texts and page into `dist/`, hashed and precompressed; the byte budget |
//! | [`demo`] | host pages of many kinds that show the check, to look at and for the end-to-end tests |
//! | [`pack`] | `cargo xtask pack` and `config`, which run the crate in `crates/authoring` |
//! | [`mod@package`] | `cargo xtask package`: the build as one zip |
//! | [`server`] | a static file server on loopback, also used by the end-to-end tests |
//! | [`serve`] | `cargo xtask serve` |
//! | [`mod@test`] | `cargo xtask test`: every check, in order, timed |

pub mod bench;
pub mod build;
pub mod demo;
pub mod hash;
pub mod pack;
pub mod package;
pub mod project;
pub mod run;
pub mod serve;
pub mod server;
pub mod test;
pub mod tools;
