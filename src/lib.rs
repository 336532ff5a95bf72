//! A private self-check for counsellors and psychotherapists, wholly in the browser.
//!
//! How data flows: `config.json`, a pack and a locale are fetched side by side with the binary and checked while parsed. A tap becomes
//! an [`session::Action`]; [`session::update()`] changes the [`session::Session`] and returns [`session::Effect`]s; [`runtime`] does
//! them, in the [`vault`] or through its ports. [`instrument::score()`] and [`instrument::guide`] turn answers into words; the views in
//! [`features`] show them.
//!
//! # Map
//! In `crates/`; only the tools of authors depend on the app:
//! - [`instrument`]: packs, answers, exact scores, guidance, trends.
//! - [`vault`]: what is kept, in stored forms of its own, over a `Store`; and the lock, over a `Cipher`.
//! - [`site_config`]: `config.json`, and what an editor ought to know about it.
//! - [`json`]: JSON, read into types and written from them by serde. The parser is its own.
//! - [`split_point`]: marks what is loaded lazily.
//! - `fhir`: Questionnaires to packs and back. `authoring`: what authors of packs use, run as `cargo xtask pack`.
//!
//! The app, in `src/`. There is no cycle among its files (`tests/native/modules.rs`):
//! - [`features`]: one folder for each thing that a person does, with its state, its actions, its update and its view.
//! - [`session`]: the whole app as one value, and the root of its update. Pure.
//! - [`runtime`]: lets an action happen, and does the effects. The app and the tests drive the same one, over ports of their own. Names no browser API.
//! - [`app`]: the Yew component, its ports to the browser, and the frame around each screen.
//! - [`components`]: parts that several features draw with.
//! - [`platform`]: the only user of web-sys, js-sys and gloo.
//! - [`text`]: the interface texts and dates.
//! - `paper` and `static_pages`, native only: the check on paper, and screens as text for the build and the tests. `authoring` depends on
//!   the app for `paper` alone. A crate of its own would need [`text`] and the views of [`components`] in one more crate beneath both, and
//!   each crate on the way to the browser costs bytes.
//!
//! The scripts around the app, in `web/`:
//! - `start.js` is the one way to start it: fetches, chooses the language, hands over what [`platform::Host`] names. `loader.js`
//!   does so on our own page, alone or in a frame; `embed/` on a host's page, which becomes `embed.js`. Our page has been
//!   painted before anything is fetched. Drawing is a separate task: on a mid-range phone that brings the largest paint at 0.9 s
//!   instead of 2 s, and a third of the time in which a tap has to wait.
//! - `request.js` has the one rule for how long files are waited for. What hangs ends in the page of last resort, with a link to try
//!   again, or for a lazy screen in its "missing" state; where the loader itself hangs, or all of the
//!   files, `styles/late.css` shows that page: with the other first styles it stands in the page itself (`styles/first.css`).
//! - `frame.js` and `embed/frame.js` are the two ends of a frame: height, language, colours, never an answer. `embed/intrinsic-size.js`
//!   gives the element a width of its own where its box asks for one, and `embed/error-reason.js` names what kept it from being shown.
//! - `sw.js` and `offline.js` keep it for when there is no network, one whole version at a time, a newer one by consent. Each file is
//!   compared with its SHA-256 before it is served.
//! - `refresh-help.js` and `embed/help.js` bring the organisation's own help to where nothing of the check runs, by the rules in
//!   `help-lines.js`.
//! - `check-config.js` shows an editor what [`site_config::audit`](mod@site_config::audit) finds, and what the server, or something
//!   behind it, does to the files (`server-checks.js`).
//!
//! All screens but those of [`features::check`] are lazy: the first load calls their code, and what only they need of the crates, by split
//! points ([`split_point`]), mostly in files called `lazy`. The build moves what only those reach, code and data, into a second
//! WebAssembly module (`xtask/src/build/split.rs`), fetched with the style sheet as soon as the first screen works.
//! The files that are fetched then keep the name that the public surface has for them: `later-*.wasm` and `locales/*.later.json`.
//!
//! # Invariants, and what holds each
//! 1. After load, which ends with the second module, no request leaves the page unless the person follows a link, chooses another
//!    language or tries again what did not arrive; no answer in URL, title or log: `tests/e2e`, the `private` scenarios, and the
//!    content security policy in `index.html`. That is why a page left open for days does not look for a new version either.
//! 2. The rules do not depend on the browser. The crates beneath the app do not depend on it: `tests/native/crates.rs`. `session`, `text`, the
//!    rules of each feature, and two of the platform's own (`press_guard`, `throttle`) do not name it: `tests/native/tidy.rs`.
//! 3. `platform` alone reaches for the browser: `tests/native/tidy.rs`.
//! 4. What is stored has a type and a version of its own, and what cannot be read is never removed nor
//!    written over: `tests/native/{vault,note,plan,backup,restore,lock}.rs`. A finished check is never replaced, and what could not be
//!    kept is tried again: `tests/native/{tabs,retry,deferred_write,merge}.rs`, and `tests/model`, which plays tabs on one store at random.
//!    Under a lock nothing is lost wherever a page stops or its storage fails: `crates/vault/tests/lock`.
//! 5. No sentence a person reads is in Rust code: `packs/`, `locales/` and `config.json` hold them all.
//! 6. No inline script, no eval, no inline style but the first ones, allowed by their hash: the policy in `index.html` and the `private`
//!    scenarios.
//! 7. Crisis help on every screen, with script off, and when anything fails or hangs: `tests/native/markup.rs`, the `broken` and the
//!    `hang` scenarios.
//! 8. A score is never shown without words, nor from too few answers: `tests/native/score.rs`, `tests/native/guidance.rs`.
//! 9. The words of a medical label describe nobody: `tests/native/content.rs`.
//! 10. Nothing of a host's page is touched, and a frame tells it no more than a screen's name: the `embed_` scenarios.
//! 11. What is kept for offline use is one version, whole, and never a record: the scenarios of `offline.rs`, `newest.rs`, `renewal.rs`
//!     and `damaged.rs`.
//! 12. A score is exact; what cannot be scored exactly is refused: `tests/native/{engine,engine_laws,instruments}.rs`.
//! 13. A page that is left holds nothing that was to be kept nowhere, and no open lock, even if the browser keeps the page for Back.
//!     What was to be kept and found no room still waits. `tests/native/leave.rs` and the `leaving_` scenarios hold this.
//! 14. A press means one answer, and nothing is answered that came under the finger too late to be read: `tests/native/press_guard.rs`
//!     and the `taps` scenarios.
//!
//! # Chosen differently from the first sketch, and why
//! - Trunk is not needed: the build is `cargo build`, `wasm-bindgen`, `wasm-opt` and one step of our own, which spares a
//!   newcomer the ten minutes Trunk takes to compile. `trunk serve` works for those who have it.
//! - Effects are returned by the update as values and done by the runtime, so that what is written to the device, where focus goes
//!   and what is announced are tested natively.
//! - The browser's history holds depths, never screens: nothing about an answer can stand there.
//! - A copy of each pack is kept beside the checks answered on it, so that an earlier check opens just as it was.
//! - One program, two modules: the screens from the result on would have made the first load 160 KiB. A second program would
//!   have brought Yew twice and a second session; so the module is taken apart after it is linked, by `wasm_split_cli_support`, and both
//!   parts share one memory.
//! - The lock seals each stored text by itself, under a key that the passphrase opens: changing the passphrase writes one text,
//!   and two tabs never overwrite each other's records, locked or not.
//! - Scores are exact fractions, not floats: a band's edge is met or not, on every machine the same.
//! - The first styles stand in the page as well as in the style sheet, which comes with the second module: browsers show nothing while a
//!   sheet in the head is on its way. A site whose own policy forbids them gets the sheet at once.
//! - serde's derive reads and writes every form, over a small JSON parser of our own as its `Deserializer`: serde_json would have been
//!   21 KiB more of the first load (`docs/size.md`). A reader stops at its first error, so a checker mends what is wrong in a copy and reads
//!   again, until everything is told (`crates/json/src/recover.rs`).
//! - The page for editors is made by its script, not by Yew: a second component would have cost the first load 9 KiB.
//! - A note is kept beside its check, not in it: a finished check never changes, and merging two devices stays simple.

/// A small allocator: the standard library's own would be 3 KiB more to download.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod app;
pub mod components;
pub mod features;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
pub mod platform;
pub mod runtime;
pub mod session;
#[cfg(not(target_arch = "wasm32"))]
pub mod static_pages;
pub mod text;
