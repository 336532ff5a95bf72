//! Makes the changes that the session asks for.

use std::rc::Rc;

use super::removal::{drop_draft, drop_unused_packs};
use super::{
    Change, Fault, Kind, Store, StoreOutcome, VaultSnapshot, edit, stored, with_content_id,
};
use instrument::Pack;
use instrument::check::{Check, CheckId};

/// Stores checks and what belongs to them in a [`Store`].
pub struct Vault<S> {
    pack: Rc<Pack>,
    pack_text: Rc<str>,
    store: S,
}

impl<S: Store> Vault<S> {
    /// A vault that uses `store`, for checks on `pack`. The pack's text is stored together with the first check on it.
    pub fn new(store: S, pack: Rc<Pack>, pack_text: Rc<str>) -> Self {
        Self {
            store,
            pack,
            pack_text,
        }
    }

    /// Reads everything. Removes nothing.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn load(&self) -> Result<VaultSnapshot, Fault> {
        Ok(VaultSnapshot::read(
            self.store.all()?,
            self.store.locked()?,
            &self.pack,
        ))
    }

    /// Makes a change.
    ///
    /// # Errors
    /// When the store fails to write or remove a text. Texts that were stored before are then still there, except that
    /// [`Change::ClearAll`] may have removed some of them.
    pub fn apply(&self, change: &Change) -> Result<StoreOutcome, Fault> {
        if let Change::ClearAll(known) = change {
            return self.store.clear(known).map(|()| StoreOutcome::Done);
        }
        // Another tab may have set a lock. No readable text may be written while it is there.
        if self.store.locked()? {
            return Err(Fault::Locked);
        }
        match change {
            Change::KeepDraft { check, before } => {
                return self.keep_draft(check, before.as_deref());
            }
            Change::KeepRecord { check, draft } => {
                return self.keep_record(check, draft.as_deref());
            }
            Change::DropDraft { id, seen } => {
                drop_draft(&self.store, id, seen.as_ref())?;
                drop_unused_packs(&self.store)?;
            }
            // Only lazily loaded screens ask for these, so the code is loaded with them.
            other => return edit::apply(&self.store, &self.pack, &self.pack_text, other),
        }
        Ok(StoreOutcome::Done)
    }
}

impl<S: Store> Vault<S> {
    /// Writes a draft. A draft that another tab has written meanwhile is replaced only if none of its answers are lost.
    fn keep_draft(&self, check: &Check, before: Option<&Check>) -> Result<StoreOutcome, Fault> {
        let finished = self.store.read(&Kind::Record.key(&check.id.0))?;
        if let Some(text) = finished {
            return match stored::read_check(&text) {
                Ok(finished) if check.is_within(&finished) => Ok(StoreOutcome::Done),
                _ => Ok(StoreOutcome::Forked(self.store_forked(Kind::Draft, check)?)),
            };
        }
        let key = Kind::Draft.key(&check.id.0);
        let have = self.store.read(&key)?;
        match have.map(|text| stored::read_check(&text)) {
            None if before.is_some() => {
                return Ok(StoreOutcome::Renamed(
                    self.store_forked(Kind::Draft, check)?,
                ));
            }
            None => self.keep(&key, check)?,
            Some(Ok(have)) if before == Some(&have) || have.is_within(check) => {
                self.keep(&key, check)?;
            }
            Some(Ok(have)) if check.is_within(&have) => {}
            Some(_) => return Ok(StoreOutcome::Forked(self.store_forked(Kind::Draft, check)?)),
        }
        Ok(StoreOutcome::Done)
    }

    /// Writes a finished check. A finished check that is already stored under its id stays there.
    ///
    /// A check keeps the id it began with only if its draft is still stored, or was never written. If the draft is
    /// gone, other tabs may have finished this check and deleted it, and the tab that wrote it must not take this check
    /// for another one under the same id. Every later id is made from the answers, so it belongs to no other check.
    /// This is why a deleted check does not come back, see `Session::written` of the app.
    fn keep_record(&self, check: &Check, own: Option<&Check>) -> Result<StoreOutcome, Fault> {
        // The draft of a renamed check is still stored under the old id.
        let draft_key = Kind::Draft.key(&own.unwrap_or(check).id.0);
        let draft = self.store.read(&draft_key)?;
        let draft = draft.and_then(|text| stored::read_check(&text).ok());
        let ours = |draft: &Check| own == Some(draft) || draft.is_within(check);
        let unused = draft.as_ref().map_or(own.is_none(), ours) && check.id.is_first();
        let key = Kind::Record.key(&check.id.0);
        let have = self.store.read(&key)?;
        let have = have.map(|text| stored::read_check(&text));
        let mut kept = StoreOutcome::Done;
        match have {
            Some(Ok(have)) if have.same_answers(check) => {}
            None if unused => self.keep(&key, check)?,
            None if draft.as_ref().is_none_or(ours) => {
                kept = StoreOutcome::Renamed(self.store_forked(Kind::Record, check)?);
            }
            // Another tab has finished the check or continued the draft with other answers. It keeps the id.
            _ => kept = StoreOutcome::Forked(self.store_forked(Kind::Record, check)?),
        }
        if draft.as_ref().is_some_and(ours) {
            // The record is stored. If its draft cannot be removed, it is not shown, and it is removed with the record.
            let _ = self.store.remove(&draft_key);
        }
        Ok(kept)
    }

    /// Writes a check under a new id and returns that id. A finished check with the same answers that is already stored
    /// there is left alone.
    fn store_forked(&self, kind: Kind, check: &Check) -> Result<CheckId, Fault> {
        let mut fault = None;
        let mut is_free = |own: &Check| {
            let mut free = true;
            for kind in [Kind::Draft, Kind::Record] {
                match self.store.read(&kind.key(&own.id.0)) {
                    Ok(None) => {}
                    Ok(Some(text)) => {
                        let have = stored::read_check(&text);
                        free &= have.is_ok_and(|have| have.same_answers(own));
                    }
                    Err(why) => fault = Some(why),
                }
            }
            free
        };
        let own = with_content_id(check, &mut is_free);
        if let Some(fault) = fault {
            return Err(fault);
        }
        let key = kind.key(&own.id.0);
        if kind == Kind::Draft || self.store.read(&key)?.is_none() {
            self.keep(&key, &own)?;
        }
        Ok(own.id)
    }

    /// Writes the check, and the pack it was answered on, without which it could not be shown later. While only the
    /// questions of the pack are loaded, the pack is not written, and [`Change::KeepPack`] has to follow.
    fn keep(&self, key: &str, check: &Check) -> Result<(), Fault> {
        if self.pack.is_whole() && &check.pack == self.pack.key() {
            let pack_key = Kind::Pack.key(&check.pack.digest);
            if self.store.read(&pack_key)?.as_deref() != Some(&*self.pack_text) {
                self.store.put(&pack_key, &self.pack_text)?;
            }
        }
        self.store.put(key, &stored::write_check(check))
    }
}
