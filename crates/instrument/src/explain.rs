//! How a scale's result came about: its answers, the edges of its band, and how near they are. Only for display.

use super::number::Decimal;
use super::pack::Band;
use super::rational::Rational;
use super::score::{Outcome, Profile, ScaleScore, Tally, score, tally};
use super::{Answer, Answers, Pack};

/// One item's part in a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Index of the item in the pack.
    pub item: usize,
    /// Whether it is reverse-scored.
    pub reversed: bool,
    /// Its answer. `None` when the item is hidden or was not reached.
    pub answer: Option<Answer>,
    /// What the answer counts, after reversing and before weighting. `None` without an answer that counts.
    pub counted: Option<Rational>,
    /// The weight that `counted` is multiplied by, if there is one.
    pub weight: Option<Decimal>,
}

/// An edge of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The result at the edge.
    pub at: Decimal,
    /// Whether a result exactly on the edge belongs to the band explained.
    pub inside: bool,
}

/// The edges of the band, and how near the result is to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    /// Lower edge.
    pub from: Edge,
    /// Upper edge. `None` for the highest band.
    pub to: Option<Edge>,
    /// The smallest number of steps up, each from one option to the next, that takes the result into a higher band.
    ///
    /// `None` when there is no higher band, when the answers cannot reach one, when the scale has no even step
    /// ([`Pack::step`]), or when its result falls as the answers rise.
    pub up: Option<i64>,
    /// The smallest number of steps down that takes the result into a lower band. `None` in the corresponding cases.
    pub down: Option<i64>,
}

/// How one scale's result came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleExplanation {
    /// Index of the scale in the pack.
    pub scale: usize,
    /// Its items, in the scale's order.
    pub parts: Vec<Part>,
    /// How many items were answered, of how many, and the result.
    pub score: ScaleScore,
    /// Fewer answers than this give no result.
    pub least_answered: usize,
    /// The edges of the band. `None` when there is no result.
    pub edges: Option<Edges>,
}

/// Explains every scale of `pack`, in the pack's order.
pub fn explain(pack: &Pack, answers: &Answers) -> Vec<ScaleExplanation> {
    let answers = &pack.visible_answers(answers);
    let profile = score(pack, answers);
    let explained = profile.scales.iter().enumerate().map(|(scale, score)| {
        let part = |(member, item): (&super::pack::Member, usize)| Part {
            item,
            reversed: member.reversed,
            answer: answers.get(item),
            counted: pack.counted(member, item, answers),
            weight: member.weight,
        };
        ScaleExplanation {
            scale,
            parts: pack.members(scale).map(part).collect(),
            score: *score,
            least_answered: pack.scales()[scale].least_answered,
            edges: edges(pack, scale, answers, &profile),
        }
    });
    explained.collect()
}

fn edges(pack: &Pack, at: usize, answers: &Answers, profile: &Profile) -> Option<Edges> {
    let Outcome::Scored { band, .. } = profile.scales.get(at)?.outcome else {
        return None;
    };
    let bands = pack.bands(&pack.scales()[at]);
    let from = bands.get(band)?;
    let next = bands.get(band + 1);
    let tally = tally(pack, at, answers, profile);
    let ladder = Ladder::new(pack, at, answers, tally, band);
    Some(Edges {
        from: Edge {
            at: from.from,
            inside: !from.exclusive,
        },
        to: next.map(|next: &Band| Edge {
            at: next.from,
            inside: next.exclusive,
        }),
        up: ladder.as_ref().and_then(Ladder::up),
        down: ladder.as_ref().and_then(Ladder::down),
    })
}

/// The results that answers reach when they move by whole steps.
struct Ladder<'a> {
    pack: &'a Pack,
    at: usize,
    tally: Tally,
    band: usize,
    step: Rational,
    /// How many steps all answers together can move up, and down.
    room: (i64, i64),
}

impl<'a> Ladder<'a> {
    fn new(
        pack: &'a Pack,
        at: usize,
        answers: &Answers,
        tally: Tally,
        band: usize,
    ) -> Option<Self> {
        let step = pack.step(at)?;
        let transform = pack.scales()[at].transform;
        if transform.is_some_and(|one| (one.times < 0.into()) != (one.over < 0.into())) {
            return None;
        }
        let (mut above, mut beneath) = (0, 0);
        for (member, index) in pack.members(at) {
            let Some(value) = pack.counted(member, index, answers) else {
                continue;
            };
            let (low, high) = pack.range(index);
            above += count(Rational::from(high).minus(value)?, step)?;
            beneath += count(value.minus(low.into())?, step)?;
        }
        Some(Self {
            pack,
            at,
            tally,
            band,
            step,
            room: (above, beneath),
        })
    }

    fn up(&self) -> Option<i64> {
        (1..=self.room.0).find(|&steps| self.after(steps).is_some_and(|band| band > self.band))
    }

    fn down(&self) -> Option<i64> {
        (1..=self.room.1).find(|&steps| self.after(-steps).is_some_and(|band| band < self.band))
    }

    /// The band after this many steps up, or down if negative.
    fn after(&self, steps: i64) -> Option<usize> {
        let more = self.step.times(Rational::of(steps, 1)?)?;
        let scale = &self.pack.scales()[self.at];
        let (_, band) = self.tally.moved(more).result(self.pack, scale)?;
        Some(band)
    }
}

/// How many whole steps fit into `way`.
fn count(way: Rational, step: Rational) -> Option<i64> {
    way.over(step)?.floor()
}
