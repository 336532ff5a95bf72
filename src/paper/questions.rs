//! The questions, with a box to tick for each answer.

use yew::prelude::*;

use super::condition::condition;
use super::{Paper, number};
use crate::components::prose::{h2, h3, p, section};
use crate::components::view::plain;
use crate::text::Text;
use crate::text::paper::PaperText;
use instrument::Pack;
use instrument::number::Decimal;
use instrument::pack::{Choice, ShownWhen};

/// The most answers that fit across the page as columns of a table.
const COLUMNS: usize = 6;

/// The longest heading of such a column, in characters.
const HEADING: usize = 32;

/// The instructions, and every question.
pub(super) fn questions(paper: &Paper) -> Html {
    let pack = &paper.pack;
    let days = pack.form().recall.as_ref().and_then(|recall| recall.days);
    let recall = days.map(|days| {
        let said = paper
            .messages
            .count(Text::IntroRecall, &days.to_string(), &[]);
        p(plain(&said))
    });
    let mut content = vec![
        h2(paper.own_text(PaperText::FillHeading)),
        p(paper.own_text(PaperText::Fill)),
        recall.unwrap_or_default(),
        h2(paper.own_text(PaperText::QuestionsHeading)),
    ];
    let mut first = 0;
    for part in &pack.form().sections {
        let end = first + part.items.len();
        let runs = runs(pack, first, end);
        let runs = runs.into_iter().map(|(from, to)| run(paper, from, to));
        let inside = vec![
            h3(plain(&part.title)),
            only_if(paper, &part.when),
            runs.collect(),
        ];
        content.push(section("part", inside));
        first = end;
    }
    section("questions", content)
}

/// Splits the items `first..end` into ranges that share a table: neighbours with the same options and the same stem.
fn runs(pack: &Pack, first: usize, end: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for item in first..end {
        match runs.last_mut() {
            Some((from, to))
                if pack.options(*from) == pack.options(item)
                    && pack.stem(*from) == pack.stem(item) =>
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
    let stem = pack.stem(from);
    let long = |choice: &Choice| choice.label.chars().count() > HEADING;
    let wide = options.len() > COLUMNS || options.iter().any(long);
    if wide {
        let rows = (from..to).map(|item| listed(paper, item));
        return html! { <>{ p(plain(stem)) }<ol class="question-list">{ for rows }</ol></> };
    }
    let heads = options.iter().map(|choice| {
        html! { <th scope="col">{ plain(&choice.label) }</th> }
    });
    let rows = (from..to).map(|item| {
        let boxes = options
            .iter()
            .map(|choice| html! { <td>{ tick(choice) }</td> });
        html! {
            <tr>
                <th scope="row">{ asked(paper, item) }</th>
                { for boxes }
            </tr>
        }
    });
    let corner = if stem.is_empty() {
        html! { <td></td> }
    } else {
        html! { <th scope="col">{ plain(stem) }</th> }
    };
    html! {
        <table class="boxes">
            <thead><tr>{ corner }{ for heads }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// An item with its answers below it, for answers that do not fit into a table.
fn listed(paper: &Paper, item: usize) -> Html {
    let answers = paper.pack.options(item).iter().map(|choice| {
        html! { <li>{ tick(choice) }{ " " }{ plain(&choice.label) }</li> }
    });
    html! { <li>{ asked(paper, item) }<ul>{ for answers }</ul></li> }
}

/// The text of an item, with its condition, number and help text.
fn asked(paper: &Paper, item: usize) -> Html {
    let one = paper.pack.item(item);
    let help = one.help.as_ref();
    let help = help.map(|help| html! { <><br /><small>{ plain(help) }</small></> });
    html! {
        <>
            { only_if(paper, &one.when) }
            <b>{ plain(&number(item)) }</b>{ " " }{ plain(&one.text) }{ help }
        </>
    }
}

fn only_if(paper: &Paper, when: &ShownWhen) -> Html {
    if when.is_always() {
        return Html::default();
    }
    let what = condition(paper, &when.into());
    html! { <em class="condition">{ paper.fill(PaperText::OnlyIf, &[("what", &what)]) }</em> }
}

/// A box to tick, with the value of the answer.
fn tick(choice: &Choice) -> Html {
    let score = choice.score().map_or(String::new(), Decimal::to_text);
    html! { <span class="tick"><span class="box"></span><small>{ plain(&score) }</small></span> }
}
