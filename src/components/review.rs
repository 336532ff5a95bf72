//! Who reviewed the questions and the words of a pack.

use crate::text::{Messages, Text};
use instrument::Pack;

/// By whom and when a clinical lead reviewed the questions and words of `pack`, or that nobody has.
pub fn review(messages: &Messages, pack: &Pack) -> String {
    let Some(review) = &pack.form().review else {
        return messages.get(Text::NotReviewed).to_owned();
    };
    let [on, next] = [&review.on, &review.next].map(|day| messages.iso_date(day));
    let values = [("by", review.by.as_str()), ("on", &on), ("next", &next)];
    messages.fill(Text::Reviewed, &values)
}
