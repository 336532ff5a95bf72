//! The questions to ask oneself, where they can lead, and what helps then.

use yew::prelude::*;

use super::rule::{Chosen, reflection};
use super::state;
use crate::components::forms::choice;
use crate::components::prose::{fold, h2, heading, lead, list, p, paragraphs, section};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, link_to, nav_button, page};
use crate::features::action::FeatureAction;
use crate::features::note::state as note;
use crate::features::note::view::MAX_CHARS;
use crate::session::{Action, Screen};
use crate::text::Text;
use instrument::CheckId;
use instrument::pack::{Passage, Reflection};

/// The way to the reflection, from the result that is shown. `None` if there is no reflection.
pub fn way(view: &ViewContext) -> Option<Html> {
    let reflection = reflection(view.session)?;
    let check = view.session.screen().check()?;
    let onclick = view.on(Action::Go(Screen::Reflect(check.clone())));
    let title = plain(&reflection.title);
    Some(
        html! { <button type="button" class="link" data-action="reflect" {onclick}>{ title }</button> },
    )
}

/// The screen, from the result of the check `id`.
pub fn reflect(view: &ViewContext, id: &CheckId) -> Page {
    let Some(reflection) = reflection(view.session) else {
        return Page::default();
    };
    let prompts = reflection.prompts.iter().map(|prompt| plain(prompt));
    let prompts = list("ruled-list", prompts.collect());
    let parts = reflection.parts.iter().map(part).collect();
    let ethics = view.config.ethics().map(|place| link_to(view, "", place));
    let mut content = vec![
        heading(plain(&reflection.title)),
        lead(plain(&reflection.about)),
        section("", vec![h2(view.text(Text::ReflectAsk)), prompts]),
        outcomes(view, reflection),
        next(view, id),
    ];
    if !reflection.parts.is_empty() {
        let heading = h2(view.text(Text::ReflectParts));
        content.push(section("more", vec![heading, list("folds", parts)]));
    }
    content.extend(ethics);
    page(Back::Yes, content)
}

/// Where it can lead. All of it can be read before anything is chosen. Only the title names the choice, as screen readers
/// would otherwise read all of it at each arrow key.
fn outcomes(view: &ViewContext, reflection: &Reflection) -> Html {
    let now = view.session.features.reflection.outcome;
    let outcome = |(at, outcome): (usize, &Passage)| {
        let choose = move |_: Event| Action::Feature(state::Action::Choose(at).into());
        let title = plain(&outcome.title);
        let checked = now.is_some_and(|(now, _)| now == at);
        let choose = view.act.reform(choose);
        html! {
            <>
                { choice("radio", "outcome", &outcome.id, title, checked, choose) }
                <div>{ passage(outcome) }</div>
            </>
        }
    };
    html! {
        <fieldset class="outcomes">
            <legend>{ h2(view.text(Text::ReflectOutcome)) }</legend>
            { for reflection.outcomes.iter().enumerate().map(outcome) }
        </fieldset>
    }
}

/// What can be done with the outcome. The button is there before one is chosen, so that nothing moves at the choice.
fn next(view: &ViewContext, id: &CheckId) -> Html {
    let chosen = Chosen::of(view.session, view.messages);
    let written = view.session.note(id).map_or("", |note| &note.text);
    let added = chosen.as_ref().map(|chosen| chosen.added_to(written));
    let is_there = chosen.as_ref().is_some_and(|chosen| chosen.is_in(written));
    let fits = added
        .as_ref()
        .is_none_or(|text| text.chars().count() <= MAX_CHARS);
    let told = match (is_there, fits) {
        (true, _) if view.session.is_kept(id) => Some(Text::ReflectNoted),
        (true, _) => Some(Text::ReflectNotedUnkept),
        (false, false) => Some(Text::ReflectNoteFull),
        (false, true) => None,
    };
    let write = added.filter(|_| fits && !is_there);
    let disabled = chosen.is_none();
    let id = id.clone();
    let sheet = Action::Go(Screen::Sheet(id.clone()));
    let onclick = Callback::from({
        let act = view.act.clone();
        move |_: MouseEvent| {
            if let Some(text) = &write {
                let note = note::Action::Write(id.clone(), text.clone());
                act.emit(Action::Feature(FeatureAction::from(note)));
            }
        }
    });
    html! {
        <div class="export-actions">
            <button type="button" class="button quiet" data-action="outcome-to-note" {disabled} {onclick}>
                { view.text(Text::ReflectToNote) }
            </button>
            <div role="status" class="status" data-part="said">{ for told.map(|told| p(view.text(told))) }</div>
            { nav_button(view, "link", "sheet", Text::ToSheet, sheet) }
        </div>
    }
}

/// A part that helps with the outcome, folded until it is wanted.
fn part(part: &Passage) -> Html {
    fold("", plain(&part.title), vec![passage(part)])
}

/// The paragraphs and the list of a passage.
fn passage(passage: &Passage) -> Html {
    let entries = passage.list.iter().map(|entry| plain(entry)).collect();
    let entries = (!passage.list.is_empty()).then(|| list("ruled-list", entries));
    html! { <>{ paragraphs(&passage.text) }{ for entries }</> }
}
