//! Runs the jobs of the lock with the browser's ciphers.

use std::rc::Rc;

use super::cipher::WebCrypto;
use super::{Browser, files};
use vault::lock::{DeferredFailure, Environment, LockJob, LockOutcome};
use wasm_bindgen_futures::spawn_local;

/// Runs a job on the lock of `store`. `done` is called with the outcome, and `on_failure` for each text that could not
/// be written or removed after that. Only one job runs at a time: a second one is dropped, and its `done` is never
/// called. `done` is not called either if the store is closed meanwhile.
pub fn run_lock_job(
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

/// Reads and decrypts what other tabs have written, then calls `done`.
pub fn refresh(store: &Browser, done: Box<dyn FnOnce()>) {
    let store = store.clone();
    spawn_local(async move {
        store.refresh().await;
        done();
    });
}
