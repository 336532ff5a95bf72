//! Puts a lock on what is kept, opens it, changes it, takes it off. Whatever stops half-way, nothing is lost: each text is
//! removed in one form only once it stands in the other, the lock goes last, and what was left half done is finished when it is
//! next opened. The key is the job's own: a store that is closed meanwhile changes nothing here.

use web_sys::CryptoKey;

use super::cipher::{self, Refused};
use super::sealing::{Found, name, open_all, sealed_as};
use crate::features::lock::state::{LockJob, Locked};
use crate::platform::Browser;
use crate::platform::storage::{Opened, Tell, locks, raw_put, raw_remove, raw_text};
use instrument::order::stable_sort_by;
use vault::lock::{KEY, KEY_LABEL, Lock, ROUNDS, SALT, Sealed, mark, mended, standing};
use vault::{Entries, Entry, Fault, Kind, merge};

impl From<Refused> for Locked {
    fn from(_: Refused) -> Self {
        Self::Unable
    }
}

impl From<Fault> for Locked {
    fn from(_: Fault) -> Self {
        Self::Full
    }
}

/// Does `job`; `tell` hears of what cannot be written afterwards.
pub async fn work(store: &Browser, job: LockJob, tell: Tell) -> Locked {
    if cipher::available().is_none() {
        return Locked::Unable;
    }
    let done = match job {
        LockJob::Set { new, minutes, .. } => set(store, &new.0, minutes, tell).await,
        LockJob::Open(typed) => open(store, &typed.0, tell).await,
        LockJob::Change { old, new, .. } => change(&old.0, &new.0).await,
        LockJob::Remove(typed) => remove(store, &typed.0).await,
        LockJob::After(minutes) => after(minutes),
        LockJob::Now => Ok(Locked::Opened),
    };
    done.unwrap_or_else(|why| why)
}

/// The text of the lock, from whichever of its two copies can be read.
fn lock_text() -> Result<Option<String>, Fault> {
    let [lock, copy] = locks()?;
    Ok(standing(lock.as_deref(), copy.as_deref()).map(str::to_owned))
}

/// Writes the lock, if the one that stands is still the one that was read.
fn write_lock(lock: &Lock, before: Option<&str>) -> Result<(), Locked> {
    if lock_text()?.as_deref() != before {
        return Err(Locked::Elsewhere);
    }
    raw_put(&Kind::Lock.key(""), &lock.write())?;
    mend();
    Ok(())
}

/// Makes the lock stand twice again. An old copy that cannot be replaced is removed: a passphrase that was changed opens nothing.
fn mend() {
    let (Ok([lock, copy]), Ok(all)) = (locks(), Browser::raw()) else {
        return;
    };
    let sealed = all
        .iter()
        .any(|(key, _)| matches!(Kind::of(key), Some((Kind::Sealed, _))));
    if let Some((kind, text)) = mended(lock.as_deref(), copy.as_deref(), sealed)
        && raw_put(&kind.key(""), &text).is_err()
        && kind == Kind::LockCopy
    {
        // Without room and without leave to remove it, nothing else can be done.
        let _ = raw_remove(&kind.key(""));
    }
}

async fn set(
    store: &Browser,
    passphrase: &str,
    minutes: u32,
    tell: Tell,
) -> Result<Locked, Locked> {
    let bytes = cipher::random(KEY)?;
    let lock = lock(passphrase, &bytes, name()?, minutes).await?;
    let key = cipher::key(&bytes).await?;
    write_lock(&lock, None)?;
    store.0.opened.replace(Some(Opened {
        mark: mark(&lock.id),
        key: key.clone(),
        entries: Entries::default(),
        shut: Vec::new(),
        tell,
    }));
    if let Err(why) = seal_the_rest(store, &key).await {
        unseal(store, &key).await?;
        return Err(why);
    }
    Ok(Locked::Set)
}

/// A lock that `passphrase` opens, with `bytes` as the key of everything else.
async fn lock(passphrase: &str, bytes: &[u8], id: String, minutes: u32) -> Result<Lock, Refused> {
    let salt = cipher::random(SALT)?;
    let own = cipher::key_of(passphrase, &salt, ROUNDS).await?;
    let Sealed { nonce, data } = cipher::seal(&own, KEY_LABEL, bytes).await?;
    Ok(Lock {
        id,
        rounds: ROUNDS,
        salt,
        nonce,
        key: data,
        minutes,
    })
}

/// What a passphrase opens: the lock's text as it stands, what it says, and the key of everything else.
async fn opened(passphrase: &str) -> Result<(String, Lock, Vec<u8>), Locked> {
    let text = lock_text()?.ok_or(Locked::Elsewhere)?;
    let lock = Lock::read(&text).map_err(|_| Locked::Damaged)?;
    let own = cipher::key_of(passphrase, &lock.salt, lock.rounds).await?;
    let sealed = Sealed {
        nonce: lock.nonce.clone(),
        data: lock.key.clone(),
    };
    let bytes = cipher::open(&own, KEY_LABEL, &sealed).await;
    Ok((text, lock, bytes.map_err(|_| Locked::Wrong)?))
}

async fn open(store: &Browser, passphrase: &str, tell: Tell) -> Result<Locked, Locked> {
    let (_, lock, bytes) = opened(passphrase).await?;
    // It opens: this is the lock to keep, and to keep twice.
    mend();
    let key = cipher::key(&bytes).await?;
    let Found { entries, shut } = open_all(&key, &[]).await?;
    store.0.opened.replace(Some(Opened {
        mark: mark(&lock.id),
        key: key.clone(),
        entries: Entries::of(entries),
        shut,
        tell,
    }));
    // What another tab sealed while this was opened.
    super::sealing::refresh(store).await;
    // Left readable when putting the lock on was cut short. Where there is no room for it, it stays as it is.
    let _ = seal_the_rest(store, &key).await;
    Ok(Locked::Opened)
}

async fn change(old: &str, new: &str) -> Result<Locked, Locked> {
    let (text, before, bytes) = opened(old).await?;
    let lock = lock(new, &bytes, before.id, before.minutes).await?;
    write_lock(&lock, Some(&text))?;
    Ok(Locked::Changed)
}

/// From now on it locks itself after so many minutes. The passphrase stays.
fn after(minutes: u32) -> Result<Locked, Locked> {
    let text = lock_text()?.ok_or(Locked::Elsewhere)?;
    let mut lock = Lock::read(&text).map_err(|_| Locked::Damaged)?;
    lock.minutes = minutes;
    write_lock(&lock, Some(&text))?;
    Ok(Locked::Changed)
}

async fn remove(store: &Browser, passphrase: &str) -> Result<Locked, Locked> {
    let (text, _, bytes) = opened(passphrase).await?;
    let key = cipher::key(&bytes).await?;
    if lock_text()?.as_ref() != Some(&text) {
        return Err(Locked::Elsewhere);
    }
    unseal(store, &key).await?;
    Ok(Locked::Removed)
}

/// Makes everything sealed readable, as it stands on the device and not as this tab remembers it, and takes the lock off last.
/// Where something does not open, or there is no room, all of it stays sealed.
async fn unseal(store: &Browser, key: &CryptoKey) -> Result<(), Locked> {
    let mut entries: Vec<Entry> = Vec::new();
    // Other tabs go on sealing while this is opened. Once all of it is, nothing waits any more until the lock is off.
    loop {
        let Found {
            entries: fresh,
            shut,
        } = open_all(key, &entries).await?;
        if !shut.is_empty() {
            // Without the lock it could never be opened again.
            return Err(Locked::Shut);
        }
        if fresh.is_empty() {
            break;
        }
        entries.retain(|entry| fresh.iter().all(|other| other.name != entry.name));
        entries.extend(fresh);
    }
    // What another tab has deleted meanwhile stays deleted. What cannot be read is taken to be there.
    entries.retain(|entry| !matches!(raw_text(&Kind::Sealed.key(&entry.name)), Ok(None)));
    let mut texts: Vec<(String, String)> = Vec::new();
    let open = |entry: &Entry| (entry.key.clone(), entry.text.clone());
    texts.extend(entries.iter().map(open));
    if let Some(opened) = store.0.opened.borrow().as_ref() {
        // Not yet on the device.
        let pending = |entry: &&Entry| entry.sealed.is_empty() || entry.before.is_some();
        texts.extend(opened.entries.all().iter().filter(pending).map(open));
    }
    let plain = Browser::raw()?.into_iter();
    texts.extend(plain.filter(|(key, _)| !is_locks(key)));
    let by_key = stable_sort_by(&entries.iter().collect::<Vec<_>>(), |a, b| {
        a.key.cmp(&b.key)
    });
    for (place, text) in merge(&texts, &[]) {
        if let Err(why) = raw_put(&place, &text) {
            seal_the_rest(store, key).await?;
            return Err(why.into());
        }
        // One after the other: there need not be room for all of it twice.
        let first = by_key.partition_point(|entry| entry.key < place);
        for entry in by_key[first..]
            .iter()
            .take_while(|entry| entry.key == place)
        {
            raw_remove(&Kind::Sealed.key(&entry.name))?;
        }
    }
    // What merging left out, such as the draft of a finished check.
    for entry in &entries {
        raw_remove(&Kind::Sealed.key(&entry.name))?;
    }
    // The copy first: alone it would look like a lock that lost its first copy.
    raw_remove(&Kind::LockCopy.key(""))?;
    raw_remove(&Kind::Lock.key(""))?;
    store.0.opened.replace(None);
    Ok(())
}

/// Whether it is never sealed: what belongs to the lock, and what has to be known before it is opened.
fn is_locks(key: &str) -> bool {
    matches!(
        Kind::of(key),
        Some((
            Kind::Language | Kind::Lock | Kind::LockCopy | Kind::Sealed,
            _
        ))
    )
}

/// Seals what still stands readable, and remembers it open.
async fn seal_the_rest(store: &Browser, own: &CryptoKey) -> Result<(), Locked> {
    for (key, text) in Browser::raw()? {
        let stands = || matches!(raw_text(&key), Ok(Some(now)) if now == text);
        if is_locks(&key) || !stands() {
            continue;
        }
        let name = name()?;
        let sealed = sealed_as(own, &name, &key, &text).await?;
        // Deleted or changed while it was sealed.
        if !stands() {
            continue;
        }
        raw_put(&Kind::Sealed.key(&name), &sealed)?;
        raw_remove(&key)?;
        if let Some(opened) = store.0.opened.borrow_mut().as_mut() {
            opened.entries.add(Entry {
                name,
                sealed,
                key,
                text,
                before: None,
            });
        }
    }
    Ok(())
}
