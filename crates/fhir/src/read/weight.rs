//! The weights that answers and concepts have in their extensions.

use super::extension;
use crate::cursor::Cursor;
use crate::form::Source;
use crate::problem::Code;
use instrument::rational::Rational;

/// The property of a concept that is its weight (R5).
pub(super) const PROPERTY: &str = "itemWeight";

/// The weight in an element's own extensions. Refuses the file if there are two different ones.
pub(super) fn own_weight(at: &Cursor, link: Option<&str>) -> Option<(Rational, Source)> {
    let mut found: Option<(Rational, Source)> = None;
    extension::each(at, |extension, url| {
        let source = match url {
            extension::WEIGHT => Source::Weight,
            extension::ORDINAL => Source::Ordinal,
            _ => return,
        };
        let Some(weight) = extension::number(extension, &["valueDecimal", "valueInteger"], link)
        else {
            return;
        };
        if found.is_some_and(|(known, _)| known != weight) {
            let what = "two different weights for one answer";
            extension.refuse(Code::ConflictingWeights, link, what);
        }
        found = found.or(Some((weight, source)));
    });
    found
}
