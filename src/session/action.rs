//! What can happen to the session.

use std::rc::Rc;

use super::confirmation::Confirmation;
use super::content::Content;
use super::effect::Effect;
use super::navigation::{Departure, Screen};
use super::storage_mode::StorageMode;
use crate::features::action::FeatureAction;
use crate::features::export::state::Destination;
use crate::features::{check, copies, export, lock};
use vault::lock::LockJob;
use vault::{Fault, StoreOutcome, VaultSnapshot};

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something in the check that is being answered.
    Check(check::state::Action),
    /// Something in a feature that is loaded lazily.
    Feature(FeatureAction),
    /// A control was pressed, which may lead to another screen.
    Depart(Departure),
    /// The page was opened.
    Open,
    /// Read again what is stored.
    Reload,
    /// Another tab has changed what is stored, or the page is visible again.
    StorageChanged,
    /// Go to another screen.
    Go(Screen),
    /// One step back.
    Back,
    /// The browser's own Back or Forward went to this depth of the navigation stack.
    Depth(usize),
    /// Ask for confirmation before doing something.
    Ask(Confirmation),
    /// The person has confirmed it.
    Confirm,
    /// The person has not confirmed it.
    Decline,
    /// The vault could not be read, or something could not be sealed.
    Faulted(Fault),
    /// The code of the lazy screens is in place, with all questions and texts. `None` if something of it did not
    /// arrive.
    LazyLoaded(Option<Rc<Content>>),
    /// Fetch the code of the lazy screens again, if it did not arrive.
    FetchLazy,
    /// A newer version of the app has been downloaded, and is waiting.
    Renewal,
    /// The page is being left. The browser may keep it whole, and show it again on Back.
    Leave,
    /// The page is shown, for the first time or again after it was left. Results stay there unless the person chooses
    /// otherwise.
    Show(StorageMode),
    /// Change to this language, by its tag.
    SetLanguage(String),
    /// The questions and texts in that language. `None` if something of it did not arrive.
    LanguageLoaded(Option<Rc<Content>>),
}

impl From<check::state::Action> for Action {
    fn from(action: check::state::Action) -> Self {
        Self::Check(action)
    }
}

impl Action {
    /// What has to be done before the action happens.
    pub fn preparation(&self) -> Vec<Effect> {
        match self {
            // These need what is stored now, as another tab may have changed it.
            Self::Feature(
                FeatureAction::Copies(copies::state::Action::Restore(_))
                | FeatureAction::Lock(lock::state::Action::Do(LockJob::Close))
                | FeatureAction::Export(export::state::Action::Export(
                    _,
                    Destination::File | Destination::Download,
                )),
            ) => vec![Effect::Reload, Effect::Retry],
            // No retry before a deletion: there is no point in storing something first, and it might get another id
            // than the one that is to be deleted. Nor after a failed write, which would fail again and again. The
            // others read what is stored before they retry.
            Self::Ask(_)
            | Self::Confirm
            | Self::Feature(FeatureAction::Lock(lock::state::Action::WriteFailed(_)))
            | Self::Open
            | Self::Reload
            | Self::StorageChanged
            | Self::Show(_)
            | Self::Depart(_) => Vec::new(),
            _ => vec![Effect::Retry],
        }
    }

    /// Whether it closes an open confirmation and the message about the language.
    pub(super) fn closes_prompts(&self) -> bool {
        !matches!(
            self,
            Self::Confirm
                | Self::Ask(_)
                | Self::Depart(_)
                | Self::Open
                | Self::Reload
                | Self::StorageChanged
                | Self::Show(_)
                | Self::LazyLoaded(_)
                | Self::FetchLazy
                | Self::Renewal
                | Self::Faulted(_)
                | Self::SetLanguage(_)
                | Self::Feature(_)
        )
    }
}

/// What the vault reports. Separate from [`Action`], which the views clone.
#[derive(Debug, PartialEq)]
pub enum VaultEvent {
    /// It was read.
    Loaded(VaultSnapshot),
    /// It has done this.
    Kept(vault::Change, StoreOutcome),
    /// It could not do this.
    NotKept(vault::Change, Fault),
}
