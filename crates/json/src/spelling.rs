//! Names that were mistyped.

/// The name among `known` that `name` was most likely meant to be. `None` where it is like none of them.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    // Letters dropped, added, changed or swapped, one for each three that there are; whichever case they are in.
    let lower = name.to_ascii_lowercase();
    let distance = |other: &&str| strsim::osa_distance(&lower, &other.to_ascii_lowercase());
    let best = known.iter().copied().min_by_key(distance)?;
    let most = name.chars().count().max(3) / 3;
    (distance(&best) <= most).then_some(best)
}
