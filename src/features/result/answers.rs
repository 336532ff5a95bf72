//! The answers of a result.

use yew::prelude::*;

use crate::components::answer::chosen;
use crate::components::prose::{fold, h3, list, span};
use crate::components::view::{ViewContext, plain};
use crate::text::Text;
use instrument::guidance::high_items;
use instrument::{Answers, Pack};

/// The answers, folded: first those that stood out, if any did, then every question that was asked.
pub fn answers_given(view: &ViewContext, pack: &Pack, answers: &Answers) -> Html {
    let lines = |items: Vec<usize>| {
        let lines = items.into_iter();
        let lines = lines.map(|index| line(view, pack, answers, index));
        list("", lines.collect())
    };
    let shown = pack.shown(answers);
    let all = lines((0..pack.len()).filter(|&index| shown[index]).collect());
    let high = high_items(pack, answers);
    let content = if high.is_empty() {
        vec![all]
    } else {
        vec![
            h3(view.text(Text::StoodOutHeading)),
            lines(high),
            h3(view.text(Text::AllAnswers)),
            all,
        ]
    };
    fold("answer-list", view.text(Text::AllAnswers), content)
}

fn line(view: &ViewContext, pack: &Pack, answers: &Answers, index: usize) -> Html {
    html! {
        <>{ span(plain(&pack.item(index).text)) }{ " " }<em>{ plain(chosen(view, pack, answers, index)) }</em></>
    }
}
