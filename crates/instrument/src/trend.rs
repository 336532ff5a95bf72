//! Change over time, honestly: only between checks on the very same questions, and small changes are called ordinary.

use std::cmp::Ordering;

use super::order::stable_sort_by;
use super::rational::Rational;
use super::{Check, Pack, score};

/// Checks on one pack, in the order of time.
///
/// A pack is the same only with the same id, version and digest. The time its questions look back over is part of it, so
/// another recall period is another pack: there is never a line from one group to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Place of the pack among those given.
    pub pack: usize,
    /// Places of the checks among those given, the earliest first.
    pub checks: Vec<usize>,
    /// One for each of the pack's scales.
    pub scales: Vec<Series>,
}

/// One scale over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// One for each of the group's checks.
    pub points: Vec<Point>,
    /// The newest check against the one before it that is scored on this scale. Nothing when the newest is not scored.
    pub since_last: Option<Change>,
    /// The newest check against the first that is scored on this scale. Nothing when the newest is not scored.
    pub since_first: Option<Change>,
}

/// One scale of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Place of the check among those given.
    pub check: usize,
    /// What it came to; nothing when not enough was answered, which leaves a gap.
    pub value: Option<Rational>,
    /// Place of the band in the scale's band set.
    pub band: Option<usize>,
}

/// What became of a scale. Neither better nor worse: that depends on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// No more than the ordinary wobble.
    Steady,
    /// It is higher.
    Up,
    /// It is lower.
    Down,
}

impl Change {
    /// From `before` to `now`, where less than `wobble` is ordinary ([`Pack::wobble`]); exact.
    pub fn between(before: Rational, now: Rational, wobble: Rational) -> Self {
        // Too far apart for numbers is far.
        if now.distance(before).is_some_and(|way| way < wobble) {
            return Self::Steady;
        }
        match now.cmp(&before) {
            Ordering::Less => Self::Down,
            _ => Self::Up,
        }
    }
}

/// The checks in groups, each on one of `packs`; the group with the newest check first.
///
/// A check that none of the packs can read is in no group.
pub fn trend(checks: &[&Check], packs: &[&Pack]) -> Vec<Group> {
    let places: Vec<usize> = (0..checks.len()).collect();
    // The local clock decides nothing here: what was later in UTC was later for the person.
    let later = |&a: &usize, &b: &usize| {
        let (a, b) = (checks[a], checks[b]);
        a.changed.utc.cmp(&b.changed.utc).then(a.id.cmp(&b.id))
    };
    let places = stable_sort_by(&places, later);
    let groups = (0..packs.len())
        .filter(|&pack| !packs[..pack].contains(&packs[pack]))
        .map(|pack| group(checks, &places, packs[pack], pack));
    let groups: Vec<Group> = groups.filter(|group| !group.checks.is_empty()).collect();
    let newest = |group: &Group| {
        let newest = group.checks.last();
        places.iter().rposition(|place| Some(place) == newest)
    };
    stable_sort_by(&groups, |a, b| newest(b).cmp(&newest(a)))
}

fn group(checks: &[&Check], places: &[usize], pack: &Pack, at: usize) -> Group {
    let mut read = Vec::new();
    let mut series: Vec<Vec<Point>> = vec![Vec::new(); pack.scales().len()];
    for &check in places {
        let Some(answers) = checks[check].answers(pack) else {
            continue;
        };
        read.push(check);
        let profile = score(pack, &answers);
        for (scale, points) in series.iter_mut().enumerate() {
            points.push(Point {
                check,
                value: profile.value(scale),
                band: profile.band(scale),
            });
        }
    }
    let series = series.into_iter().enumerate();
    Group {
        pack: at,
        checks: read,
        scales: series
            .map(|(scale, points)| with_changes(pack, scale, points))
            .collect(),
    }
}

fn with_changes(pack: &Pack, scale: usize, points: Vec<Point>) -> Series {
    let wobble = pack.wobble(scale);
    let newest = points.last().and_then(|point| point.value);
    let earlier = &points[..points.len().saturating_sub(1)];
    let since = |before: Option<Rational>| Some(Change::between(before?, newest?, wobble));
    let since_last = since(earlier.iter().rev().find_map(|point| point.value));
    let since_first = since(earlier.iter().find_map(|point| point.value));
    Series {
        since_last,
        since_first,
        points,
    }
}
