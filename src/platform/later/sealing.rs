//! Reading and writing under an open lock. The ciphers answer later; what was promised meanwhile holds.

use wasm_bindgen_futures::spawn_local;
use web_sys::CryptoKey;

use super::cipher::{self, Refused};
use crate::platform::Browser;
use crate::platform::storage::{Entry, locks, raw_put, raw_remove, raw_text};
use crate::vault::lock::{Sealed, inside, outside};
use crate::vault::{Fault, Kind};

/// A sealed text is so much longer: base64, the tag, the nonce and the form around them.
fn sealed_length(key: &str, text: &str) -> usize {
    (inside(key, text).len() + 16) * 4 / 3 + 100
}

/// See [`super::seal`].
pub fn seal(store: &Browser, key: &str, text: &str) -> Result<(), Fault> {
    let mut borrowed = store.0.opened.borrow_mut();
    let Some(opened) = borrowed.as_mut() else {
        return Err(Fault::Locked);
    };
    // Room is made sure of now, for this and for all that is still on its way: later nobody could take it back.
    let length = sealed_length(key, text);
    let trial = Kind::Sealed.key("room");
    let room = raw_put(&trial, &" ".repeat(opened.pending + length));
    let removed = raw_remove(&trial);
    room.and(removed)?;
    opened.pending += length;

    let known = opened.entries.iter_mut().find(|entry| entry.key == key);
    let name = match known {
        Some(entry) => {
            text.clone_into(&mut entry.text);
            entry.name.clone()
        }
        None => {
            let name = name().map_err(|_| Fault::Blocked)?;
            opened.entries.push(Entry {
                name: name.clone(),
                sealed: String::new(),
                key: key.to_owned(),
                text: text.to_owned(),
            });
            name
        }
    };
    let (own, mark, fault) = (
        opened.key.clone(),
        opened.mark.clone(),
        opened.fault.clone(),
    );
    let (store, key, text) = (store.clone(), key.to_owned(), text.to_owned());
    spawn_local(async move {
        let sealed = sealed_as(&own, &name, &key, &text).await;
        let written = sealed.map_err(|_| Fault::Blocked).and_then(|sealed| {
            arrive(&store, &mark, &name, &text, sealed)?;
            Ok(())
        });
        let removals = settle(&store, &mark, length);
        match written {
            Ok(()) => {
                for name in &removals {
                    if let Err(why) = raw_remove(&Kind::Sealed.key(name)) {
                        fault(why);
                    }
                }
            }
            Err(why) => fault(why),
        }
    });
    Ok(())
}

/// Writes what was sealed, unless something newer took its place meanwhile. A store that was closed meanwhile gets it all the
/// same, as long as the lock is the one it was sealed for.
fn arrive(
    store: &Browser,
    mark: &str,
    name: &str,
    text: &str,
    sealed: String,
) -> Result<(), Fault> {
    let fits = locks()?.iter().flatten().any(|lock| lock.contains(mark));
    let mut opened = store.0.opened.borrow_mut();
    let entry = opened.as_mut().map(|opened| {
        let mut entries = opened.entries.iter_mut();
        entries.find(|entry| entry.name == name && entry.text == text)
    });
    match entry {
        Some(Some(entry)) if fits => {
            raw_put(&Kind::Sealed.key(name), &sealed)?;
            entry.sealed = sealed;
        }
        None if fits => raw_put(&Kind::Sealed.key(name), &sealed)?,
        _ => {}
    }
    Ok(())
}

/// So many bytes are no longer on their way; once none is, what waited to be removed may go.
fn settle(store: &Browser, mark: &str, length: usize) -> Vec<String> {
    let mut opened = store.0.opened.borrow_mut();
    let Some(opened) = opened.as_mut().filter(|opened| opened.mark == mark) else {
        return Vec::new();
    };
    opened.pending = opened.pending.saturating_sub(length);
    if opened.pending > 0 {
        return Vec::new();
    }
    std::mem::take(&mut opened.removals)
}

/// The sealed text of something, as it is to stand under `name`.
pub async fn sealed_as(
    own: &CryptoKey,
    name: &str,
    key: &str,
    text: &str,
) -> Result<String, Refused> {
    let sealed = cipher::seal(own, name, inside(key, text).as_bytes()).await?;
    Ok(sealed.write())
}

/// A name made by chance: it says nothing about what stands under it.
pub fn name() -> Result<String, Refused> {
    let hex = |byte: u8| char::from(b"0123456789abcdef"[usize::from(byte & 15)]);
    let bytes = cipher::random(16)?;
    Ok(bytes
        .into_iter()
        .flat_map(|byte| [hex(byte >> 4), hex(byte)])
        .collect())
}

/// What of the sealed opens, and the names of what does not.
pub struct Found {
    /// Open.
    pub entries: Vec<Entry>,
    /// Not opened by this key: damaged, exchanged, or from a newer version.
    pub shut: Vec<String>,
}

/// Opens everything sealed that is not among `known` as it stands. What does not open is left where it is.
pub async fn open_all(key: &CryptoKey, known: &[Entry]) -> Result<Found, Fault> {
    let mut found = Found {
        entries: Vec::new(),
        shut: Vec::new(),
    };
    for (place, text) in Browser::raw()? {
        let Some((Kind::Sealed, name)) = Kind::of(&place) else {
            continue;
        };
        let same = |entry: &Entry| entry.name == name && entry.sealed == text;
        if known.iter().any(same) {
            continue;
        }
        let bytes = match Sealed::read(&text) {
            Ok(sealed) => cipher::open(key, name, &sealed).await.ok(),
            Err(_) => None,
        };
        let inside = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        match inside.and_then(|inside| outside(&inside)) {
            Some((key, open)) => found.entries.push(Entry {
                name: name.to_owned(),
                sealed: text,
                key,
                text: open,
            }),
            None => found.shut.push(name.to_owned()),
        }
    }
    Ok(found)
}

/// See [`super::refresh`].
pub async fn refresh(store: &Browser) {
    let key = store
        .0
        .opened
        .borrow()
        .as_ref()
        .map(|opened| opened.key.clone());
    let Some(key) = key else { return };
    let known = known(store);
    let Ok(fresh) = open_all(&key, &known).await else {
        return;
    };
    if let Some(opened) = store.0.opened.borrow_mut().as_mut() {
        // An entry that cannot be read is taken to be still there.
        let gone = |name: &str| matches!(raw_text(&Kind::Sealed.key(name)), Ok(None));
        opened.entries.retain(|entry| {
            let newer = fresh.entries.iter().any(|other| other.name == entry.name);
            let deleted = !entry.sealed.is_empty() && gone(&entry.name);
            !newer && !deleted
        });
        // Deleted here while it was being opened.
        let wanted = |entry: &Entry| !gone(&entry.name);
        opened
            .entries
            .extend(fresh.entries.into_iter().filter(wanted));
        opened.shut = fresh.shut;
    }
}

fn known(store: &Browser) -> Vec<Entry> {
    let opened = store.0.opened.borrow();
    let entries = opened.iter().flat_map(|opened| &opened.entries);
    entries
        .map(|entry| Entry {
            name: entry.name.clone(),
            sealed: entry.sealed.clone(),
            key: String::new(),
            text: String::new(),
        })
        .collect()
}
