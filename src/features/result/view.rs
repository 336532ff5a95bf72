//! The result. Its first screen on a phone says what stands out, and has the next step and the way to help. After it come
//! what that may mean, what supports the person, the chart, and, folded, the rest.

use yew::prelude::*;

use super::answers::answers_given;
use super::scales::{scale_texts, scales};
use crate::components::prose::{fold, h2, h3, heading, lead, list, p, paragraphs, section, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, confirm, link_to, minute_button, nav_button, page, review};
use crate::features::help::view::in_brief;
use crate::features::plan::view as plan;
use crate::features::reflection::view as reflection;
use crate::session::{Action, Confirmation, Screen};
use crate::text::{Text, date, time_of_day};
use instrument::check::{Check, CheckId};
use instrument::guidance::{Guidance, ScaleWords, scale_words, scales_to_name};
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
    let reflect = reflection::way(view);
    let (first, last) = match guidance.leads_to(Link::Reflection) {
        true => (reflect, None),
        false => (None, reflect),
    };
    let ways_on = [
        first,
        Some(onward("sheet", Text::ToSheet, Screen::Sheet(id.clone()))),
        Some(minute_button(view)),
        Some(onward("note", Text::AddNote, Screen::Note(id.clone()))),
        Some(link_to(view, "", view.config.directory())),
        last,
    ];
    let ways_on = ways_on.into_iter().flatten().collect();
    let (summary, told) = summary(view, &pack, &profile, &guidance);
    let meaning = guidance
        .slot(Slot::Pattern)
        .skip(told)
        .chain(guidance.slot(Slot::Differ))
        .chain(guidance.slot(Slot::Why))
        .chain(guidance.slot(Slot::History));
    let meaning = html! {
        <>
            { entries(view, meaning) }
            { for scale_texts(view, &pack, &words) }
        </>
    };
    let others = steps.get(1..).filter(|others| !others.is_empty());
    let others = others.map(|others| entries(view, others.iter().copied()));
    let about = html! { <>{ origin(view, &pack) }{ said(view, &guidance, Slot::Reading) }</> };
    let folded = |heading, content| fold("", view.text(heading), vec![content]);
    let more = [
        strengths(view, &pack, &profile, &words, &guidance),
        Some(folded(Text::PatternHeading, meaning)),
        others.map(|others| folded(Text::StepsHeading, others)),
        Some(answers_given(view, &pack, &answers)),
        Some(folded(Text::IntroHonesty, about)),
        Some(onward(
            "explain",
            Text::Explain,
            Screen::Explain(id.clone()),
        )),
    ];
    let more = vec![
        html! { <h2 class="visually-hidden">{ view.text(Text::Menu) }</h2> },
        list("folds", more.into_iter().flatten().collect()),
    ];
    let picture = scales(view, Kind::Sign, &pack, &profile, &words);
    let picture =
        picture.map(|picture| section("", vec![h2(view.text(Text::PictureHeading)), picture]));
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
        reassurance(&guidance),
        picture.into_iter().collect(),
        section("more", more),
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
/// It names the areas that the result is about. If there are none, it is the first entry of the pattern: with help below
/// it only the first paragraph, to keep the rest near the top, and otherwise all of it.
fn summary(
    view: &ViewContext,
    pack: &Pack,
    profile: &Profile,
    guidance: &Guidance,
) -> (Html, usize) {
    let names = scales_to_name(pack, profile, guidance);
    if !names.is_empty() {
        let names = names.iter().map(|&at| pack.scales()[at].title.as_str());
        let names = view.messages.list(&names.collect::<Vec<_>>());
        let said = view.fill(Text::ResultSummary, &[("names", &names)]);
        return (lead(said), 0);
    }
    let Some(first) = guidance.slot(Slot::Pattern).next() else {
        return Default::default();
    };
    if guidance.slot(Slot::Help).next().is_some() {
        let said = first.text.first().unwrap_or(&first.title);
        return (lead(plain(said)), 0);
    }
    let whole = [lead(plain(&first.title)), words(view, first)];
    (whole.into_iter().collect(), 1)
}

/// What it does and does not say about the person.
fn reassurance(guidance: &Guidance) -> Html {
    let said = guidance.slot(Slot::Reassure).map(|entry| {
        let content = vec![h2(plain(&entry.title)), paragraphs(&entry.text)];
        section("reassurance", content)
    });
    said.collect()
}

/// What supports the person: the first of it is a line. When it is opened, all of it is there, and the chart of the
/// resources. `None` if the pack has nothing on it.
fn strengths(
    view: &ViewContext,
    pack: &Pack,
    profile: &Profile,
    words: &[Option<ScaleWords>],
    guidance: &Guidance,
) -> Option<Html> {
    let first = guidance.slot(Slot::Strength).next();
    let chart = scales(view, Kind::Resource, pack, profile, words);
    if first.is_none() && chart.is_none() {
        return None;
    }
    let summary = html! {
        <span>
            { view.text(Text::StrengthsHeading) }
            { for first.map(|first| p(plain(&first.title))) }
        </span>
    };
    let all = said(view, guidance, Slot::Strength);
    Some(fold(
        "strengths",
        summary,
        vec![all, chart.into_iter().collect()],
    ))
}

/// What the questions cannot do, who wrote them, their licence, and who reviewed them.
fn origin(view: &ViewContext, pack: &Pack) -> Html {
    let about = &pack.form().about;
    let review = review(view.messages, pack, Some(view.now));
    let said = [
        about.honesty.as_str(),
        &about.attribution,
        &about.licence,
        &review,
    ];
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
        Some(Link::Reflection) => {
            return html! { <>{ paragraphs(&entry.text) }{ for reflection::way(view) }</> };
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
    let mut said = guidance.slot(Slot::Help);
    let Some(first) = said.next() else {
        return Html::default();
    };
    let content = vec![
        h2(plain(&first.title)),
        paragraphs(&first.text),
        entries(view, said),
        in_brief(view),
    ];
    section("help-brief", content)
}
