//! Four ways to check that nothing is sent, and what others can see all the same.

use crate::components::prose::{h2, heading, p, section};
use crate::components::view::ViewContext;
use crate::components::{Back, Page, page};
use crate::text::Text;

/// The ways to check, the easiest first, and then what no page can hide.
pub fn proof(view: &ViewContext) -> Page {
    let ways = [
        (Text::ProofFlight, Text::ProofFlightText),
        (Text::ProofWatch, Text::ProofWatchText),
        (Text::ProofRule, Text::ProofRuleText),
        (Text::ProofSource, Text::ProofSourceText),
        (Text::ProofSeen, Text::ProofSeenText),
    ];
    let ways =
        ways.map(|(title, text)| section("", vec![h2(view.text(title)), p(view.text(text))]));
    let mut content = vec![
        heading(view.text(Text::Proof)),
        p(view.text(Text::ProofLead)),
    ];
    content.extend(ways);
    page(Back::Yes, content)
}
