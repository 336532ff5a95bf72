//! References and further reading.

use yew::prelude::*;

use crate::text::Text;
use crate::ui::parts::{Back, link_out, page};
use crate::ui::prose::{fine, heading, list, p};
use crate::ui::view::{View, plain};

/// The pack's sources, each with its title, publisher and address.
pub fn reading(view: &View) -> Html {
    let sources = view.session.pack.form().reading.iter().map(|source| {
        let link = link_out("", &source.url, &source.title);
        [link, fine(plain(&source.source))].into_iter().collect()
    });
    let content = vec![
        heading(view.text(Text::Reading)),
        p(view.text(Text::ReadingLead)),
        list("sources", sources.collect()),
    ];
    page(view, "reading", Back::Yes, content)
}
