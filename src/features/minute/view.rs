//! A paced breath, the five senses, and the way on to help.

use yew::prelude::*;

use crate::components::prose::{fold, h2, heading, list, p, section, span};
use crate::components::view::ViewContext;
use crate::components::{Back, Page, link_to, page};
use crate::features::help::view::panel;
use crate::platform::breath;
use crate::text::Text;

/// The screen. All of it is there at once, in words, and needs no press.
pub fn minute(view: &ViewContext) -> Page {
    let senses = [
        Text::SensesSee,
        Text::SensesFeel,
        Text::SensesHear,
        Text::SensesSmell,
        Text::SensesTaste,
    ];
    let breath = vec![
        h2(view.text(Text::BreathHeading)),
        p(view.text(Text::BreathCount)),
        pacer(view),
        p(view.text(Text::BreathEase)),
    ];
    let senses = vec![
        h2(view.text(Text::SensesHeading)),
        p(view.text(Text::SensesLead)),
        list("senses", senses.map(|sense| view.text(sense)).into()),
        p(view.text(Text::SensesAny)),
    ];
    let lines = vec![panel(view), p(link_to(view, "", view.config.directory()))];
    let help = vec![
        h2(view.text(Text::MinuteHelp)),
        p(view.text(Text::MinuteHelpText)),
        fold("", view.text(Text::HelpNow), lines),
    ];
    let content = vec![
        heading(view.text(Text::Minute)),
        p(view.text(Text::MinuteLead)),
        section("", breath),
        section("", senses),
        section("", help),
    ];
    page(Back::Yes, content)
}

/// A circle that grows and shrinks with the breath, and the button that starts and stops it.
///
/// The style sheet moves the circle, and shows what fits each state. With reduced motion it shows none of this, as the
/// words above say all that the circle does. For the same reason screen readers do not read the circle, only that the
/// minute is over.
fn pacer(view: &ViewContext) -> Html {
    let over = Callback::from(|event: AnimationEvent| breath::end(&event));
    let toggle = Callback::from(|event: MouseEvent| breath::toggle(&event));
    html! {
        <div class="pacer" data-breath={breath::STILL}>
            <div class="breath" aria-hidden="true">
                <div class="circle" onanimationend={over}></div>
                <p class="in">{ view.text(Text::BreathIn) }</p>
                <p class="out">{ view.text(Text::BreathOut) }</p>
            </div>
            <button type="button" class="button quiet" data-action="breathe" onclick={toggle}>
                { span(view.text(Text::BreathStart)) }
                { span(view.text(Text::BreathStop)) }
            </button>
            <div role="status" class="status">{ p(view.text(Text::BreathDone)) }</div>
        </div>
    }
}
