//! The result: strengths first, the pattern in words, one next step, a chart, what stood out, and who can help.
//!
//! The step comes before the chart, so that somebody who is too tired to read on still sees it.

use yew::prelude::*;

use super::details;
use crate::components::prose::{fold, h2, h3, heading, list, paragraphs, section, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, confirm, minute_button, nav_button, page};
use crate::features::find::view::ways;
use crate::features::help::view::panel;
use crate::features::plan::view as plan;
use crate::session::{Action, Confirmation, Screen};
use crate::text::{Text, date, time_of_day};
use instrument::check::{Check, CheckId};
use instrument::guidance::{Guidance, scale_words};
use instrument::pack::{Entry, Link, Slot};
use instrument::{Pack, guide, score};

/// Steps beyond this number are folded, as more at once are a burden.
const STEPS_OPEN: usize = 2;

/// Strengths beyond this number are folded, too.
const STRENGTHS_OPEN: usize = 3;

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
    let (step, steps) = steps(view, &guidance);
    let strengths: Vec<&Entry> = guidance.slot(Slot::Strength).collect();
    let ways_on = vec![
        minute_button(view),
        onward(view, "sheet", Text::ToSheet, Screen::Sheet(id.clone())),
        onward(view, "note", Text::AddNote, Screen::Note(id.clone())),
    ];
    let content = vec![
        head(view, check),
        plan::asked(view),
        section(
            "strengths",
            vec![
                h2(view.text(Text::StrengthsHeading)),
                folded(view, &strengths, STRENGTHS_OPEN, Text::MoreStrengths),
            ],
        ),
        section(
            "pattern",
            vec![
                h2(view.text(Text::PatternHeading)),
                said(view, &guidance, Slot::Pattern),
                said(view, &guidance, Slot::Reassure),
                unfold(&guidance, Slot::Differ),
            ],
        ),
        step,
        list("link-list", ways_on),
        help(view, &guidance),
        details::picture(view, id, &pack, &profile, &words),
        details::standouts(view, &pack, &answers),
        steps,
        section("find", vec![ways(view), small(view.text(Text::Leaving))]),
        said(view, &guidance, Slot::History),
        unfold(&guidance, Slot::Why),
        said(view, &guidance, Slot::Reading),
        details::answers_given(view, &pack, &answers),
        origin(&pack),
        confirm(view, "delete-record", &Confirmation::Delete(id.clone())),
    ];
    page(Back::Yes, content)
}

/// A button to another screen that looks like a link.
fn onward(view: &ViewContext, name: &'static str, label: Text, screen: Screen) -> Html {
    nav_button(view, "link", name, label, Action::Go(screen))
}

fn head(view: &ViewContext, check: &Check) -> Html {
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
    html! { <header>{ heading(view.text(Text::ResultHeading)) }{ small(said.into_iter().collect()) }</header> }
}

/// What the questions cannot do, who wrote them, and their licence.
fn origin(pack: &Pack) -> Html {
    let about = &pack.form().about;
    let said = [about.honesty.as_str(), &about.attribution, &about.licence];
    small(plain(&said.join(" ")))
}

/// An entry with its heading, its paragraphs and its link within the app.
fn entry(view: &ViewContext, entry: &Entry) -> Html {
    let link = match entry.link {
        Some(Link::Reading) => Some(("reading", Text::Reading, Screen::Reading)),
        Some(Link::History) => Some(("history", Text::History, Screen::History)),
        Some(Link::Directory | Link::Register | Link::Courses) => {
            Some(("find", Text::Find, Screen::Find))
        }
        Some(Link::Help) | None => None,
    };
    html! {
        <div class="entry" data-entry={entry.id.clone()}>
            { h3(plain(&entry.title)) }
            { paragraphs(&entry.text) }
            if let Some((name, label, screen)) = link {
                { nav_button(view, "link", name, label, Action::Go(screen)) }
            }
        </div>
    }
}

fn said(view: &ViewContext, guidance: &Guidance, slot: Slot) -> Html {
    guidance.slot(slot).map(|one| entry(view, one)).collect()
}

/// Entries that are optional to read, each folded under its own title.
fn unfold(guidance: &Guidance, slot: Slot) -> Html {
    let entries = guidance.slot(slot);
    entries
        .map(|entry| fold("", plain(&entry.title), vec![paragraphs(&entry.text)]))
        .collect()
}

/// The first `open` entries, and the rest under `more`.
fn folded(view: &ViewContext, entries: &[&Entry], open: usize, more: Text) -> Html {
    let mut shown: Vec<Html> = entries.iter().map(|one| entry(view, one)).collect();
    let rest = shown.split_off(open.min(shown.len()));
    if !rest.is_empty() {
        shown.push(fold("", view.text(more), rest));
    }
    shown.into_iter().collect()
}

/// The next step, and separately the others.
fn steps(view: &ViewContext, guidance: &Guidance) -> (Html, Html) {
    let all: Vec<&Entry> = guidance.slot(Slot::Step).collect();
    let Some((first, others)) = all.split_first() else {
        return Default::default();
    };
    let first = section(
        "step",
        vec![
            h2(view.text(Text::StepHeading)),
            entry(view, first),
            nav_button(
                view,
                "button quiet",
                "plan",
                Text::MakeStepPlan,
                Action::Go(Screen::Plan),
            ),
        ],
    );
    if others.is_empty() {
        return (first, Html::default());
    }
    let heading = h2(view.text(Text::StepsHeading));
    let others = folded(view, others, STEPS_OPEN, Text::MoreSteps);
    (first, section("steps", vec![heading, others]))
}

fn help(view: &ViewContext, guidance: &Guidance) -> Html {
    if guidance.slot(Slot::Help).next().is_none() {
        return Html::default();
    }
    let heading = h2(view.text(Text::HelpHeading));
    let words = said(view, guidance, Slot::Help);
    section("help-open", vec![heading, words, panel(view)])
}
