//! Change over time: a small chart for each scale, sentences that say the same, and a table.
//!
//! A chart is six paths however many checks there are, so a thousand are drawn as quickly as one.

use std::rc::Rc;

use yew::prelude::*;

use crate::components::prose::{fold, h2, p, section, small, span, strong};
use crate::components::view::{ViewContext, plain};
use crate::session::{Action, Screen};
use crate::text::{Text, date};
use instrument::guidance::scale_words;
use instrument::pack::Kind;
use instrument::rational::Rational;
use instrument::trend::{Change, Group, Series, trend as groups};
use instrument::{Check, Pack, score};

/// The chart's width and height in its own units, with room above and below for a mark.
const WIDTH: i64 = 1000;
const HEIGHT: i64 = 100;
const MARGIN: i64 = 12;

/// More checks than this are drawn with smaller marks.
const MANY: usize = 40;

/// Everything that can be said about change. Checks on other questions are in sections of their own, folded.
pub fn trend(view: &ViewContext) -> Html {
    let session = view.session;
    let checks = session.records();
    let mut packs: Vec<Rc<Pack>> = vec![session.pack.clone()];
    packs.extend(session.snapshot.packs.iter().cloned());
    let packs: Vec<&Pack> = packs.iter().map(|pack| &**pack).collect();
    let shown = groups(&checks, &packs).into_iter().enumerate();
    let shown = shown.map(|(place, group)| {
        let pack = packs[group.pack];
        let over = over(view, pack, &checks, &group);
        if place == 0 {
            return section("trend", vec![h2(view.text(Text::TrendHeading)), over]);
        }
        let (version, count) = (&pack.key().version, group.checks.len().to_string());
        let title = view.count(Text::TrendGroup, &count, &[("version", version)]);
        let apart = small(view.text(Text::TrendApart));
        fold("trend", title, vec![apart, over])
    });
    shown.collect()
}

/// One group of checks on the same questions.
fn over(view: &ViewContext, pack: &Pack, checks: &[&Check], group: &Group) -> Html {
    let Some((first, last)) = group.checks.first().zip(group.checks.last()) else {
        return Html::default();
    };
    let (first, last) = (checks[*first], checks[*last]);
    let tagged: Vec<bool> = group
        .checks
        .iter()
        .map(|&check| {
            let note = view.session.note(&checks[check].id);
            note.is_some_and(|note| !note.tags.is_empty())
        })
        .collect();
    let place = |at: usize| {
        let (from, to) = (first.changed.utc, last.changed.utc);
        let way = checks[group.checks[at]].changed.utc - from;
        match to - from {
            0 => WIDTH / 2,
            span => {
                i64::try_from(i128::from(way) * i128::from(WIDTH) / i128::from(span)).unwrap_or(0)
            }
        }
    };
    let pictures = group.scales.iter().enumerate();
    let pictures = pictures.map(|(at, series)| picture(pack, at, series, &place, &tagged));
    let (from, to) = (
        date(view.messages, first.changed),
        date(view.messages, last.changed),
    );
    let mut said = sentences(view, pack, group);
    said.push(small(view.text(Text::TrendAxis)));
    if group.checks.len() > 1 {
        said.extend(ordinary_changes(view, pack));
    }
    if tagged.contains(&true) {
        said.push(small(view.text(Text::TrendTagged)));
    }
    html! {
        <figure class="trend-group">
            <div aria-hidden="true">
                <ul class="line-charts">{ for pictures }</ul>
                <p class="axis">
                    { span(plain(&from)) }
                    if from != to {
                        { span(plain(&to)) }
                    }
                </p>
            </div>
            <figcaption>{ for said }</figcaption>
            { fold("", view.text(Text::TrendTable), vec![table(view, pack, checks, group)]) }
        </figure>
    }
}

/// A scale's line, a band around it for ordinary variation, its marks, and a ring around the tagged ones.
fn picture(
    pack: &Pack,
    at: usize,
    series: &Series,
    place: &impl Fn(usize) -> i64,
    tagged: &[bool],
) -> Html {
    let scale = &pack.scales()[at];
    let (low, high) = pack.result_range(at);
    let y = |per_mille: i64| HEIGHT - MARGIN - per_mille * (HEIGHT - 2 * MARGIN) / 1000;
    let height = |value: Rational| y(i64::from(value.per_mille(low, high)));
    let span = high.minus(low).unwrap_or(Rational::ONE);
    let ordinary = i64::from(pack.ordinary_change(at).per_mille(Rational::ZERO, span));
    let ordinary = ordinary * (HEIGHT - 2 * MARGIN) / 1000;

    let (mut line, mut marks, mut rings, mut band) = Default::default();
    let mut run: Vec<(i64, i64)> = Vec::new();
    for (at, (point, tagged)) in series.points.iter().zip(tagged).enumerate() {
        let Some(value) = point.value else {
            ribbon(&mut band, &run, ordinary);
            run.clear();
            continue;
        };
        let (x, y) = (place(at), height(value));
        draw(&mut line, if run.is_empty() { "M" } else { "L" }, x, y);
        draw(&mut marks, "M", x, y);
        marks.push_str("h0");
        if *tagged {
            draw(&mut rings, "M", x, y);
            rings.push_str("h0");
        }
        run.push((x, y));
    }
    ribbon(&mut band, &run, ordinary);
    let mut edges = String::new();
    for edge in pack.bands(scale).iter().skip(1) {
        draw(&mut edges, "M", 0, height(edge.from.into()));
        edges.push_str(&["H", &WIDTH.to_string()].concat());
    }
    let kind = match scale.kind {
        Kind::Sign => "line-chart sign",
        Kind::Resource => "line-chart resource",
    };
    let crowd = if tagged.len() > MANY { " many" } else { "" };
    let kind = [kind, crowd].concat();
    let size = ["0 0 ", &WIDTH.to_string(), " ", &HEIGHT.to_string()].concat();
    html! {
        <li class={kind}>
            <p>{ strong(plain(&scale.title)) }</p>
            <svg viewBox={size} preserveAspectRatio="none" focusable="false">
                <path class="band-edges" d={edges} />
                <path class="ordinary-range" d={band} />
                <path class="series" d={line} />
                <path class="tag-rings" d={rings} />
                <path class="gaps" d={marks.clone()} />
                <path class="marks" d={marks} />
            </svg>
        </li>
    }
}

/// How much change is ordinary: in steps of the answers, and separately for scales that state their own number.
fn ordinary_changes(view: &ViewContext, pack: &Pack) -> Vec<Html> {
    let average = pack.default_ordinary_change().to_text();
    let mut said = Vec::new();
    if pack.scales().iter().any(|scale| scale.wobble.is_none()) {
        said.push(small(view.fill(Text::TrendWobble, &[("n", &average)])));
    }
    let own = pack.scales().iter().filter_map(|scale| {
        let words = [
            ("names", scale.title.as_str()),
            ("n", &scale.wobble?.to_text()),
        ];
        Some(small(view.fill(Text::TrendWobbleOwn, &words)))
    });
    said.extend(own);
    said
}

fn draw(path: &mut String, command: &str, x: i64, y: i64) {
    path.push_str(&[command, &x.to_string(), " ", &y.to_string()].concat());
}

/// A band that reaches as far as ordinary variation on both sides of a line. For a single check it is short.
fn ribbon(path: &mut String, run: &[(i64, i64)], ordinary: i64) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    // A single point is given some width, so that its band can be seen.
    let alone = if run.len() == 1 { 20 } else { 0 };
    let above = run.iter().map(|(x, y)| (*x, y - ordinary));
    let beneath = run.iter().rev().map(|(x, y)| (*x, y + ordinary));
    draw(path, "M", first.0 - alone, first.1 + ordinary);
    draw(path, "L", first.0 - alone, first.1 - ordinary);
    for (x, y) in above {
        draw(path, "L", x, y);
    }
    draw(path, "L", last.0 + alone, last.1 - ordinary);
    draw(path, "L", last.0 + alone, last.1 + ordinary);
    for (x, y) in beneath {
        draw(path, "L", x, y);
    }
    path.push('Z');
}

/// What changed by more than ordinary variation: since the last check, and since the first.
fn sentences(view: &ViewContext, pack: &Pack, group: &Group) -> Vec<Html> {
    if group.checks.len() < 2 {
        return vec![p(view.text(Text::TrendOne))];
    }
    let since = |of: fn(&Series) -> Option<Change>, up, down, steady| -> Html {
        let names = |change: Change| -> Vec<&str> {
            let moved = group.scales.iter().zip(pack.scales());
            let moved = moved.filter(|(series, _)| of(series) == Some(change));
            moved.map(|(_, scale)| scale.title.as_str()).collect()
        };
        let said = [(Change::Up, up), (Change::Down, down)];
        let said = said.into_iter().filter_map(|(change, text)| {
            let names = names(change);
            let list = view.messages.list(&names);
            (!names.is_empty()).then(|| p(view.fill(text, &[("names", &list)])))
        });
        let said: Vec<Html> = said.collect();
        if said.is_empty() {
            let compared = group.scales.iter().any(|series| of(series).is_some());
            let text = if compared { steady } else { Text::TrendUnknown };
            return p(view.text(text));
        }
        said.into_iter().collect()
    };
    let mut all = vec![since(
        |series| series.since_last,
        Text::TrendUp,
        Text::TrendDown,
        Text::TrendSteady,
    )];
    if group.checks.len() > 2 {
        all.push(since(
            |series| series.since_first,
            Text::TrendFirstUp,
            Text::TrendFirstDown,
            Text::TrendFirstSteady,
        ));
    }
    all
}

/// The newest checks, one per row. "Show more" below the list adds rows here, too.
fn table(view: &ViewContext, pack: &Pack, checks: &[&Check], group: &Group) -> Html {
    let scales = pack.scales();
    let head = scales
        .iter()
        .map(|scale| html! { <th scope="col">{ plain(&scale.title) }</th> });
    let places = (0..group.checks.len())
        .rev()
        .take(view.session.features.history.shown);
    let rows = places.map(|at| {
        let check = checks[group.checks[at]];
        let words = check
            .answers(pack)
            .map(|answers| scale_words(pack, &score(pack, &answers), &answers));
        let cells = words.unwrap_or_default().into_iter().map(|words| {
            let label = words.map_or(view.messages.get(Text::NotEnough), |words| words.label);
            html! { <td>{ plain(label) }</td> }
        });
        let open = view.on(Action::Go(Screen::Result(check.id.clone())));
        html! {
            <tr>
                <th scope="row">
                    <button type="button" class="link" onclick={open}>
                        { plain(&date(view.messages, check.changed)) }
                    </button>
                </th>
                { for cells }
                <td>{ plain(&tags(view, pack, check)) }</td>
            </tr>
        }
    });
    html! {
        <div class="table" tabindex="0" role="group" aria-label={view.messages.get(Text::TrendTable).to_owned()}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ view.text(Text::TrendDate) }</th>
                        { for head }
                        <th scope="col">{ view.text(Text::TrendTags) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// The tags of a check, in a row.
pub fn tags(view: &ViewContext, pack: &Pack, check: &Check) -> String {
    let note = view.session.note(&check.id);
    let on = pack.form().after.tags.iter();
    let on = on.filter(|tag| note.is_some_and(|note| note.tags.contains(&tag.id)));
    let names: Vec<&str> = on.map(|tag| tag.text.as_str()).collect();
    names.join(view.messages.get(Text::ListComma))
}
