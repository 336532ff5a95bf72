//! References and further reading.

use yew::prelude::*;

use crate::components::prose::{fine, heading, list, p};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, link_out, page};
use crate::text::Text;

/// The pack's sources, each with its title, publisher and address.
pub fn reading(view: &ViewContext) -> Page {
    let form = view.session.pack.form();
    let sources = form.reading.iter().map(|source| {
        let link = link_out("", &source.url, &source.title);
        [link, fine(plain(&source.source))].into_iter().collect()
    });
    let sources = list("sources", sources.collect());
    let content = vec![
        heading(view.text(Text::Reading)),
        p(view.text(Text::ReadingLead)),
        // The titles of publications are not translated.
        html! { <div lang={form.translation_of.as_ref().map(|original| original.lang.clone())}>{ sources }</div> },
    ];
    page(Back::Yes, content)
}
