//! The sheet for supervision: look at it, print, copy or share it, and choose what goes on it.

use yew::prelude::*;

use super::page::{Sheet, questions, sheet as compose};
use super::state;
use crate::components::forms::{area, feature_button, tick};
use crate::components::prose::{h2, h3, heading, list, p, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, page};
use crate::features::export::state as export;
use crate::features::export::state::{Destination, Document};
use crate::features::export::view::outcome;
use crate::features::reflection::rule::Chosen;
use crate::features::supervision_sheet::state::Part;
use crate::platform::can_share;
use crate::text::Text;
use instrument::CheckId;

/// The most characters of own questions that fit on the page.
const MAX_CHARS: usize = 500;

/// The screen.
pub fn sheet(view: &ViewContext, id: &CheckId) -> Page {
    let Some(check) = view.session.record(id) else {
        return Page::default();
    };
    let Some(composed) = compose(view.session, view.messages, check) else {
        return Page::default();
    };
    let features = &view.session.features;
    let chosen = Chosen::of(view.session, view.messages);
    let part = |part: Part| {
        let label = match part {
            Part::Words => view.text(Text::SheetWords),
            Part::StoodOut => view.text(Text::SheetStoodOut),
            Part::Holds => view.text(Text::SheetHolds),
            Part::Plan => view.text(Text::SheetPlan),
            Part::Reflection => plain(&chosen.as_ref().map_or(String::new(), Chosen::line)),
            Part::Note => view.text(Text::SheetNote),
            Part::Numbers => view.text(Text::SheetNumbers),
        };
        let there = match part {
            Part::Plan => view.session.plan().is_some(),
            Part::Note => view
                .session
                .note(id)
                .is_some_and(|note| !note.text.is_empty()),
            Part::Reflection => chosen.is_some(),
            _ => true,
        };
        let on = features.sheet.parts.contains(&part);
        there.then(|| {
            tick(view, part.name(), label, on, move |on| {
                state::Action::Include(part, on)
            })
        })
    };
    let bring = questions(view.session, check).into_iter().map(|question| {
        let on = features.sheet.questions.contains(&question.id);
        let text = plain(&question.text);
        tick(view, "bring", text, on, move |on| {
            state::Action::Question(question.id.clone(), on)
        })
    });
    let mut ways = vec![
        feature_button(
            view,
            "button primary",
            "print",
            view.text(Text::SheetPrint),
            state::Action::Print(id.clone()),
        ),
        feature_button(
            view,
            "button quiet",
            "copy",
            view.text(Text::SheetCopy),
            export::Action::Export(Document::Sheet(id.clone()), Destination::Clipboard),
        ),
    ];
    if can_share() {
        let share = export::Action::Export(Document::Sheet(id.clone()), Destination::ShareSheet);
        let label = view.text(Text::SheetShare);
        ways.push(feature_button(view, "button quiet", "share", label, share));
    }
    // An empty page cannot be exported.
    let ways =
        (!composed.is_empty()).then(|| html! { <div class="export-actions">{ for ways }</div> });
    let choices = vec![
        html! { <fieldset><legend>{ view.text(Text::SheetParts) }</legend>{ for Part::ALL.into_iter().filter_map(part) }</fieldset> },
        html! { <fieldset><legend>{ view.text(Text::SheetQuestions) }</legend>{ for bring }</fieldset> },
        area(
            view,
            Text::SheetOwn,
            Some(Text::SheetOwnHint),
            &features.sheet.own,
            MAX_CHARS,
            state::Action::OwnQuestions,
        ),
    ];
    let content = vec![
        heading(view.text(Text::Sheet)),
        p(view.text(Text::SheetLead)),
        ways.into_iter().collect(),
        outcome(view),
        html! {
            <div class="sheet-columns">
                <div>{ h2(view.text(Text::SheetPreview)) }{ paper(view, &composed) }</div>
                <div>{ for choices }</div>
            </div>
        },
    ];
    page(Back::Yes, content)
}

/// The page itself, as it is printed.
fn paper(view: &ViewContext, sheet: &Sheet) -> Html {
    if sheet.is_empty() {
        return p(view.text(Text::SheetEmpty));
    }
    let part = |(heading, lines): &(String, Vec<String>)| {
        let lines = lines.iter().map(|line| plain(line)).collect();
        html! { <>{ h3(plain(heading)) }{ list("ruled-list", lines) }</> }
    };
    html! {
        <article class="paper" data-part="paper">
            <p class="paper-title">{ view.text(Text::SheetTitle) }</p>
            { small(plain(&sheet.when)) }
            { for sheet.parts.iter().map(part) }
            { small(plain(&sheet.foot)) }
        </article>
    }
}
