//! The result. Its first screen on a phone says what stands out, and has the next step and the way to help. After it come
//! what that may mean, what supports the person, the chart, and, folded, the rest.

use yew::prelude::*;

use super::answers::answers_given;
use super::scales::{scale_texts, scales};
use crate::components::prose::{fold, h2, h3, heading, lead, list, p, paragraphs, section, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, confirm, link_to, minute_button, nav_button, page};
use crate::features::help::view::in_brief;
use crate::features::plan::view as plan;
use crate::session::{Action, Confirmation, Screen};
use crate::text::{Text, date, time_of_day};
use instrument::check::{Check, CheckId};
use instrument::guidance::{Guidance, ScaleWords, scale_words};
use instrument::pack::{Entry, Kind, Link, Slot};
use instrument::{Pack, Profile, guide, score};

/// The result of the finished check `id`, on the pack it was answered on.
pub fn result(view: &ViewContext, id: &CheckId) -> Page {
    let Some(check) = view.session.record(id) else {
        return Page::default();
    };
    let Some(pack) = view.session.pack_of(check) else {
        return Page::default();
    };
    let Some(answers) = check.answers(&pack) else {
        return Page::default();
    };
    let profile = score(&pack, &answers);
    let guidance = guide(&pack, &profile, &answers, view.session.earlier_than(check));
    let words = scale_words(&pack, &profile, &answers);
    let steps: Vec<&Entry> = guidance.slot(Slot::Step).collect();
    let onward = |name, label, screen| nav_button(view, "link", name, label, Action::Go(screen));
    let ways_on = vec![
        onward("sheet", Text::ToSheet, Screen::Sheet(id.clone())),
        onward("note", Text::AddNote, Screen::Note(id.clone())),
        minute_button(view),
        link_to(view, "", view.config.directory()),
    ];
    let (summary, told) = summary(view, &pack, &guidance);
    let meaning = guidance
        .slot(Slot::Pattern)
        .skip(told)
        .chain(guidance.slot(Slot::Differ))
        .chain(guidance.slot(Slot::Why))
        .chain(guidance.slot(Slot::History));
    let more = vec![
        strengths(view, &pack, &profile, &words, &guidance),
        fold(
            "",
            view.text(Text::PatternHeading),
            vec![
                entries(view, meaning),
                h3(view.text(Text::PictureWords)),
                scale_texts(&pack, &words),
            ],
        ),
        folded(
            view,
            Text::StepsHeading,
            steps[steps.len().min(1)..].to_vec(),
        ),
        answers_given(view, &pack, &answers),
        fold(
            "",
            view.text(Text::IntroHonesty),
            vec![origin(&pack), said(view, &guidance, Slot::Reading)],
        ),
        onward("explain", Text::Explain, Screen::Explain(id.clone())),
    ];
    let content = vec![
        html! {
            <header>
                { heading(view.text(Text::ResultHeading)) }
                { summary }
            </header>
        },
        help(view, &guidance),
        step(view, steps.first().copied()),
        list("link-list", ways_on),
        plan::asked(view),
        said(view, &guidance, Slot::Reassure),
        section(
            "",
            vec![
                h2(view.text(Text::PictureHeading)),
                scales(view, Kind::Sign, &pack, &profile, &words),
            ],
        ),
        list("folds", more),
        when(view, check),
        confirm(view, "delete-record", &Confirmation::Delete(id.clone())),
    ];
    page(Back::Yes, content)
}

/// When it was answered, and where it is kept.
fn when(view: &ViewContext, check: &Check) -> Html {
    let (day, time) = (
        date(view.messages, check.changed),
        time_of_day(check.changed),
    );
    let kept = if view.session.is_kept(&check.id) {
        Text::ResultKept
    } else {
        Text::ResultUnkept
    };
    let when = [
        ("date", day.as_str()),
        ("time", &time),
        ("version", &check.pack.version),
    ];
    let said = [
        view.fill(Text::ResultWhen, &when),
        plain(" "),
        view.text(kept),
    ];
    small(said.into_iter().collect())
}

/// What stands out, in one or two sentences, and how many of the pattern's entries that tells in full.
///
/// An entry with the title of a scale is about that scale, and the summary names them all. If there are none, it is the
/// first thing that the pack says of the pattern: only its title if help stands below it, to keep the rest near the top.
fn summary(view: &ViewContext, pack: &Pack, guidance: &Guidance) -> (Html, usize) {
    let entries = || guidance.slot(Slot::Pattern);
    let titles = entries().map(|entry| entry.title.as_str());
    let is_scale = |title: &&str| pack.scales().iter().any(|scale| scale.title == *title);
    let names: Vec<&str> = titles.filter(is_scale).collect();
    if !names.is_empty() {
        let names = view.messages.list(&names);
        return (
            lead(view.fill(Text::ResultSummary, &[("names", &names)])),
            0,
        );
    }
    let Some(first) = entries().next() else {
        return Default::default();
    };
    if guidance.slot(Slot::Help).next().is_some() {
        return (lead(plain(&first.title)), 0);
    }
    (entry(view, first), 1)
}

/// What supports the person: its first entry is a line. When it is opened, all of them are there, and the chart of the
/// resources.
fn strengths(
    view: &ViewContext,
    pack: &Pack,
    profile: &Profile,
    words: &[Option<ScaleWords>],
    guidance: &Guidance,
) -> Html {
    let all: Vec<&Entry> = guidance.slot(Slot::Strength).collect();
    let Some(first) = all.first() else {
        return Html::default();
    };
    let summary = html! {
        <span>{ h2(view.text(Text::StrengthsHeading)) }{ p(plain(&first.title)) }</span>
    };
    let all = entries(view, all.into_iter());
    let chart = scales(view, Kind::Resource, pack, profile, words);
    fold("strengths", summary, vec![all, chart])
}

/// What the questions cannot do, who wrote them, and their licence.
fn origin(pack: &Pack) -> Html {
    let about = &pack.form().about;
    let said = [about.honesty.as_str(), &about.attribution, &about.licence];
    small(plain(&said.join(" ")))
}

/// An entry with its heading, its paragraphs and its link within the app.
fn entry(view: &ViewContext, entry: &Entry) -> Html {
    html! {
        <div class="entry" data-entry={entry.id.clone()}>
            { h3(plain(&entry.title)) }
            { words(view, entry) }
        </div>
    }
}

/// The paragraphs of an entry, and its link within the app.
fn words(view: &ViewContext, entry: &Entry) -> Html {
    let link = match entry.link {
        Some(Link::Reading) => Some(("reading", Text::Reading, Screen::Reading)),
        Some(Link::History) => Some(("history", Text::History, Screen::History)),
        Some(Link::Directory | Link::Register | Link::Courses) => {
            Some(("find", Text::Find, Screen::Find))
        }
        Some(Link::Help) | None => None,
    };
    let link =
        link.map(|(name, label, screen)| nav_button(view, "link", name, label, Action::Go(screen)));
    html! { <>{ paragraphs(&entry.text) }{ for link }</> }
}

fn entries<'a>(view: &ViewContext, entries: impl Iterator<Item = &'a Entry>) -> Html {
    entries.map(|one| entry(view, one)).collect()
}

fn said(view: &ViewContext, guidance: &Guidance, slot: Slot) -> Html {
    entries(view, guidance.slot(slot))
}

/// These entries, folded under a heading. Empty if there are none.
fn folded(view: &ViewContext, heading: Text, shown: Vec<&Entry>) -> Html {
    if shown.is_empty() {
        return Html::default();
    }
    fold(
        "",
        view.text(heading),
        vec![entries(view, shown.into_iter())],
    )
}

/// The one next step. Its button stands before its words, so that it is on the first screen however long they are.
fn step(view: &ViewContext, step: Option<&Entry>) -> Html {
    let Some(step) = step else {
        return Html::default();
    };
    let make = Action::Go(Screen::Plan);
    let content = html! {
        <div class="entry" data-entry={step.id.clone()}>
            { h3(plain(&step.title)) }
            { nav_button(view, "button primary", "plan", Text::MakeStepPlan, make) }
            { words(view, step) }
        </div>
    };
    section("step", vec![h2(view.text(Text::StepHeading)), content])
}

/// The help that moves up when the answers ask for it: what the pack says, and the first lines of Help now.
fn help(view: &ViewContext, guidance: &Guidance) -> Html {
    let Some(help) = guidance.slot(Slot::Help).next() else {
        return Html::default();
    };
    let content = vec![
        h2(plain(&help.title)),
        paragraphs(&help.text),
        in_brief(view),
    ];
    section("help-brief", content)
}
