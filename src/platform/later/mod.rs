//! What of the browser is needed only by the screens that load later: ciphers, files, the clipboard, being away.

mod away;
mod cipher;
mod exit;
mod files;
mod locker;
mod sealing;
mod way_back;

pub use away::{Away, excuse};
pub use files::{
    File, Shared, can_share, composed, copy, field, is_own_window, print, read_file, save,
    select_all, share, share_file, shares_files_first, ticked,
};
pub use way_back::{departure, return_to};

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::storage::Opened;
use super::{Browser, Host};
use crate::domain::config::audit::{Said, audit_file, text_of};
use crate::state::desk::{LockJob, Locked, Secret};
use crate::vault::{Fault, Kind, Shelf, merge};

/// Tells `gone` when nobody has been here for as long as the lock says.
#[inline(never)]
pub fn watch(away: &Away, shelf: &Shelf, gone: impl Fn() + 'static) {
    let lock = shelf.lock().filter(|_| !shelf.locked);
    away::watch(away, lock, gone);
}

/// Listens to the keys that leave the page, where quick exit is set.
#[inline(never)]
pub fn exit(host: &super::Host) {
    exit::listen(host);
}

/// Everything in an open store: what is sealed, open; what did not open, as it stands; and the rest.
#[inline(never)]
pub fn all(opened: &Opened, raw: Vec<(String, String)>) -> Vec<(String, String)> {
    let shown = |key: &str| match Kind::of(key) {
        // What another tab has just sealed is neither open nor shut yet.
        Some((Kind::Sealed, name)) => opened.shut.iter().any(|shut| shut == name),
        _ => true,
    };
    let mut all: Vec<_> = raw.into_iter().filter(|(key, _)| shown(key)).collect();
    let entries = opened.entries.iter();
    all.extend(entries.map(|entry| (entry.key.clone(), entry.text.clone())));
    // Two tabs may each have sealed the same thing.
    merge(&all, &[])
}

/// Does something with the lock on `store`, and tells how it went. One thing at a time: a second one is not begun.
#[inline(never)]
pub fn lock(
    store: &Browser,
    job: LockJob,
    fault: impl Fn(Fault) + 'static,
    done: impl FnOnce(Locked) + 'static,
) {
    if store.0.busy.replace(true) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let fault: Rc<dyn Fn(Fault)> = Rc::new(fault);
        let mut locked = Locked::Wrong;
        for job in attempts(job) {
            locked = locker::work(&store, job, fault.clone()).await;
            if locked != Locked::Wrong {
                break;
            }
        }
        store.0.busy.set(false);
        if store.0.closing.replace(false) {
            store.0.opened.replace(None);
        }
        done(locked);
    });
}

/// The job with its passphrase as it is written on every device now, then as it was typed, then with accents apart: one that was set
/// before passphrases were normalised opens with what it was made with.
fn attempts(job: LockJob) -> Vec<LockJob> {
    let Some(typed) = job.opens_with().map(|secret| secret.0.clone()) else {
        return vec![job];
    };
    let mut forms = vec![files::composed(&typed)];
    for form in [typed.clone(), files::decomposed(&typed)] {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let with = |form| job.clone().opening_with(Secret(form));
    forms.into_iter().map(with).collect()
}

/// Lets go of what opens the lock; while something is done with it, right after that.
#[inline(never)]
pub fn close(store: &Browser) {
    if store.0.busy.get() {
        store.0.closing.set(true);
    } else {
        store.0.opened.replace(None);
    }
}

/// Writes `text` under `key` into an open store, sealed: at once for whoever reads, and a moment later on the device.
///
/// # Errors
/// When there is no room for it; then nothing is changed.
#[inline(never)]
pub fn seal(store: &Browser, key: &str, text: &str) -> Result<(), Fault> {
    sealing::seal(store, key, text)
}

/// Takes an app off the page, with every listener of it.
#[cfg(target_arch = "wasm32")]
#[inline(never)]
pub fn leave(app: yew::AppHandle<crate::ui::app::App>) {
    app.destroy();
}

/// What is to be said of the file `config` of `host`, its bytes, to whoever edits it, see [`crate::domain::config::audit::Audit::report`], in the
/// words `said`. Once `fetched` is there, so is each file that the configuration names, under its name, if it is in the folder.
#[inline(never)]
pub fn audited(host: &Host) -> Option<String> {
    let config = host.bytes("config")?;
    let mut audit = audit_file(&config, super::stamp().now);
    if host.text("fetched").is_some() {
        for (path, file) in audit.files.clone() {
            audit.found(&path, &file, host.bytes(&file).as_deref());
        }
    }
    let said = Said::read(&host.text("said")?).ok()?;
    Some(audit.report(&text_of(&config), &said))
}

/// Reads again what another tab has sealed, then tells.
#[inline(never)]
pub fn refresh(store: &Browser, done: impl FnOnce() + 'static) {
    let store = store.clone();
    spawn_local(async move {
        sealing::refresh(&store).await;
        done();
    });
}
