//! The items of a form in one list.

use instrument::pack::{Item, PackForm};

/// Every item with its path and the index of its section.
pub fn all_items(form: &PackForm) -> Vec<(String, usize, &Item)> {
    let sections = form.sections.iter().enumerate();
    let items = sections.flat_map(|(at, section)| {
        let items = section.items.iter().enumerate();
        items.map(move |(place, item)| (format!("sections[{at}].items[{place}]"), at, item))
    });
    items.collect()
}
