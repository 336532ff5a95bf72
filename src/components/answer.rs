//! The words of an answer.

use crate::components::view::ViewContext;
use crate::text::Text;
use instrument::{Answer, Answers, Pack};

/// The label of the answer to the item at `index`.
pub fn chosen<'a>(
    view: &'a ViewContext,
    pack: &'a Pack,
    answers: &Answers,
    index: usize,
) -> &'a str {
    match answers.get(index) {
        Some(Answer::Chosen(value)) => pack
            .options(index)
            .iter()
            .find(|choice| choice.value == value)
            .map_or("", |choice| &choice.label),
        _ => view.messages.get(Text::Skipped),
    }
}
