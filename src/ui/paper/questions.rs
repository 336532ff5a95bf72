//! The questions, with a box to tick for each answer.

use yew::prelude::*;

use super::{Paper, number};
use crate::domain::Pack;
use crate::domain::pack::Choice;
use crate::text::Text;
use crate::text::paper::Word;
use crate::ui::prose::{h2, h3, p, section};
use crate::ui::view::plain;

/// More columns than this do not fit across the page.
const COLUMNS: usize = 6;

/// A column's heading longer than this does not fit either.
const HEADING: usize = 24;

/// How to fill it in, and every question.
pub(super) fn questions(paper: &Paper) -> Html {
    let pack = &paper.pack;
    let days = pack.form().recall.days.to_string();
    let recall = paper.messages.count(Text::IntroRecall, &days, &[]);
    let mut content = vec![
        h2(paper.word(Word::FillHeading)),
        p(paper.word(Word::Fill)),
        p(plain(&recall)),
        h2(paper.word(Word::QuestionsHeading)),
    ];
    let mut first = 0;
    for part in &pack.form().sections {
        let end = first + part.items.len();
        content.push(section(
            "part",
            vec![
                h3(plain(&part.title)),
                runs(pack, first, end)
                    .into_iter()
                    .map(|(from, to)| run(paper, from, to))
                    .collect(),
            ],
        ));
        first = end;
    }
    section("questions", content)
}

/// Neighbouring items with the same answers to choose from and the same words above them share a table.
fn runs(pack: &Pack, first: usize, end: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for item in first..end {
        match runs.last_mut() {
            Some((from, to))
                if pack.options(*from) == pack.options(item)
                    && pack.is_scored(*from) == pack.is_scored(item) =>
            {
                *to = item + 1;
            }
            _ => runs.push((item, item + 1)),
        }
    }
    runs
}

fn run(paper: &Paper, from: usize, to: usize) -> Html {
    let pack = &paper.pack;
    let options = pack.options(from);
    let stem = if pack.is_scored(from) {
        plain(&pack.form().recall.stem)
    } else {
        Html::default()
    };
    let long = |choice: &Choice| choice.label.chars().count() > HEADING;
    let wide = options.len() > COLUMNS || options.iter().any(long);
    if wide {
        let rows = (from..to).map(|item| listed(pack, item));
        return html! { <>{ p(stem) }<ol class="listed">{ for rows }</ol></> };
    }
    let heads = options.iter().map(|choice| {
        html! { <th scope="col">{ plain(&choice.label) }</th> }
    });
    let rows = (from..to).map(|item| {
        let boxes = options.iter().map(|choice| html! { <td>{ tick(choice) }</td> });
        html! {
            <tr>
                <th scope="row"><b>{ plain(&number(item)) }</b>{ " " }{ plain(&pack.item(item).text) }</th>
                { for boxes }
            </tr>
        }
    });
    html! {
        <table class="boxes">
            <thead><tr><th scope="col">{ stem }</th>{ for heads }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// An item with its answers in a row beneath it.
fn listed(pack: &Pack, item: usize) -> Html {
    let answers = pack.options(item).iter().map(|choice| {
        html! { <li>{ tick(choice) }{ " " }{ plain(&choice.label) }</li> }
    });
    html! {
        <li>
            <b>{ plain(&number(item)) }</b>{ " " }{ plain(&pack.item(item).text) }
            <ul>{ for answers }</ul>
        </li>
    }
}

/// A box, with what it counts.
fn tick(choice: &Choice) -> Html {
    html! { <span class="tick"><span class="box"></span><small>{ plain(&choice.value.to_string()) }</small></span> }
}
