//! The state of the whole app, and queries on it.

use std::rc::Rc;

use super::confirmation::Confirmation;
use super::feature_states::FeatureStates;
use super::lazy_code::LazyCode;
use super::navigation::{Departure, NavigationStack, Screen};
use super::notice::{Notice, TabConflict};
use super::storage_mode::StorageMode;
use crate::features::check::state::{Resume, UnderWay};
use crate::features::language::state::LanguageStatus;
use instrument::check::{Check, CheckId};
use instrument::order::stable_sort_by;
use instrument::{Answer, Moment, Pack};
use vault::{Change, VaultSnapshot};

/// The whole app.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The questions.
    pub pack: Rc<Pack>,
    /// Where the person is and how they came there.
    pub navigation: NavigationStack,
    /// Whether results stay on this device.
    pub storage_mode: StorageMode,
    /// Where the person chose to keep results. It applies again if storage that was blocked works later.
    pub storage_choice: StorageMode,
    /// Whether the browser gives this page storage.
    pub storage_available: bool,
    /// The check being answered.
    pub under_way: Option<UnderWay>,
    /// What the vault held when last read.
    pub snapshot: VaultSnapshot,
    /// Finished checks that are only in memory.
    pub unsaved: Vec<Check>,
    /// Ids of the finished checks that this tab has written since the page was opened. Only these are ever written a
    /// second time, if another tab found the same id free at the same moment and wrote other answers under it. The
    /// vault never reuses the id of a deleted check for other answers.
    pub written_ids: Vec<CheckId>,
    /// Changes that could not be stored yet, only the latest for each thing. They are retried at each opportunity.
    pub pending_changes: Vec<Change>,
    /// What the person has to know about storage.
    pub notice: Option<Notice>,
    /// What became of a check that was open in two tabs.
    pub tab_conflict: Option<TabConflict>,
    /// What the person is being asked to confirm.
    pub confirmation: Option<Confirmation>,
    /// What became of the last change of language.
    pub language: Option<LanguageStatus>,
    /// The state of each feature.
    pub features: FeatureStates,
    /// Whether the code of the lazy screens is here.
    pub lazy: LazyCode,
    /// Whether the page was left, and has not been shown again.
    pub left: bool,
    /// Whether a newer version of the app is waiting.
    pub renewal: bool,
    /// The address of the check outside its frame, if the frame's storage is partitioned.
    pub full_page: Option<Rc<str>>,
    /// Whether the app is inline on somebody else's page, which has landmarks of its own.
    pub inline: bool,
}

impl Session {
    /// The app as it opens, before anything is read from the vault.
    pub fn new(pack: Rc<Pack>) -> Self {
        Self {
            pack,
            navigation: NavigationStack::default(),
            storage_mode: StorageMode::Device,
            storage_choice: StorageMode::Device,
            storage_available: true,
            under_way: None,
            snapshot: VaultSnapshot::default(),
            unsaved: Vec::new(),
            written_ids: Vec::new(),
            pending_changes: Vec::new(),
            notice: None,
            tab_conflict: None,
            confirmation: None,
            language: None,
            features: FeatureStates::default(),
            lazy: LazyCode::Loading,
            left: false,
            renewal: false,
            full_page: None,
            inline: false,
        }
    }

    /// The screen that is shown. For a question without a check under way that is the intro, and for a deleted result
    /// the list. While everything is locked, only screens without personal data are shown.
    pub fn screen(&self) -> &Screen {
        match self.navigation.here() {
            here @ (Screen::Find | Screen::Reading | Screen::Proof | Screen::Minute) => here,
            _ if self.snapshot.locked => &Screen::Locked,
            Screen::Question(_) | Screen::Pause if self.under_way.is_none() => &Screen::Intro,
            here if here.check().is_some_and(|id| self.record(id).is_none()) => &Screen::History,
            here => here,
        }
    }

    /// The item that was answered or skipped last, with the answer, while the next question is shown: so that the
    /// person notices a wrong tap and can change it. It is `None` if they have come back to a question that shows an
    /// answer of its own.
    ///
    /// It is `None` on a result, too. The last answer finishes the check, and a finished check never changes, as it may
    /// already have been copied or talked about.
    pub fn just_answered(&self) -> Option<(usize, Answer)> {
        let &Screen::Question(shown) = self.screen() else {
            return None;
        };
        let Some(&Screen::Question(item)) = self.navigation.before() else {
            return None;
        };
        let answers = &self.under_way.as_ref()?.answers;
        if self.navigation.has_returned() && answers.get(shown).is_some() {
            return None;
        }
        Some((item, answers.get(item)?))
    }

    /// The control that focus and scroll return to when the person comes back to a screen. `None` on a question, which
    /// is read from its heading, unless they come back from taking a minute.
    pub fn returns_to(&self) -> Option<&Departure> {
        let asks = matches!(self.screen(), Screen::Question(_))
            && !matches!(self.navigation.ahead(), Some(Screen::Minute));
        let shown = !asks && self.screen() == self.navigation.here();
        self.navigation.departure().filter(|_| shown)
    }

    /// Whether the code of the lazy screens has loaded. A call to it before that would trap.
    pub fn has_lazy(&self) -> bool {
        self.lazy == LazyCode::Loaded
    }

    /// Whether the screen that is shown is waiting for its code.
    pub fn waits(&self) -> bool {
        !self.has_lazy() && self.screen().is_lazy()
    }

    /// All finished checks, newest first, stored or not.
    pub fn records(&self) -> Vec<&Check> {
        let kept = |id: &CheckId| self.snapshot.records.iter().any(|check| &check.id == id);
        let all: Vec<&Check> = self
            .unsaved
            .iter()
            .filter(|check| !kept(&check.id))
            .chain(&self.snapshot.records)
            .collect();
        stable_sort_by(&all, |a, b| a.newest_first(b))
    }

    /// The finished check with this id.
    pub fn record(&self, id: &CheckId) -> Option<&Check> {
        let mut all = self.snapshot.records.iter().chain(&self.unsaved);
        all.find(|check| &check.id == id)
    }

    /// Whether this finished check is stored.
    pub fn is_kept(&self, id: &CheckId) -> bool {
        self.snapshot.records.iter().any(|check| &check.id == id)
    }

    /// The pack that a check was answered on, if there is a copy of it.
    pub fn pack_of(&self, check: &Check) -> Option<Rc<Pack>> {
        std::iter::once(&self.pack)
            .chain(&self.snapshot.packs)
            .find(|pack| pack.key() == &check.pack)
            .cloned()
    }

    /// How many other finished checks were answered on the same questions before this one.
    pub fn earlier_than(&self, check: &Check) -> usize {
        self.records()
            .iter()
            .filter(|other| other.pack == check.pack && other.changed < check.changed)
            .count()
    }

    /// The unfinished check to offer, and whether it can be resumed at `now`: the one under way, or else the newest
    /// stored one.
    pub fn unfinished(&self, now: Moment) -> Option<(&Check, Resume)> {
        if let Some(under_way) = &self.under_way
            && !under_way.answers.is_blank()
        {
            return Some((&under_way.check, Resume::Open));
        }
        let check = self.snapshot.drafts.first()?;
        let age = now.days_since(check.started);
        let resume = if &check.pack != self.pack.key() {
            Resume::OtherPack
        } else if age > self.pack.form().draft_days {
            Resume::TooOld(age)
        } else {
            Resume::Open
        };
        Some((check, resume))
    }
}
