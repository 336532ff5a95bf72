//! When a newer version of the app is offered.

use crate::session::navigation::Screen;
use crate::session::state::Session;

impl Session {
    /// Whether to offer the newer version that is waiting. Using it reloads the page, so it is offered only where nothing would be lost,
    /// and never while a question is open.
    pub fn offers_renewal(&self) -> bool {
        let forms = &self.forms;
        let settled = matches!(self.screen(), Screen::Intro | Screen::Data);
        let blank = self
            .under_way
            .as_ref()
            .is_none_or(|it| it.answers.is_blank());
        let kept = self.unkept.is_empty()
            && self.waiting.is_empty()
            && forms.note.unkept.is_empty()
            && forms.plan.unkept.is_empty();
        let written = [&forms.plan.cue, &forms.plan.act, &forms.sheet.own]
            .into_iter()
            .any(|words| !words.is_empty());
        self.renewal && settled && blank && kept && !written
    }
}
