//! The places where the update of the first load calls code that is loaded lazily.

use std::rc::Rc;

use super::confirmation::Confirmation;
use super::content::{Content, Stamp};
use super::deletion;
use super::effect::Effect;
use super::state::Session;
use crate::features::action::FeatureAction;
use crate::features::{language, lock, update};
use instrument::CheckId;
use split_point::split_points;
use vault::VaultSnapshot;

split_points! {
    /// Lets an action of a feature happen.
    "0301" pub fn update_feature(session: &mut Session, action: FeatureAction, stamp: Stamp) -> Vec<Effect> = update::update;

    /// Compares this tab with what other tabs have done, see [`super::tab_conflicts`].
    "0302" pub fn compare(session: &mut Session, snapshot: &mut VaultSnapshot) -> Vec<vault::Change> = Session::compare;

    /// Gives a finished check of this tab another id.
    "0303" pub fn rename(session: &mut Session, old: &CheckId, new: &CheckId) = Session::rename;

    /// Deletes one thing, after it was confirmed.
    "0304" pub fn delete(session: &mut Session, confirmation: Confirmation) -> Vec<vault::Change> = deletion::delete;

    /// Changes to another language, if the content has the same questions.
    "0305" pub fn change_language(session: &mut Session, content: Rc<Content>) -> Vec<Effect> = language::update::change_language;

    /// Empties the state of the features as the vault is locked.
    "0306" pub fn empty_features(session: &mut Session, kept: &VaultSnapshot) = lock::update::empty_features;
}
