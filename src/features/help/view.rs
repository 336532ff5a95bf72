//! Draws the help lines for where the person is.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VNode;

use super::state::Action;
use super::update::nation;
use crate::components::prose::{fine, fold, list, p, span, strong};
use crate::components::view::{ViewContext, plain};
use crate::components::{
    HelpDetails, call, contact, help_for_everyone, help_groups, help_line, link_out, sms,
};
use crate::platform;
use crate::session;
use crate::text::{Messages, Text};
use site_config::{HelpLine, Nation};

/// What Help now shows: the lines for everyone, the choice of where the person is with the lines for there, and ways
/// without speech.
///
/// The lines for everyone come first, as they do before this code has loaded, so that none of them moves under a
/// finger. Only for somebody outside the UK the lines there come before them.
pub fn panel(view: &ViewContext) -> Html {
    let everyone = help_for_everyone(view, details);
    let has_choice = view
        .config
        .help()
        .any(|line| line.nations().next().is_some());
    if !has_choice {
        return [Some(everyone), without_speech(view)]
            .into_iter()
            .flatten()
            .collect();
    }
    let here = [Some(choice(view)), local(view)];
    let here = here.into_iter().flatten().collect();
    let parts = if nation(view.session) == Some(Nation::Elsewhere) {
        [here, strong(view.text(Text::InUk)), everyone]
    } else {
        [everyone, here, Html::default()]
    };
    parts.into_iter().chain(without_speech(view)).collect()
}

/// The lines of Help now that can be reached at once, for a result that asks for help: the name of each, and one way.
///
/// They are those for everyone. For somebody outside the UK, who cannot call those, they are the lines there. If there
/// are none of these, it is all of Help now.
pub fn in_brief(view: &ViewContext) -> Html {
    let elsewhere = nation(view.session).filter(|nation| *nation == Nation::Elsewhere);
    let wanted = |line: &HelpLine| {
        let mut nations = line.nations();
        match elsewhere {
            Some(elsewhere) => nations.any(|nation| nation == elsewhere),
            None => nations.next().is_none(),
        }
    };
    let lines = view.config.help().filter(wanted);
    let lines = lines.filter(|line| !line.is_without_speech());
    let lines = lines.filter_map(|line| {
        let web = || {
            let url = line.url()?;
            Some(link_out("button quiet", url, site(url)))
        };
        let way = call(view, line).or_else(|| sms(view, line)).or_else(web)?;
        let hours = match view.say(line.hours()) {
            "" => Html::default(),
            hours => fine(plain(hours)),
        };
        let name = strong(plain(view.say(line.name())));
        Some(html! { <>{ name }{ way }{ hours }</> })
    });
    let lines: Vec<Html> = lines.collect();
    if lines.is_empty() {
        return panel(view);
    }
    list("help-brief-lines", lines)
}

/// All lines for everybody, on pages that cannot ask: first those for everyone, then the others, in lists of their own
/// under their nation or what they are.
#[cfg(not(target_arch = "wasm32"))]
pub fn all_lines(view: &ViewContext) -> Html {
    let label = |line: HelpLine| label(view.messages, line);
    help_groups(view, view.config.help_by(|_| true, label), details)
}

/// For whom a line is, if not for everyone: its place, or that it is a way without speech.
#[cfg(not(target_arch = "wasm32"))]
pub fn label(messages: &Messages, line: HelpLine) -> String {
    if line.is_without_speech() {
        return messages.get(Text::WithoutSpeech).to_owned();
    }
    place(messages, line)
}

/// The nations that a line is for, or the organisation's own words for a region. Empty if it is for everyone.
fn place(messages: &Messages, line: HelpLine) -> String {
    let shown = |written| Nation::named(written).map_or(written, |known| name(messages, known));
    let names: Vec<&str> = line.nation_names().map(shown).collect();
    match names.join(messages.get(Text::ListComma)) {
        names if names.is_empty() => line.nation().in_language(messages.lang()).to_owned(),
        names => names,
    }
}

/// The ways without speech for where the person is, folded. If they have not said where, those for every nation are
/// there, each under its name.
fn without_speech(view: &ViewContext) -> Option<Html> {
    let here = nation(view.session);
    let wanted = |line: HelpLine| line.is_without_speech() && line.is_for(here);
    let heading = view.text(Text::WithoutSpeech);
    view.config.help().any(wanted).then(|| {
        let groups = view
            .config
            .help_by(wanted, |line| place(view.messages, line));
        let lines = help_groups(view, groups, details);
        fold("help-fold", heading, vec![lines])
    })
}

/// The lines for the nation that the person has chosen. `None` if there are none.
fn local(view: &ViewContext) -> Option<Html> {
    let here = nation(view.session)?;
    let is_here =
        |line: &HelpLine| !line.is_without_speech() && line.nations().any(|nation| nation == here);
    let lines = view.config.help().filter(is_here);
    let lines: Vec<Html> = lines
        .map(|line| help_line(view, line, details(view, line)))
        .collect();
    (!lines.is_empty()).then(|| list("help-lines", lines))
}

fn details(view: &ViewContext, line: HelpLine) -> HelpDetails {
    let hours = view.say(line.hours());
    let url = line.url();
    let url = url.map(|url| link_out("button quiet", url, site(url)));
    let email = line.email().map(|email| {
        let address = ["mailto:", email].concat();
        contact(plain(email), Some(address))
    });
    let relay = line.relay();
    let relay = relay.map(|number| p(view.fill(Text::Relay, &[("number", number)])));
    HelpDetails {
        hours: match hours {
            "" => Html::default(),
            hours => p(plain(hours)),
        },
        ways: [url, email, relay].into_iter().flatten().collect(),
    }
}

/// The address of a page as people say it: without its scheme.
pub fn site(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url)
}

/// The name of a nation in the language of `messages`.
fn name(messages: &Messages, nation: Nation) -> &str {
    let mut names = messages.entries(Text::Nations);
    let found = names.find(|(known, _)| *known == nation.name());
    found.map_or(nation.name(), |(_, name)| name)
}

/// The one control with which the person says where they are, or takes it back.
fn choice(view: &ViewContext) -> Html {
    let chosen = nation(view.session);
    let option = |nation: Option<Nation>| {
        let value = nation.map_or("", Nation::name);
        let label = nation.map_or(view.messages.get(Text::WhereNot), |nation| {
            name(view.messages, nation)
        });
        let mut option = html! { <option {value}>{ plain(label) }</option> };
        // `selected` is set as a property, because the attribute has no effect once somebody has used the control. A
        // minute shows this control twice, and both have to agree.
        if let VNode::VTag(tag) = &mut option {
            Rc::make_mut(tag).add_property("selected", nation == chosen);
        }
        option
    };
    let options = Nation::ALL.into_iter().map(Some);
    let onchange = view.act.reform(|event: Event| {
        let nation = Nation::named(&platform::typed(&event));
        session::Action::Feature(Action::Choose(nation).into())
    });
    html! {
        <label class="field help-where">
            { span(view.text(Text::Where)) }
            { fine(view.text(Text::WhereHint)) }
            <select data-action="nation" autocomplete="off" {onchange}>
                { for std::iter::once(None).chain(options).map(option) }
            </select>
        </label>
    }
}
