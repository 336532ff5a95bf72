//! Sets the lock, opens it, changes its passphrase and removes it.

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
    /// Does `job` and returns how it ended. Returns `None` and does nothing while another job is running. Returns
    /// `None` for [`LockJob::Close`] as well, after closing the store.
    ///
    /// Tries the passphrase that opens the lock in each form in which it may have been set, see
    /// [`Environment::normalise`].
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
        for job in job.with_passphrase_forms(environment.normalise) {
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

    /// Reads what other tabs have sealed, changed or removed. Does nothing while no lock is open.
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
            LockJob::Remove(typed) => self.remove_lock(&typed.0, environment).await,
            LockJob::SetMinutes(minutes) => self.set_minutes(minutes),
            // `run` has already closed the store.
            LockJob::Close => Ok(LockOutcome::Opened),
        }
    }

    /// The text of the lock, from the copy that [`usable`] chooses.
    fn lock_text(&self) -> Result<Option<String>, Fault> {
        let [lock, copy] = locks(&self.0.storage)?;
        Ok(usable(lock.as_deref(), copy.as_deref()).map(str::to_owned))
    }

    /// Writes the lock if the lock on the device is still `before`, the text that the caller read.
    fn write_lock(&self, lock: &Lock, before: Option<&str>) -> Result<(), LockOutcome> {
        if self.lock_text()?.as_deref() != before {
            return Err(LockOutcome::Elsewhere);
        }
        self.0.storage.put(&Kind::Lock.key(""), &lock.write())?;
        self.repair_copies();
        Ok(())
    }

    /// Makes the two copies of the lock the same again. If an outdated copy cannot be replaced, it is removed, because
    /// it would still open with the old passphrase.
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
            // If there is no room and it cannot be removed either, nothing else can be done.
            let _ = storage.remove(&kind.key(""));
        }
    }

    /// Opens the lock with a passphrase. Returns the lock's text as it is stored, the lock it describes, and the key of
    /// everything else.
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
            // Another tab has replaced or removed the lock, and has handled what was sealed so far.
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
        // The passphrase opens this lock, so it is the one to keep both copies of.
        self.repair_copies();
        let key = cipher.key_from_bytes(&bytes).await?;
        let open = OpenStore::new(&self.0, environment.clone(), key, id_tag(&lock.id));
        open.read_new().await?;
        self.0.open.replace(Some(open.clone()));
        // Read what other tabs sealed in the meantime.
        open.clone().refresh().await;
        // Seal what is still readable because setting the lock was interrupted. If there is no room for it, it stays
        // readable.
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

    /// Changes the number of minutes and keeps the passphrase.
    fn set_minutes(&self, minutes: u32) -> Result<LockOutcome, LockOutcome> {
        let text = self.lock_text()?.ok_or(LockOutcome::Elsewhere)?;
        let mut lock = Lock::read(&text).map_err(|_| LockOutcome::Damaged)?;
        lock.minutes = minutes;
        self.write_lock(&lock, Some(&text))?;
        Ok(LockOutcome::Changed)
    }

    async fn remove_lock<C: Cipher>(
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
        // Use the key of this job, because the store may be closed meanwhile.
        let open = OpenStore::new(&self.0, environment.clone(), key, id_tag(&lock.id));
        self.unseal(&open).await?;
        Ok(LockOutcome::Removed)
    }

    /// Makes every sealed text readable and removes the lock last. It uses the texts on the device, not those that this
    /// tab has in memory.
    ///
    /// # Errors
    /// When a text does not open, or there is no room. The lock stays, and texts that were already readable are sealed
    /// again if possible.
    async fn unseal<C: Cipher>(&self, lock: &Rc<OpenStore<D, C>>) -> Result<(), LockOutcome> {
        // Other tabs may seal more texts while these are being opened. Once all are open, nothing is awaited until the
        // lock is removed.
        loop {
            let fresh = lock.read_new().await?;
            if lock.has_unopened() {
                // Without the lock this text could never be opened again.
                return Err(LockOutcome::Unreadable);
            }
            if fresh == 0 {
                break;
            }
        }
        if let Err(why) = self.write_readable(lock) {
            // Seal again what can be sealed. The rest stays readable while the lock stays.
            let _ = lock.seal_readable().await;
            let _ = lock.read_new().await;
            self.refresh().await;
            return Err(why.into());
        }
        self.0.open.take();
        Ok(())
    }

    /// Writes every text that `lock` has opened, removes the sealed ones, and then removes the lock.
    fn write_readable<C: Cipher>(&self, lock: &OpenStore<D, C>) -> Result<(), Fault> {
        let storage = &self.0.storage;
        // The writes and removals of this tab that have not reached the device yet.
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
        // The shortest first. The last text that was sealed had room beside its own sealed form, so there is room for
        // any that is not longer; and each one that is readable again frees some for the next.
        let texts = stable_sort_by(&merge(&texts, &[]), |a, b| a.1.len().cmp(&b.1.len()));
        for (place, text) in texts {
            storage.put(&place, &text)?;
            // Remove each sealed text at once, so that the device never needs room for all texts twice.
            let first = entries.partition_point(|entry| entry.key < place);
            for entry in entries[first..]
                .iter()
                .take_while(|entry| entry.key == place)
            {
                storage.remove(&Kind::Sealed.key(&entry.name))?;
            }
        }
        // Remove what the merge dropped, such as the draft of a finished check.
        for entry in &entries {
            storage.remove(&Kind::Sealed.key(&entry.name))?;
        }
        // Remove the copy first: a copy left alone would look like a lock whose first text was lost.
        storage.remove(&Kind::LockCopy.key(""))?;
        storage.remove(&Kind::Lock.key(""))
    }
}

/// Creates a lock that `passphrase` opens. `bytes` is the key of everything else.
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
