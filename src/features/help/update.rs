//! Remembers where the person says they are.

use super::state::Action;
use crate::session::effect::Effect;
use crate::session::state::Session;
use instrument::Moment;
use site_config::Nation;
use vault::{Change, Kind, Settings};

/// Lets `action` happen at `now`. The choice is stored with the settings, if anything of this person's may be. If not,
/// it holds until the page is left.
pub fn update(session: &mut Session, action: Action, now: Moment) -> Vec<Effect> {
    let Action::Choose(nation) = action;
    let settings = Settings {
        nation: nation.map(|nation| nation.name().to_owned()),
        changed: Some(now),
        ..session.snapshot.settings.clone()
    };
    let kept = Kind::Settings.key("");
    let kept = session.snapshot.raw.iter().any(|(key, _)| *key == kept);
    let keep = session.keep_if_chosen(Change::KeepSettings(settings.clone()), kept);
    // While everything is locked, the stored settings are not known.
    let is_kept = session.storage_available && !session.snapshot.locked && !keep.is_empty();
    if is_kept {
        session.features.help.chosen = None;
        session.snapshot.settings = settings;
        keep
    } else {
        session.features.help.chosen = Some(nation);
        Vec::new()
    }
}

/// Where the person is, as far as they have said.
pub fn nation(session: &Session) -> Option<Nation> {
    let stored = || Nation::named(session.snapshot.settings.nation.as_deref()?);
    session.features.help.chosen.unwrap_or_else(stored)
}
