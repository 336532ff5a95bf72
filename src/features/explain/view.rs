//! How a result came about: words first, with the numbers folded below them.

use yew::prelude::*;

use crate::components::answer::chosen;
use crate::components::forms::feature_button;
use crate::components::prose::{fine, fold, h2, heading, list, p, section, small, span};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, page, scoring_text};
use crate::features::export::state as export;
use crate::features::export::state::{Destination, Document};
use crate::features::export::view::outcome;
use crate::text::Text;
use instrument::explain::{Edges, Part, ScaleExplanation, explain as explained};
use instrument::guidance::scale_words;
use instrument::number::Decimal;
use instrument::pack::Choice;
use instrument::score::Outcome;
use instrument::{Answers, CheckId, Pack, score};

/// Decimal places of a result.
const PLACES: u32 = 2;

/// The screen.
pub fn explain(view: &ViewContext, id: &CheckId) -> Page {
    let found = view.session.record(id).and_then(|check| {
        let pack = view.session.pack_of(check)?;
        let answers = check.answers(&pack)?;
        Some((pack, answers))
    });
    let Some((pack, answers)) = found else {
        return Page::default();
    };
    let mut content = vec![heading(view.text(Text::Explain)), lead(view, &pack)];
    let words = scale_words(&pack, &score(&pack, &answers), &answers);
    for one in explained(&pack, &answers) {
        let label = words[one.scale].map_or("", |words| words.label);
        content.push(scale(view, &pack, &answers, &one, label));
    }
    content.push(small(plain(&pack.form().about.honesty)));
    let save = export::Action::Export(Document::Response(id.clone()), Destination::File);
    let label = view.text(Text::ExplainSave);
    content.push(feature_button(view, "link", "save-response", label, save));
    content.push(outcome(view));
    page(Back::Yes, content)
}

/// How answers count, if the options are the same in all areas. If not, each area says so itself.
fn lead(view: &ViewContext, pack: &Pack) -> Html {
    let plain = pack.scales().iter().all(|scale| pack.is_plain_mean(scale));
    let Some((low, high)) = pack.common_end_options().filter(|_| plain) else {
        return p(view.text(Text::ExplainOwn));
    };
    let score = |choice: &Choice| choice.score().map_or(String::new(), Decimal::to_text);
    let values = [
        ("low", score(low)),
        ("lowest", low.label.clone()),
        ("high", score(high)),
        ("highest", high.label.clone()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    p(view.fill(Text::ExplainLead, &values))
}

/// One scale. `said` is what the result calls its band.
fn scale(
    view: &ViewContext,
    pack: &Pack,
    answers: &Answers,
    one: &ScaleExplanation,
    said: &str,
) -> Html {
    let scale = &pack.scales()[one.scale];
    let bands = pack.bands(scale);
    let counts = [
        one.score.answered.to_string(),
        one.score.items.to_string(),
        one.least_answered.to_string(),
    ];
    let [answered, items, least] = counts.each_ref().map(String::as_str);
    let mut content = vec![h2(plain(&scale.title)), p(plain(&scale.about))];
    let mut details: Vec<Html> = vec![list(
        "ruled-list",
        one.parts
            .iter()
            .map(|part| line(view, pack, answers, part))
            .collect(),
    )];
    if !pack.is_plain_mean(scale) {
        let steps = scoring_text::steps(view.messages, pack, one.scale);
        details.push(p(plain(&steps.join(" "))));
    }
    match (one.score.outcome, one.edges) {
        (Outcome::Scored { value, band }, Some(edges)) => {
            let label = |at: usize| bands.get(at).map_or("", |band| band.label.as_str());
            let words = [("answered", answered), ("items", items), ("band", said)];
            content.push(p(view.fill(Text::ExplainCount, &words)));
            let above = label(band + 1);
            let beneath = band.checked_sub(1).map_or("", label);
            let (near, far) = nearness(view, &edges, above, beneath);
            content.push(near);
            if let Some(value) = value.to_text(PLACES) {
                let reach = scoring_text::reach(view.messages, edges.from, edges.to);
                let words = [
                    ("value", value.as_str()),
                    ("band", label(band)),
                    ("reach", &reach),
                ];
                let text = if pack.is_plain_mean(scale) {
                    Text::ExplainMean
                } else {
                    Text::ExplainResult
                };
                details.push(p(view.fill(text, &words)));
            }
            details.push(far);
        }
        _ => {
            let words = [("answered", answered), ("items", items), ("least", least)];
            content.push(p(view.fill(Text::ExplainOpen, &words)));
        }
    }
    content.push(fold("", view.text(Text::ExplainDetails), details));
    section("", content)
}

/// How near the edges are, in steps of an answer: what is one step away, and what is further.
fn nearness(view: &ViewContext, edges: &Edges, above: &str, beneath: &str) -> (Html, Html) {
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for (steps, text, band) in [
        (edges.up, Text::ExplainUp, above),
        (edges.down, Text::ExplainDown, beneath),
    ] {
        let Some(steps) = steps else { continue };
        let said = p(view.count(text, &steps.to_string(), &[("band", band)]));
        if steps == 1 {
            near.push(said);
        } else {
            far.push(said);
        }
    }
    (near.into_iter().collect(), far.into_iter().collect())
}

/// A question of the scale, its answer and what that counts.
fn line(view: &ViewContext, pack: &Pack, answers: &Answers, part: &Part) -> Html {
    let counted = part.counted.and_then(|value| value.to_text(PLACES));
    let counted = counted.map(|value| fine(view.fill(Text::ExplainCounts, &[("n", &value)])));
    let weight = part
        .weight
        .map(|weight| fine(view.fill(Text::ExplainTimes, &[("n", &weight.to_text())])));
    let reversed = part
        .reversed
        .then(|| fine(view.text(Text::ExplainReversed)));
    html! {
        <>
            { span(plain(&pack.item(part.item).text)) }{ " " }
            <em>{ plain(chosen(view, pack, answers, part.item)) }</em>{ " " }
            { counted }{ " " }{ weight }{ " " }{ reversed }
        </>
    }
}
