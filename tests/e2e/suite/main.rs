//! End-to-end tests in three engines. The harness is custom, because each trial needs a browser of its own.
//!
//! Trials are named `<engine>::<scenario>`: `cargo test -p e2e -- webkit::` or `-- keyboard` runs some of them, and `E2E_ENGINES=chromium`
//! leaves the other engines out. A failure leaves a screenshot and the page's source in `target/e2e/`.

mod access;
mod back;
mod config;
mod copies;
mod editor;
mod embed_boxes;
mod embed_errors;
mod embed_forged;
mod embed_hidden;
mod embed_hosts;
mod embed_keys;
mod embed_life;
mod embed_limits;
mod embed_walk;
mod exit;
mod exit_embed;
mod explain;
mod golden;
mod hang;
mod history;
mod keyboard;
mod lang;
mod lang_layout;
mod lazy;
mod leaving;
mod leaving_embed;
mod lock;
mod lock_faults;
mod lock_races;
mod locked;
mod offline;
mod offline_damaged;
mod offline_edited;
mod offline_update;
mod packs;
mod plan;
mod private;
mod redraw;
mod resume;
mod session;
mod sheet;
mod start;
mod stopped;
mod storage;
mod styles;
mod tabs;
mod tabs_model;
mod taps;
mod theme_embed;
mod walk;

use std::process::ExitCode;

use e2e::process::kill_children_on_interrupt;
use e2e::programs::Programs;
use e2e::trial::Suite;

/// How many browsers run at once: one more than there are processors on a small machine, since each waits for a part of its time.
const AT_ONCE: usize = 3;

fn main() -> ExitCode {
    let mut arguments = libtest_mimic::Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(AT_ONCE));
    let programs = match Programs::find()
        .and_then(|programs| kill_children_on_interrupt().map(|()| programs))
    {
        Ok(programs) => programs,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    let mut suite = Suite::new(&programs);
    for add in [
        walk::add,
        embed_hosts::add,
        embed_boxes::add,
        embed_errors::add,
        embed_forged::add,
        embed_hidden::add,
        embed_walk::add,
        embed_life::add,
        embed_limits::add,
        embed_keys::add,
        keyboard::add,
        resume::add,
        back::add,
        taps::add,
        storage::add,
        tabs::add,
        tabs_model::add,
        start::add,
        styles::add,
        hang::add,
        stopped::add,
        offline_damaged::add,
        config::add,
        exit::add,
        exit_embed::add,
        theme_embed::add,
        lazy::add,
        leaving::add,
        leaving_embed::add,
        session::add,
        lang::add,
        lang_layout::add,
        plan::add,
        history::add,
        sheet::add,
        explain::add,
        golden::add,
        copies::add,
        lock::add,
        lock_faults::add,
        lock_races::add,
        locked::add,
        private::add,
        redraw::add,
        offline::add,
        offline_edited::add,
        offline_update::add,
        editor::add,
        packs::add,
        access::add,
    ] {
        add(&mut suite);
    }
    libtest_mimic::run(&arguments, suite.trials()).exit_code()
}
