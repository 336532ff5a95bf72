//! Brings what other tabs have changed into the entries of an open lock.

use std::cmp::Ordering;

use super::{Entries, Entry};
use crate::merge::{newer, with_content_id};
use crate::{Kind, stored};
use instrument::order::{find, stable_sort_by};

impl Entries {
    /// Takes the entries that another tab has sealed or changed and that are still on the device, and drops those that
    /// are `gone` from it. Where this tab has a pending text for the same entry, the newer of the two is kept.
    pub(super) fn take(&mut self, fresh: Vec<Entry>, gone: impl Fn(&str) -> bool) {
        let fresh = stable_sort_by(&fresh, |a, b| a.name.cmp(&b.name));
        let mut wanted = vec![true; fresh.len()];
        for removed in &self.removed {
            if let Ok(at) = find(&fresh, |entry| entry.name.cmp(&removed.name)) {
                wanted[at] = false;
            }
        }
        self.all.retain_mut(|own| {
            let Ok(at) = find(&fresh, |entry| entry.name.cmp(&own.name)) else {
                return own.sealed.is_empty() || !gone(&own.name);
            };
            let other = &fresh[at];
            let stays = own.is_pending()
                && own.key == other.key
                && newer(&own.key, &own.text, &other.text) == Ordering::Greater;
            if stays && wanted[at] {
                own.sealed.clone_from(&other.sealed);
                own.before = Some(other.text.clone());
                wanted[at] = false;
            }
            stays
        });
        let both = fresh.into_iter().zip(wanted);
        self.extend(
            both.filter_map(|(entry, wanted)| wanted.then_some(entry))
                .collect(),
        );
    }

    /// Two tabs that finish one check at the same moment each seal it under a different name. This gives all but the
    /// newest a new id, as in [`merge`](crate::merge()), because deleting one would otherwise delete both. Returns the
    /// entries to seal again.
    pub fn separate(&mut self) -> Vec<Entry> {
        let of_a_record = |entry: &Entry| matches!(Kind::of(&entry.key), Some((Kind::Record, _)));
        let mut separated = Vec::new();
        // Sorts again, since a text may have changed. After that, the newest entry of each key comes first.
        self.extend(Vec::new());
        let mut newest: Option<(String, String)> = None;
        for entry in self.all.iter_mut().filter(|entry| of_a_record(entry)) {
            match &newest {
                Some((key, text)) if *key == entry.key => {
                    if *text == entry.text {
                        continue;
                    }
                }
                _ => {
                    newest = Some((entry.key.clone(), entry.text.clone()));
                    continue;
                }
            }
            if let Ok(check) = stored::read_check(&entry.text) {
                let own = with_content_id(&check, |_| true);
                entry.key = Kind::Record.key(&own.id.0);
                entry.text = stored::write_check(&own);
                entry.before = None;
                separated.push(entry.clone());
            }
        }
        if !separated.is_empty() {
            self.extend(Vec::new());
        }
        separated
    }
}
