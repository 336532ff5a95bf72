//! The app's own sort, compared with the standard library's.

use instrument::order::stable_sort_by;
use proptest::prelude::*;

proptest! {
    #[test]
    fn sorts_as_the_standard_sort_does(list in prop::collection::vec((0..9_u8, any::<u8>()), 0..40)) {
        let mut standard = list.clone();
        standard.sort_by_key(|pair| pair.0);
        prop_assert_eq!(stable_sort_by(&list, |a, b| a.0.cmp(&b.0)), standard);
    }
}

/// Ten thousand texts in the worst order take no more comparisons than a merge sort needs.
#[test]
fn the_worst_order_does_not_take_quadratic_work() {
    let compared = std::cell::Cell::new(0);
    for list in [
        (0..10_000).collect::<Vec<u32>>(),
        (0..10_000).rev().collect(),
        (0..10_000).map(|at| at * 7_919 % 10_000).collect(),
    ] {
        compared.set(0);
        let in_order = stable_sort_by(&list, |a, b| {
            compared.set(compared.get() + 1);
            a.cmp(b)
        });
        assert!(in_order.is_sorted());
        assert!(compared.get() < 10_000 * 14, "{}", compared.get());
    }
}
