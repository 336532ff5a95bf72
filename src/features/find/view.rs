//! The way to someone who can help.

use yew::prelude::*;

use super::state;
use crate::components::prose::{h2, heading, lead, paragraphs, section, small, span};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, link_out, link_to, page};
use crate::features::find::state::Field;
use crate::platform;
use crate::session::Action;
use crate::text::Text;
use instrument::pack::{Entry, Link, Slot};
use site_config::search_address;

/// The directory, the register and courses: those that the organisation has set.
pub fn find(view: &ViewContext) -> Page {
    page(
        Back::Yes,
        vec![
            heading(view.text(Text::Find)),
            lead(view.text(Text::FindLead)),
            ways(view),
            small(view.text(Text::Leaving)),
        ],
    )
}

/// What the pack says about each of them, with the organisation's own link below.
pub fn ways(view: &ViewContext) -> Html {
    let entries = &view.session.pack.form().guidance.entries;
    let shown = entries
        .iter()
        .filter(|entry| entry.slot == Slot::Find)
        .filter_map(|entry| Some((entry, way(view, entry)?)));
    shown
        .map(|(entry, link)| {
            let heading = h2(plain(&entry.title));
            section("help-option", vec![heading, paragraphs(&entry.text), link])
        })
        .collect()
}

/// The link of an entry. `None` if the organisation has not set one; then the entry is not shown either.
fn way(view: &ViewContext, entry: &Entry) -> Option<Html> {
    let config = view.config;
    match entry.link? {
        Link::Directory => Some(link_to(view, "button primary", config.directory())),
        Link::Courses => {
            let place = config.courses()?;
            Some(link_to(view, "button quiet", place))
        }
        Link::Register => {
            let typed = &view.session.features.find;
            let parts = [
                config
                    .search_by_location()
                    .map(|to| field(view, Field::Location, Text::ByLocation, to, &typed.location)),
                config
                    .search_by_name()
                    .map(|to| field(view, Field::Name, Text::ByName, to, &typed.name)),
                config
                    .register()
                    .map(|place| link_to(view, "button quiet", place)),
            ];
            let parts: Vec<Html> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| html! { <>{ for parts }</> })
        }
        Link::Reading | Link::History | Link::Help | Link::Reflection => None,
    }
}

/// A field and the link it builds. It is a link and not a form, so that the person can see what will be sent, and
/// where.
fn field(view: &ViewContext, field: Field, label: Text, template: &str, typed: &str) -> Html {
    let address = search_address(template, typed);
    let oninput = view.act.reform(move |event: InputEvent| {
        let typed = platform::typed(&event);
        Action::Feature(state::Action::Type(field, typed).into())
    });
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            platform::follow_link_of(&event);
        }
    });
    html! {
        <div class="search" data-search="">
            <label>
                { span(view.text(label)) }
                <input type="search" autocomplete="off" value={typed.to_owned()} {oninput} {onkeydown} />
            </label>
            if let Some(address) = address {
                { link_out("button quiet", &address, view.messages.get(Text::Search)) }
            } else {
                <a class="button quiet" role="link" aria-disabled="true">{ view.text(Text::Search) }</a>
            }
        </div>
    }
}
