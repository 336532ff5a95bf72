//! Draws the help lines for where the person is.

use yew::prelude::*;

use super::state::Action;
use super::update::nation;
use crate::components::prose::{fine, fold, list, p, span, strong};
use crate::components::view::{ViewContext, plain};
use crate::components::{HelpDetails, contact, help_for_everyone, help_line, link_out};
use crate::platform;
use crate::session;
use crate::text::Text;
use site_config::{HelpLine, Nation};

/// What Help now shows: the lines for everyone, the choice of where the person is with the lines for there, and ways
/// without speech.
///
/// The lines for everyone come first, as they do before this code has loaded, so that none of them moves under a
/// finger. Only for somebody outside the UK the lines there come before them.
pub fn panel(view: &ViewContext) -> Html {
    let without_speech = lines(view, |line| line.is_without_speech());
    let without_speech =
        without_speech.map(|lines| fold("help-fold", view.text(Text::WithoutSpeech), vec![lines]));
    let everyone = help_for_everyone(view, details);
    let has_choice = view
        .config
        .help()
        .any(|line| !line.is_for_everyone() && !line.is_without_speech());
    if !has_choice {
        return [Some(everyone), without_speech]
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
    parts.into_iter().chain(without_speech).collect()
}

/// The lines for everyone and those for where the person is, without the choice.
pub fn help_lines(view: &ViewContext) -> Html {
    let everyone = Some(help_for_everyone(view, details));
    let parts = if nation(view.session) == Some(Nation::Elsewhere) {
        [local(view), everyone]
    } else {
        [everyone, local(view)]
    };
    parts.into_iter().flatten().collect()
}

/// All lines for everybody, on pages that cannot ask: first those for everyone, then the others, in lists of their own
/// under their nation or what they are.
#[cfg(not(target_arch = "wasm32"))]
pub fn all_lines(view: &ViewContext) -> Html {
    let mut shown: Vec<Html> = Vec::new();
    for (label, lines) in view.config.help_by(|line| label(view.messages, line)) {
        let lines = lines.into_iter().map(|line| whole(view, line));
        if label.is_empty() {
            shown.extend(lines);
        } else {
            let lines = list("help-lines", lines.collect());
            shown.push([strong(plain(&label)), lines].into_iter().collect());
        }
    }
    list("help-lines", shown)
}

/// For whom a line is, if not for everyone: the nations, the organisation's own words for a region, or that it is a way
/// without speech.
#[cfg(not(target_arch = "wasm32"))]
pub fn label(messages: &crate::text::Messages, line: HelpLine) -> String {
    if line.is_without_speech() {
        return messages.get(Text::WithoutSpeech).to_owned();
    }
    let nations: Vec<&str> = line
        .nations()
        .map(|nation| name(messages, nation))
        .collect();
    if nations.is_empty() {
        return line.nation().in_language(messages.lang()).to_owned();
    }
    nations.join(messages.get(Text::ListComma))
}

/// The lines for the nation that the person has chosen.
fn local(view: &ViewContext) -> Option<Html> {
    let here = nation(view.session)?;
    lines(view, |line| line.nations().any(|nation| nation == here))
}

/// The lines that are `wanted`. `None` if there are none.
fn lines(view: &ViewContext, wanted: impl Fn(HelpLine) -> bool) -> Option<Html> {
    let lines = view.config.help().filter(|line| wanted(*line));
    let lines: Vec<Html> = lines.map(|line| whole(view, line)).collect();
    (!lines.is_empty()).then(|| list("help-lines", lines))
}

/// A line with all ways to reach it.
fn whole(view: &ViewContext, line: HelpLine) -> Html {
    help_line(view, line, details(view, line))
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
fn name(messages: &crate::text::Messages, nation: Nation) -> &str {
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
        html! { <option {value} selected={nation == chosen}>{ plain(label) }</option> }
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
