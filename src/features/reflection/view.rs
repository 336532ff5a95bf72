//! The questions to ask oneself, where they can lead, and what helps then.

use yew::prelude::*;

use super::state;
use super::update::{chosen, pack_with_reflection};
use crate::components::forms::{choice, feature_button};
use crate::components::prose::{fine, fold, h2, heading, lead, list, paragraphs, section, strong};
use crate::components::status::status_message;
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, link_to, nav_button, page};
use crate::session::{Action, Screen, StatusMessage};
use crate::text::Text;
use instrument::CheckId;
use instrument::pack::{Passage, Reflection};

/// The screen, from the result of the check `id`.
pub fn reflect(view: &ViewContext, id: &CheckId) -> Page {
    let check = view.session.record(id);
    let pack = check.and_then(|check| pack_with_reflection(view.session, check));
    let reflection = pack
        .as_ref()
        .and_then(|pack| pack.form().after.reflection.as_ref());
    let Some(reflection) = reflection else {
        return Page::default();
    };
    let prompts = reflection.prompts.iter().map(|prompt| plain(prompt));
    let parts = reflection.parts.iter().map(part).collect();
    let ethics = view.config.ethics().map(|place| link_to(view, "", place));
    let mut content = vec![
        heading(plain(&reflection.title)),
        lead(plain(&reflection.about)),
        section(
            "",
            vec![
                h2(view.text(Text::ReflectAsk)),
                list("ruled-list", prompts.collect()),
            ],
        ),
        outcomes(view, reflection),
        next(view, id, reflection),
    ];
    if !reflection.parts.is_empty() {
        content.push(section(
            "more",
            vec![h2(view.text(Text::ReflectParts)), list("folds", parts)],
        ));
    }
    content.extend(ethics);
    page(Back::Yes, content)
}

/// Where it can lead. All of it can be read before anything is chosen.
fn outcomes(view: &ViewContext, reflection: &Reflection) -> Html {
    let now = view.session.features.reflection.outcome;
    let outcome = |(at, outcome): (usize, &Passage)| {
        let choose = move |_: Event| Action::Feature(state::Action::Choose(at).into());
        let words = outcome.text.iter().chain(&outcome.list);
        let label = html! { <>{ strong(plain(&outcome.title)) }{ for words.map(|text| fine(plain(text))) }</> };
        choice(
            "radio",
            "outcome",
            &outcome.id,
            label,
            now == Some(at),
            view.act.reform(choose),
        )
    };
    html! {
        <fieldset class="outcomes">
            <legend>{ h2(view.text(Text::ReflectOutcome)) }</legend>
            { for reflection.outcomes.iter().enumerate().map(outcome) }
        </fieldset>
    }
}

/// What can be done with the outcome, once one is chosen. The live region is always there.
fn next(view: &ViewContext, id: &CheckId, reflection: &Reflection) -> Html {
    let ways = chosen(view.session, reflection).map(|_| {
        let note = state::Action::AddToNote(id.clone());
        let sheet = Action::Go(Screen::Sheet(id.clone()));
        html! {
            <div class="export-actions">
                { feature_button(view, "button quiet", "outcome-to-note", view.text(Text::ReflectToNote), note) }
                { nav_button(view, "link", "sheet", Text::ToSheet, sheet) }
            </div>
        }
    });
    html! {
        <>
            { for ways }
            { status_message(view, |said| matches!(said, StatusMessage::Noted)) }
        </>
    }
}

/// A part that helps with the outcome, folded until it is wanted.
fn part(part: &Passage) -> Html {
    let mut content = vec![paragraphs(&part.text)];
    if !part.list.is_empty() {
        let entries = part.list.iter().map(|entry| plain(entry));
        content.push(list("ruled-list", entries.collect()));
    }
    fold("", plain(&part.title), content)
}
