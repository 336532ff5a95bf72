//! What there is to think through: the prompts, the outcomes, and the words and lists that help.

use yew::prelude::*;

use super::Paper;
use crate::components::prose::{h2, h3, list, p, paragraphs, section};
use crate::components::view::plain;
use crate::text::Text;
use instrument::pack::Passage;

/// The reflection of the pack, if it has one.
pub(super) fn reflection(paper: &Paper) -> Html {
    let Some(reflection) = &paper.pack.form().after.reflection else {
        return Html::default();
    };
    let prompts = reflection.prompts.iter().map(|prompt| plain(prompt));
    let mut content = vec![
        h2(plain(&reflection.title)),
        p(plain(&reflection.about)),
        h3(paper.text(Text::ReflectAsk)),
        list("guidance-list", prompts.collect()),
        h3(paper.text(Text::ReflectOutcome)),
        list(
            "guidance-list",
            reflection.outcomes.iter().map(passage).collect(),
        ),
    ];
    if !reflection.parts.is_empty() {
        content.push(h3(paper.text(Text::ReflectParts)));
        content.push(list(
            "guidance-list",
            reflection.parts.iter().map(passage).collect(),
        ));
    }
    let ethics = paper.config.ethics();
    let ethics = ethics.map(|place| p(plain(&[paper.say(place.label), place.url].join(": "))));
    content.extend(ethics);
    section("reflection", content)
}

fn passage(passage: &Passage) -> Html {
    let entries = passage.list.iter().map(|entry| plain(entry)).collect();
    let entries = (!passage.list.is_empty()).then(|| list("", entries));
    html! { <><b>{ plain(&passage.title) }</b>{ paragraphs(&passage.text) }{ for entries }</> }
}
