//! Every kind of action there is, made from a draw of numbers.

use std::rc::Rc;

use compassion_check::features::action::FeatureAction;
use compassion_check::features::calendar::state::{About, Appointment};
use compassion_check::features::export::state::{Destination, Document, Obstacle, Separator};
use compassion_check::features::find::state::Field;
use compassion_check::features::supervision_sheet::state::Part;
use compassion_check::features::{
    calendar, check, copies, export, find, help, history, lock, note, plan, reflection,
    supervision_sheet,
};
use compassion_check::session::{
    Action, Confirmation, Content, Departure, Screen, StatusMessage, StorageMode,
};
use instrument::{Answer, CheckId};
use site_config::Nation;
use vault::lock::{FailedWrite, LockJob, LockOutcome, Secret};
use vault::plan::{Outcome, PlanId};
use vault::{Fault, Store};

use super::common::{PACK, TestApp, content};
use super::translation::whole;

thread_local! {
    /// What loading another language may bring: `None` if it fails, Welsh, English, or a pack with other questions.
    static LOADED: [Option<Rc<Content>>; 4] = {
        let other = PACK.replacen("\"2.0.0\"", "\"3.0.0\"", 1);
        [None, Some(content(&whole())), Some(content(PACK)), Some(content(&other))]
    };
}

/// The number of the first kind of feature action.
const FEATURES: usize = 27;

/// How many kinds of action there are: as many as [`kind`] tells apart.
pub const KINDS: usize = FEATURES + 22;

/// The number of an action's kind. A new variant of `Action` does not compile until it has a number here.
pub fn kind(action: &Action) -> usize {
    use check::state::Action as C;
    match action {
        Action::Check(C::Keep(_)) => 0,
        Action::Check(C::Start) => 1,
        Action::Check(C::Resume) => 2,
        Action::Check(C::StartAgain) => 3,
        Action::Check(C::KeepPartial) => 4,
        Action::Check(C::Answer(..)) => 5,
        Action::Check(C::StopKeep) => 6,
        Action::Check(C::StopFinish) => 7,
        Action::Check(C::StopDrop) => 8,
        Action::Depart(_) => 9,
        Action::Open => 10,
        Action::Reload => 11,
        Action::StorageChanged => 12,
        Action::Go(_) => 13,
        Action::Back => 14,
        Action::Depth(_) => 15,
        Action::Ask(_) => 16,
        Action::Confirm => 17,
        Action::Decline => 18,
        Action::Faulted(_) => 19,
        Action::LazyLoaded(_) => 20,
        Action::FetchLazy => 21,
        Action::Renewal => 22,
        Action::Leave => 23,
        Action::Show(_) => 24,
        Action::SetLanguage(_) => 25,
        Action::LanguageLoaded(_) => 26,
        Action::Feature(feature) => FEATURES + feature_kind(feature),
    }
}

fn feature_kind(action: &FeatureAction) -> usize {
    use FeatureAction as F;
    match action {
        F::Calendar(calendar::state::Action::Fill(_)) => 0,
        F::Copies(copies::state::Action::Restore(_)) => 1,
        F::Export(export::state::Action::Export(..)) => 2,
        F::Export(export::state::Action::FileArrived(_)) => 3,
        F::Find(find::state::Action::Type(..)) => 4,
        F::History(history::state::Action::More) => 5,
        F::Lock(lock::state::Action::Minutes(_)) => 6,
        F::Lock(lock::state::Action::Do(_)) => 7,
        F::Lock(lock::state::Action::WriteFailed(_)) => 8,
        F::Note(note::state::Action::Write(..)) => 9,
        F::Note(note::state::Action::Tag(..)) => 10,
        F::Plan(plan::state::Action::Cue(_)) => 11,
        F::Plan(plan::state::Action::Act(_)) => 12,
        F::Plan(plan::state::Action::Make) => 13,
        F::Plan(plan::state::Action::Went(..)) => 14,
        F::Sheet(supervision_sheet::state::Action::Include(..)) => 15,
        F::Sheet(supervision_sheet::state::Action::Question(..)) => 16,
        F::Sheet(supervision_sheet::state::Action::OwnQuestions(_)) => 17,
        F::Sheet(supervision_sheet::state::Action::Print(_)) => 18,
        F::Help(help::state::Action::Choose(_)) => 19,
        F::Reflection(reflection::state::Action::Choose(_)) => 20,
        F::Status(_) => 21,
    }
}

/// The numbers that an action is made from.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// Chooses a check, a screen, an item or another thing.
    pub number: usize,
    /// Chooses one of two.
    pub yes: bool,
}

impl Draw {
    fn of<T: Clone>(self, all: &[T]) -> T {
        all[self.number % all.len()].clone()
    }

    /// The id of a check in the session, or an id that no check has.
    fn check(self, app: &TestApp) -> CheckId {
        let mut ids: Vec<_> = app
            .session
            .records()
            .iter()
            .map(|it| it.id.clone())
            .collect();
        let under_way = app.session.under_way.as_ref();
        ids.extend(under_way.map(|it| it.check.id.clone()));
        ids.push(CheckId("nobody".to_owned()));
        self.of(&ids)
    }

    fn plan(self, app: &TestApp) -> PlanId {
        let mut ids: Vec<_> = app.session.plans().iter().map(|it| it.id.clone()).collect();
        ids.push(PlanId("none".to_owned()));
        self.of(&ids)
    }

    fn storage_mode(self) -> StorageMode {
        if self.yes {
            StorageMode::Device
        } else {
            StorageMode::Memory
        }
    }

    fn fault(self) -> Fault {
        self.of(&[
            Fault::Blocked,
            Fault::Full,
            Fault::Locked,
            Fault::InTheWay,
            Fault::Stuck,
        ])
    }

    fn words(self) -> String {
        self.of(&["", "some words", "🙂", "other words"]).to_owned()
    }

    fn document(self, app: &TestApp) -> Document {
        self.of(&[
            Document::Backup,
            Document::Table(Separator::Comma),
            Document::Response(self.check(app)),
            Document::Appointment(appointment(self)),
            Document::Sheet(self.check(app)),
        ])
    }
}

fn appointment(draw: Draw) -> Appointment {
    Appointment {
        about: draw.of(&[About::Plan, About::NextCheck]),
        title: draw.words(),
        day: "2026-03-05".to_owned(),
        time: "18:00".to_owned(),
        weekly: draw.yes,
        words: draw.yes,
    }
}

/// An action of this kind.
pub fn action(kind: usize, draw: Draw, app: &TestApp) -> Action {
    use check::state::Action as C;
    let Draw { number, yes } = draw;
    match kind {
        0 => C::Keep(draw.storage_mode()).into(),
        1 => C::Start.into(),
        2 => C::Resume.into(),
        3 => C::StartAgain.into(),
        4 => C::KeepPartial.into(),
        5 => {
            let answer = draw.of(&[Answer::Skipped, Answer::Chosen(1), Answer::Chosen(2)]);
            // Three draws in four answer the question on the screen.
            let item = match app.session.screen() {
                Screen::Question(item) if number % 4 > 0 => *item,
                _ => number,
            };
            C::Answer(item, answer).into()
        }
        6 => C::StopKeep.into(),
        7 => C::StopFinish.into(),
        8 => C::StopDrop.into(),
        9 => Action::Depart(Departure {
            control: "history".to_owned(),
            nth: number,
            top: 10,
        }),
        10 => Action::Open,
        11 => Action::Reload,
        12 => Action::StorageChanged,
        13 => {
            let mut screens = Screen::all_lazy(&draw.check(app));
            screens.extend([Screen::Intro, Screen::Pause]);
            Action::Go(draw.of(&screens))
        }
        14 => Action::Back,
        15 => Action::Depth(number),
        16 => Action::Ask(draw.of(&[
            Confirmation::ClearAll,
            Confirmation::Delete(draw.check(app)),
            Confirmation::DeletePlan(draw.plan(app)),
            Confirmation::DeleteUnreadable("compassion-check/record/torn".to_owned()),
        ])),
        17 => Action::Confirm,
        18 => Action::Decline,
        19 => Action::Faulted(draw.fault()),
        20 => Action::LazyLoaded(yes.then(|| app.content.clone())),
        21 => Action::FetchLazy,
        22 => Action::Renewal,
        23 => Action::Leave,
        24 => Action::Show(draw.storage_mode()),
        25 => Action::SetLanguage("cy".to_owned()),
        26 => Action::LanguageLoaded(LOADED.with(|loaded| draw.of(loaded))),
        _ => Action::Feature(feature_action(kind - FEATURES, draw, app)),
    }
}

fn feature_action(kind: usize, draw: Draw, app: &TestApp) -> FeatureAction {
    let Draw { number, yes } = draw;
    match kind {
        0 => calendar::state::Action::Fill(appointment(draw)).into(),
        1 => {
            let kept = &app.session.snapshot;
            let waiting = app.session.changes_for_backup();
            let pack = (&*app.session.pack, PACK);
            let copy = vault::backup::write(kept, &waiting, pack, app.clock.now);
            let file = if yes { copy } else { draw.words() };
            copies::state::Action::Restore(file).into()
        }
        2 => {
            let to = draw.of(&[
                Destination::File,
                Destination::Download,
                Destination::Clipboard,
                Destination::ShareSheet,
            ]);
            export::state::Action::Export(draw.document(app), to).into()
        }
        3 => export::state::Action::FileArrived(yes).into(),
        4 => {
            let field = draw.of(&[Field::Location, Field::Name]);
            find::state::Action::Type(field, draw.words()).into()
        }
        5 => history::state::Action::More.into(),
        6 => lock::state::Action::Minutes(15).into(),
        7 => {
            let secret = |words: &str| Secret(words.to_owned());
            let (new, again) = (secret("a long passphrase"), secret("a long passphrase"));
            lock::state::Action::Do(draw.of(&[
                LockJob::Set {
                    new: new.clone(),
                    again,
                    minutes: 5,
                },
                LockJob::Open(new.clone()),
                LockJob::Change {
                    old: new.clone(),
                    new: secret("short"),
                    again: secret("short"),
                },
                LockJob::Remove(new),
                LockJob::SetMinutes(15),
                LockJob::Close,
            ]))
            .into()
        }
        8 => {
            let kept = app.store.all().unwrap_or_default();
            let (key, text) = match kept.len() {
                0 => ("compassion-check/note/nobody".to_owned(), "{".to_owned()),
                count => kept[number % count].clone(),
            };
            let failed = FailedWrite {
                key,
                text,
                before: None,
                fault: draw.fault(),
            };
            lock::state::Action::WriteFailed(Box::new(failed)).into()
        }
        9 => note::state::Action::Write(draw.check(app), draw.words()).into(),
        10 => note::state::Action::Tag(draw.check(app), "heavy".to_owned(), yes).into(),
        11 => plan::state::Action::Cue(draw.words()).into(),
        12 => plan::state::Action::Act(draw.words()).into(),
        13 => plan::state::Action::Make.into(),
        14 => {
            let outcome = draw.of(&[Outcome::Happened, Outcome::NotYet, Outcome::LetGo]);
            plan::state::Action::Went(draw.plan(app), outcome).into()
        }
        15 => supervision_sheet::state::Action::Include(draw.of(&Part::ALL), yes).into(),
        16 => supervision_sheet::state::Action::Question("stays".to_owned(), yes).into(),
        17 => supervision_sheet::state::Action::OwnQuestions(draw.words()).into(),
        18 => supervision_sheet::state::Action::Print(draw.check(app)).into(),
        19 => help::state::Action::Choose(draw.of(&[None, Some(Nation::Wales)])).into(),
        20 => reflection::state::Action::Choose(number % 4).into(),
        _ => FeatureAction::Status(draw.of(&[
            StatusMessage::Copied,
            StatusMessage::HandedOver(draw.document(app), app.clock.now),
            StatusMessage::ByHand(Obstacle::Clipboard, Document::Backup, app.clock.now),
            StatusMessage::Locked(LockOutcome::Opened),
            StatusMessage::Working,
        ])),
    }
}
