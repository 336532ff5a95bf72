//! Local storage as a [`Store`], through gloo-storage.

use crate::vault::{Fault, PREFIX, Store};
use gloo_storage::{LocalStorage, Storage as _};

/// The browser's local storage, once it was found to be there.
pub struct Browser(());

impl Browser {
    /// Local storage, if this page may have it: in a sandboxed frame or with storage off, merely asking throws.
    pub fn open() -> Option<Self> {
        let found = web_sys::window()?.local_storage().ok().flatten()?;
        found.length().ok()?;
        Some(Self(()))
    }
}

impl Store for Browser {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        let raw = LocalStorage::raw();
        let count = raw.length().map_err(|_| Fault::Blocked)?;
        let keys = (0..count).filter_map(|at| raw.key(at).ok().flatten());
        Ok(keys
            .filter(|key| key.starts_with(PREFIX))
            .filter_map(|key| {
                let text = self.get(&key)?;
                Some((key, text))
            })
            .collect())
    }

    fn get(&self, key: &str) -> Option<String> {
        LocalStorage::raw().get_item(key).ok().flatten()
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        // Not `LocalStorage::set`: the vault has made the text already, and a second JSON coat would hide it.
        LocalStorage::raw().set_item(key, text).map_err(|_| {
            // A store that refuses even one byte under a key of its own is blocked; otherwise it is full.
            match LocalStorage::raw().length() {
                Ok(_) => Fault::Full,
                Err(_) => Fault::Blocked,
            }
        })
    }

    fn remove(&self, key: &str) {
        LocalStorage::delete(key);
    }
}

/// Calls `changed` whenever another tab changes what is kept. For the life of the page.
pub fn on_change(changed: impl Fn() + 'static) {
    super::listen("storage", changed);
}
