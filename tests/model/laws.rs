//! What has to be true after every action: no finished check is lost, and no deleted check comes back.

use crate::common::TestApp;
use crate::tabs::{Finished, Run};
use compassion_check::session::Notice;
use instrument::Check;
use vault::{Change, Store, VaultSnapshot};

impl Run {
    /// Everything on the device, including what a lock has sealed.
    pub fn device(&self) -> VaultSnapshot {
        let all = match &self.sealed {
            Some(all) => all.clone(),
            None => self.store.all().expect("a readable store"),
        };
        VaultSnapshot::read(all, false, &self.tabs[0].session.pack)
    }

    /// Whether this check is on the device.
    pub fn is_there(&self, check: &Check) -> bool {
        let records = self.device().records;
        records.iter().any(|other| is_one(other, check))
    }

    /// Checks that each finished check is on the device with its answers, or in the memory of its tab, which shows a
    /// notice that it is not stored. No deleted check may be on the device.
    pub fn nothing_lost(&self) -> Result<(), String> {
        let device = self.device();
        if !device.unreadable.is_empty() {
            return Err(format!("unreadable: {:?}", device.unreadable));
        }
        let mut records = device.records.iter();
        if let Some(back) = records.find(|it| self.deleted.iter().any(|gone| is_one(gone, it))) {
            return Err(format!("deleted, and back: {back:?}"));
        }
        for Finished { tab, check, kept } in &self.finished {
            let there = device.records.iter().any(|other| is_one(other, check));
            let app = &self.tabs[*tab];
            let waits = on_screen(app, check);
            let notice = app.session.notice;
            // A page that was left shows no notice.
            let told = !kept
                || self.away[*tab]
                || app.session.snapshot.locked
                || matches!(notice, Some(Notice::Full | Notice::Blocked | Notice::Stuck));
            if !there && !waits {
                return Err(format!("lost: {check:?}"));
            }
            if !there && !told {
                return Err(format!(
                    "tab {tab} does not say that it is kept nowhere: {check:?}"
                ));
            }
            if there && !kept {
                return Err(format!("it was to be kept nowhere: {check:?}"));
            }
        }
        Ok(())
    }

    /// Checks that all checks to be kept are on the device, and no others. Call it with room, after every tab looked
    /// again.
    pub fn all_kept(&self) -> Result<(), String> {
        let device = self.device();
        for Finished { check, kept, .. } in &self.finished {
            let there = device.records.iter().any(|other| is_one(other, check));
            if there != *kept {
                return Err(format!("kept: {there}, and not {kept}: {check:?}"));
            }
        }
        for (tab, app) in self.tabs.iter().enumerate() {
            let waiting: Vec<&Change> = app.session.pending_changes.iter().collect();
            if !waiting.is_empty() || app.session.notice == Some(Notice::Full) {
                let notice = app.session.notice;
                return Err(format!("tab {tab} still waits, {notice:?}: {waiting:?}"));
            }
        }
        Ok(())
    }
}

/// Whether this tab has the check in memory only.
pub fn on_screen(app: &TestApp, check: &Check) -> bool {
    let mut unsaved = app.session.unsaved.iter();
    unsaved.any(|other| is_one(other, check))
}

/// Whether two finished checks are the same one, even if it was stored under another id.
pub fn is_one(a: &Check, b: &Check) -> bool {
    a.id.origin() == b.id.origin() && a.same_answers(b)
}
