//! The parts of a result other than its words: the chart, the answers that stood out, and all answers.

use yew::prelude::*;

use super::scales::scales;
use crate::components::answer::chosen;
use crate::components::nav_button;
use crate::components::prose::{fold, h2, list, section, span};
use crate::components::view::{ViewContext, plain};
use crate::session::{Action, Screen};
use crate::text::Text;
use instrument::guidance::{ScaleWords, high_items};
use instrument::{Answers, CheckId, Pack, Profile};

/// Answers that stood out beyond this number are folded, so that a hard month is not read out line by line.
const STANDOUTS_OPEN: usize = 4;

/// The chart with its words, and a link to how the result came about. `words` has those of each scale.
pub fn picture(
    view: &ViewContext,
    id: &CheckId,
    pack: &Pack,
    profile: &Profile,
    words: &[Option<ScaleWords>],
) -> Html {
    let explain = Action::Go(Screen::Explain(id.clone()));
    section(
        "",
        vec![
            h2(view.text(Text::PictureHeading)),
            scales(view, pack, profile, words),
            fold(
                "",
                view.text(Text::PictureWords),
                vec![scale_texts(pack, words)],
            ),
            nav_button(view, "link", "explain", Text::Explain, explain),
        ],
    )
}

/// The result on each scale, in the pack's own words.
fn scale_texts(pack: &Pack, words: &[Option<ScaleWords>]) -> Html {
    let scales = pack.scales().iter().zip(words);
    let scored = scales.filter_map(|(scale, words)| Some((scale, (*words)?)));
    html! {
        <dl class="words">
            { for scored.map(|(scale, words)| html! {
                <div><dt>{ plain(&scale.title) }</dt><dd>{ plain(words.text) }</dd></div>
            }) }
        </dl>
    }
}

/// The answers that stood out.
pub fn standouts(view: &ViewContext, pack: &Pack, answers: &Answers) -> Html {
    let items = high_items(pack, answers);
    if items.is_empty() {
        return Html::default();
    }
    let mut lines: Vec<Html> = items
        .into_iter()
        .map(|index| line(view, pack, answers, index))
        .collect();
    let rest = lines.split_off(STANDOUTS_OPEN.min(lines.len()));
    let mut content = vec![h2(view.text(Text::StoodOutHeading)), list("", lines)];
    if !rest.is_empty() {
        content.push(fold(
            "",
            view.text(Text::MoreStoodOut),
            vec![list("", rest)],
        ));
    }
    section("stood-out", content)
}

fn line(view: &ViewContext, pack: &Pack, answers: &Answers, index: usize) -> Html {
    html! {
        <>{ span(plain(&pack.item(index).text)) }{ " " }<em>{ plain(chosen(view, pack, answers, index)) }</em></>
    }
}

/// Every question with its answer, as it was answered.
pub fn answers_given(view: &ViewContext, pack: &Pack, answers: &Answers) -> Html {
    let shown = pack.shown(answers);
    let shown = (0..pack.len()).filter(|&index| shown[index]);
    let lines = shown.map(|index| line(view, pack, answers, index));
    fold(
        "all-answers",
        view.text(Text::AllAnswers),
        vec![list("", lines.collect())],
    )
}
