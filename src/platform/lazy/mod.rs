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

use super::{Browser, Host, Presses};
use crate::session::Departure;
use cipher::WebCrypto;
use site_config::audit::{AuditTexts, audit_file, text_of};
use split_point::split_points;
use vault::VaultSnapshot;
use vault::lock::{DeferredFailure, Environment, LockJob, LockOutcome};
use wasm_bindgen_futures::spawn_local;

split_points! {
    /// Tells `gone` when nobody has been here for as long as the lock says.
    "0201" pub fn watch(timer: &IdleTimer, snapshot: &VaultSnapshot, gone: Box<dyn Fn()>) = watch_over;

    /// What is to be said of the file `config` of `host`, its bytes, to whoever edits it, see
    /// [`site_config::audit::Audit::report`], in the words `said`. Once `fetched` is there, so is each file that the
    /// configuration names, under its name, if it is in the folder.
    "0206" pub fn audited(host: &Host) -> Option<String> = audited_file;

    /// Reads again what another tab has sealed, then tells.
    "0207" pub fn refresh(store: &Browser, done: Box<dyn FnOnce()>) = read_again;

    /// The control that was just pressed, and how far the page is scrolled. Asked a second time, this is `None`.
    "0208" pub fn departure(presses: &Presses) -> Option<Departure> = departure::departure;

    /// Comes back, on a page of our own, to where a screen was left: focus to the control, the page scrolled as it was. Says
    /// whether the control is still there.
    "0209" pub fn return_to(host: &Host, departure: &Departure) -> bool = departure::return_to;
}

fn watch_over(timer: &IdleTimer, snapshot: &VaultSnapshot, gone: Box<dyn Fn()>) {
    let lock = snapshot.lock().filter(|_| !snapshot.locked);
    idle_timer::watch(timer, lock, gone);
}

/// Does something with the lock on `store`. `done` is told how it went, and `on_failure` what could not be written or removed after
/// that. Only one job runs at a time: a second one is dropped, and its `done` is never called.
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
