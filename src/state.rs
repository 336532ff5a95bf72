//! The whole app as one value, and the one function that changes it. Pure: effects are returned, never done.

mod errand;
pub mod exit;
pub mod forms;
mod keeping;
mod later;
mod locking;
mod navigation;
pub mod presses;
mod session;
mod steps;
pub mod throttle;
mod twins;

pub use forms::{Errand, Further};
pub use navigation::{Departure, NavigationStack, Screen};
pub use session::{Resume, Session, UnderWay};

use std::rc::Rc;

use instrument::check::CheckId;
use instrument::{Answer, Moment, Pack};
use site_config::Config;
use vault::plan::PlanId;
use vault::{Effect, Fault, Kept, VaultSnapshot};

/// Whether results stay on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In this browser's local storage.
    Device,
    /// Nowhere: gone when the page is closed.
    Nothing,
}

impl Keeping {
    /// What the organisation has chosen beforehand.
    pub fn by_default(config: &Config) -> Self {
        if config.keeps() {
            Self::Device
        } else {
            Self::Nothing
        }
    }
}

/// Something the person has to know about storage, in one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser keeps nothing for this page.
    Blocked,
    /// There is no room left.
    Full,
    /// What was kept was cleared while the check was open.
    Cleared,
    /// Something kept cannot be read.
    Unreadable,
    /// Something kept was written by a newer version.
    Newer,
    /// Something that was to be deleted is still there.
    Stuck,
}

/// What became of a check that was open in two tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// It was finished in both, with different answers: each is a check of its own.
    Finished,
    /// It goes on in this tab as a check of its own.
    UnderWay,
}

/// What is asked once before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Delete this finished or unfinished check.
    Delete(CheckId),
    /// Delete the unreadable text under this key.
    DeleteAside(String),
    /// Delete this plan.
    DeletePlan(PlanId),
    /// Clear everything.
    ClearAll,
}

impl Asking {
    /// What it is about: an id or a key.
    pub fn about(&self) -> &str {
        match self {
            Self::Delete(id) => &id.0,
            Self::DeleteAside(key) => key,
            Self::DeletePlan(id) => &id.0,
            Self::ClearAll => "everything",
        }
    }
}

/// A field of the register search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A place or postcode.
    Location,
    /// A practitioner's name.
    Name,
}

/// Whether the code of the screens one step away is here: it is fetched once the first screen works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// On its way.
    Coming,
    /// Here.
    Here,
    /// It did not come.
    Missing,
}

/// When something happened, and a random number to name new things by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The clock.
    pub now: Moment,
    /// Chance.
    pub chance: u32,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Choose where results stay.
    Keep(Keeping),
    /// Begin a new check.
    Start,
    /// Carry on with the newest unfinished check.
    Resume,
    /// Drop the newest unfinished check and begin a new one.
    StartAgain,
    /// Keep what the newest unfinished check holds, as a finished one.
    KeepPartial,
    /// Answer or skip an item.
    Answer(usize, Answer),
    /// Stop, leaving the draft for later.
    StopKeep,
    /// Stop, and see the result of what was answered.
    StopFinish,
    /// Stop, and drop what was answered.
    StopDrop,
    /// A control was pressed there, which may lead to another screen.
    Depart(Departure),
    /// Go to another screen.
    Go(Screen),
    /// One step back.
    Back,
    /// The browser went to this depth of the navigation stack.
    Depth(usize),
    /// Ask before doing something.
    Ask(Asking),
    /// Yes, do it.
    Confirm,
    /// No, leave it.
    Decline,
    /// Words were typed into a field of the register search.
    Typed(Field, String),
    /// The vault could not be read, or something could not be sealed.
    Faulted(Fault),
    /// Something on the screens that load later.
    Further(Further),
    /// The code of the later screens has come, and with it all of the pack; or nothing.
    Arrived(Option<Rc<Pack>>),
    /// Fetch the code of the later screens again, if it did not come.
    FetchLater,
    /// A newer version of the app is on the device, and waits to be let in.
    Renewal,
    /// The page is being left. The browser may keep it whole, and show it again on Back.
    Leave,
    /// Speak this language, by its tag.
    SetLanguage(String),
    /// The same questions in that language, once the code of the later screens is here, too; nothing when it did not come.
    LanguageLoaded(Option<Rc<Pack>>),
}

/// Something the shell has to do for the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// Ask the vault.
    Vault(Effect),
    /// Go out: to a file, the clipboard, a printer, a cipher.
    Out(Errand),
    /// Fetch what there is to say in this language, and tell what came of it.
    SetLanguage(String),
}

/// What the vault reports. Separate from [`Action`], which the views clone.
#[derive(Debug, PartialEq)]
pub enum VaultEvent {
    /// It was read.
    Loaded(VaultSnapshot),
    /// It has done this.
    Kept(Effect, Kept),
    /// It could not do this.
    NotKept(Effect, Fault),
}

/// Tells `session` what came from the vault. What the vault has to do for it is returned.
pub fn update_from_vault(session: &mut Session, event: VaultEvent) -> Vec<Effect> {
    match event {
        VaultEvent::Loaded(snapshot) => session.loaded(snapshot),
        VaultEvent::Kept(effect, kept) => session.kept(effect, kept),
        VaultEvent::NotKept(effect, fault) => {
            session.not_kept(effect, fault);
            Vec::new()
        }
    }
}

/// Lets `action` happen to `session` at `stamp`. What has to be done for it is returned.
pub fn update(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Task> {
    match action {
        Action::Further(further) => later::step(session, further, stamp),
        Action::SetLanguage(tag) => {
            session.spoken = None;
            vec![Task::SetLanguage(tag)]
        }
        action => {
            let effects = walk(session, action, stamp);
            effects.into_iter().map(Task::Vault).collect()
        }
    }
}

/// The steps of the check itself: nothing in them needs more than the vault.
fn walk(session: &mut Session, action: Action, stamp: Stamp) -> Vec<Effect> {
    let now = stamp.now;
    if !matches!(
        action,
        Action::Confirm
            | Action::Ask(_)
            | Action::Depart(_)
            | Action::Arrived(_)
            | Action::FetchLater
            | Action::Renewal
    ) {
        session.asking = None;
        session.spoken = None;
    }
    match action {
        Action::Keep(keeping) => {
            session.chosen = keeping;
            session.keeping = if session.can_keep {
                keeping
            } else {
                Keeping::Nothing
            };
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
        Action::Depart(departure) => {
            session.navigation.depart(departure);
            Vec::new()
        }
        Action::Go(screen) => {
            session.forms.turn(&screen);
            session.twin = None;
            session.navigation.go(screen);
            Vec::new()
        }
        Action::Back => {
            session.forms.turn(&Screen::Intro);
            session.twin = None;
            session.navigation.back();
            Vec::new()
        }
        Action::Depth(depth) => {
            session.navigation.to_depth(depth);
            Vec::new()
        }
        Action::Ask(asking) => {
            session.asking = Some(asking);
            Vec::new()
        }
        Action::Confirm => session.confirm(),
        Action::Decline => Vec::new(),
        Action::Typed(Field::Location, words) => {
            session.search.0 = words;
            Vec::new()
        }
        Action::Typed(Field::Name, words) => {
            session.search.1 = words;
            Vec::new()
        }
        Action::Faulted(fault) => {
            session.forms.faulted(fault);
            session.faulted(fault);
            Vec::new()
        }
        Action::Arrived(pack) => {
            // Once here it stays, whatever becomes of a second attempt. Of other questions than those being asked it is no part.
            if session.later != Later::Here {
                session.later = Later::Missing;
                if let Some(pack) = pack.filter(|pack| pack.key() == session.pack.key()) {
                    session.later = Later::Here;
                    session.pack = pack;
                }
            }
            Vec::new()
        }
        Action::FetchLater => {
            if session.later == Later::Missing {
                session.later = Later::Coming;
            }
            Vec::new()
        }
        Action::Renewal => {
            session.renewal = true;
            Vec::new()
        }
        Action::Leave => {
            session.leave();
            Vec::new()
        }
        Action::LanguageLoaded(None) => {
            session.spoken = Some(false);
            Vec::new()
        }
        Action::LanguageLoaded(Some(pack)) => {
            later::speak(session, pack);
            Vec::new()
        }
        Action::Further(_) | Action::SetLanguage(_) => Vec::new(),
    }
}
