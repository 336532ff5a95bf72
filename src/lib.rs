//! A private self-check for counsellors and psychotherapists. It runs entirely in the browser.
//!
//! Data flow: the page fetches `config.json`, a pack and a locale in parallel with the WebAssembly binary. Each is
//! validated as it is parsed. A tap becomes an [`session::Action`]. [`session::update()`] changes the
//! [`session::Session`] and returns [`session::Effect`]s. The [`runtime`] performs them, either in the [`vault`] or
//! through its ports. [`instrument::score()`] scores the answers, [`instrument::guide`] chooses the words for the
//! result, and the views in [`features`] show them.
//!
//! # Map
//! In `crates/`. Of these crates, only `authoring` depends on the app:
//! - [`instrument`]: packs, answers, exact scores, guidance, trends.
//! - [`vault`]: what is stored, in stored forms of its own, over a `Store`; and the lock, over a `Cipher`.
//! - [`site_config`]: `config.json`, and the checks of it for the person who edits it.
//! - [`json`]: serde's `Deserializer` and `Serializer` for JSON, with our own parser.
//! - [`split_point`]: marks the functions that are loaded lazily.
//! - `fhir`: converts FHIR Questionnaires to packs and back.
//! - `authoring`: the tools for authors of packs, run as `cargo xtask pack`.
//!
//! The app, in `src/`. There is no dependency cycle between its files (`tests/native/modules.rs`):
//! - [`features`]: one folder for each thing that a person does, with its state, actions, update and view.
//! - [`session`]: the whole app as one value, and the function that updates it. Pure.
//! - [`runtime`]: applies an action and performs its effects. The app and the tests use the same runtime, each with its
//!   own ports. It uses no browser API.
//! - [`app`]: the Yew component, its ports to the browser, and the frame around each screen.
//! - [`components`]: parts of screens that several features share.
//! - [`platform`]: the only module that uses web-sys, js-sys and gloo.
//! - [`text`]: the interface texts and dates.
//! - `paper` and `static_pages`, native only: the check on paper, and screens rendered to HTML for the build and the
//!   tests. `authoring` depends on the app only for `paper`. If `paper` were a crate, [`text`] and the views in
//!   [`components`] would have to move to another crate below both, and each crate that goes into the binary costs
//!   bytes.
//!
//! The scripts around the app, in `web/`:
//! - `start.js` is the only way to start the app: it fetches the files, chooses the language, and passes the app what
//!   [`platform::Host`] describes. `loader.js` calls it on our own page, whether or not that is in a frame. `embed/`
//!   becomes `embed.js` and calls it on a host's page. Our own page is painted before anything is fetched, and drawing
//!   the app is a task of its own. On a mid-range phone this brings the largest contentful paint from 2 s to 0.9 s, and
//!   the time in which taps are blocked to a third.
//! - `request.js` has the one rule for timeouts. If a request hangs, the page of last resort appears, with a link to
//!   try again; a lazy screen shows its "missing" state instead. If the loader itself or every file hangs,
//!   `styles/late.css` shows the page of last resort. Its rules are inlined in the page with the other first styles
//!   (`styles/first.css`).
//! - `frame.js` and `embed/frame.js` are the two ends of a frame. They exchange height, language and colours, never an
//!   answer. `embed/intrinsic-size.js` gives the element an intrinsic width, for boxes that take their width from their
//!   content. `embed/error-reason.js` has the reasons why the check cannot be shown.
//! - `sw.js` and `offline.js` make the app work offline: always one complete version, and a newer one only with the
//!   person's consent. Each file is compared with its SHA-256 before it is served.
//! - `refresh-help.js` and `embed/help.js` show the organisation's own help where the app does not run, by the rules in
//!   `help-lines.js`. `elements.js` has what these scripts and `check-config.js` share.
//! - `check-config.js` shows an editor what [`site_config::audit`](mod@site_config::audit) finds, and what the server,
//!   or a proxy, does to the files (`server-checks.js`).
//!
//! All screens except those of [`features::check`] are lazy: code of the first load calls them, and what only they need
//! from the crates, through split points ([`split_point`]), mostly in files called `lazy`. The build moves everything
//! that only split points reach, code and data, into a second WebAssembly module (`xtask/src/build/split.rs`). The
//! second module is fetched with the style sheet as soon as the first screen works. These files have public names,
//! which must not change: `later-*.wasm` and `locales/*.later.json`.
//!
//! # Invariants, and what enforces each
//! 1. Once the page has loaded, second module included, it makes no request unless the person follows a link, chooses
//!    another language or retries something that did not arrive. No answer is in a URL, a title or a log. Enforced by
//!    the `privacy` scenarios in `tests/e2e` and the content security policy in `index.html`. For this reason, a page
//!    that stays open for days does not look for a new version.
//! 2. The rules do not depend on the browser. The crates below the app do not depend on it (`tests/native/crates.rs`),
//!    and have no clock, no files and no randomness (`crates/*/clippy.toml`).
//!    `session`, `text`, the rules of each feature, and two files of the platform (`press_guard`, `throttle`) use no
//!    browser API (`tests/native/tidy.rs`).
//! 3. In Rust code, only `platform` uses browser APIs: `tests/native/tidy.rs`.
//! 4. Everything stored has a type and a version of its own. A text that cannot be read is never overwritten, and is
//!    removed only if the person clears everything: `tests/native/{vault,note,plan,backup,restore,lock}.rs`. A finished
//!    check is never replaced, and a write that fails is retried: `tests/native/{tabs,retry,deferred_write,merge}.rs`,
//!    and `tests/model`, which plays several tabs on one store at random. With a lock, nothing is lost if a page stops
//!    or its storage fails at any point: `crates/vault/tests/lock`.
//! 5. Rust code contains no sentence that the person reads: all of them are in `packs/`, `locales/` and `config.json`.
//! 6. No inline script, no eval, and no inline style except the first styles, which the policy allows by their hash:
//!    the policy in `index.html` and the `privacy` scenarios.
//! 7. Crisis help is on every screen, without scripts, and when anything fails or hangs: `tests/native/markup.rs`, and
//!    the `startup`, `crash` and `stalled_requests` scenarios.
//! 8. A score is never shown without words, or from too few answers: `tests/native/score.rs`,
//!    `tests/native/guidance.rs`.
//! 9. No text gives the person a medical label: `tests/native/words.rs`.
//! 10. The check changes nothing on a host's page, and a frame tells the page only what `docs/embed.md` lists, such as
//!     the name of a screen: the `embed_` scenarios.
//! 11. The offline cache has complete versions that are never mixed, and never a record: the `offline_` scenarios.
//! 12. A score is exact; a pack that cannot be scored exactly is refused:
//!     `tests/native/{engine,engine_laws,instruments}.rs`.
//! 13. When the person leaves the page, it forgets every answer that was not to be stored and closes an open lock, even
//!     if the browser keeps the page for Back. Writes that failed because the storage was full still wait:
//!     `tests/native/leave.rs` and the `bfcache_` scenarios.
//! 14. One press gives one answer, and a press on something that has only just appeared gives none:
//!     `tests/native/press_guard.rs` and the `taps` scenarios.
//!
//! # Design decisions, and why
//! - Trunk is not needed: the build is `cargo build`, the library of `wasm-bindgen`, `wasm-opt`, and five steps of our
//!   own, `panics`, `split`, `entry`, `names` and `order` in `xtask/src/build`. This saves a newcomer the ten minutes
//!   that compiling Trunk takes. `trunk serve` works for those who have it.
//! - The update returns effects as values and the runtime performs them. So native tests can check what is written to
//!   the device, where focus goes and what is announced.
//! - The browser's history stores depths, never screens, so it can contain nothing about an answer.
//! - A copy of each pack is stored next to the checks answered on it, so that an earlier check opens exactly as it was.
//! - One program, two modules: with the screens from the result on, the first load would be 160 KiB. A second program
//!   would need its own Yew and its own session. So the linked module is split by `wasm_split_cli_support`, and both
//!   parts share one memory.
//! - The lock encrypts each stored text on its own, with a key that the passphrase unlocks. So a change of passphrase
//!   writes only one text, and two tabs never overwrite each other's records, locked or not.
//! - Scores are exact fractions, not floats, so a score is on the same side of a cut-off on every machine.
//! - The first styles are inlined in the page and are also in the style sheet, which comes with the second module.
//!   Browsers paint nothing while a style sheet in the head is loading. If a site's own policy forbids inline styles,
//!   the page loads the style sheet at once.
//! - serde's derive reads and writes the JSON forms. One crate, [`json`], is the JSON reader of the app: serde_json
//!   would add 21 KiB to the first load (`docs/size.md`). serde stops at the first error. To report all of them, a
//!   checker repairs each error in a copy and reads again (`crates/json/src/recover.rs`).
//! - FHIR files are the exception: `fhir` reads them as a generic tree with places (jsonc-parser), because whatever is
//!   not understood must be refused by name and place, and writes them with serde_json.
//! - The page for editors is built by its script, not by Yew: a second component would add 9 KiB to the first load.
//! - A note is stored next to its check, not in it: a finished check never changes, and merging two devices stays
//!   simple.

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
