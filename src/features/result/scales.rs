//! The chart of the scales: a track for each, divided into its bands. The band of the result is filled, and a mark shows
//! where in it the result is.

use yew::prelude::*;

use crate::components::prose::{h3, span};
use crate::components::view::{ViewContext, plain};
use crate::text::Text;
use instrument::guidance::ScaleWords;
use instrument::order::stable_sort_by;
use instrument::pack::Kind;
use instrument::rational::Rational;
use instrument::{Pack, Profile};

/// The chart of the scales of this kind: their tracks, under the words of their band. The highest band comes first, and
/// the scales with too few answers last. `words` has those of each scale. `None` if there are no such scales.
pub fn scales(
    view: &ViewContext,
    kind: Kind,
    pack: &Pack,
    profile: &Profile,
    words: &[Option<ScaleWords>],
) -> Option<Html> {
    let label =
        |at: usize| words[at].map_or(view.messages.get(Text::NotEnough), |words| words.label);
    let scales: Vec<usize> = (0..pack.scales().len())
        .filter(|&at| pack.scales()[at].kind == kind)
        .collect();
    // Within a band they stay in the pack's order.
    let scales = stable_sort_by(&scales, |a, b| profile.band(*b).cmp(&profile.band(*a)));
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for at in scales {
        match groups.iter_mut().find(|(known, _)| *known == label(at)) {
            Some((_, scales)) => scales.push(at),
            None => groups.push((label(at), vec![at])),
        }
    }
    if groups.is_empty() {
        return None;
    }
    let groups = groups.into_iter().map(|(label, scales)| {
        let rows = scales.into_iter().map(|at| row(pack, profile, at));
        html! { <><h3>{ plain(label) }</h3><ul class="tracks">{ for rows }</ul></> }
    });
    let name = match kind {
        Kind::Sign => Text::PictureHeading,
        Kind::Resource => Text::StrengthsHeading,
    };
    Some(html! {
        <figure class="profile-chart" aria-label={view.messages.get(name).to_owned()}>
            if let Some((low, high)) = pack.common_end_options() {
                <p class="axis" aria-hidden="true">{ span(plain(&low.label)) }{ span(plain(&high.label)) }</p>
            }
            { for groups }
        </figure>
    })
}

/// The title of a scale, and its track.
fn row(pack: &Pack, profile: &Profile, at: usize) -> Html {
    let scale = &pack.scales()[at];
    let (low, high) = pack.result_range(at);
    let kind = match scale.kind {
        Kind::Sign => "sign",
        Kind::Resource => "resource",
    };
    let bands = pack.bands(scale);
    let place = |from: Rational| from.per_mille(low, high);
    let tracks = bands.iter().enumerate().map(|(band, one)| {
        let from = if band == 0 { 0 } else { place(one.from.into()) };
        let to = bands
            .get(band + 1)
            .map_or(1000, |next| place(next.from.into()));
        let class = if profile.band(at) == Some(band) {
            "band reached"
        } else {
            "band"
        };
        html! { <rect {class} x={percent(from)} y="4" width={percent(to - from)} height="12" /> }
    });
    let value = profile.value(at).map(place);
    let mark =
        value.map(|value| html! { <circle class="mark" cx={percent(value)} cy="10" r="8" /> });
    let unscored = if mark.is_none() { " unscored" } else { "" };
    let class = ["track ", kind, unscored].concat();
    html! {
        <li {class}>
            { span(plain(&scale.title)) }
            <svg width="100%" height="20" aria-hidden="true" focusable="false">{ for tracks }{ mark }</svg>
        </li>
    }
}

fn percent(per_mille: u32) -> String {
    let (whole, tenth) = ((per_mille / 10).to_string(), (per_mille % 10).to_string());
    [&whole, ".", &tenth, "%"].concat()
}

/// The result on each scale, in the pack's own words, under a heading. `None` if there is no result.
pub fn scale_texts(view: &ViewContext, pack: &Pack, words: &[Option<ScaleWords>]) -> Option<Html> {
    let scales = pack.scales().iter().zip(words);
    let scored = scales.filter_map(|(scale, words)| Some((scale, (*words)?)));
    let texts = scored.map(|(scale, words)| {
        html! { <div><dt>{ plain(&scale.title) }</dt><dd>{ plain(words.text) }</dd></div> }
    });
    let texts: Vec<Html> = texts.collect();
    (!texts.is_empty()).then(|| {
        html! { <>{ h3(view.text(Text::PictureWords)) }<dl class="words">{ for texts }</dl></> }
    })
}
