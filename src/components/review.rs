//! Who reviewed the questions and the words of a pack.

use crate::text::{Messages, Text};
use instrument::{Moment, Pack};

/// A sentence that names who reviewed the questions and words of `pack`, and when. Without a review, it says that no
/// clinical lead has reviewed them. If `now` is given, it also says whether the next review is overdue.
pub fn review(messages: &Messages, pack: &Pack, now: Option<Moment>) -> String {
    let Some(review) = &pack.form().review else {
        return messages.get(Text::NotReviewed).to_owned();
    };
    // Such days sort as texts.
    let is_over = now.is_some_and(|now| now.local().iso_date() > review.next);
    let [on, next] = [&review.on, &review.next].map(|day| messages.iso_date(day));
    let values = [("by", review.by.as_str()), ("on", &on), ("next", &next)];
    let text = if is_over {
        Text::ReviewOverdue
    } else {
        Text::Reviewed
    };
    messages.fill(text, &values)
}
