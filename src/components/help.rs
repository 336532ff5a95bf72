//! Crisis help: the same lines on every screen, script or no script.

use yew::prelude::*;

use super::links::link_to;
use crate::components::prose::{fine, list, p, strong};
use crate::components::view::{View, plain};
use crate::text::Text;
use site_config::{HelpLine, percent};

/// "Help now", folded, for the head of every screen.
///
/// It holds the directory too, so that both are one tap away wherever someone is, script or no script.
pub fn help_now(view: &View) -> Html {
    html! {
        <details class="help" data-part="help">
            <summary>{ view.text(Text::HelpNow) }</summary>
            <div class="help-panel">
                { p(view.text(Text::HelpLead)) }
                { help_lines(view) }
                { p(link_to(view, "", "directory").into_iter().collect()) }
            </div>
        </details>
    }
}

/// The lines themselves, open: those for everyone first, then those of each nation under its name.
pub fn help_lines(view: &View) -> Html {
    let mut lines: Vec<Html> = Vec::new();
    let mut nations: Vec<(&str, Vec<Html>)> = Vec::new();
    for line in view.config.lines() {
        let shown = help_line(view, line);
        let nation = view.say(line.part("nation"));
        if nation.is_empty() {
            lines.push(shown);
            continue;
        }
        match nations.iter_mut().find(|(other, _)| *other == nation) {
            Some((_, lines)) => lines.push(shown),
            None => nations.push((nation, vec![shown])),
        }
    }
    for (nation, theirs) in nations {
        lines.push(
            [strong(plain(nation)), list("help-lines", theirs)]
                .into_iter()
                .collect(),
        );
    }
    list("help-lines", lines)
}

fn help_line(view: &View, line: HelpLine) -> Html {
    let date = view.messages.iso_date(line.checked());
    let tel = line.tel().map(|number| {
        let label = view.fill(Text::Call, &[("number", number.shown)]);
        way(label, number.address("tel:"))
    });
    let sms = line.sms().map(|(number, body)| {
        let words = [("body", body), ("number", number.shown)];
        let label = view.fill(Text::Sms, &words);
        let address = number.address("sms:");
        way(
            label,
            address.map(|number| [&number, "?&body=", &percent(body)].concat()),
        )
    });
    html! {
        <>
            { strong(plain(view.say(line.part("name")))) }
            { p(plain(view.say(line.part("what")))) }
            { tel }
            { sms }
            { fine(view.fill(Text::Checked, &[("date", &date)])) }
        </>
    }
}

/// A link that dials, or the same words alone where the number cannot be dialled.
fn way(label: Html, address: Option<String>) -> Html {
    match address {
        Some(href) => html! { <a class="button quiet" {href}>{ label }</a> },
        None => p(label),
    }
}
