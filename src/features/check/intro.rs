//! The first screen: what it is, how long, what stays here, and Start. Prerendered into the page.

use yew::prelude::*;

use super::prompts::{prompts, reviewed};
use super::state;
use crate::components::prose::{fine, h2, heading, lead, list, p, section, small, strong};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, link_out, nav_button, page};
use crate::features::check::state::Resume;
use crate::session::{Action, Screen, StorageMode};
use crate::text::{Text, date, time_of_day};
use instrument::check::Check;
use instrument::pack::Section;

/// The intro.
pub fn intro(view: &ViewContext) -> Page {
    let form = view.session.pack.form();
    let count = view.session.pack.len().to_string();
    let unfinished = view.session.unfinished(view.now);
    let start = match unfinished {
        Some((check, how)) => resume(view, check, how),
        None => fresh(view),
    };
    let topic = |section: &Section| -> Html {
        [
            strong(plain(&section.title)),
            plain(": "),
            plain(&section.topic),
        ]
        .into_iter()
        .collect()
    };
    let days = form.recall.as_ref().and_then(|recall| recall.days);
    let days = days.map(|days| view.count(Text::IntroRecall, &days.to_string(), &[]));
    let recall = [
        view.count(Text::IntroTime, &count, &[]),
        plain(" "),
        days.unwrap_or_default(),
    ];
    let topics = vec![
        h2(view.text(Text::IntroTopics)),
        p(recall.into_iter().collect()),
        list("topics", form.sections.iter().map(topic).collect()),
    ];
    let origin = [
        plain(&form.about.attribution),
        plain(" "),
        plain(&form.about.licence),
    ];
    let honesty = vec![
        h2(view.text(Text::IntroHonesty)),
        p(plain(&form.about.honesty)),
        small(origin.into_iter().collect()),
        reviewed(view),
    ];
    let logo = view.config.logo().map(|logo| {
        let src = [view.config.base.as_str(), logo.src].concat();
        let alt = view.say(logo.alt).to_owned();
        html! { <img class="logo" {src} {alt} /> }
    });
    let content = vec![
        logo.into_iter().collect(),
        heading(plain(&form.title)),
        lead(plain(&form.about.summary)),
        p(view.text(Text::IntroPrivate)),
        apart(view),
        start,
        // Below Start, as these appear a moment later, and what somebody is about to tap must not move.
        prompts(view),
        p(nav_button(
            view,
            "link",
            "proof",
            Text::Proof,
            Action::Go(Screen::Proof),
        )),
        section("", topics),
        section("", honesty),
    ];
    let back = if view.session.navigation.depth() > 0 {
        Back::Yes
    } else {
        Back::No
    };
    page(back, content)
}

/// In a frame whose storage is partitioned: says so, with a link to the check outside the frame.
fn apart(view: &ViewContext) -> Html {
    let Some(address) = &view.session.full_page else {
        return Html::default();
    };
    html! {
        <p class="notice" data-notice="apart">
            { view.text(Text::Apart) }{ " " }{ link_out("", address, view.messages.get(Text::OpenFull)) }
        </p>
    }
}

fn fresh(view: &ViewContext) -> Html {
    html! {
        <div class="start">
            { storage_choice(view) }
            { nav_button(view, "button primary", "start", Text::Start, state::Action::Start) }
        </div>
    }
}

fn storage_choice(view: &ViewContext) -> Html {
    if !view.session.storage_available {
        return Html::default();
    }
    // Without `autocomplete="off"` Firefox restores the choice when the page is reloaded. On a shared device it may be
    // somebody else's.
    let choice = |mode, name: &'static str, value: &'static str, label, hint| {
        let checked = view.session.storage_mode == mode;
        html! {
            <label class="choice">
                <input type="radio" name="keep" autocomplete="off" {value} data-action={name} {checked}
                    onchange={view.act.reform(move |_| state::Action::Keep(mode).into())} />
                <span>{ strong(view.text(label)) }{ fine(view.text(hint)) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="keep">
            <legend>{ view.text(Text::KeepHeading) }</legend>
            { choice(StorageMode::Device, "keep-device", "device", Text::KeepDevice, Text::KeepDeviceHint) }
            { choice(StorageMode::Memory, "keep-nothing", "nothing", Text::KeepNothing, Text::KeepNothingHint) }
        </fieldset>
    }
}

fn resume(view: &ViewContext, check: &Check, how: Resume) -> Html {
    let done = check.sheet.len().to_string();
    let pack = &view.session.pack;
    let total = check
        .answers(pack)
        .map_or(pack.len(), |answers| pack.shown_count(&answers));
    let total = total.to_string();
    let day = date(view.messages, check.started);
    let time = time_of_day(check.started);
    let words = match how {
        Resume::Open => view.text(Text::ResumeOpen),
        Resume::OtherPack => view.text(Text::ResumeOtherPack),
        Resume::TooOld(days) => view.count(Text::ResumeTooOld, &days.to_string(), &[]),
    };
    let when = [("date", day.as_str()), ("time", &time), ("done", &done)];
    let (again, rest) = match how {
        Resume::Open => (
            "button quiet",
            (
                "button primary",
                "resume",
                Text::CarryOn,
                state::Action::Resume,
            ),
        ),
        _ => (
            "button primary",
            (
                "button quiet",
                "keep-partial",
                Text::KeepPartial,
                state::Action::KeepPartial,
            ),
        ),
    };
    let (class, name, label, action) = rest;
    let mut buttons = vec![
        nav_button(view, class, name, label, action),
        nav_button(
            view,
            again,
            "start-again",
            Text::StartAgain,
            state::Action::StartAgain,
        ),
    ];
    if how != Resume::Open {
        buttons.reverse();
    }
    let mut content = vec![
        h2(view.text(Text::ResumeHeading)),
        p(view.count(Text::ResumeWhen, &total, &when)),
        p(words),
    ];
    content.append(&mut buttons);
    section("start resume", content)
}
