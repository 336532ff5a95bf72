//! Crisis help: how each line is shown, and what "Help now" shows before the lazy code has loaded.

use yew::prelude::*;

use super::links::{link_to, minute_button};
use crate::components::prose::{fine, list, p, strong};
use crate::components::view::{ViewContext, plain};
use crate::session::Screen;
use crate::text::Text;
use site_config::{HelpLine, percent_encode};

/// "Help now", folded, for the top of every screen, with these lines.
///
/// It includes the directory, so that both are one tap away everywhere, with scripts or without.
pub fn help_now(view: &ViewContext, lines: Html) -> Html {
    // It works only where the app runs, and leads nowhere from its own screen.
    let offered = view.session.has_lazy() && !matches!(view.session.screen(), Screen::Minute);
    let minute = offered.then(|| minute_button(view));
    html! {
        <details class="help" data-part="help">
            <summary>{ view.text(Text::HelpNow) }</summary>
            <div class="help-panel">
                { p(view.text(Text::HelpLead)) }
                { lines }
                { p(link_to(view, "", view.config.directory())) }
                { minute }
            </div>
        </details>
    }
}

/// What the lazy screens add to a help line.
#[derive(Default)]
pub struct HelpDetails {
    /// When it can be reached.
    pub hours: Html,
    /// Other ways to reach it than calling and texting.
    pub ways: Html,
}

/// What the lazy screens add to a help line: nothing, as long as their code has not loaded.
pub fn no_details(_: &ViewContext, _: HelpLine) -> HelpDetails {
    HelpDetails::default()
}

/// The lines for everyone, then those of each region that the organisation names.
pub fn help_for_everyone(
    view: &ViewContext,
    details: fn(&ViewContext, HelpLine) -> HelpDetails,
) -> Html {
    let groups = view.config.help_for_everyone(view.messages.lang());
    help_groups(view, groups, details)
}

/// The lines grouped by label: first those without one, then a list under each label.
pub fn help_groups(
    view: &ViewContext,
    groups: Vec<(String, Vec<HelpLine>)>,
    details: fn(&ViewContext, HelpLine) -> HelpDetails,
) -> Html {
    let mut shown: Vec<Html> = Vec::new();
    for (label, lines) in groups {
        let lines = lines
            .into_iter()
            .map(|line| help_line(view, line, details(view, line)));
        if label.is_empty() {
            shown.extend(lines);
        } else {
            let lines = list("help-lines", lines.collect());
            shown.push([strong(plain(&label)), lines].into_iter().collect());
        }
    }
    list("help-lines", shown)
}

/// A line, with what the lazy screens add to it.
pub fn help_line(view: &ViewContext, line: HelpLine, details: HelpDetails) -> Html {
    let checked = line.checked().map(|day| {
        let date = view.messages.iso_date(day);
        fine(view.fill(Text::Checked, &[("date", &date)]))
    });
    html! {
        <>
            { strong(plain(view.say(line.name()))) }
            { p(plain(view.say(line.what()))) }
            { details.hours }
            { call(view, line) }
            { sms(view, line) }
            { details.ways }
            { checked }
        </>
    }
}

/// The link that calls a line. `None` if it cannot be called.
pub fn call(view: &ViewContext, line: HelpLine) -> Option<Html> {
    line.tel().map(|number| {
        let label = view.fill(Text::Call, &[("number", number.shown)]);
        contact(label, number.address("tel:"))
    })
}

/// The link that writes a text message to a line. `None` if it takes none.
pub fn sms(view: &ViewContext, line: HelpLine) -> Option<Html> {
    line.sms().map(|(number, body)| {
        let words = [("body", body), ("number", number.shown)];
        let label = view.fill(Text::Sms, &words);
        let address = number.address("sms:");
        contact(
            label,
            address.map(|number| [&number, "?&body=", &percent_encode(body)].concat()),
        )
    })
}

/// A link that dials a number, or the same words without a link if the number cannot be dialled.
pub fn contact(label: Html, address: Option<String>) -> Html {
    match address {
        Some(href) => html! { <a class="button quiet" {href}>{ label }</a> },
        None => p(label),
    }
}
