//! Reading and writing under an open lock. The ciphers answer later; what was promised meanwhile holds.

use wasm_bindgen_futures::spawn_local;
use web_sys::CryptoKey;

use super::cipher::{self, Refused};
use crate::features::lock;
use crate::platform::Browser;
use crate::platform::storage::{Opened, locks, raw_put, raw_remove, raw_text};
use crate::session::Action;
use instrument::order::stable_sort_by;
use vault::lock::{Sealed, inside, outside};
use vault::{Entry, Fault, Kind, Returned};

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
    // Room is made sure of now, for this and for all that is still on its way: mostly later writes do not fail then.
    let length = sealed_length(key, text);
    let trial = Kind::Sealed.key("room");
    opened.entries.make_room(length, |bytes| {
        let room = raw_put(&trial, &" ".repeat(bytes));
        let removed = raw_remove(&trial);
        room.and(removed)
    })?;
    let name = match opened.entries.name(key) {
        Some(name) => name.to_owned(),
        None => name().map_err(|_| Fault::Blocked)?,
    };
    opened.entries.put(&name, key, text, length);
    send(store, opened, (name, key.to_owned(), text.to_owned()));
    Ok(())
}

/// Seals what was put under this name and key, and writes it once that is done.
fn send(store: &Browser, opened: &Opened, (name, key, text): (String, String, String)) {
    let (own, mark, tell) = (opened.key.clone(), opened.mark.clone(), opened.tell.clone());
    let store = store.clone();
    spawn_local(async move {
        let sealed = sealed_as(&own, &name, &key, &text).await;
        let written = sealed
            .map_err(|_| Fault::Blocked)
            .and_then(|sealed| arrive(&store, &mark, (&name, &key, &text), sealed));
        let (returned, removals) = ended(&store, &mark, (name, key, text), written);
        let returned =
            returned.map(|it| Action::Feature(lock::state::Action::Returned(Box::new(it)).into()));
        let removed = removals
            .iter()
            .filter_map(|name| raw_remove(&Kind::Sealed.key(name)).err());
        let removed: Vec<_> = removed.map(Action::Faulted).collect();
        for action in returned.into_iter().chain(removed) {
            tell(action);
        }
    });
}

/// What comes back because it could not be written, and the names of what can be removed now.
fn ended(
    store: &Browser,
    mark: &str,
    (name, key, text): (String, String, String),
    written: Result<(), Fault>,
) -> (Option<Returned>, Vec<String>) {
    let length = sealed_length(&key, &text);
    let mut opened = store.0.opened.borrow_mut();
    match opened.as_mut().filter(|opened| opened.mark == mark) {
        Some(opened) => {
            let failed = written.err();
            let returned =
                failed.and_then(|fault| opened.entries.failed(&name, &key, &text, fault));
            (returned, opened.entries.settle(length))
        }
        // Locked meanwhile, or the lock was taken off. Once everything was cleared it must not come back.
        None => {
            let kept = || fits(mark) != Ok(false) || stands_open(&key);
            let fault = written.err().filter(|_| kept());
            let before = None;
            let returned = fault.map(|fault| Returned {
                key,
                text,
                before,
                fault,
            });
            (returned, Vec::new())
        }
    }
}

/// Whether the lock is still the one with this mark.
fn fits(mark: &str) -> Result<bool, Fault> {
    Ok(locks()?.iter().flatten().any(|lock| lock.contains(mark)))
}

/// Whether something about the same check or plan can be read without a key: another tab has taken the lock off, and has not cleared
/// everything.
fn stands_open(key: &str) -> bool {
    let Some((_, id)) = Kind::of(key).filter(|(_, id)| !id.is_empty()) else {
        return false;
    };
    [Kind::Draft, Kind::Record, Kind::Note, Kind::Plan]
        .iter()
        .any(|kind| matches!(raw_text(&kind.key(id)), Ok(Some(_))))
}

/// Writes what was sealed, unless something newer took its place meanwhile. A store that was closed meanwhile gets it all the
/// same, as long as the lock is the one it was sealed for.
///
/// # Errors
/// [`Fault::Locked`] when the lock was taken off meanwhile: then it is to be kept without one.
fn arrive(
    store: &Browser,
    mark: &str,
    (name, key, text): (&str, &str, &str),
    sealed: String,
) -> Result<(), Fault> {
    let fits = fits(mark)?;
    let mut opened = store.0.opened.borrow_mut();
    let entries = opened.as_mut().map(|opened| &mut opened.entries);
    let wanted = entries
        .as_ref()
        .is_none_or(|entries| entries.wants(name, key, text));
    if !fits && wanted && stands_open(key) {
        return Err(Fault::Locked);
    }
    if fits && wanted {
        raw_put(&Kind::Sealed.key(name), &sealed)?;
        if let Some(entries) = entries {
            entries.arrived(name, key, sealed);
        }
    }
    Ok(())
}

/// Gives the older of two checks that two tabs sealed under one id a new id, see [`Entries::part`](vault::Entries::part).
pub fn part(store: &Browser) {
    let mut borrowed = store.0.opened.borrow_mut();
    let Some(opened) = borrowed.as_mut() else {
        return;
    };
    for Entry {
        name, key, text, ..
    } in opened.entries.part()
    {
        opened.entries.again(sealed_length(&key, &text));
        send(store, opened, (name, key, text));
    }
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
    let by_name = stable_sort_by(&known.iter().collect::<Vec<_>>(), |a, b| {
        a.name.cmp(&b.name)
    });
    for (place, text) in Browser::raw()? {
        let Some((Kind::Sealed, name)) = Kind::of(&place) else {
            continue;
        };
        let have = by_name.binary_search_by(|entry| entry.name.as_str().cmp(name));
        if have.is_ok_and(|have| by_name[have].sealed == text) {
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
                before: None,
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
        let names: Vec<_> = fresh
            .entries
            .iter()
            .map(|entry| entry.name.clone())
            .collect();
        let names = stable_sort_by(&names, Ord::cmp);
        opened.entries.retain(|entry| {
            let newer = names.binary_search(&entry.name).is_ok();
            let deleted = !entry.sealed.is_empty() && gone(&entry.name);
            !newer && !deleted
        });
        // Deleted here while it was being opened.
        let wanted = |entry: &Entry| !gone(&entry.name);
        let fresh_entries = fresh.entries.into_iter().filter(wanted);
        opened.entries.extend(fresh_entries.collect());
        opened.shut = fresh.shut;
    }
    part(store);
}

fn known(store: &Browser) -> Vec<Entry> {
    let opened = store.0.opened.borrow();
    let entries = opened.iter().flat_map(|opened| opened.entries.all());
    entries
        .map(|entry| Entry {
            name: entry.name.clone(),
            sealed: entry.sealed.clone(),
            ..Entry::default()
        })
        .collect()
}
