//! Puts a lock on everything kept, opens it, changes it, takes it off.

use std::rc::Rc;

use super::open::{OpenStore, is_never_sealed};
use super::store::{OpenLock, locks, raw};
use super::{
    Cipher, CipherError, Environment, KEY, KEY_LABEL, Lock, LockJob, LockOutcome, LockableStore,
    NONCE, ROUNDS, RawStorage, SALT, Sealed, id_tag, repair, usable,
};
use crate::{Fault, Kind, merge};
use instrument::order::{find, stable_sort_by};

impl<D: RawStorage> LockableStore<D> {
    /// Does `job`, and says how it ended. One at a time: `None` where another one is under way, and nothing is done then. There is
    /// nothing to be said either once the store is closed, see [`LockJob::Close`].
    ///
    /// The passphrase that opens the lock is tried in each form it may have been set in, see [`Environment::normalise`].
    pub async fn run<C: Cipher>(
        &self,
        job: LockJob,
        environment: Environment<C>,
    ) -> Option<LockOutcome> {
        if job == LockJob::Close {
            self.close();
            return None;
        }
        if self.0.busy.replace(true) {
            return None;
        }
        let mut outcome = LockOutcome::Wrong;
        for job in job.attempts(environment.normalise) {
            let done = self.attempt(job, &environment).await;
            outcome = done.unwrap_or_else(|why| why);
            if outcome != LockOutcome::Wrong {
                break;
            }
        }
        self.0.busy.set(false);
        if self.0.closing.replace(false) {
            self.0.open.take();
        }
        Some(outcome)
    }

    /// Reads what other tabs have sealed, changed or removed. Nothing is done while no lock is open.
    pub async fn refresh(&self) {
        if let Some(open) = self.0.open() {
            open.refresh().await;
        }
    }

    async fn attempt<C: Cipher>(
        &self,
        job: LockJob,
        environment: &Environment<C>,
    ) -> Result<LockOutcome, LockOutcome> {
        match job {
            LockJob::Set { new, minutes, .. } => self.set(&new.0, minutes, environment).await,
            LockJob::Open(typed) => self.unlock(&typed.0, environment).await,
            LockJob::Change { old, new, .. } => {
                self.change(&old.0, &new.0, &environment.cipher).await
            }
            LockJob::Remove(typed) => self.take_off(&typed.0, environment).await,
            LockJob::SetMinutes(minutes) => self.set_minutes(minutes),
            // `run` has closed it.
            LockJob::Close => Ok(LockOutcome::Opened),
        }
    }

    /// The text of the lock, from whichever of its two copies can be read.
    fn lock_text(&self) -> Result<Option<String>, Fault> {
        let [lock, copy] = locks(&self.0.storage)?;
        Ok(usable(lock.as_deref(), copy.as_deref()).map(str::to_owned))
    }

    /// Writes the lock, if the one that stands is still the one that was read.
    fn write_lock(&self, lock: &Lock, before: Option<&str>) -> Result<(), LockOutcome> {
        if self.lock_text()?.as_deref() != before {
            return Err(LockOutcome::Elsewhere);
        }
        self.0.storage.put(&Kind::Lock.key(""), &lock.write())?;
        self.repair_copies();
        Ok(())
    }

    /// Makes the lock stand twice again. An old copy that cannot be replaced is removed: a passphrase that was changed opens nothing.
    fn repair_copies(&self) {
        let storage = &self.0.storage;
        let (Ok([lock, copy]), Ok(keys)) = (locks(storage), storage.keys()) else {
            return;
        };
        let is_sealed = |key: &String| matches!(Kind::of(key), Some((Kind::Sealed, _)));
        let sealed = keys.iter().any(is_sealed);
        if let Some((kind, text)) = repair(lock.as_deref(), copy.as_deref(), sealed)
            && storage.put(&kind.key(""), &text).is_err()
            && kind == Kind::LockCopy
        {
            // Without room and without leave to remove it, nothing else can be done.
            let _ = storage.remove(&kind.key(""));
        }
    }

    /// What a passphrase opens: the lock's text as it stands, what it says, and the key of everything else.
    async fn key_bytes<C: Cipher>(
        &self,
        passphrase: &str,
        cipher: &C,
    ) -> Result<(String, Lock, Vec<u8>), LockOutcome> {
        let text = self.lock_text()?.ok_or(LockOutcome::Elsewhere)?;
        let lock = Lock::read(&text).map_err(|_| LockOutcome::Damaged)?;
        let own = cipher
            .key_from_passphrase(passphrase, &lock.salt, lock.rounds)
            .await?;
        let sealed = Sealed {
            nonce: lock.nonce.clone(),
            data: lock.key.clone(),
        };
        let bytes = cipher.open(&own, KEY_LABEL, &sealed).await;
        let bytes = bytes.map_err(|CipherError| LockOutcome::Wrong)?;
        Ok((text, lock, bytes))
    }

    async fn set<C: Cipher>(
        &self,
        passphrase: &str,
        minutes: u32,
        environment: &Environment<C>,
    ) -> Result<LockOutcome, LockOutcome> {
        let cipher = &environment.cipher;
        let bytes = cipher.random(KEY)?;
        let id = json::hex(&cipher.random(16)?);
        let lock = new_lock(cipher, passphrase, &bytes, (id, minutes)).await?;
        let key = cipher.key_from_bytes(&bytes).await?;
        self.write_lock(&lock, None)?;
        let open = OpenStore::new(&self.0, environment.clone(), key, id_tag(&lock.id));
        self.0.open.replace(Some(open.clone()));
        match open.seal_readable().await {
            Ok(()) => Ok(LockOutcome::Set),
            // The lock is another tab's by now, or gone. That tab has seen to what was sealed so far.
            Err(LockOutcome::Elsewhere) => {
                self.0.open.take();
                Err(LockOutcome::Elsewhere)
            }
            Err(why) => {
                self.unseal(&open).await?;
                Err(why)
            }
        }
    }

    async fn unlock<C: Cipher>(
        &self,
        passphrase: &str,
        environment: &Environment<C>,
    ) -> Result<LockOutcome, LockOutcome> {
        let cipher = &environment.cipher;
        let (_, lock, bytes) = self.key_bytes(passphrase, cipher).await?;
        // It opens: this is the lock to keep, and to keep twice.
        self.repair_copies();
        let key = cipher.key_from_bytes(&bytes).await?;
        let open = OpenStore::new(&self.0, environment.clone(), key, id_tag(&lock.id));
        open.read_new().await?;
        self.0.open.replace(Some(open.clone()));
        // What another tab sealed while this was opened.
        open.clone().refresh().await;
        // Left readable when putting the lock on was cut short. Where there is no room for it, it stays as it is.
        let _ = open.seal_readable().await;
        Ok(LockOutcome::Opened)
    }

    async fn change<C: Cipher>(
        &self,
        old: &str,
        new: &str,
        cipher: &C,
    ) -> Result<LockOutcome, LockOutcome> {
        let (text, before, bytes) = self.key_bytes(old, cipher).await?;
        let lock = new_lock(cipher, new, &bytes, (before.id, before.minutes)).await?;
        self.write_lock(&lock, Some(&text))?;
        Ok(LockOutcome::Changed)
    }

    /// From now on it locks itself after so many minutes. The passphrase stays.
    fn set_minutes(&self, minutes: u32) -> Result<LockOutcome, LockOutcome> {
        let text = self.lock_text()?.ok_or(LockOutcome::Elsewhere)?;
        let mut lock = Lock::read(&text).map_err(|_| LockOutcome::Damaged)?;
        lock.minutes = minutes;
        self.write_lock(&lock, Some(&text))?;
        Ok(LockOutcome::Changed)
    }

    async fn take_off<C: Cipher>(
        &self,
        passphrase: &str,
        environment: &Environment<C>,
    ) -> Result<LockOutcome, LockOutcome> {
        let cipher = &environment.cipher;
        let (text, lock, bytes) = self.key_bytes(passphrase, cipher).await?;
        let key = cipher.key_from_bytes(&bytes).await?;
        if self.lock_text()?.as_ref() != Some(&text) {
            return Err(LockOutcome::Elsewhere);
        }
        // By the key of this job: the store may be closed meanwhile.
        let open = OpenStore::new(&self.0, environment.clone(), key, id_tag(&lock.id));
        self.unseal(&open).await?;
        Ok(LockOutcome::Removed)
    }

    /// Makes everything sealed readable, as it stands on the device and not as this tab remembers it, and takes the lock off last.
    ///
    /// # Errors
    /// Where something does not open, or there is no room, all of it stays sealed, and the lock stays on.
    async fn unseal<C: Cipher>(&self, lock: &Rc<OpenStore<D, C>>) -> Result<(), LockOutcome> {
        // Other tabs go on sealing while this is opened. Once all of it is, nothing waits any more until the lock is off.
        loop {
            let fresh = lock.read_new().await?;
            if lock.has_unopened() {
                // Without the lock it could never be opened again.
                return Err(LockOutcome::Unreadable);
            }
            if fresh == 0 {
                break;
            }
        }
        if let Err(why) = self.write_readable(lock) {
            // What could be sealed again is. What could not stands readable, beside a lock that stays on.
            let _ = lock.seal_readable().await;
            let _ = lock.read_new().await;
            self.refresh().await;
            return Err(why.into());
        }
        self.0.open.take();
        Ok(())
    }

    /// Writes everything that `lock` has opened, removes what was sealed, and then the lock.
    fn write_readable<C: Cipher>(&self, lock: &OpenStore<D, C>) -> Result<(), Fault> {
        let storage = &self.0.storage;
        // What is still on its way to the device in this tab.
        let unsettled = self.0.open().map(|open| open.unsettled());
        let unsettled = unsettled.unwrap_or_default();
        let removals = stable_sort_by(&unsettled.removals, Ord::cmp);
        let entries = stable_sort_by(&lock.entries(), |a, b| a.key.cmp(&b.key));
        let mut texts = unsettled.puts;
        for entry in &entries {
            if find(&removals, |name| name.cmp(&entry.name)).is_err() {
                texts.push((entry.key.clone(), entry.text.clone()));
            }
        }
        let plain = raw(storage)?.into_iter();
        texts.extend(plain.filter(|(key, _)| !is_never_sealed(key)));
        for (place, text) in merge(&texts, &[]) {
            storage.put(&place, &text)?;
            // One after the other: there need not be room for all of it twice.
            let first = entries.partition_point(|entry| entry.key < place);
            for entry in entries[first..]
                .iter()
                .take_while(|entry| entry.key == place)
            {
                storage.remove(&Kind::Sealed.key(&entry.name))?;
            }
        }
        // What merging left out, such as the draft of a finished check.
        for entry in &entries {
            storage.remove(&Kind::Sealed.key(&entry.name))?;
        }
        // The copy first: alone it would look like a lock that lost its first copy.
        storage.remove(&Kind::LockCopy.key(""))?;
        storage.remove(&Kind::Lock.key(""))
    }
}

/// A lock that `passphrase` opens, with `bytes` as the key of everything else.
async fn new_lock<C: Cipher>(
    cipher: &C,
    passphrase: &str,
    bytes: &[u8],
    (id, minutes): (String, u32),
) -> Result<Lock, CipherError> {
    let salt = cipher.random(SALT)?;
    let own = cipher
        .key_from_passphrase(passphrase, &salt, ROUNDS)
        .await?;
    let nonce = cipher.random(NONCE)?;
    let key = cipher.seal(&own, &nonce, KEY_LABEL, bytes).await?;
    Ok(Lock {
        id,
        rounds: ROUNDS,
        salt,
        nonce,
        key,
        minutes,
    })
}
