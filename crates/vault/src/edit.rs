//! The changes that only lazily loaded screens ask for: to notes, plans and settings, deleting and restoring. The code
//! is loaded with those screens.

use super::removal::{drop_draft, drop_unused_packs};
use super::{Change, Fault, Kind, Store, StoreOutcome, stored};
use instrument::Pack;
use split_point::split_points;

split_points! {
    /// Makes a change in `store`, see [`Vault::apply`](super::Vault::apply). `pack` is the current pack.
    ///
    /// # Errors
    /// When a text could not be written or removed.
    "0501" pub fn apply(
        store: &dyn Store,
        pack: &Pack,
        pack_text: &str,
        change: &Change,
    ) -> Result<StoreOutcome, Fault> = apply_lazy;
}

fn apply_lazy(
    store: &dyn Store,
    pack: &Pack,
    pack_text: &str,
    change: &Change,
) -> Result<StoreOutcome, Fault> {
    match change {
        Change::DropRecord { id, seen } => {
            let key = Kind::Record.key(&id.0);
            let check = store.read(&key)?;
            let check = check.and_then(|text| stored::read_check(&text).ok());
            let both = check.as_ref().zip(seen.as_ref());
            if both.is_some_and(|(check, seen)| !check.same_answers(seen)) {
                return Ok(StoreOutcome::Done);
            }
            // Remove the check last: a draft with the same answers would otherwise be offered as unfinished again.
            if check.is_some() {
                drop_draft(store, id, check.as_ref())?;
            }
            store.remove(&Kind::Note.key(&id.0))?;
            store.remove(&key)?;
            drop_unused_packs(store)?;
        }
        Change::KeepNote(note) => {
            let key = Kind::Note.key(&note.check.0);
            if store.read(&Kind::Record.key(&note.check.0))?.is_none() {
                return Ok(StoreOutcome::Gone);
            }
            if note.is_blank() {
                let have = store.read(&key)?;
                if have.is_some_and(|have| stored::readable(Kind::Note, &have)) {
                    store.remove(&key)?;
                }
            } else {
                put(store, Kind::Note, &note.check.0, &stored::write_note(note))?;
            }
        }
        Change::KeepPlan(plan) => {
            put(store, Kind::Plan, &plan.id.0, &stored::write_plan(plan))?;
        }
        Change::DropPlan(id) => store.remove(&Kind::Plan.key(&id.0))?,
        Change::KeepSettings(settings) => {
            put(store, Kind::Settings, "", &stored::write_settings(settings))?;
        }
        Change::Restore(all) => restore(store, all)?,
        Change::KeepPack => {
            let digest = &pack.key().digest;
            let key = Kind::Pack.key(digest);
            let all = store.all()?;
            let wanted = all.iter().any(|(_, text)| text.contains(digest));
            if pack.is_whole() && wanted && !all.iter().any(|(have, _)| *have == key) {
                store.put(&key, pack_text)?;
            }
        }
        Change::DropUnreadable(key) => {
            store.remove(key)?;
            drop_unused_packs(store)?;
        }
        Change::KeepDraft { .. }
        | Change::KeepRecord { .. }
        | Change::DropDraft { .. }
        | Change::ClearAll(_) => {}
    }
    Ok(StoreOutcome::Done)
}

/// Writes a text that changes often, but never over a text that cannot be read.
fn put(store: &dyn Store, kind: Kind, name: &str, text: &str) -> Result<(), Fault> {
    let key = kind.key(name);
    match store.read(&key)? {
        Some(have) if !stored::readable(kind, &have) => Err(Fault::InTheWay),
        _ => store.put(&key, text),
    }
}

fn restore(store: &dyn Store, all: &[(String, String)]) -> Result<(), Fault> {
    put_all(store, all)?;
    for (key, text) in all {
        // A check that was finished elsewhere is no longer unfinished here.
        if let Some((Kind::Record, _)) = Kind::of(key)
            && let Ok(check) = stored::read_check(text)
        {
            // Everything has been restored by now. If the draft cannot be removed, it is not shown.
            let _ = drop_draft(store, &check.id, Some(&check));
        }
    }
    Ok(())
}

/// Writes all texts. If one fails, restores the previous ones.
fn put_all(store: &dyn Store, all: &[(String, String)]) -> Result<(), Fault> {
    let mut before = Vec::new();
    for (key, text) in all {
        let written = store.read(key).and_then(|old| {
            before.push((key, old));
            store.put(key, text)
        });
        if let Err(fault) = written {
            // Undo the last write first: each step then returns to a state for which there was room. Try them all
            // even if one fails.
            for (key, old) in before.iter().rev() {
                let _ = match old {
                    Some(old) => store.put(key, old),
                    None => store.remove(key),
                };
            }
            return Err(fault);
        }
    }
    Ok(())
}
