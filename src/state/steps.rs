//! The steps the reducer takes, one a function. Each returns what the vault has to do.

use std::rc::Rc;

use super::desk::Desk;
use super::{Action, Asking, Keeping, Notice, Resume, Screen, Session, Stamp, UnderWay};
use crate::domain::check::{Check, CheckId};
use crate::domain::{Answer, Answers, Moment};
use crate::vault::{Effect, Shelf, Unread};

impl Session {
    pub(super) fn shelf_mut(&mut self) -> &mut Shelf {
        Rc::make_mut(&mut self.shelf)
    }

    pub(super) fn drop_draft(&mut self, id: &CheckId) {
        self.shelf_mut().drafts.retain(|check| &check.id != id);
    }

    /// Makes a finished check of `check` and shows its result.
    pub(super) fn finish(&mut self, check: Check) -> Vec<Effect> {
        let id = check.id.clone();
        self.drop_draft(&id);
        self.unkept.push(check.clone());
        self.under_way = None;
        self.trail.restart_at(Screen::Result(id));
        match self.keeping {
            Keeping::Device => vec![Effect::KeepRecord(check)],
            Keeping::Nothing => Vec::new(),
        }
    }

    pub(super) fn begin(&mut self, stamp: Stamp) {
        let id = CheckId::new(stamp.now, stamp.chance);
        let check = Check::begin(id, &self.pack, stamp.now);
        let answers = Answers::blank(self.pack.len());
        self.under_way = Some(UnderWay {
            check,
            answers,
            kept: false,
        });
        self.trail.restart_at(Screen::Question(0));
    }

    pub(super) fn answer(&mut self, item: usize, answer: Answer, now: Moment) -> Vec<Effect> {
        let pack = self.pack.clone();
        // A tap on a question that the answers before it have hidden answers nothing.
        let shown = |answers: &Answers| pack.shown(answers).get(item) == Some(&true);
        let under_way = self.under_way.as_mut();
        let Some(under_way) = under_way.filter(|under_way| shown(&under_way.answers)) else {
            return Vec::new();
        };
        under_way.answers.set(item, answer);
        under_way.check = under_way.check.with(&pack, &under_way.answers, now);
        let Some(next) = pack.next(item, &under_way.answers) else {
            let check = under_way.check.clone();
            return self.finish(check);
        };
        self.trail.go(Screen::Question(next));
        match self.keeping {
            Keeping::Device => self.keep_draft(),
            Keeping::Nothing => Vec::new(),
        }
    }

    pub(super) fn keep_draft(&mut self) -> Vec<Effect> {
        let Some(under_way) = &self.under_way else {
            return Vec::new();
        };
        vec![Effect::KeepDraft {
            check: under_way.check.clone(),
            known: under_way.kept,
        }]
    }

    /// Drops the unfinished check and begins a new one.
    pub(super) fn start_again(&mut self, stamp: Stamp) -> Vec<Effect> {
        let old = self
            .unfinished(stamp.now)
            .map(|(check, _)| check.id.clone());
        let old = old.filter(|id| self.has_draft(id));
        self.begin(stamp);
        let effects = old.map(|id| {
            self.drop_draft(&id);
            Effect::DropDraft(id)
        });
        effects.into_iter().collect()
    }

    /// Whether a draft of this check is on the device.
    fn has_draft(&self, id: &CheckId) -> bool {
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|under_way| under_way.kept && &under_way.check.id == id)
            || self.shelf.drafts.iter().any(|check| &check.id == id)
    }

    /// Back into the unfinished check, at its first open question, with the ones before it behind.
    pub(super) fn resume(&mut self, now: Moment) {
        let Some((check, Resume::Open)) = self.unfinished(now) else {
            return;
        };
        let check = check.clone();
        let Some(answers) = check.answers(&self.pack) else {
            return;
        };
        let shown = self.pack.shown(&answers);
        let shown = || (0..shown.len()).filter(|&item| shown[item]);
        let open = self.pack.first_open(&answers).or(shown().next_back());
        self.trail.restart_at(Screen::Question(0));
        for item in shown().filter(|&item| item > 0 && Some(item) <= open) {
            self.trail.go(Screen::Question(item));
        }
        let here = self.under_way.as_ref();
        if here.is_none_or(|under_way| under_way.check.id != check.id) {
            self.keeping = Keeping::Device;
            self.under_way = Some(UnderWay {
                check,
                answers,
                kept: true,
            });
        }
    }

    pub(super) fn stop(&mut self, action: &Action, now: Moment) -> Vec<Effect> {
        let Some(under_way) = self.under_way.take() else {
            return Vec::new();
        };
        let id = under_way.check.id.clone();
        match action {
            Action::StopFinish => {
                let check = under_way.check.with(&self.pack, &under_way.answers, now);
                self.finish(check)
            }
            Action::StopKeep => {
                self.trail.restart();
                if under_way.answers.is_blank() {
                    return Vec::new();
                }
                self.drop_draft(&id);
                self.shelf_mut().drafts.insert(0, under_way.check.clone());
                vec![Effect::KeepDraft {
                    check: under_way.check,
                    known: under_way.kept,
                }]
            }
            _ => {
                self.trail.restart();
                self.drop_draft(&id);
                match self.keeping {
                    Keeping::Device => vec![Effect::DropDraft(id)],
                    Keeping::Nothing => Vec::new(),
                }
            }
        }
    }

    pub(super) fn confirm(&mut self) -> Vec<Effect> {
        match self.asking.take() {
            Some(Asking::Delete(id)) => {
                let was_draft = self.shelf.drafts.iter().any(|check| check.id == id);
                self.unkept.retain(|check| check.id != id);
                self.desk.notes.retain(|note| note.check != id);
                self.shelf_mut().records.retain(|check| check.id != id);
                self.drop_draft(&id);
                if self.trail.here() == &Screen::Result(id.clone()) {
                    self.trail.back();
                }
                // Two tabs may have left both of it.
                let mut effects = vec![Effect::DropRecord(id.clone())];
                if was_draft {
                    effects.push(Effect::DropDraft(id));
                }
                effects
            }
            Some(Asking::DeleteAside(key)) => {
                self.shelf_mut().aside.retain(|(other, _)| other != &key);
                vec![Effect::DropAside(key)]
            }
            Some(Asking::DeletePlan(id)) => {
                self.desk.plans.retain(|plan| plan.id != id);
                self.shelf_mut().plans.retain(|plan| plan.id != id);
                vec![Effect::DropPlan(id)]
            }
            Some(Asking::ClearAll) => {
                self.shelf = Rc::default();
                self.desk = Desk::default();
                self.unkept.clear();
                self.under_way = None;
                self.notice = self.notice.filter(|notice| *notice == Notice::Blocked);
                self.trail.restart_at(Screen::Data);
                vec![Effect::ClearAll]
            }
            None => Vec::new(),
        }
    }

    pub(super) fn shelved(&mut self, shelf: Shelf) {
        let newer = shelf.aside.iter().any(|(_, why)| *why == Unread::Newer);
        let known = self.shelf.aside.len();
        if shelf.locked {
            self.under_way = self.under_way.take().filter(|check| !check.kept);
            self.shut();
        }
        if shelf.aside.len() > known {
            self.notice = Some(if newer {
                Notice::Newer
            } else {
                Notice::Unreadable
            });
        }
        let kept = |check: &Check| shelf.records.iter().any(|record| record.id == check.id);
        self.unkept.retain(|check| !kept(check));
        self.desk.settle(&shelf);
        self.shelf = Rc::new(shelf);
    }
}
