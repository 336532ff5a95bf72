//! Suggestions for mistyped names.

/// The name among `known` that `name` was most likely meant to be. `None` if none of them is similar.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    // At most one letter dropped, added, changed or swapped for every three, ignoring case.
    let lower = name.to_ascii_lowercase();
    let distance = |other: &&str| strsim::osa_distance(&lower, &other.to_ascii_lowercase());
    let best = known.iter().copied().min_by_key(distance)?;
    let most = name.chars().count().max(3) / 3;
    (distance(&best) <= most).then_some(best)
}
