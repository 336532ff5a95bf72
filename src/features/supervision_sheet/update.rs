//! Chooses what goes on the page for supervision.

use super::state::Action;
use crate::session::effect::Effect;
use crate::session::state::Session;

/// Lets `action` happen.
pub fn update(session: &mut Session, action: Action) -> Vec<Effect> {
    let sheet = &mut session.features.sheet;
    match action {
        Action::Include(part, on) => {
            sheet.parts.retain(|other| *other != part);
            if on {
                sheet.parts.push(part);
            }
        }
        Action::Question(question, on) => {
            sheet.questions.retain(|other| *other != question);
            if on {
                sheet.questions.push(question);
            }
        }
        Action::OwnQuestions(words) => sheet.own = words,
        Action::Print(id) => return vec![Effect::Print(id)],
    }
    Vec::new()
}
