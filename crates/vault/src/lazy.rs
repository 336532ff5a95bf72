//! The parts of the vault that only lazily loaded screens need: notes, plans, settings, deleting and restoring. They
//! are loaded with those screens.

use super::snapshot::take_changing;
use super::{Change, Fault, Kind, Store, StoreOutcome, Unreadable, Vault, VaultSnapshot, stored};
use split_point::split_points;

split_points! {
    /// Makes a change, see [`Vault::apply`].
    ///
    /// # Errors
    /// When a text could not be written or removed.
    "0501" pub fn apply(vault: &Vault<dyn Store + '_>, change: &Change) -> Result<StoreOutcome, Fault> = apply_lazy;
    /// Reads a note, a plan or the settings into `snapshot`.
    ///
    /// # Errors
    /// Why the text cannot be read.
    "0502" pub fn take(snapshot: &mut VaultSnapshot, key: &str, text: &str) -> Result<(), Unreadable> = take_changing;
}

fn apply_lazy(vault: &Vault<dyn Store + '_>, change: &Change) -> Result<StoreOutcome, Fault> {
    match change {
        Change::DropRecord { id, seen } => {
            let key = Kind::Record.key(&id.0);
            let check = vault.store.read(&key)?;
            let check = check.and_then(|text| stored::read_check(&text).ok());
            let both = check.as_ref().zip(seen.as_ref());
            if both.is_some_and(|(check, seen)| !check.same_answers(seen)) {
                return Ok(StoreOutcome::Done);
            }
            // Remove the check last: a draft with the same answers would otherwise be offered as unfinished again.
            if check.is_some() {
                vault.drop_draft(id, check.as_ref())?;
            }
            vault.store.remove(&Kind::Note.key(&id.0))?;
            vault.store.remove(&key)?;
            vault.drop_unused_packs()?;
        }
        Change::KeepNote(note) => {
            let key = Kind::Note.key(&note.check.0);
            if vault
                .store
                .read(&Kind::Record.key(&note.check.0))?
                .is_none()
            {
                return Ok(StoreOutcome::Gone);
            }
            if note.is_blank() {
                let have = vault.store.read(&key)?;
                if have.is_some_and(|have| stored::readable(Kind::Note, &have)) {
                    vault.store.remove(&key)?;
                }
            } else {
                vault.put(Kind::Note, &note.check.0, &stored::write_note(note))?;
            }
        }
        Change::KeepPlan(plan) => {
            vault.put(Kind::Plan, &plan.id.0, &stored::write_plan(plan))?;
        }
        Change::DropPlan(id) => vault.store.remove(&Kind::Plan.key(&id.0))?,
        Change::KeepSettings(settings) => {
            vault.put(Kind::Settings, "", &stored::write_settings(settings))?;
        }
        Change::Restore(all) => vault.restore(all)?,
        Change::KeepPack => {
            let digest = &vault.pack.key().digest;
            let key = Kind::Pack.key(digest);
            let all = vault.store.all()?;
            let wanted = all.iter().any(|(_, text)| text.contains(digest));
            if vault.pack.is_whole() && wanted && !all.iter().any(|(have, _)| *have == key) {
                vault.store.put(&key, &vault.pack_text)?;
            }
        }
        Change::DropUnreadable(key) => {
            vault.store.remove(key)?;
            vault.drop_unused_packs()?;
        }
        Change::KeepDraft { .. }
        | Change::KeepRecord { .. }
        | Change::DropDraft { .. }
        | Change::ClearAll(_) => {}
    }
    Ok(StoreOutcome::Done)
}

impl<S: Store + ?Sized> Vault<S> {
    /// Writes a text that changes often, but never over a text that cannot be read.
    fn put(&self, kind: Kind, name: &str, text: &str) -> Result<(), Fault> {
        let key = kind.key(name);
        match self.store.read(&key)? {
            Some(have) if !stored::readable(kind, &have) => Err(Fault::InTheWay),
            _ => self.store.put(&key, text),
        }
    }

    fn restore(&self, all: &[(String, String)]) -> Result<(), Fault> {
        self.put_all(all)?;
        for (key, text) in all {
            // A check that was finished elsewhere is no longer unfinished here.
            if let Some((Kind::Record, _)) = Kind::of(key)
                && let Ok(check) = stored::read_check(text)
            {
                // Everything has been restored by now. If the draft cannot be removed, it is not shown.
                let _ = self.drop_draft(&check.id, Some(&check));
            }
        }
        Ok(())
    }

    /// Writes all texts. If one fails, restores the previous ones.
    fn put_all(&self, all: &[(String, String)]) -> Result<(), Fault> {
        let mut before = Vec::new();
        for (key, text) in all {
            let written = self.store.read(key).and_then(|old| {
                before.push((key, old));
                self.store.put(key, text)
            });
            if let Err(fault) = written {
                // Undo the last write first: each step then returns to a state for which there was room. Try them all
                // even if one fails.
                for (key, old) in before.iter().rev() {
                    let _ = match old {
                        Some(old) => self.store.put(key, old),
                        None => self.store.remove(key),
                    };
                }
                return Err(fault);
            }
        }
        Ok(())
    }
}
