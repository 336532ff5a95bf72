//! Crisis help: the same lines on every screen, script or no script.

use yew::prelude::*;

use super::link_out;
use crate::domain::config::{HelpLine, dialled};
use crate::text::Text;
use crate::ui::prose::{fine, p, strong};
use crate::ui::view::{View, plain};

/// "Help now", folded, for the head of every screen.
///
/// It holds the directory too, so that both are one tap away wherever someone is, script or no script.
pub fn help_now(view: &View) -> Html {
    let directory = &view.config.directory;
    html! {
        <details class="help" data-part="help">
            <summary>{ view.text(Text::HelpNow) }</summary>
            <div class="help-panel">
                { p(view.text(Text::HelpLead)) }
                { help_lines(view) }
                { p(link_out("", &directory.url, &directory.label)) }
            </div>
        </details>
    }
}

/// The lines themselves, open.
pub fn help_lines(view: &View) -> Html {
    html! {
        <ul class="help-lines">{ for view.config.help.iter().map(|line| help_line(view, line)) }</ul>
    }
}

fn help_line(view: &View, line: &HelpLine) -> Html {
    let date = view.messages.iso_date(&line.checked);
    let tel = line.tel.as_ref().map(|number| {
        let label = view.fill(Text::Call, &[("number", number)]);
        html! { <a class="button quiet" href={["tel:", &dialled(number)].concat()}>{ label }</a> }
    });
    let sms = line.sms.as_ref().map(|sms| {
        let words = [("body", sms.body.as_str()), ("number", sms.number.as_str())];
        let label = view.fill(Text::Sms, &words);
        let address = ["sms:", &dialled(&sms.number), "?&body=", &sms.body].concat();
        html! { <a class="button quiet" href={address}>{ label }</a> }
    });
    html! {
        <li>
            { strong(plain(&line.name)) }
            { p(plain(&line.what)) }
            { tel }
            { sms }
            { fine(view.fill(Text::Checked, &[("date", &date)])) }
        </li>
    }
}
