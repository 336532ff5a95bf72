//! Broken references, in words for the pack's author. They are found by `instrument::pack::references`.

use instrument::pack::references::{Broken, Fault, Referent, Sink, repeated};
use instrument::pack::{PackForm, PackRule};

use super::all_items::all_items;
use super::findings::Findings;

/// Adds the broken references in a pack to the findings.
pub struct References<'a> {
    /// The pack.
    pub form: &'a PackForm,
    /// What was found.
    pub found: &'a mut Findings,
}

impl References<'_> {
    /// Reports ids that are twice in a list. Only the checker does so: the code that reads packs takes the first.
    pub fn twice<'a, T>(&mut self, path: &str, list: &'a [T], id: impl Fn(&'a T) -> &'a str) {
        for (at, element) in repeated(list, &id) {
            let (what, hint) = explain_fault(self.form, Fault::Twice(id(element)));
            self.found.error(format!("{path}[{at}].id"), what, hint);
        }
    }
}

impl Sink for References<'_> {
    fn add<'a>(&mut self, rule: PackRule, _: &str, broken: impl FnOnce() -> Broken<'a>) {
        let Broken { path, fault } = broken();
        let (what, hint) = match fault {
            Fault::Twice(id) if rule == PackRule::ITEM_TWICE => (
                format!("the id “{id}” is there twice"),
                "Answers are kept by it: every item needs its own.".to_owned(),
            ),
            fault => explain_fault(self.form, fault),
        };
        self.found.error(path, what, hint);
    }
}

/// What is wrong, and what to do about it.
pub fn explain_fault(form: &PackForm, fault: Fault) -> (String, String) {
    let (what, hint) = match fault {
        Fault::Unknown(referent, id) => {
            let (one, all) = known(form, referent);
            return (format!("there is no {one} “{id}”"), all);
        }
        Fault::UnknownBand { scale, bands, band } => {
            let what = format!("“{scale}” has no band “{band}”");
            return (what, names("Bands", bands.iter().map(|band| &band.id)));
        }
        Fault::Twice(id) => (
            format!("“{id}” is there twice"),
            "Each needs a name of its own.",
        ),
        Fault::TwiceInScale(id) => (
            format!("“{id}” is in this scale twice"),
            "Give it a `weight` if it is to count more.",
        ),
        Fault::SectionLink => (
            "that is how a section is called in exports".to_owned(),
            "Choose another id.",
        ),
        Fault::InItself => ("a scale cannot count in itself".to_owned(), "Take it out."),
        Fault::LaterScale(id) => (
            format!("“{id}” stands after this scale"),
            "A scale counts only scales before it: move this one further down.",
        ),
        Fault::LaterItem(id) => (
            format!("“{id}” is asked later"),
            "Only answers that are already there can decide: move that item further up.",
        ),
        Fault::NoWords(band) => (
            format!("no words for the band “{band}” that are always shown"),
            "A result is never shown without words that fit it: the last for each band have no `when`.",
        ),
        Fault::WordsNeverShown(words) => (
            format!("“{words}” is never shown"),
            "Words without `when` for the same band come before it. Move it up, or take it out.",
        ),
        Fault::BandOfNoScale(band) => (
            format!("no scale of this kind has a band “{band}”"),
            "Look at `kind`, and at the ids of the bands.",
        ),
        Fault::NoPattern(id) => (
            format!("“{id}” is no pattern scale, so it never stands out"),
            "Add \"pattern\": true to it.",
        ),
        Fault::NoCondition => (
            "nothing to ask".to_owned(),
            "Use \"always\" where no condition is meant.",
        ),
        Fault::LaterCondition(id) => (
            format!("the condition “{id}” does not come before this one"),
            "A named condition can only refer to those before it: move it further down.",
        ),
    };
    (what, hint.to_owned())
}

/// What the kind is called, and a hint that lists the ids of that kind.
fn known(form: &PackForm, referent: Referent) -> (&'static str, String) {
    match referent {
        Referent::Item => {
            let items = all_items(form);
            let ids = items.iter().map(|(_, _, item)| &item.id);
            ("item", names("Items", ids))
        }
        Referent::OptionSet => {
            let ids = form.option_sets.iter().map(|set| &set.id);
            ("option set", names("Option sets", ids))
        }
        Referent::Scale => {
            let ids = form.scales.iter().map(|scale| &scale.id);
            ("scale", names("Scales", ids))
        }
        Referent::BandSet => {
            let ids = form.band_sets.iter().map(|set| &set.id);
            ("band set", names("Band sets", ids))
        }
        Referent::Table => {
            let ids = form.tables.iter().map(|table| &table.id);
            ("table", names("Tables", ids))
        }
        Referent::Condition => {
            let ids = form.guidance.conditions.iter().map(|named| &named.id);
            ("condition", names("Conditions", ids))
        }
        Referent::Entry => {
            let ids = form.guidance.entries.iter().map(|entry| &entry.id);
            ("entry", names("Entries", ids))
        }
    }
}

/// A hint that lists the `known` ids.
pub fn names<'a>(what: &str, known: impl Iterator<Item = &'a String>) -> String {
    let known: Vec<&str> = known.map(String::as_str).collect();
    if known.is_empty() {
        return format!("{what}: there are none.");
    }
    format!("{what}: {}.", known.join(", "))
}
