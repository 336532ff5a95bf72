//! Drives tabs on one store at random, and keeps track of the checks that were finished and deleted.

use std::fmt::Write as _;

use crate::common::{Memory, TestApp, at};
use crate::laws::{is_one, on_screen};
use crate::synthetic_packs::{items, scale, text};
use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::session::{Action, Confirmation, Screen, StorageMode};
use instrument::{Answer, Check, CheckId};

/// The figures of all runs.
#[derive(Default)]
pub struct Totals {
    pub runs: usize,
    pub actions: usize,
    pub finished: usize,
    pub twice: usize,
}

/// A small generator (xorshift64*): the same seed plays the same run on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits") % most
    }
}

/// Four questions with three answers each: enough for tabs to differ, and quick to read.
pub fn pack() -> String {
    let mut sum = scale("s", "sum", &[1, 2, 3, 4], &[]);
    sum["leastAnswered"] = 1.into();
    text(&items(4, &[0, 1, 2]), &[sum], &serde_json::json!({}))
}

const LOCK: &str = "compassion-check/lock";

/// A finished check as it was answered.
pub struct Finished {
    pub tab: usize,
    pub check: Check,
    /// Whether it was meant to be kept on the device.
    pub kept: bool,
}

pub struct Run {
    pub store: Memory,
    pub tabs: Vec<TestApp>,
    dice: Dice,
    /// The checks that were finished, without those that the user has deleted since.
    pub finished: Vec<Finished>,
    /// Checks that the user deleted or cleared and no tab has finished since. They must not come back.
    pub deleted: Vec<Check>,
    /// The same, as long as some tab may still store them.
    unwanted: Vec<Check>,
    /// For each tab, whether its page was left and has not been shown again.
    pub away: Vec<bool>,
    /// What was in the store before it was locked, as if encrypted. `None` without a lock.
    pub sealed: Option<Vec<(String, String)>>,
    /// What was done, which is printed if the run fails.
    log: String,
}

/// Plays one run.
pub fn play(seed: u64, totals: &mut Totals) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let store = Memory::default();
    let pack = pack();
    let tabs = (0..2 + dice.below(4))
        .map(|tab| TestApp::on(&store, at(100, i64::try_from(tab).expect("few") * 7), &pack))
        .collect();
    let mut run = Run {
        store,
        tabs,
        dice,
        finished: Vec::new(),
        deleted: Vec::new(),
        unwanted: Vec::new(),
        away: vec![false; 5],
        sealed: None,
        log: String::new(),
    };
    totals.runs += 1;
    let steps = 10 + run.dice.below(60);
    for _ in 0..steps {
        run.step();
        run.settle();
        totals.actions += 1;
        run.nothing_lost()
            .map_err(|why| format!("{why}\n{}", run.log))?;
    }
    // In the end there is room, the lock is off, and every tab has read the store.
    run.note("the end");
    run.unlock();
    run.store.room.set(None);
    for _ in 0..2 {
        for tab in 0..run.tabs.len() {
            run.tabs[tab].look_again();
        }
    }
    run.nothing_lost()
        .map_err(|why| format!("{why}\n{}", run.log))?;
    run.all_kept()
        .map_err(|why| format!("{why}\n{}", run.log))?;
    totals.finished += run.finished.len();
    let records = &run.tabs[0].session.snapshot.records;
    totals.twice += records
        .iter()
        .filter(|check| check.id.origin() != check.id.0)
        .count();
    Ok(())
}

impl Run {
    fn note(&mut self, what: &str) {
        let _ = writeln!(self.log, "{what}");
    }

    fn act(&mut self, tab: usize, action: impl Into<Action>) {
        let action = action.into();
        self.note(&format!("tab {tab}: {action:?}"));
        self.tabs[tab].act(action);
    }

    /// One action of the user or the browser.
    fn step(&mut self) {
        let tab = self.dice.below(self.tabs.len());
        if std::mem::take(&mut self.away[tab]) {
            self.note(&format!("tab {tab} is shown again"));
            self.tabs[tab].look_again();
        }
        match self.dice.below(100) {
            0..40 => self.answer(tab),
            40..48 => self.act(tab, check::Action::Start),
            48..56 => self.act(tab, check::Action::Resume),
            56..59 => self.end(tab, check::Action::StopKeep),
            59..63 => self.end(tab, check::Action::StopFinish),
            63..65 => self.end(tab, check::Action::StopDrop),
            65..67 => self.end(tab, check::Action::KeepPartial),
            67 => self.act(tab, check::Action::StartAgain),
            68..70 => self.act(tab, Action::Back),
            70..72 => self.delete(tab),
            72 => self.clear(tab),
            73..75 => self.write(tab),
            // The choice is offered only if no check is unfinished.
            75 if self.tabs[tab]
                .session
                .unfinished(self.tabs[tab].clock.now)
                .is_none() =>
            {
                let keep = [StorageMode::Device, StorageMode::Memory][self.dice.below(2)];
                self.act(tab, check::Action::Keep(keep));
            }
            76..80 => {
                let used: usize = self
                    .store
                    .kept
                    .borrow()
                    .iter()
                    .map(|(k, t)| k.len() + t.len())
                    .sum();
                let spare = self.dice.below(600);
                self.note(&format!("{spare} bytes of room"));
                self.store.room.set(Some(used + spare));
            }
            80..86 => {
                self.note("room again");
                self.store.room.set(None);
            }
            86..88 => self.lock(),
            88..91 => self.unlock(),
            91 => self.leave(tab),
            92 => {
                self.note(&format!("tab {tab} is loaded again"));
                let clock = self.tabs[tab].clock;
                self.lost_with(tab);
                self.tabs[tab] = TestApp::on(&self.store, clock, &pack());
            }
            // The tab hears of another tab's change, at once or late.
            _ => {
                self.note(&format!("tab {tab} looks again"));
                self.tabs[tab].look_again();
            }
        }
    }

    /// Answers the question that is shown. If none is, starts a check.
    fn answer(&mut self, tab: usize) {
        let item = match self.tabs[tab].session.screen() {
            Screen::Question(item) => *item,
            _ => return self.act(tab, check::Action::Start),
        };
        let answer = match self.dice.below(4) {
            3 => Answer::Skipped,
            value => Answer::Chosen(i32::try_from(value).expect("small")),
        };
        self.end(tab, check::Action::Answer(item, answer));
    }

    /// An action that may finish a check.
    fn end(&mut self, tab: usize, action: impl Into<Action>) {
        let before = self.tabs[tab].session.clone();
        let here = |session: &compassion_check::session::Session| match session.navigation.here() {
            Screen::Result(id) => Some(id.clone()),
            _ => None,
        };
        self.act(tab, action);
        let session = &self.tabs[tab].session;
        if let Some(id) = here(session)
            && here(&before) != Some(id.clone())
        {
            // If another tab has locked the store meanwhile, the check is only in memory.
            let check = session.record(&id).expect("the finished check").clone();
            let kept = session.storage_choice == StorageMode::Device;
            self.deleted.retain(|it| !is_one(it, &check));
            self.unwanted.retain(|it| !is_one(it, &check));
            self.note(&format!("tab {tab} finished {} {:?}", id.0, check.sheet));
            self.finished.push(Finished { tab, check, kept });
        }
    }

    fn delete(&mut self, tab: usize) {
        let records = self.tabs[tab].session.records();
        if records.is_empty() || self.tabs[tab].session.snapshot.locked {
            return;
        }
        let at = self.dice.below(records.len());
        let id = self.tabs[tab].session.records()[at].id.clone();
        let check = self.tabs[tab].session.records()[at].clone();
        self.act(tab, Action::Ask(Confirmation::Delete(id)));
        self.act(tab, Action::Confirm);
        self.finished
            .retain(|finished| !is_one(&finished.check, &check));
        if !self.is_there(&check) {
            self.unwanted.push(check);
        }
    }

    /// Moves checks from `unwanted` to `deleted` once they are neither on the device nor in a tab, which might store
    /// them.
    fn settle(&mut self) {
        let there = self.device().records;
        let tabs = &self.tabs;
        let may_come = |check: &Check| {
            there.iter().any(|other| is_one(other, check))
                || tabs.iter().any(|app| on_screen(app, check))
        };
        let (wait, mut gone): (Vec<_>, _) = std::mem::take(&mut self.unwanted)
            .into_iter()
            .partition(may_come);
        self.unwanted = wait;
        self.deleted.append(&mut gone);
    }

    /// The page is left, and the browser keeps it. Checks that are only in memory and do not wait for room are
    /// dropped.
    fn leave(&mut self, tab: usize) {
        let before = self.tabs[tab].session.unsaved.clone();
        self.act(tab, Action::Leave);
        let after = &self.tabs[tab];
        let dropped = |check: &Check| {
            before.iter().any(|other| is_one(other, check)) && !on_screen(after, check)
        };
        let (finished, run) = (std::mem::take(&mut self.finished), &*self);
        let stays = |it: &Finished| it.tab != tab || !dropped(&it.check) || run.is_there(&it.check);
        self.finished = finished.into_iter().filter(stays).collect();
        self.away[tab] = true;
    }

    fn clear(&mut self, tab: usize) {
        let before = self.device().records;
        self.act(tab, Action::Go(Screen::Data));
        self.act(tab, Action::Ask(Confirmation::ClearAll));
        self.act(tab, Action::Confirm);
        self.sealed = None;
        // What other tabs have only in memory is not cleared.
        let tabs = &self.tabs;
        self.finished
            .retain(|it| it.tab != tab && on_screen(&tabs[it.tab], &it.check));
        let gone = before.into_iter().filter(|check| !self.is_there(check));
        let gone: Vec<Check> = gone.collect();
        self.unwanted.extend(gone);
    }

    fn write(&mut self, tab: usize) {
        let ids: Vec<CheckId> = self.tabs[tab]
            .session
            .records()
            .iter()
            .map(|it| it.id.clone())
            .collect();
        if !ids.is_empty() && !self.tabs[tab].session.snapshot.locked {
            let id = ids[self.dice.below(ids.len())].clone();
            let write = note::Action::Write(id, "words".to_owned());
            self.act(tab, Action::Feature(write.into()));
        }
    }

    /// Forgets the checks that were only in the memory of this tab. It showed a notice about them.
    fn lost_with(&mut self, tab: usize) {
        let tabs = &self.tabs;
        self.finished
            .retain(|it| !(it.tab == tab && on_screen(&tabs[tab], &it.check)));
    }

    /// Another tab, or another window, locks the store.
    fn lock(&mut self) {
        if self.sealed.is_none() {
            self.note("locked");
            let all = self.store.kept.take();
            self.sealed = Some(all.into_iter().collect());
            self.store.insert(LOCK, "{}");
        }
    }

    /// The store is unlocked again.
    fn unlock(&mut self) {
        if let Some(all) = self.sealed.take() {
            self.note("unlocked");
            self.store.kept.borrow_mut().remove(LOCK);
            for (key, text) in all {
                self.store.insert(&key, &text);
            }
        }
    }
}
