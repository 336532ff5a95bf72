//! What of the browser is needed only by the screens that load later: ciphers, files, the clipboard, being away.

mod cipher;
mod exit;
mod files;
mod idle_timer;
mod locker;
mod sealing;
mod way_back;

pub use files::{
    File, Shared, can_share, composed, copy, field, is_own_window, print, read_file, save,
    select_all, share, share_file, shares_files_first, ticked,
};
pub use idle_timer::{IdleTimer, excuse};

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::storage::{Opened, Tell};
use super::{Browser, Host, Presses};
use crate::features::lock::state::{LockJob, Locked, Secret};
use crate::session::{Action, Departure};
use instrument::order::stable_sort_by;
use site_config::audit::{AuditTexts, audit_file, text_of};
use split_point::split_points;
use vault::{Fault, Kind, VaultSnapshot, merge};

split_points! {
    /// Tells `gone` when nobody has been here for as long as the lock says.
    "0201" pub fn watch(timer: &IdleTimer, snapshot: &VaultSnapshot, gone: Box<dyn Fn()>) = watch_over;

    /// Everything in an open store: what is sealed, open; what did not open, as it stands; and the rest.
    "0202" pub fn all(opened: &Opened, raw: Vec<(String, String)>) -> Vec<(String, String)> = all_open;

    /// Forgets the key of the lock; while a job is using it, right after that job.
    "0203" pub fn close(store: &Browser) = let_go;

    /// Writes `text` under `key` into an open store, sealed: at once for whoever reads, and a moment later on the device.
    ///
    /// # Errors
    /// When there is no room for it; then nothing is changed.
    "0204" pub fn seal(store: &Browser, key: &str, text: &str) -> Result<(), Fault> = sealing::seal;

    /// What is to be said of the file `config` of `host`, its bytes, to whoever edits it, see
    /// [`site_config::audit::Audit::report`], in the words `said`. Once `fetched` is there, so is each file that the
    /// configuration names, under its name, if it is in the folder.
    "0206" pub fn audited(host: &Host) -> Option<String> = audited_file;

    /// Reads again what another tab has sealed, then tells.
    "0207" pub fn refresh(store: &Browser, done: Box<dyn FnOnce()>) = read_again;

    /// The control that was just pressed, and how far the page is scrolled. Asked a second time, this is `None`.
    "0208" pub fn departure(presses: &Presses) -> Option<Departure> = way_back::departure;

    /// Comes back, on a page of our own, to where a screen was left: focus to the control, the page scrolled as it was. Says
    /// whether the control is still there.
    "0209" pub fn return_to(host: &Host, departure: &Departure) -> bool = way_back::return_to;
}

fn watch_over(timer: &IdleTimer, snapshot: &VaultSnapshot, gone: Box<dyn Fn()>) {
    let lock = snapshot.lock().filter(|_| !snapshot.locked);
    idle_timer::watch(timer, lock, gone);
}

/// Listens to the keys that leave the page, where quick exit is set.
pub fn exit(host: &super::Host) {
    exit::listen(host);
}

fn all_open(opened: &Opened, raw: Vec<(String, String)>) -> Vec<(String, String)> {
    let shut = stable_sort_by(&opened.shut, Ord::cmp);
    let shown = |key: &str| match Kind::of(key) {
        // What another tab has just sealed is neither open nor shut yet.
        Some((Kind::Sealed, name)) => shut
            .binary_search_by(|shut| shut.as_str().cmp(name))
            .is_ok(),
        _ => true,
    };
    let mut all: Vec<_> = raw.into_iter().filter(|(key, _)| shown(key)).collect();
    let entries = opened.entries.all().iter();
    all.extend(entries.map(|entry| (entry.key.clone(), entry.text.clone())));
    // Two tabs may each have sealed the same thing.
    merge(&all, &[])
}

/// Does something with the lock on `store`, and tells how it went. One thing at a time: a second one is not begun.
pub fn lock(
    store: &Browser,
    job: LockJob,
    tell: impl Fn(Action) + 'static,
    done: impl FnOnce(Locked) + 'static,
) {
    if store.0.busy.replace(true) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let tell: Tell = Rc::new(tell);
        let mut locked = Locked::Wrong;
        for job in attempts(job) {
            locked = locker::work(&store, job, tell.clone()).await;
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

fn let_go(store: &Browser) {
    if store.0.busy.get() {
        store.0.closing.set(true);
    } else {
        store.0.opened.replace(None);
    }
}

fn audited_file(host: &Host) -> Option<String> {
    let config = host.bytes("config")?;
    let mut audit = audit_file(&config, super::stamp().now);
    if host.text("fetched").is_some() {
        for (path, file) in audit.files.clone() {
            audit.found(&path, &file, host.bytes(&file).as_deref());
        }
    }
    let said = AuditTexts::read(&host.text("said")?).ok()?;
    Some(audit.report(&text_of(&config), &said))
}

fn read_again(store: &Browser, done: Box<dyn FnOnce()>) {
    let store = store.clone();
    spawn_local(async move {
        sealing::refresh(&store).await;
        done();
    });
}
