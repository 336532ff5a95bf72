//! Removes drafts, and packs that no check was answered on any more.

use super::{Fault, Kind, Store, stored};
use instrument::check::{Check, CheckId};
use instrument::order::{find, stable_sort_by};

/// Removes a draft, unless it has answers that are not in `seen`.
pub(super) fn drop_draft<S: Store + ?Sized>(
    store: &S,
    id: &CheckId,
    seen: Option<&Check>,
) -> Result<(), Fault> {
    let key = Kind::Draft.key(&id.0);
    if let Some(seen) = seen {
        let have = store.read(&key)?;
        let have = have.and_then(|text| stored::read_check(&text).ok());
        if !have.is_some_and(|have| have.is_within(seen)) {
            return Ok(());
        }
    }
    store.remove(&key)
}

/// Removes the packs that no stored text mentions, so that nothing is left after the last check is deleted.
pub(super) fn drop_unused_packs<S: Store + ?Sized>(store: &S) -> Result<(), Fault> {
    let all = store.all()?;
    let packs = all.iter().filter_map(|(key, _)| match Kind::of(key) {
        Some((Kind::Pack, digest)) => Some(digest),
        _ => None,
    });
    let packs = stable_sort_by(&packs.collect::<Vec<_>>(), |a, b| a.cmp(b));
    // Texts that cannot be read count as well: they may mention a pack.
    let others = all
        .iter()
        .filter(|(key, _)| !matches!(Kind::of(key), Some((Kind::Pack, _))));
    let used = mentioned(&packs, others);
    for (digest, used) in packs.iter().zip(used) {
        if !used {
            store.remove(&Kind::Pack.key(digest))?;
        }
    }
    Ok(())
}

/// For each of these pack digests, which must be sorted, whether it occurs in the texts in quotation marks.
pub(super) fn mentioned<'a>(
    digests: &[&str],
    texts: impl Iterator<Item = &'a (String, String)>,
) -> Vec<bool> {
    let mut found = vec![false; digests.len()];
    for word in texts.flat_map(|(_, text)| text.split('"')) {
        if let Ok(place) = find(digests, |digest| (*digest).cmp(word)) {
            found[place] = true;
        }
    }
    found
}
