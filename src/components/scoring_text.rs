//! How a scale is worked out, in sentences: for the screen that explains a result, and for the check on paper.

use crate::text::{Messages, Text};
use instrument::Pack;
use instrument::explain::Edge;
use instrument::number::Decimal;
use instrument::pack::{Method, Scale, Transform};

/// The steps of the scale at `at`, in order.
pub fn steps(messages: &Messages, pack: &Pack, at: usize) -> Vec<String> {
    let scale = &pack.scales()[at];
    let one = |key, value: &str| messages.fill(key, &[("n", value)]);
    let mut said = Vec::new();
    let parts: Vec<&str> = pack
        .parts(at)
        .map(|part| pack.scales()[part].title.as_str())
        .collect();
    if !parts.is_empty() {
        said.push(one(Text::HowParts, &messages.list(&parts)));
    }
    if weighted(scale) {
        said.push(messages.get(Text::HowWeighted).to_owned());
    }
    said.push(match scale.method {
        Method::Mean => messages.get(Text::HowMean).to_owned(),
        Method::Sum => messages.get(Text::HowSum).to_owned(),
        Method::Count => one(
            Text::HowCount,
            &scale.count_from.map_or(String::new(), Decimal::to_text),
        ),
    });
    if scale.prorate {
        said.push(messages.get(Text::HowProrate).to_owned());
    }
    if let Some(transform) = scale.transform {
        said.extend(transformed(messages, transform));
    }
    match scale.round {
        Some(0) => said.push(messages.get(Text::HowRoundWhole).to_owned()),
        Some(places) => said.push(one(Text::HowRound, &places.to_string())),
        None => {}
    }
    if let Some(id) = &scale.table {
        let table = pack.form().tables.iter().find(|table| &table.id == id);
        said.push(one(Text::HowTable, table.map_or("", |table| &table.about)));
    }
    said
}

/// Whether any item or part of `scale` has a weight.
fn weighted(scale: &Scale) -> bool {
    let items = scale.items.iter().map(|member| member.weight);
    items
        .chain(scale.scales.iter().map(|part| part.weight))
        .any(|weight| weight.is_some())
}

/// A sentence for each step of `transform` that changes something.
fn transformed(messages: &Messages, transform: Transform) -> Vec<String> {
    let steps = [
        (Text::HowMinus, transform.minus, 0),
        (Text::HowTimes, transform.times, 1),
        (Text::HowOver, transform.over, 1),
        (Text::HowPlus, transform.plus, 0),
    ];
    let steps = steps
        .into_iter()
        .filter(|(_, number, idle)| *number != (*idle).into());
    steps
        .map(|(key, number, _)| messages.fill(key, &[("n", &number.to_text())]))
        .collect()
}

/// The range of a band. The highest has no end.
pub fn reach(messages: &Messages, from: Edge, to: Option<Edge>) -> String {
    let say = |key, edge: Edge| messages.fill(key, &[("n", &edge.at.to_text())]);
    let from = match (from.inside, to.is_some()) {
        (true, true) => say(Text::EdgeFrom, from),
        (true, false) => say(Text::EdgeOrMore, from),
        (false, _) => say(Text::EdgeOver, from),
    };
    let to = to.map(|to| {
        let key = if to.inside {
            Text::EdgeTo
        } else {
            Text::EdgeBelow
        };
        say(key, to)
    });
    let parts: Vec<String> = [Some(from), to].into_iter().flatten().collect();
    parts.join(messages.get(Text::ListComma))
}
