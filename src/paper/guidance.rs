//! All guidance that a result may show, each entry with its condition, in the order of the result screen.

use yew::prelude::*;

use super::Paper;
use super::condition::condition;
use crate::components::prose::{h2, h3, p, paragraphs, section};
use crate::components::view::plain;
use crate::text::Text;
use crate::text::paper::PaperText;
use instrument::pack::{Condition, Entry, Kind, Link, Slot};

/// All guidance of the pack.
pub(super) fn guidance(paper: &Paper) -> Html {
    let names = |wanted: &dyn Fn(&instrument::pack::Scale) -> bool| {
        let scales = paper.pack.scales().iter().filter(|scale| wanted(scale));
        let names: Vec<String> = scales.map(|scale| scale.title.clone()).collect();
        (!names.is_empty()).then(|| paper.all(&names))
    };
    let stand_out = paper.pack.form().stand_out;
    let (stands_out, margin) = match stand_out {
        Some(stand_out) => (PaperText::StandsOutMargin, stand_out.margin.to_text()),
        None => (PaperText::StandsOutMeans, String::new()),
    };
    let kinds = [
        (PaperText::Signs, names(&|scale| scale.kind == Kind::Sign)),
        (
            PaperText::Resources,
            names(&|scale| scale.kind == Kind::Resource),
        ),
        (stands_out, names(&|scale| scale.pattern)),
    ];
    let kinds = kinds.into_iter().filter_map(|(word, names)| {
        let names = names?;
        let values = [("names", names.as_str()), ("margin", &margin)];
        Some(p(paper.fill(word, &values)))
    });
    let named = paper.pack.form().guidance.conditions.iter().map(|named| {
        let what = condition(paper, &named.when);
        let values = [("label", named.label.as_str()), ("what", &what)];
        p(paper.fill(PaperText::ConditionMeans, &values))
    });
    let mut content = vec![html! {
        <header>
            { h2(paper.own_text(PaperText::WordsHeading)) }
            { p(paper.own_text(PaperText::WordsLead)) }
            { for kinds }
            { for named }
        </header>
    }];
    let other = [
        Slot::Differ,
        Slot::Reassure,
        Slot::History,
        Slot::Find,
        Slot::Why,
        Slot::Reading,
    ];
    let groups = [
        (
            paper.text(Text::StrengthsHeading),
            vec![Slot::Strength],
            None,
        ),
        (paper.text(Text::PatternHeading), vec![Slot::Pattern], None),
        (
            paper.text(Text::StepHeading),
            vec![Slot::Step],
            Some(PaperText::SlotStepLead),
        ),
        (paper.text(Text::HelpHeading), vec![Slot::Help], None),
        (paper.own_text(PaperText::SlotOther), other.to_vec(), None),
    ];
    for (heading, slots, lead) in groups {
        let said = slot(paper, &slots);
        if !said.is_empty() {
            content.push(h3(heading));
            content.extend(lead.map(|word| p(paper.own_text(word))));
            content.push(html! { <ol class="guidance-list">{ for said }</ol> });
        }
    }
    section("words", content)
}

/// The entries of these slots, in the order of the rules. An entry that appears again is only named by its title.
fn slot(paper: &Paper, slots: &[Slot]) -> Vec<Html> {
    let form = &paper.pack.form().guidance;
    let mut said: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for rule in &form.rules {
        for id in &rule.show {
            let entry = form.entries.iter().find(|entry| &entry.id == id);
            let Some(entry) = entry.filter(|entry| slots.contains(&entry.slot)) else {
                continue;
            };
            let when = if rule.when == Condition::Always {
                paper.texts.get(PaperText::Everyone).to_owned()
            } else {
                let what = condition(paper, &rule.when);
                paper.texts.fill(PaperText::If, &[("what", &what)])
            };
            let words = if said.contains(&id.as_str()) {
                p(paper.fill(PaperText::Again, &[("title", &entry.title)]))
            } else {
                whole(paper, entry)
            };
            said.push(id);
            rows.push(html! { <li><em>{ plain(&when) }</em>{ words }</li> });
        }
    }
    rows
}

fn whole(paper: &Paper, entry: &Entry) -> Html {
    let config = &paper.config;
    let place = match entry.link {
        Some(Link::Directory) => Some(config.directory()),
        Some(Link::Register) => config.register(),
        Some(Link::Courses) => config.courses(),
        _ => None,
    };
    let place = place.map(|place| p(plain(&[paper.say(place.label), place.url].join(": "))));
    html! { <><b>{ plain(&entry.title) }</b>{ paragraphs(&entry.text) }{ place }</> }
}
