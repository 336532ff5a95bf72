//! The chart of the scales: a track for each, its bands in different shades, and a mark where the result is.

use yew::prelude::*;

use crate::components::prose::{fold, span, strong};
use crate::components::view::{ViewContext, plain};
use crate::text::Text;
use instrument::guidance::ScaleWords;
use instrument::number::Decimal;
use instrument::pack::{Kind, Scale};
use instrument::rational::Rational;
use instrument::{Pack, Profile};

/// The chart, the sentence below it, and the table. `words` has those of each scale.
pub fn scales(
    view: &ViewContext,
    pack: &Pack,
    profile: &Profile,
    words: &[Option<ScaleWords>],
) -> Html {
    let labels: Vec<&str> = words
        .iter()
        .map(|words| words.map_or(view.messages.get(Text::NotEnough), |words| words.label))
        .collect();
    let of_kind = |kind| {
        let rows = pack
            .scales()
            .iter()
            .enumerate()
            .filter(move |(_, scale)| scale.kind == kind)
            .map(|(at, scale)| row(pack, profile, at, scale, labels[at]));
        html! { <ul class="tracks">{ for rows }</ul> }
    };
    html! {
        <figure class="profile-chart">
            <div aria-hidden="true">
                if let Some((low, high)) = pack.common_end_options() {
                    <p class="axis">{ span(plain(&low.label)) }{ span(plain(&high.label)) }</p>
                }
                { of_kind(Kind::Sign) }
                { of_kind(Kind::Resource) }
            </div>
            <figcaption>{ for sentences(view, pack, profile, &labels) }</figcaption>
            { fold("", view.text(Text::PictureTable), vec![table(view, pack, profile, &labels)]) }
        </figure>
    }
}

fn row(pack: &Pack, profile: &Profile, at: usize, scale: &Scale, label: &str) -> Html {
    let (low, high) = pack.result_range(at);
    let kind = match scale.kind {
        Kind::Sign => "sign",
        Kind::Resource => "resource",
    };
    let mark = profile.value(at).map(|value| {
        let place = percent(value.per_mille(low, high));
        html! {
            <>
                <rect class="value-bar" x="0" y="9" width={place.clone()} height="6" rx="3" />
                <circle class="mark" cx={place} cy="12" r="8" />
            </>
        }
    });
    let unscored = if mark.is_none() { " unscored" } else { "" };
    let class = ["track ", kind, unscored].concat();
    html! {
        <li {class}>
            <p>{ strong(plain(&scale.title)) }{ span(plain(label)) }</p>
            <svg width="100%" height="24" focusable="false">
                <rect class="rail" x="0" y="9" width="100%" height="6" rx="3" />
                { for pack.bands(scale).iter().skip(1).map(|band| edge(band.from, low, high)) }
                { mark }
            </svg>
        </li>
    }
}

fn edge(from: Decimal, low: Rational, high: Rational) -> Html {
    let x = percent(Rational::from(from).per_mille(low, high));
    html! { <line class="edge" x1={x.clone()} x2={x} y1="4" y2="20" /> }
}

fn percent(per_mille: u32) -> String {
    let (whole, tenth) = ((per_mille / 10).to_string(), (per_mille % 10).to_string());
    [&whole, ".", &tenth, "%"].concat()
}

/// The chart in words: each band with its scales, in the pack's order, and at the end the scales with too few answers.
fn sentences<'a>(
    view: &'a ViewContext,
    pack: &'a Pack,
    profile: &'a Profile,
    labels: &[&'a str],
) -> impl Iterator<Item = Html> + 'a {
    let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
    let scored = |at: &usize| profile.band(*at).is_some();
    let all = 0..pack.scales().len();
    let open_last = all
        .clone()
        .filter(scored)
        .chain(all.filter(move |at| !scored(at)));
    for at in open_last {
        let scale = &pack.scales()[at];
        let label = labels[at];
        match said.iter_mut().find(|(other, _)| *other == label) {
            Some((_, names)) => names.push(&scale.title),
            None => said.push((label, vec![&scale.title])),
        }
    }
    said.into_iter().map(|(label, names)| {
        let names = view.messages.list(&names);
        let sentence = view.fill(Text::BandSentence, &[("band", label), ("names", &names)]);
        html! { <span>{ sentence }{ " " }</span> }
    })
}

fn table(view: &ViewContext, pack: &Pack, profile: &Profile, labels: &[&str]) -> Html {
    let rows = pack.scales().iter().enumerate().map(|(at, scale)| {
        let score = &profile.scales[at];
        let numbers = (score.answered.to_string(), score.items.to_string());
        html! {
            <tr>
                <th scope="row">{ plain(&scale.title) }</th>
                <td>{ plain(labels[at]) }</td>
                <td>{ view.fill(Text::OfTotal, &[("n", &numbers.0), ("total", &numbers.1)]) }</td>
            </tr>
        }
    });
    html! {
        <div class="table" tabindex="0" role="group" aria-label={view.messages.get(Text::PictureTable).to_owned()}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ view.text(Text::TableScale) }</th>
                        <th scope="col">{ view.text(Text::TableBand) }</th>
                        <th scope="col">{ view.text(Text::TableAnswered) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}
