//! One sort for the whole project, and one search in sorted lists.

use std::cmp::Ordering;

#[cfg(debug_assertions)]
thread_local! {
    static COMPARISONS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// How many comparisons this thread has made here and between ids of checks. Tests use it to check that the work does
/// not grow with the square of what is stored. Only builds with debug assertions count.
#[cfg(debug_assertions)]
pub fn comparisons() -> usize {
    COMPARISONS.get()
}

/// Counts a comparison and returns its outcome.
#[inline]
pub(super) fn count_comparison<T>(outcome: T) -> T {
    #[cfg(debug_assertions)]
    COMPARISONS.set(COMPARISONS.get() + 1);
    outcome
}

/// `list` in ascending order by `compare`. Equal elements keep their order.
///
/// This is a merge sort with about n log n comparisons. The standard library's sort would add 5 kB to the binary before
/// compression.
pub fn stable_sort_by<T: Clone>(list: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = places(list.len(), &|a, b| {
        count_comparison(compare(&list[a], &list[b]))
    });
    places
        .into_iter()
        .map(|place| list[place].clone())
        .collect()
}

/// The index of the first element that `compare` finds equal, in a `list` that is in ascending order.
///
/// # Errors
/// The index where such an element would belong.
pub fn find<T>(list: &[T], compare: impl Fn(&T) -> Ordering) -> Result<usize, usize> {
    let place = list.partition_point(|one| count_comparison(compare(one)) == Ordering::Less);
    match list.get(place) {
        Some(one) if compare(one) == Ordering::Equal => Ok(place),
        _ => Err(place),
    }
}

/// The indices of a list in the order of its elements. Each round merges pairs of sorted runs into runs twice as long.
#[inline(never)]
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (Some(&a), Some(&b)) = (left.first(), right.first()) {
                if compare(b, a) == Ordering::Less {
                    merged.push(b);
                    right = &right[1..];
                } else {
                    merged.push(a);
                    left = &left[1..];
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        run *= 2;
    }
    places
}
