//! The parts of the browser that only lazy screens need: ciphers, files, the clipboard, the idle timer.

mod cipher;
mod departure;
pub mod exit;
mod files;
mod idle_timer;

pub use files::{
    File, Shared, can_share, composed, copy, field, is_own_window, print, read_file, save,
    select_all, share, share_file, shares_files_first, ticked,
};
pub use idle_timer::{IdleTimer, start_grace_period};

use std::rc::Rc;

use super::{Browser, Host, PressFilter};
use crate::session::Departure;
use cipher::WebCrypto;
use site_config::audit::{AuditTexts, audit_file, text_of};
use split_point::split_points;
use vault::VaultSnapshot;
use vault::lock::{DeferredFailure, Environment, LockJob, LockOutcome};
use wasm_bindgen_futures::spawn_local;

split_points! {
    /// Calls `on_idle` once the person has been away for as long as the lock allows.
    "0201" pub fn watch(timer: &IdleTimer, snapshot: &VaultSnapshot, on_idle: Box<dyn Fn()>) = watch_over;

    /// The report about the configuration for its editor, as JSON: see [`site_config::audit::Audit::report`]. The
    /// members of `host` are `config`, the bytes of the file, and `texts`, the words of the report. If there is a
    /// member `fetched`, each file that the configuration names and that is on the server is a member, too, under its
    /// name.
    "0206" pub fn audited(host: &Host) -> Option<String> = audited_file;

    /// Reads and decrypts what other tabs have written, then calls `done`.
    "0207" pub fn refresh(store: &Browser, done: Box<dyn FnOnce()>) = read_again;

    /// The control that was just pressed, and the scroll position. A second call returns `None`.
    "0208" pub fn departure(presses: &PressFilter) -> Option<Departure> = departure::departure;

    /// Restores focus to the control, and the scroll position. Used on our own page. Returns whether the control is
    /// still there.
    "0209" pub fn return_to(host: &Host, departure: &Departure) -> bool = departure::return_to;
}

fn watch_over(timer: &IdleTimer, snapshot: &VaultSnapshot, on_idle: Box<dyn Fn()>) {
    let lock = snapshot.lock().filter(|_| !snapshot.locked);
    idle_timer::watch(timer, lock, on_idle);
}

/// Runs a job on the lock of `store`. `done` is called with the outcome, and `on_failure` for each text that could not
/// be written or removed after that. Only one job runs at a time: a second one is dropped, and its `done` is never
/// called. `done` is not called either if the store is closed meanwhile.
pub fn lock(
    store: &Browser,
    job: LockJob,
    on_failure: impl Fn(DeferredFailure) + 'static,
    done: impl FnOnce(LockOutcome) + 'static,
) {
    let environment = Environment {
        cipher: WebCrypto,
        spawn: Rc::new(spawn_local),
        report: Rc::new(on_failure),
        normalise: |text| [files::composed(text), files::decomposed(text)],
    };
    let store = store.clone();
    spawn_local(async move {
        if let Some(outcome) = store.run(job, environment).await {
            done(outcome);
        }
    });
}

fn audited_file(host: &Host) -> Option<String> {
    let config = host.bytes("config")?;
    let mut audit = audit_file(&config, super::stamp().now);
    if host.text("fetched").is_some() {
        for (path, file) in audit.files.clone() {
            audit.found(&path, &file, host.bytes(&file).as_deref());
        }
    }
    let said = AuditTexts::read(&host.text("texts")?).ok()?;
    Some(audit.report(&text_of(&config), &said))
}

fn read_again(store: &Browser, done: Box<dyn FnOnce()>) {
    let store = store.clone();
    spawn_local(async move {
        store.refresh().await;
        done();
    });
}
