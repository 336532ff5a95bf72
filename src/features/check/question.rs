//! One question: a tap answers and moves on.

use yew::prelude::*;

use super::state;
use crate::components::prose::{fine, fold, p, span};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, minute_button, nav_button, page};
use crate::platform;
use crate::session::{Action, Screen};
use crate::text::Text;
use instrument::Answer;

/// The question at `index` of the pack.
pub fn question(view: &ViewContext, index: usize) -> Page {
    let pack = &view.session.pack;
    let item = pack.item(index);
    let under_way = view.session.under_way.as_ref();
    let chosen = under_way.and_then(|under_way| under_way.answers.get(index));
    let stem = plain(pack.stem(index));
    // Only the questions that the answers so far lead to are counted.
    let shown = under_way.map_or(Vec::new(), |under_way| pack.shown(&under_way.answers));
    let count = |shown: &[bool]| shown.iter().filter(|on| **on).count();
    let before = count(shown.get(..index).unwrap_or(&[]));
    let (at, total) = ((before + 1).to_string(), count(&shown).to_string());
    let progress = view.fill(Text::Progress, &[("n", &at), ("total", &total)]);
    let options = pack.options(index);
    let answer = |answer: Answer, value: String, label: Html, class: &'static str| {
        let pressed = if chosen == Some(answer) {
            "true"
        } else {
            "false"
        };
        html! {
            <button type="button" {class} data-answer={value} aria-pressed={pressed}
                onclick={view.on(state::Action::Answer(index, answer))}>{ label }</button>
        }
    };
    let last = view
        .session
        .just_answered()
        .map(|last| last_answer(view, last));
    let described = last.is_some().then_some("last-answer");
    let answers = options.iter().map(|choice| {
        let label = plain(&choice.label);
        answer(
            Answer::Chosen(choice.value),
            choice.value.to_string(),
            label,
            "answer",
        )
    });
    let keys = options.len().min(9).to_string();
    let more = item
        .help
        .as_ref()
        .map(|help| fold("more", view.text(Text::QuestionHelp), vec![p(plain(help))]));
    page(
        Back::Yes,
        vec![html! {
            <div class="question-body" data-question={item.id.clone()}
                onkeydown={keyboard(view, index)}>
                <div class="progress">
                    <progress max={total.clone()} value={before.to_string()} aria-hidden="true"></progress>
                    <p>{ span(plain(&pack.section(index).title)) }{ span(progress) }</p>
                </div>
                // An empty element takes up the same room, so that nothing below it moves.
                <div class="last-answer">{ last }</div>
                <h1 data-heading="" tabindex="-1" id="asked" aria-describedby={described}>{ fine(stem) }{ " " }{ plain(&item.text) }</h1>
                { more }
                <div class="answers" role="group" aria-labelledby="asked">
                    { for answers }
                    { answer(Answer::Skipped, "skip".to_owned(), view.text(Text::Skip), "answer skip") }
                </div>
                { nav_button(view, "link", "pause", Text::Pause, Action::Go(Screen::Pause)) }
                { minute_button(view) }
                <p class="keys small">{ view.fill(Text::Keys, &[("n", &keys)]) }</p>
            </div>
        }],
    )
}

/// The last answer in its own words, and a button that goes back to change it.
///
/// It is the description of the heading that gets focus, so a screen reader reads it once, after the question. A live
/// region would interrupt the question.
fn last_answer(view: &ViewContext, (item, answer): (usize, Answer)) -> Html {
    let mut options = view.session.pack.options(item).iter();
    let chosen = options.find(|choice| answer == Answer::Chosen(choice.value));
    let words = match chosen {
        Some(choice) => view.fill(Text::LastAnswer, &[("answer", &choice.label)]),
        None => view.text(Text::LastSkipped),
    };
    html! {
        <>
            <p id="last-answer">{ words }</p>
            <button type="button" class="link" data-action="change" aria-describedby="last-answer" onclick={view.on(Action::Back)}>
                { view.text(Text::Change) }
            </button>
        </>
    }
}

/// 1 to 9 answer, 0 skips, arrows move along the answers.
///
/// Digits answer only while focus is on the heading, as after each step, or on an answer. Elsewhere a digit that speech
/// input heard, or that was pressed by mistake, does nothing (WCAG 2.1.4).
fn keyboard(view: &ViewContext, index: usize) -> Callback<KeyboardEvent> {
    let values: Vec<i32> = view
        .session
        .pack
        .options(index)
        .iter()
        .map(|choice| choice.value)
        .collect();
    let act = view.act.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let step = match key.as_str() {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => 0,
        };
        if step != 0 {
            event.prevent_default();
            platform::move_focus(&event, "[data-answer]", step);
            return;
        }
        let answer = match key.parse::<usize>() {
            Ok(0) => Some(Answer::Skipped),
            Ok(number) => values.get(number - 1).copied().map(Answer::Chosen),
            Err(_) => None,
        };
        if let Some(answer) = answer.filter(|_| platform::answers_by_key(&event)) {
            act.emit(state::Action::Answer(index, answer).into());
        }
    })
}
