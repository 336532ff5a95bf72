//! How a scale's result came about: its answers, its edges, and how near they are. For showing only.

use super::number::Decimal;
use super::score::{Outcome, ScaleScore, score};
use super::{Answer, Answers, Pack};

/// One item's part in a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Place of the item in the pack.
    pub item: usize,
    /// Whether it counts reversed.
    pub reversed: bool,
    /// What was done with it; nothing when not reached.
    pub answer: Option<Answer>,
    /// What it counts; nothing without an answer.
    pub counted: Option<i32>,
}

/// The band's edges, and how near they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    /// Lower edge, inclusive.
    pub from: Decimal,
    /// Upper edge, exclusive; none for the highest band.
    pub below: Option<Decimal>,
    /// The least number of single steps up, each from one answer to the next, that reaches the upper edge.
    ///
    /// Nothing where there is no next band, the answers cannot reach it, or their steps are not all of one size.
    pub up: Option<i64>,
    /// The least number of single steps down that leaves the band. Nothing on the same terms.
    pub down: Option<i64>,
}

/// How one scale's result came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Place of the scale in the pack.
    pub scale: usize,
    /// Its items, in its order.
    pub parts: Vec<Part>,
    /// How many were answered, of how many, and what it came to.
    pub score: ScaleScore,
    /// Fewer answers than this give no result.
    pub least_answered: usize,
    /// The edges of the band; nothing when there is no result.
    pub edges: Option<Edges>,
}

/// Explains every scale of `pack`, in its order.
pub fn explain(pack: &Pack, answers: &Answers) -> Vec<Explained> {
    let scores = score(pack, answers).scales;
    let explained = scores.into_iter().enumerate().map(|(scale, score)| {
        let part = |(member, item): (&super::pack::Member, usize)| Part {
            item,
            reversed: member.reversed,
            answer: answers.get(item),
            counted: pack.counted(member, item, answers),
        };
        Explained {
            scale,
            parts: pack.members(scale).map(part).collect(),
            score,
            least_answered: pack.scales()[scale].least_answered,
            edges: edges(pack, scale, score.outcome),
        }
    });
    explained.collect()
}

fn edges(pack: &Pack, at: usize, outcome: Outcome) -> Option<Edges> {
    let Outcome::Scored { mean, band } = outcome else {
        return None;
    };
    let scale = &pack.scales()[at];
    let bands = pack.bands(scale);
    let (low, high) = pack.scale_range(scale);
    let step = pack.step(at);
    let from = bands.get(band)?.from;
    let below = bands.get(band + 1).map(|band| band.from);
    // `needed` more of the sum, with at most `room` to be had.
    let steps = |needed: i64, room: i64| {
        let step = step?;
        let steps = (needed + step - 1) / step;
        (steps * step <= room).then_some(steps)
    };
    Some(Edges {
        from,
        below,
        up: below.and_then(|edge| steps(mean.missing(edge), mean.room(high))),
        down: (band > 0)
            .then(|| steps(1 - mean.missing(from), -mean.room(low)))
            .flatten(),
    })
}
