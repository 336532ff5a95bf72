//! How to score each scale by hand, with a worked example that is calculated by the same code as on screen.

use yew::prelude::*;

use super::condition::condition;
use super::{Paper, number};
use crate::components::prose::{h2, h3, p, section, strong};
use crate::components::scoring_text;
use crate::components::view::plain;
use crate::text::paper::PaperText;
use instrument::explain::Edge;
use instrument::number::Decimal;
use instrument::pack::{Band, BandWords, Choice, Condition, Member, Row, Scale};
use instrument::score::Outcome;
use instrument::{Answer, Answers, Pack, score};

/// Decimal places in a worked example.
const PLACES: u32 = 2;

/// The most numbers that fit across half a page.
const ACROSS: usize = 8;

/// The line on which the person writes a number.
const BLANK: &str = "________";

/// Every scale.
pub(super) fn scoring(paper: &Paper) -> Html {
    let mut content = vec![
        h2(paper.own_text(PaperText::ScoringHeading)),
        p(paper.own_text(PaperText::ScoringLead)),
        unscored(&paper.pack)
            .into_iter()
            .map(|label| p(paper.fill(PaperText::Unscored, &[("label", label)])))
            .collect(),
    ];
    for (at, one) in paper.pack.scales().iter().enumerate() {
        content.push(scale(paper, at, one));
    }
    section("scoring", content)
}

/// The labels of the answers that are not scored, each once.
fn unscored(pack: &Pack) -> Vec<&str> {
    let sets = pack.form().option_sets.iter();
    let options = sets.flat_map(|set| &set.options);
    let mut labels: Vec<&str> = Vec::new();
    for choice in options.filter(|choice| choice.unscored) {
        if !labels.contains(&&*choice.label) {
            labels.push(&choice.label);
        }
    }
    labels
}

fn scale(paper: &Paper, at: usize, scale: &Scale) -> Html {
    let all = scale.items.len() + scale.scales.len();
    let (items, least) = (all.to_string(), scale.least_answered.to_string());
    let counts = [("least", least.as_str()), ("items", items.as_str())];
    let stop = if scale.least_answered == all {
        PaperText::LeastAll
    } else {
        PaperText::Least
    };
    let line = paper.fill(PaperText::Line, &[("blank", BLANK)]);
    let steps = scoring_text::steps(&paper.messages, &paper.pack, at);
    let content = vec![
        h3(plain(&scale.title)),
        p(plain(&scale.about)),
        numbers(paper, at),
        reverse_scored(paper, at),
        p(paper.fill(stop, &counts)),
        p(plain(&steps.join(" "))),
        paper
            .pack
            .table(scale)
            .map_or_else(Html::default, |rows| table(paper, rows)),
        html! { <p class="line">{ line }</p> },
        example(paper, at),
        bands(paper, scale),
    ];
    section("scale", content)
}

/// Tables with a cell for the value of each item of the scale, and for the result of each scale that is part of it.
fn numbers(paper: &Paper, at: usize) -> Html {
    let pack = &paper.pack;
    let scale = &pack.scales()[at];
    let items = pack.members(at).map(|(member, item)| {
        let turned = if member.reversed { " ⇄" } else { "" };
        ([&number(item), turned].concat(), member.weight)
    });
    let parts = scale.scales.iter().zip(pack.parts(at));
    let parts = parts.map(|(part, index)| (pack.scales()[index].title.clone(), part.weight));
    let all: Vec<(String, Option<Decimal>)> = items.chain(parts).collect();
    let weighted = all.iter().any(|(_, weight)| weight.is_some());
    all.chunks(ACROSS)
        .map(|some| row(paper, some, weighted))
        .collect()
}

/// One table of [`numbers`].
fn row(paper: &Paper, some: &[(String, Option<Decimal>)], weighted: bool) -> Html {
    let heads = some
        .iter()
        .map(|(name, _)| html! { <th scope="col">{ plain(name) }</th> });
    let weights = weighted.then(|| {
        let cells = some
            .iter()
            .map(|(_, weight)| cell(&weight.unwrap_or(1.into()).to_text()));
        html! { <tr><th scope="row">{ paper.own_text(PaperText::Times) }</th>{ for cells }</tr> }
    });
    let cells = some.iter().map(|_| html! { <td></td> });
    html! {
        <table class="numbers">
            <tr><th scope="row">{ paper.own_text(PaperText::Question) }</th>{ for heads }</tr>
            <tr><th scope="row">{ paper.own_text(PaperText::Yours) }</th>{ for cells }</tr>
            { weights }
        </table>
    }
}

/// The values of reverse-scored items: a table for each set of options.
fn reverse_scored(paper: &Paper, at: usize) -> Html {
    let pack = &paper.pack;
    let mut groups: Vec<(&[Choice], &Member, Vec<usize>)> = Vec::new();
    for (member, item) in pack.members(at).filter(|(member, _)| member.reversed) {
        let options = pack.options(item);
        match groups.iter_mut().find(|(known, ..)| *known == options) {
            Some((_, _, items)) => items.push(item),
            None => groups.push((options, member, vec![item])),
        }
    }
    let table = |(options, member, items): (&[Choice], &Member, Vec<usize>)| {
        let names: Vec<String> = items.iter().map(|item| number(*item)).collect();
        let said = paper.fill(PaperText::ReverseScored, &[("items", &paper.all(&names))]);
        let scores = || options.iter().filter_map(Choice::score);
        let ticked = scores().map(|score| cell(&score.to_text()));
        let counts = scores().map(|score| {
            let turned = pack.reversed_value(member, items[0], score);
            cell(
                &turned
                    .and_then(|turned| turned.to_text(6))
                    .unwrap_or_default(),
            )
        });
        html! {
            <>
                { p(said) }
                <table class="reversed">
                    <tr><th scope="row">{ paper.own_text(PaperText::ReverseScoredTicked) }</th>{ for ticked }</tr>
                    <tr><th scope="row">{ paper.own_text(PaperText::ReverseScoredCounts) }</th>{ for counts }</tr>
                </table>
            </>
        }
    };
    groups.into_iter().map(table).collect()
}

fn cell(text: &str) -> Html {
    html! { <td>{ plain(text) }</td> }
}

/// The table in which the result is looked up: norms, or any other conversion.
fn table(paper: &Paper, rows: &[Row]) -> Html {
    let from = rows.iter().map(|row| cell(&row.from.to_text()));
    let value = rows.iter().map(|row| cell(&row.value.to_text()));
    html! {
        <table class="reversed">
            <tr><th scope="row">{ paper.own_text(PaperText::TableFrom) }</th>{ for from }</tr>
            <tr><th scope="row">{ paper.own_text(PaperText::TableValue) }</th>{ for value }</tr>
        </table>
    }
}

/// Sample answers. They differ from item to item, so that the reader can see which number belongs to which item.
fn sample(pack: &Pack) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for item in 0..pack.len() {
        let options: Vec<&Choice> = pack
            .options(item)
            .iter()
            .filter(|choice| choice.score().is_some())
            .collect();
        if let Some(chosen) = options.get((2 * item + 1) % options.len().max(1)) {
            answers.set(item, Answer::Chosen(chosen.value));
        }
    }
    answers
}

fn example(paper: &Paper, at: usize) -> Html {
    let pack = &paper.pack;
    let scale = &pack.scales()[at];
    let answers = pack.visible_answers(&sample(pack));
    let profile = score(pack, &answers);
    let Outcome::Scored { value, band } = profile.scales[at].outcome else {
        return Html::default();
    };
    let items = pack
        .members(at)
        .filter_map(|(member, item)| pack.counted(member, item, &answers));
    let parts = pack.parts(at).filter_map(|part| profile.value(part));
    let numbers: Option<Vec<String>> = items
        .chain(parts)
        .map(|counted| counted.to_text(PLACES))
        .collect();
    let Some((numbers, value)) = numbers.zip(value.to_text(PLACES)) else {
        return Html::default();
    };
    let label = pack.bands(scale).get(band).map_or("", |band| &band.label);
    let words = [
        ("numbers", paper.all(&numbers)),
        ("value", value),
        ("band", label.to_owned()),
    ];
    let words = words
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    html! { <p class="example">{ paper.fill(PaperText::Example, &words) }</p> }
}

/// The bands of a scale: the range, label and words of each.
fn bands(paper: &Paper, scale: &Scale) -> Html {
    let bands = paper.pack.bands(scale);
    let rows = bands.iter().enumerate().map(|(at, band)| {
        let from = Edge {
            at: band.from,
            inside: !band.exclusive,
        };
        let to = bands.get(at + 1).map(|next| Edge {
            at: next.from,
            inside: next.exclusive,
        });
        let reach = scoring_text::reach(&paper.messages, from, to);
        html! {
            <tr>
                <th scope="row">{ plain(&reach) }</th>
                <td>{ for paper.pack.band_words(scale, at).map(|words| band_words(paper, band, words)) }</td>
            </tr>
        }
    });
    html! {
        <table class="bands">
            <thead>
                <tr>
                    <th scope="col">{ paper.own_text(PaperText::BandRange) }</th>
                    <th scope="col">{ paper.own_text(PaperText::BandWords) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// The words for a band: when they are read, what the band is called then, and the words.
fn band_words(paper: &Paper, band: &Band, words: &BandWords) -> Html {
    let when = (words.when != Condition::Always).then(|| {
        let what = condition(paper, &words.when);
        let when = paper.fill(PaperText::If, &[("what", &what)]);
        html! { <><em>{ when }</em>{ " " }</> }
    });
    let label = words.label.as_ref().unwrap_or(&band.label);
    html! { <p>{ for when }{ strong(plain(label)) }{ ". " }{ plain(&words.text) }</p> }
}
