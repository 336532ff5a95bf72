//! End-to-end tests in three engines. The harness is custom, because each trial needs a browser to itself.
//!
//! Trials are named `<engine>::<scenario>`: `cargo test -p e2e -- webkit::` or `-- keyboard` runs some of them, and `E2E_ENGINES=chromium`
//! leaves the other engines out. A failure leaves a screenshot and the page's source in `target/e2e/`.

mod accessibility;
mod back;
mod backup;
mod bfcache;
mod bfcache_embed;
mod browser_session;
mod check_config;
mod config;
mod crash;
mod embed_boxes;
mod embed_errors;
mod embed_forged;
mod embed_full_check;
mod embed_hidden;
mod embed_hosts;
mod embed_keyboard;
mod embed_lifecycle;
mod embed_restricted;
mod embed_theme;
mod explain;
mod full_check;
mod golden;
mod history;
mod keyboard;
mod lang;
mod lang_layout;
mod lang_storage;
mod lazy;
mod lock;
mod lock_edge_cases;
mod lock_faults;
mod lock_races;
mod minute;
mod offline;
mod offline_damaged;
mod offline_edited;
mod offline_update;
mod packs;
mod plan;
mod privacy;
mod quick_exit;
mod quick_exit_embed;
mod redraw;
mod reflect;
mod result;
mod resume;
mod sheet;
mod stalled_requests;
mod startup;
mod storage;
mod styles;
mod tabs;
mod tabs_model;
mod taps;

use std::process::ExitCode;

use anyhow::Result;
use e2e::process::kill_children_on_interrupt;
use e2e::programs::Programs;
use e2e::trial::{Suite, runtime};
use tokio::runtime::Runtime;

/// How many browsers run at once: one more than there are processors on a small machine, since each waits for a part of its time.
const AT_ONCE: usize = 3;

fn main() -> ExitCode {
    let mut arguments = libtest_mimic::Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(AT_ONCE));
    let (programs, runtime) = match set_up() {
        Ok(found) => found,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    let mut suite = Suite::new(&programs, runtime.handle());
    for add in [
        // The longest trials come first, so that none of them is left to run alone at the end.
        accessibility::add,
        full_check::add,
        embed_hosts::add,
        embed_boxes::add,
        embed_errors::add,
        embed_forged::add,
        embed_hidden::add,
        embed_full_check::add,
        embed_lifecycle::add,
        embed_restricted::add,
        embed_keyboard::add,
        keyboard::add,
        result::add,
        reflect::add,
        resume::add,
        back::add,
        taps::add,
        storage::add,
        tabs::add,
        tabs_model::add,
        startup::add,
        styles::add,
        stalled_requests::add,
        crash::add,
        offline_damaged::add,
        config::add,
        quick_exit::add,
        quick_exit_embed::add,
        embed_theme::add,
        lazy::add,
        bfcache::add,
        bfcache_embed::add,
        browser_session::add,
        lang::add,
        lang_layout::add,
        lang_storage::add,
        plan::add,
        history::add,
        sheet::add,
        explain::add,
        minute::add,
        golden::add,
        backup::add,
        lock::add,
        lock_faults::add,
        lock_races::add,
        lock_edge_cases::add,
        privacy::add,
        redraw::add,
        offline::add,
        offline_edited::add,
        offline_update::add,
        check_config::add,
        packs::add,
    ] {
        add(&mut suite);
    }
    libtest_mimic::run(&arguments, suite.trials()).exit_code()
}

/// What all trials share.
fn set_up() -> Result<(Programs, Runtime)> {
    let programs = Programs::find()?;
    kill_children_on_interrupt()?;
    Ok((programs, runtime()?))
}
