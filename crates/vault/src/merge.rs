//! Merges the stored texts of two devices. Of two versions of the same thing, the newer is kept. Of two versions of a
//! finished check both are kept, because it never changes: the older one becomes a separate check.
//!
//! The newer version is the one with the later `changed`. If that is equal, it is the one whose text is greater byte by
//! byte: an arbitrary choice, but always the same one. Merging is therefore commutative, associative and idempotent.

use std::cmp::Ordering;

use super::{Kind, stored};
use instrument::Check;
use instrument::order::{find, stable_sort_by};

/// A copy of `check` with a new id, the first that `is_free` accepts. See [`instrument::CheckId::split_id`].
///
/// The id is made from the answers and not from the time of finishing. Two tabs that finish with the same answers thus
/// get the same id and store one check.
pub fn with_content_id(check: &Check, mut is_free: impl FnMut(&Check) -> bool) -> Check {
    let mut own = check.clone();
    own.id.0 = check.id.origin().to_owned();
    own.changed = own.started;
    let mut content = stored::write_check(&own);
    loop {
        own.id = check.id.split_id(&content);
        if is_free(&own) {
            own.changed = check.changed;
            return own;
        }
        content.push('+');
    }
}

/// Merges the texts in `a` and `b`. The result is sorted by key.
pub fn merge(a: &[(String, String)], b: &[(String, String)]) -> Vec<(String, String)> {
    let both = [a, b].concat();
    let by_key = stable_sort_by(&separate_finished(&both), |a, b| a.0.cmp(&b.0));
    let mut merged: Vec<(String, String)> = Vec::new();
    for (key, text) in by_key {
        match merged.last_mut().filter(|(last, _)| *last == key) {
            Some((_, kept)) if newer(&key, &text, kept) == Ordering::Greater => *kept = text,
            Some(_) => {}
            None => merged.push((key, text)),
        }
    }
    let finished = |name: &str| {
        let record = Kind::Record.key(name);
        let found = find(&merged, |(key, _)| key.cmp(&record));
        found.is_ok_and(|place| changed(&record, &merged[place].1).is_some())
    };
    // The draft of a check that was finished on one device is dropped.
    let over = |key: &str| matches!(Kind::of(key), Some((Kind::Draft, name)) if finished(name));
    let keep: Vec<bool> = merged.iter().map(|(key, _)| !over(key)).collect();
    let mut keep = keep.into_iter();
    merged.retain(|_| keep.next().unwrap_or(true));
    merged
}

/// The same texts, except that where several finished checks have one id, all but the newest get a new id.
fn separate_finished(all: &[(String, String)]) -> Vec<(String, String)> {
    let mut newest: Vec<(String, String)> = Vec::new();
    let mut others = Vec::new();
    for (key, text) in stable_sort_by(all, |a, b| {
        a.0.cmp(&b.0).then_with(|| newer(&a.0, &b.1, &a.1))
    }) {
        let last = newest.last().filter(|(last, _)| *last == key);
        let finished = |text: &str| match Kind::of(&key) {
            Some((Kind::Record, _)) => stored::read_check(text).ok(),
            _ => None,
        };
        match (last.is_some_and(|(_, last)| *last != text), finished(&text)) {
            (true, Some(check)) => {
                let own = with_content_id(&check, |_| true);
                others.push((Kind::Record.key(&own.id.0), stored::write_check(&own)));
            }
            _ => newest.push((key, text)),
        }
    }
    newest.append(&mut others);
    newest
}

/// The order of two texts under `key`: by when they were changed, then by the bytes of the text.
///
/// A copy of a pack has no such time. Its key is the digest of its text, so only a translation can differ.
pub(super) fn newer(key: &str, new: &str, have: &str) -> Ordering {
    let changed = |text| changed(key, text);
    changed(new).cmp(&changed(have)).then_with(|| new.cmp(have))
}

/// When the thing was last changed, in milliseconds since 1970 (UTC). `None`, which is older than any time, if it
/// cannot be read or has no time.
fn changed(key: &str, text: &str) -> Option<i64> {
    let moment = match Kind::of(key)?.0 {
        Kind::Draft | Kind::Record => stored::read_check(text).ok()?.changed,
        Kind::Note => stored::read_note(text).ok()?.changed,
        Kind::Plan => stored::read_plan(text).ok()?.changed,
        Kind::Settings => {
            let settings = stored::read_settings(text).ok()?;
            let moments = [settings.backed_up, settings.changed].into_iter().flatten();
            return moments.map(|moment| moment.utc).max();
        }
        Kind::Pack | Kind::Language | Kind::Lock | Kind::LockCopy | Kind::Sealed => return None,
    };
    Some(moment.utc)
}
