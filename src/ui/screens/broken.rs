//! Shown when the app cannot start or has stopped: prerendered, so that it needs no binary.

use yew::prelude::*;

use crate::text::Text;
use crate::ui::parts::{help_lines, link_out};
use crate::ui::prose::{h2, heading, p, section};
use crate::ui::view::View;

/// What happened, what is safe, what to do next, and help.
pub fn broken(view: &View) -> Html {
    let directory = &view.config.directory;
    let content = [
        heading(view.text(Text::BrokenHeading)),
        p(view.text(Text::BrokenText)),
        p(link_out("button quiet", &directory.url, &directory.label)),
        section(
            "",
            vec![
                h2(view.text(Text::HelpNow)),
                p(view.text(Text::HelpLead)),
                help_lines(view),
            ],
        ),
    ];
    html! {
        <div class="page broken" data-screen="broken"><main class="content">{ for content }</main></div>
    }
}
