//! How to work out each area by hand, with a worked line done by the very code that scores on screen.

use yew::prelude::*;

use super::{Paper, number};
use crate::domain::pack::{Band, Choice, Scale};
use crate::domain::score::Outcome;
use crate::domain::{Answer, Answers, Pack, score};
use crate::text::paper::Word;
use crate::ui::prose::{h2, h3, p, section, strong};
use crate::ui::view::plain;

/// Places after the point in a worked line.
const PLACES: u32 = 2;

/// Where a number is to be written.
const BLANK: &str = "________";

/// Every scale.
pub(super) fn scoring(paper: &Paper) -> Html {
    let mut content = vec![
        h2(paper.word(Word::ScoringHeading)),
        p(paper.word(Word::ScoringLead)),
    ];
    for (at, one) in paper.pack.scales().iter().enumerate() {
        content.push(scale(paper, at, one));
    }
    section("scoring", content)
}

fn scale(paper: &Paper, at: usize, scale: &Scale) -> Html {
    let items = scale.items.len().to_string();
    let least = scale.least_answered.to_string();
    let counts = [("least", least.as_str()), ("items", items.as_str())];
    let stop = if scale.least_answered == scale.items.len() {
        Word::LeastAll
    } else {
        Word::Least
    };
    let line = paper.fill(Word::MeanLine, &[("blank", BLANK)]);
    let content = vec![
        h3(plain(&scale.title)),
        p(plain(&scale.about)),
        numbers(paper, at),
        turned(paper, at),
        p(paper.fill(stop, &counts)),
        p(paper.word(Word::Mean)),
        html! { <p class="line">{ line }</p> },
        example(paper, at),
        bands(paper, scale),
    ];
    section("scale", content)
}

/// A cell for the number of each question.
fn numbers(paper: &Paper, at: usize) -> Html {
    let heads = paper.pack.members(at).map(|(member, item)| {
        let turned = if member.reversed { " ⇄" } else { "" };
        html! { <th scope="col">{ plain(&number(item)) }{ turned }</th> }
    });
    let cells = paper.pack.members(at).map(|_| html! { <td></td> });
    html! {
        <table class="numbers">
            <tr><th scope="row">{ paper.word(Word::Question) }</th>{ for heads }</tr>
            <tr><th scope="row">{ paper.word(Word::Yours) }</th>{ for cells }</tr>
        </table>
    }
}

/// What the ticked number of a reversed question counts, in a table for each set of answers.
fn turned(paper: &Paper, at: usize) -> Html {
    let pack = &paper.pack;
    let mut groups: Vec<(&[Choice], Vec<usize>)> = Vec::new();
    for (_, item) in pack.members(at).filter(|(member, _)| member.reversed) {
        let options = pack.options(item);
        match groups.iter_mut().find(|(known, _)| *known == options) {
            Some((_, items)) => items.push(item),
            None => groups.push((options, vec![item])),
        }
    }
    let table = |(options, items): (&[Choice], Vec<usize>)| {
        let names: Vec<String> = items.iter().map(|item| number(*item)).collect();
        let said = paper.fill(Word::Turned, &[("items", &paper.all(&names))]);
        let (low, high) = pack.range(items[0]);
        let ticked = options.iter().map(|choice| cell(&choice.value.to_string()));
        let counts = options
            .iter()
            .map(|choice| cell(&(low + high - choice.value).to_string()));
        html! {
            <>
                { p(said) }
                <table class="turned">
                    <tr><th scope="row">{ paper.word(Word::TurnedTicked) }</th>{ for ticked }</tr>
                    <tr><th scope="row">{ paper.word(Word::TurnedCounts) }</th>{ for counts }</tr>
                </table>
            </>
        }
    };
    groups.into_iter().map(table).collect()
}

fn cell(text: &str) -> Html {
    html! { <td>{ plain(text) }</td> }
}

/// Answers that differ from question to question, so that a reader sees what goes where.
fn sample(pack: &Pack, at: usize) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for (place, (_, item)) in pack.members(at).enumerate() {
        let options = pack.options(item);
        let chosen = &options[(2 * place + 1) % options.len()];
        answers.set(item, Answer::Chosen(chosen.value));
    }
    answers
}

fn example(paper: &Paper, at: usize) -> Html {
    let pack = &paper.pack;
    let scale = &pack.scales()[at];
    let answers = sample(pack, at);
    let Outcome::Scored { mean, band } = score(pack, &answers).scales[at].outcome else {
        return Html::default();
    };
    let counted: Vec<i32> = pack
        .members(at)
        .filter_map(|(member, item)| pack.counted(member, item, &answers))
        .collect();
    let (sum, count) = (
        counted.iter().sum::<i32>().to_string(),
        counted.len().to_string(),
    );
    let numbers: Vec<String> = counted.iter().map(ToString::to_string).collect();
    let label = pack.bands(scale).get(band).map_or("", |band| &band.label);
    // Told apart by writing more places than any sum of two has.
    let exact = mean.to_text(PLACES) == mean.to_text(PLACES + 2);
    let words = [
        ("numbers", numbers.join(" + ")),
        ("sum", sum),
        ("count", count),
        ("equals", if exact { "=" } else { "≈" }.to_owned()),
        ("mean", mean.to_text(PLACES)),
        ("band", label.to_owned()),
    ];
    let words = words
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    html! { <p class="example">{ paper.fill(Word::MeanExample, &words) }</p> }
}

/// What each result is called and what it says.
fn bands(paper: &Paper, scale: &Scale) -> Html {
    let bands = paper.pack.bands(scale);
    let row = |(at, band): (usize, &Band)| {
        let from = band.from.to_text();
        let below = bands.get(at + 1).map(|next| next.from.to_text());
        let reach = match &below {
            Some(below) => paper.fill(Word::BandFrom, &[("from", &from), ("below", below)]),
            None => paper.fill(Word::BandTop, &[("from", &from)]),
        };
        html! {
            <tr>
                <th scope="row">{ reach }</th>
                <td>{ strong(plain(&band.label)) }<br />{ plain(paper.pack.band_words(scale, at)) }</td>
            </tr>
        }
    };
    let rows = bands.iter().enumerate().map(row);
    html! {
        <table class="bands">
            <thead>
                <tr>
                    <th scope="col">{ paper.word(Word::BandRange) }</th>
                    <th scope="col">{ paper.word(Word::BandWords) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}
