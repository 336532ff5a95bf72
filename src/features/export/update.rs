//! Sends documents to where they go, and remembers whether they arrived.

use super::state::{Action, Document, Obstacle};
use crate::session::effect::Effect;
use crate::session::state::Session;
use crate::session::status::StatusMessage;
use instrument::Moment;
use vault::{Kind, Settings};

/// Lets `action` happen. `status` is what was told beside what was pressed.
pub fn update(session: &mut Session, action: Action, status: Option<StatusMessage>) -> Vec<Effect> {
    match (action, status) {
        (Action::Export(document, to), _) => vec![Effect::Export(document, to)],
        (Action::FileArrived(arrived), Some(StatusMessage::HandedOver(document, made))) => {
            session.file_arrived(document, made, arrived)
        }
        (Action::FileArrived(_), _) => Vec::new(),
    }
}

impl Session {
    /// If the document is a copy of everything, remembers when it was made, but only once the person says that it
    /// arrived.
    fn file_arrived(&mut self, document: Document, made: Moment, arrived: bool) -> Vec<Effect> {
        if !arrived {
            self.features.status = Some(StatusMessage::ByHand(Obstacle::Lost, document, made));
            return Vec::new();
        }
        self.features.status = Some(StatusMessage::Arrived);
        if document != Document::Backup {
            return Vec::new();
        }
        let settings = Settings {
            backed_up: Some(made),
            ..self.snapshot.settings.clone()
        };
        self.snapshot.settings = settings.clone();
        let language = Kind::Language.key("");
        let kept = self.snapshot.raw.iter().any(|(key, _)| *key != language);
        self.keep_if_chosen(vault::Change::KeepSettings(settings), kept)
    }
}
