//! What can happen to the session.

use std::rc::Rc;

use super::content::Content;
use super::effect::Effect;
use super::navigation::{Departure, Screen};
use super::parts::{Confirmation, Keeping};
use crate::features::action::FeatureAction;
use crate::features::export::state::Destination;
use crate::features::{check, copies, export, lock};
use vault::lock::LockJob;
use vault::{Fault, Kept, VaultSnapshot};

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Something in the check that is being answered.
    Check(check::state::Action),
    /// Something in a feature that is loaded lazily.
    Feature(FeatureAction),
    /// A control was pressed there, which may lead to another screen.
    Depart(Departure),
    /// The page was opened.
    Open,
    /// Look again at what is kept.
    Reload,
    /// Another tab has changed what is kept, or the page is in sight again.
    StorageChanged,
    /// Go to another screen.
    Go(Screen),
    /// One step back.
    Back,
    /// The browser went to this depth of the navigation stack.
    Depth(usize),
    /// Ask before doing something.
    Ask(Confirmation),
    /// Yes, do it.
    Confirm,
    /// No, leave it.
    Decline,
    /// The vault could not be read, or something could not be sealed.
    Faulted(Fault),
    /// The code of the lazy screens is in place, with all questions and texts. `None` if something of it did not arrive.
    LazyLoaded(Option<Rc<Content>>),
    /// Fetch the code of the lazy screens again, if it did not arrive.
    FetchLazy,
    /// A newer version of the app is on the device, and waits to be let in.
    Renewal,
    /// The page is being left. The browser may keep it whole, and show it again on Back.
    Leave,
    /// The page is shown, for the first time or again after it was left. Results stay there unless the person chooses otherwise.
    Show(Keeping),
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
            // What is kept now counts, whatever another tab has written in the meantime.
            Self::Feature(
                FeatureAction::Copies(copies::state::Action::Restore(_))
                | FeatureAction::Lock(lock::state::Action::Do(LockJob::Close))
                | FeatureAction::Export(export::state::Action::Export(
                    _,
                    Destination::File | Destination::Download,
                )),
            ) => vec![Effect::Reload, Effect::Retry],
            // Not before something is deleted: it need not be written first, and what is kept only now may get another id than the
            // one that is to be deleted. Nor when something comes back: what is tried again would come back just the same, over and
            // over. The others look at what is kept before they try again.
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

    /// Whether it closes an open confirmation, and clears what was told about the language.
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
    Kept(vault::Change, Kept),
    /// It could not do this.
    NotKept(vault::Change, Fault),
}
