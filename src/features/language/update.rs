//! Changes the language of the app.

use std::rc::Rc;

use crate::features::language::state::LanguageStatus;
use crate::features::plan;
use crate::session::content::Content;
use crate::session::effect::{Effect, Event};
use crate::session::state::Session;
use crate::session::storage_mode::StorageMode;

/// Changes to `content`, if it has the same questions. Otherwise the language stays.
pub fn change_language(session: &mut Session, content: Rc<Content>) -> Vec<Effect> {
    if content.pack.key() != session.pack.key() {
        session.language = Some(LanguageStatus::Missing);
        return Vec::new();
    }
    session.language = Some(LanguageStatus::Changed);
    plan::update::translate(session, &content.pack);
    session.pack = content.pack.clone();
    let tag = content.messages.lang().to_owned();
    let mut effects = vec![Effect::ReplaceContent(content), Effect::Reload];
    if session.storage_mode == StorageMode::Device {
        effects.push(Effect::KeepLanguage(tag));
    }
    effects.push(Effect::Announce(Event::Language));
    effects
}
