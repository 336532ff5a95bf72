//! Change over time. Only checks on the same questions are compared, and small changes are called ordinary.

use std::cmp::Ordering;

use super::order::stable_sort_by;
use super::rational::Rational;
use super::{Check, Pack, score};

/// The checks on one pack, in the order of time.
///
/// Two packs are the same only if their ids, versions and digests are equal. The recall period is part of the digest,
/// so another recall period makes another pack. No line is drawn from one group to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Index of the pack among those given.
    pub pack: usize,
    /// Indices of the checks among those given, earliest first.
    pub checks: Vec<usize>,
    /// One for each of the pack's scales.
    pub scales: Vec<Series>,
}

/// One scale over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// One for each of the group's checks.
    pub points: Vec<Point>,
    /// The change to the newest check from the last one before it that is scored on this scale. `None` when there is no
    /// such check, or when the newest is not scored.
    pub since_last: Option<Change>,
    /// The same, from the first check that is scored on this scale.
    pub since_first: Option<Change>,
}

/// The result of one scale in one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Index of the check among those given.
    pub check: usize,
    /// The result. `None` when not enough was answered, which leaves a gap in the line.
    pub value: Option<Rational>,
    /// Index of the band in the scale's band set.
    pub band: Option<usize>,
}

/// How a scale changed. Whether that is better or worse depends on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// By less than an ordinary change, so the change is ordinary.
    Steady,
    /// It is higher.
    Up,
    /// It is lower.
    Down,
}

impl Change {
    /// The change from `before` to `now`, compared exactly. Less than `ordinary` ([`Pack::ordinary_change`]) is
    /// ordinary.
    pub fn between(before: Rational, now: Rational, ordinary: Rational) -> Self {
        // A distance that does not fit in a `Rational` is large.
        if now.distance(before).is_some_and(|way| way < ordinary) {
            return Self::Steady;
        }
        match now.cmp(&before) {
            Ordering::Less => Self::Down,
            _ => Self::Up,
        }
    }
}

/// Groups the checks by the pack they are on. The group with the newest check comes first.
///
/// A check that does not belong to any of `packs` is in no group.
pub fn trend(checks: &[&Check], packs: &[&Pack]) -> Vec<Group> {
    let places: Vec<usize> = (0..checks.len()).collect();
    // Sorted by UTC and not by local time, which can go back when the user travels.
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
    let ordinary = pack.ordinary_change(scale);
    let newest = points.last().and_then(|point| point.value);
    let earlier = &points[..points.len().saturating_sub(1)];
    let since = |before: Option<Rational>| Some(Change::between(before?, newest?, ordinary));
    let since_last = since(earlier.iter().rev().find_map(|point| point.value));
    let since_first = since(earlier.iter().find_map(|point| point.value));
    Series {
        since_last,
        since_first,
        points,
    }
}
