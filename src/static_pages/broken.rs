//! The page of last resort, for when the app cannot start or has stopped. It is prerendered, so it needs no binary and
//! no script.

use yew::prelude::*;

use super::signs::plain_pages;
use crate::components::prose::{h2, heading, p, section};
use crate::components::view::ViewContext;
use crate::components::{exit_strip, link_to};
use crate::features::help::view::all_lines;
use crate::text::Text;

/// What happened, what is safe, what to do next, help, and the pages that work without the app.
pub fn broken(view: &ViewContext) -> Html {
    let content = [
        heading(view.text(Text::BrokenHeading)),
        html! { <p role="status">{ view.text(Text::BrokenText) }</p> },
        html! { <p hidden=true data-unkept="">{ view.text(Text::BrokenAnswer) }</p> },
        p(try_again(view)),
        p(link_to(view, "button quiet", view.config.directory())),
        section(
            "",
            vec![
                h2(view.text(Text::HelpNow)),
                p(view.text(Text::HelpLead)),
                all_lines(view),
            ],
        ),
        section("", vec![p(view.text(Text::PlainPages)), plain_pages(view)]),
    ];
    html! {
        <div class="page broken" data-screen="broken">
            { exit_strip(view) }
            <main class="content">{ for content }</main>
        </div>
    }
}

/// A link that reloads the page: an empty `href` is the page's own address.
fn try_again(view: &ViewContext) -> Html {
    html! {
        <a class="button primary" data-action="try-again" href="">{ view.text(Text::TryAgain) }</a>
    }
}

/// Shown above the intro if scripts are off: why Start does nothing, and the pages that work without scripts.
pub fn no_script(view: &ViewContext) -> Html {
    html! {
        <div class="notice">{ p(view.text(Text::NoScript)) }{ plain_pages(view) }</div>
    }
}
