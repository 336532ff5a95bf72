//! When a newer version of the app is offered.

use crate::session::navigation::Screen;
use crate::session::state::Session;

impl Session {
    /// Whether to offer the newer version that is waiting. Using it reloads the page, so it is offered only where
    /// nothing would be lost, and never while a question is open.
    pub fn offers_renewal(&self) -> bool {
        let features = &self.features;
        let settled = matches!(self.screen(), Screen::Intro | Screen::Data);
        let blank = self
            .under_way
            .as_ref()
            .is_none_or(|it| it.answers.is_blank());
        let kept = self.unsaved.is_empty()
            && self.pending_changes.is_empty()
            && features.note.unsaved.is_empty()
            && features.plan.unsaved.is_empty();
        let written = [&features.plan.cue, &features.plan.act, &features.sheet.own]
            .into_iter()
            .any(|words| !words.is_empty());
        self.renewal && settled && blank && kept && !written
    }
}
