//! The frame of every screen: a bar with Back and "Help now", the content, and a footer with links to the other
//! screens.

use yew::prelude::*;

use super::lazy;
use crate::components::prose::small;
use crate::components::{
    Back, Page, ViewContext, exit, exit_strip, help_for_everyone, help_now, link_to, nav_button,
    no_details,
};
use crate::platform;
use crate::session::{Action, Notice, Screen, TabConflict};
use crate::text::Text;

/// The screen that is shown, with `page` in it.
pub fn frame(view: &ViewContext, page: Page) -> Html {
    let Page { back, content } = page;
    let name = view.session.screen().name();
    // On each step Yew replaces the bar and the content, so that what was unfolded does not stay open on the next
    // screen. The live region for notices stays, or screen readers would not announce what appears in it.
    let step = [name, &view.session.navigation.depth().to_string()].concat();
    let strip = exit_strip(view);
    let has_exit = if strip.is_some() { " has-exit" } else { "" };
    let none = view.no_landmark();
    let content = match none {
        None => html! { <main key={step.clone()} class="content">{ for content }</main> },
        Some(_) => html! { <div key={step.clone()} class="content">{ for content }</div> },
    };
    html! {
        <div class={["page ", name, has_exit].concat()} data-screen={name} tabindex="-1" onkeydown={keys(view)}>
            <header key={step} class="bar" role={none}>
                { exit(view, "exit-first") }
                if back == Back::Yes {
                    { nav_button(view, "link back", "back", Text::Back, Action::Back) }
                } else {
                    { languages(view) }
                }
                { help_now(view, help(view)) }
            </header>
            { notice(view) }
            { content }
            { footer(view, back) }
            { strip }
            if view.session.has_lazy() {
                { lazy::exit(view) }
            }
        </div>
    }
}

/// The lines of "Help now": those for everyone, and once the code has loaded those for where the person is.
fn help(view: &ViewContext) -> Html {
    if view.session.has_lazy() {
        lazy::help(view)
    } else {
        help_for_everyone(view, no_details)
    }
}

/// The languages to choose from, once the code that changes them has loaded. They are next to "Help now" if there is no
/// Back, or else in the footer.
fn languages(view: &ViewContext) -> Html {
    if view.session.has_lazy() {
        lazy::languages(view)
    } else {
        Html::default()
    }
}

/// Escape closes the help if it is open. Otherwise it opens the pause on a question, and goes back from there.
fn keys(view: &ViewContext) -> Callback<KeyboardEvent> {
    let escape = match view.session.screen() {
        Screen::Question(_) => Some(Action::Go(Screen::Pause)),
        Screen::Pause => Some(Action::Back),
        _ => None,
    };
    let act = view.act.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() != "Escape" || platform::close_help(&event) {
            return;
        }
        if let Some(action) = escape.clone() {
            act.emit(action);
        }
    })
}

fn notice(view: &ViewContext) -> Html {
    let said = view.session.notice.map(|notice| match notice {
        Notice::Blocked => ("blocked", Text::NoticeBlocked),
        Notice::Full => ("full", Text::NoticeFull),
        Notice::Cleared => ("cleared", Text::NoticeCleared),
        Notice::Unreadable => ("unreadable", Text::NoticeUnreadable),
        Notice::Newer => ("newer", Text::NoticeNewer),
        Notice::Stuck => ("stuck", Text::NoticeStuck),
    });
    let conflict = view.session.tab_conflict.map(|conflict| match conflict {
        TabConflict::Finished => ("twin-finished", Text::TwinFinished),
        TabConflict::UnderWay => ("twin-under-way", Text::TwinUnderWay),
    });
    html! {
        <div role="status" class="notices">
            { for said.into_iter().chain(conflict).map(|(name, text)| {
                html! { <p class="notice" data-notice={name}>{ view.text(text) }</p> }
            }) }
        </div>
    }
}

/// The footer. On a question it has only the languages, so that nothing competes with the answers.
fn footer(view: &ViewContext, back: Back) -> Html {
    let here = view.session.screen();
    let none = view.no_landmark();
    if matches!(here, Screen::Question(_) | Screen::Pause) {
        // The footer is there before the code of the languages has loaded, so that no answer moves under a finger.
        let offered = view.config.languages().len() > 1;
        return html! {
            if offered {
                <footer class="foot language-bar" role={none}>{ languages(view) }</footer>
            }
        };
    }
    let entries = [
        (Screen::Intro, "home", Text::Home),
        (Screen::Find, "find", Text::Find),
        (Screen::History, "history", Text::History),
        (Screen::Plan, "plan", Text::Plan),
        (Screen::Data, "data", Text::Data),
        (Screen::Reading, "reading", Text::Reading),
    ];
    // While everything is locked the other screens cannot be opened.
    let locked = here == &Screen::Locked;
    let open = |screen: &Screen| !locked || matches!(screen, Screen::Find | Screen::Reading);
    let entry = |(screen, name, label): (Screen, &'static str, Text)| {
        html! { <li>{ nav_button(view, "link", name, label, Action::Go(screen)) }</li> }
    };
    let name = view.say(view.config.name());
    let privacy = view.config.privacy();
    let privacy = privacy.map(|place| html! { <li>{ link_to(view, "link", place) }</li> });
    let label = match none {
        None => Some(view.messages.get(Text::Menu).to_owned()),
        Some(_) => None,
    };
    html! {
        <footer class="foot" role={none}>
            <nav role={none} aria-label={label}>
                <ul>{ for entries.into_iter().filter(|(screen, ..)| screen != here && open(screen)).map(entry) }{ privacy }</ul>
            </nav>
            if back == Back::Yes {
                { languages(view) }
            }
            { small(view.fill(Text::OfferedBy, &[("name", name)])) }
        </footer>
    }
}
