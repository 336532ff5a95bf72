//! The sheet for supervision: choose what goes in, see it, take it along.

use yew::prelude::*;

use super::forms::{area, further, tick};
use super::outcome::outcome;
use crate::export::sheet::{Sheet, questions, sheet as compose};
use crate::platform::later::can_share;
use crate::state::Further;
use crate::state::forms::{Destination, Document, Part};
use crate::text::Text;
use crate::ui::parts::{Back, page};
use crate::ui::prose::{h2, h3, heading, list, p, small};
use crate::ui::view::{View, plain};
use instrument::CheckId;

/// Own questions longer than this, in characters, would not fit on the page.
const LONGEST: usize = 500;

/// The screen.
pub fn sheet(view: &View, id: &CheckId) -> Html {
    let Some(check) = view.session.record(id) else {
        return Html::default();
    };
    let Some(composed) = compose(view.session, view.messages, check) else {
        return Html::default();
    };
    let forms = &view.session.forms;
    let part = |part: Part| {
        let label = match part {
            Part::Words => Text::SheetWords,
            Part::StoodOut => Text::SheetStoodOut,
            Part::Holds => Text::SheetHolds,
            Part::Plan => Text::SheetPlan,
            Part::Note => Text::SheetNote,
            Part::Numbers => Text::SheetNumbers,
        };
        let there = match part {
            Part::Plan => view.session.plan().is_some(),
            Part::Note => view
                .session
                .note(id)
                .is_some_and(|note| !note.text.is_empty()),
            _ => true,
        };
        let label = view.text(label);
        let on = forms.parts.contains(&part);
        there.then(|| {
            tick(view, part.name(), label, on, move |on| {
                Further::Include(part, on)
            })
        })
    };
    let bring = questions(view.session, check).into_iter().map(|question| {
        let on = forms.questions.contains(&question.id);
        let text = plain(&question.text);
        tick(view, "bring", text, on, move |on| {
            Further::Bring(question.id.clone(), on)
        })
    });
    let mut ways = vec![
        further(
            view,
            "button primary",
            "print",
            view.text(Text::SheetPrint),
            Further::Print(id.clone()),
        ),
        further(
            view,
            "button quiet",
            "copy",
            view.text(Text::SheetCopy),
            Further::Export(Document::Sheet(id.clone()), Destination::Clipboard),
        ),
    ];
    if can_share() {
        let share = Further::Export(Document::Sheet(id.clone()), Destination::ShareSheet);
        let label = view.text(Text::SheetShare);
        ways.push(further(view, "button quiet", "share", label, share));
    }
    let content = vec![
        heading(view.text(Text::Sheet)),
        p(view.text(Text::SheetLead)),
        html! { <fieldset><legend>{ view.text(Text::SheetParts) }</legend>{ for Part::ALL.into_iter().filter_map(part) }</fieldset> },
        html! { <fieldset><legend>{ view.text(Text::SheetQuestions) }</legend>{ for bring }</fieldset> },
        area(
            view,
            Text::SheetOwn,
            Text::SheetOwnHint,
            &forms.own,
            LONGEST,
            Further::Own,
        ),
        h2(view.text(Text::SheetPreview)),
        paper(view, &composed),
        // A page of nothing is nothing to take along.
        if composed.is_empty() {
            Html::default()
        } else {
            html! { <div class="outs">{ for ways }</div> }
        },
        outcome(view),
    ];
    page(view, "sheet", Back::Yes, content)
}

/// The page itself, as it is printed.
fn paper(view: &View, sheet: &Sheet) -> Html {
    if sheet.is_empty() {
        return p(view.text(Text::SheetEmpty));
    }
    let part = |(heading, lines): &(String, Vec<String>)| {
        let lines = lines.iter().map(|line| plain(line)).collect();
        html! { <>{ h3(plain(heading)) }{ list("marked", lines) }</> }
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
