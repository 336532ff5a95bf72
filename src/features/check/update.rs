//! Begins, answers, finishes and stops a check.

use super::state::{Action, Resume, UnderWay};
use crate::session::content::Stamp;
use crate::session::navigation::Screen;
use crate::session::state::Session;
use crate::session::storage_mode::StorageMode;
use instrument::check::{Check, CheckId};
use instrument::{Answer, Answers, Moment};
use vault::Change;

/// Lets `action` happen at `stamp`. Returns what the vault has to do.
pub fn update(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Change> {
    let now = stamp.now;
    match action {
        Action::Keep(mode) => {
            session.keep(mode);
            Vec::new()
        }
        Action::Start => {
            session.begin(stamp);
            Vec::new()
        }
        Action::StartAgain => session.start_again(stamp),
        Action::Resume => {
            session.resume(now);
            Vec::new()
        }
        Action::KeepPartial => session.keep_partial(),
        Action::Answer(item, answer) => session.answer(item, answer, now),
        Action::StopKeep | Action::StopFinish | Action::StopDrop => session.stop(&action, now),
    }
}

impl Session {
    /// Keeps results where `mode` says from now on, as far as the browser allows.
    pub(crate) fn keep(&mut self, mode: StorageMode) {
        self.storage_choice = mode;
        self.storage_mode = if self.storage_available {
            mode
        } else {
            StorageMode::Memory
        };
    }

    pub(crate) fn drop_draft(&mut self, id: &CheckId) {
        self.snapshot.drafts.retain(|check| &check.id != id);
    }

    /// Makes a finished check of `check` and shows its result.
    /// `draft` is its draft as this tab last read or wrote it.
    fn finish(&mut self, check: Check, draft: Option<Check>) -> Vec<Change> {
        let id = check.id.clone();
        self.drop_draft(&id);
        self.unsaved.push(check.clone());
        self.under_way = None;
        self.tab_conflict = None;
        self.navigation.restart_at(Screen::Result(id));
        match self.storage_choice {
            StorageMode::Device => {
                let draft = draft.map(Box::new);
                vec![Change::KeepRecord { check, draft }]
            }
            StorageMode::Memory => match draft {
                None => Vec::new(),
                seen => vec![Change::DropDraft { id: check.id, seen }],
            },
        }
    }

    fn begin(&mut self, stamp: Stamp) {
        let id = CheckId::new(stamp.now, stamp.chance);
        let check = Check::begin(id, &self.pack, stamp.now);
        let answers = Answers::blank(self.pack.len());
        self.under_way = Some(UnderWay {
            check,
            answers,
            kept: None,
        });
        self.tab_conflict = None;
        self.navigation.restart_at(Screen::Question(0));
    }

    fn answer(&mut self, item: usize, answer: Answer, now: Moment) -> Vec<Change> {
        let pack = self.pack.clone();
        // An earlier answer may have hidden this question. Then the tap does nothing.
        let shown = |answers: &Answers| pack.shown(answers).get(item) == Some(&true);
        let under_way = self.under_way.as_mut();
        let Some(under_way) = under_way.filter(|under_way| shown(&under_way.answers)) else {
            return Vec::new();
        };
        under_way.answers.set(item, answer);
        under_way.check = under_way.check.with(&pack, &under_way.answers, now);
        let Some(next) = pack.next(item, &under_way.answers) else {
            let (check, draft) = (under_way.check.clone(), under_way.kept.clone());
            return self.finish(check, draft);
        };
        self.navigation.go(Screen::Question(next));
        match self.storage_choice {
            StorageMode::Device => self.keep_draft(),
            StorageMode::Memory => Vec::new(),
        }
    }

    pub(crate) fn keep_draft(&mut self) -> Vec<Change> {
        let Some(under_way) = &self.under_way else {
            return Vec::new();
        };
        vec![Change::KeepDraft {
            check: under_way.check.clone(),
            before: under_way.kept.clone().map(Box::new),
        }]
    }

    /// The draft of `check` as this tab last read or wrote it. A change that still waits to be written is not in it.
    fn draft_as_written(&self, check: &Check) -> Option<Check> {
        let pending = self.pending_changes.iter().find_map(|change| match change {
            Change::KeepDraft {
                check: other,
                before,
            } if other.id == check.id => Some(before),
            _ => None,
        });
        pending.map_or_else(|| Some(check.clone()), |before| before.as_deref().cloned())
    }

    /// Makes a finished check of the newest draft.
    fn keep_partial(&mut self) -> Vec<Change> {
        let Some(check) = self.snapshot.drafts.first().cloned() else {
            return Vec::new();
        };
        (self.storage_mode, self.storage_choice) = (StorageMode::Device, StorageMode::Device);
        let draft = self.draft_as_written(&check);
        self.finish(check, draft)
    }

    /// Drops the unfinished check and begins a new one.
    fn start_again(&mut self, stamp: Stamp) -> Vec<Change> {
        let old = self.unfinished(stamp.now).map(|(check, _)| check.clone());
        let written = old.as_ref().is_some_and(|check| self.has_draft(&check.id));
        let seen = match &self.under_way {
            Some(under_way) if !under_way.answers.is_blank() => under_way.kept.clone(),
            _ => old.as_ref().and_then(|check| self.draft_as_written(check)),
        };
        self.begin(stamp);
        let Some(check) = old else {
            return Vec::new();
        };
        self.drop_draft(&check.id);
        self.drop_pending(&check.id);
        if !written {
            return Vec::new();
        }
        let (id, seen) = (check.id.clone(), seen.or(Some(check)));
        vec![Change::DropDraft { id, seen }]
    }

    /// Whether a draft of this check is on the device.
    pub(crate) fn has_draft(&self, id: &CheckId) -> bool {
        let under_way = self.under_way.as_ref();
        under_way.is_some_and(|under_way| under_way.kept.is_some() && &under_way.check.id == id)
            || self.snapshot.drafts.iter().any(|check| &check.id == id)
    }

    /// Goes back to the unfinished check, at its first open question. Back then leads through the questions before it.
    fn resume(&mut self, now: Moment) {
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
        self.navigation.restart_at(Screen::Question(0));
        for item in shown().filter(|&item| item > 0 && Some(item) <= open) {
            self.navigation.go(Screen::Question(item));
        }
        let here = self.under_way.as_ref();
        if here.is_none_or(|under_way| under_way.check.id != check.id) {
            (self.storage_mode, self.storage_choice) = (StorageMode::Device, StorageMode::Device);
            self.under_way = Some(UnderWay {
                kept: self.draft_as_written(&check),
                check,
                answers,
            });
            self.tab_conflict = None;
        }
    }

    fn stop(&mut self, action: &Action, now: Moment) -> Vec<Change> {
        let Some(under_way) = self.under_way.take() else {
            return Vec::new();
        };
        let id = under_way.check.id.clone();
        match action {
            Action::StopFinish => {
                let check = under_way.check.with(&self.pack, &under_way.answers, now);
                self.finish(check, under_way.kept)
            }
            Action::StopKeep => {
                self.navigation.restart();
                if under_way.answers.is_blank() {
                    return Vec::new();
                }
                self.drop_draft(&id);
                self.snapshot.drafts.insert(0, under_way.check.clone());
                vec![Change::KeepDraft {
                    check: under_way.check,
                    before: under_way.kept.map(Box::new),
                }]
            }
            _ => {
                self.navigation.restart();
                self.drop_draft(&id);
                self.drop_pending(&id);
                match self.storage_choice {
                    StorageMode::Device => {
                        let seen = under_way.kept.or(Some(under_way.check));
                        vec![Change::DropDraft { id, seen }]
                    }
                    StorageMode::Memory => Vec::new(),
                }
            }
        }
    }
}
