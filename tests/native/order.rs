//! The one sort, held against the standard one.

use compassion_check::domain::order::sorted;
use proptest::prelude::*;

proptest! {
    #[test]
    fn sorts_as_the_standard_sort_does(list in prop::collection::vec((0..9_u8, any::<u8>()), 0..40)) {
        let mut standard = list.clone();
        standard.sort_by_key(|pair| pair.0);
        prop_assert_eq!(sorted(&list, |a, b| a.0.cmp(&b.0)), standard);
    }
}
