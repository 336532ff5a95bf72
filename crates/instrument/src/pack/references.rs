//! The references in a pack: no id is used twice in its list, and each reference names something that exists and, where
//! the order matters, comes before it.
//!
//! The code that reads packs and the checker for pack authors both find broken references with these functions. They
//! report them differently, so each has its own [`Sink`]. [`shown`] and [`check_condition`] look at one condition, and
//! not at the conditions inside it.

mod guidance;

pub use guidance::{check_condition, conditions, entries, offers, reflection, shows};

use super::branch::ShownWhen;
use super::condition::Condition;
use super::error::PackRule as Rule;
use super::format::PackForm;
use super::scale::{Band, BandSet, BandWords, Scale};

/// Receives each broken reference.
pub trait Sink {
    /// `subject` is what a short message names. `broken` makes the details for a pack's author. The code that reads
    /// packs never calls it, so the browser does not load it.
    fn add<'a>(&mut self, rule: Rule, subject: &str, broken: impl FnOnce() -> Broken<'a>);
}

/// A broken reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken<'a> {
    /// Its path in the JSON: `scales[2].items[0].item`. For a condition, the path within it: `band.scale`. Empty for
    /// the whole condition.
    pub path: String,
    /// What is wrong with it.
    pub fault: Fault<'a>,
}

/// What can be wrong with a reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault<'a> {
    /// Nothing of this kind has the id.
    Unknown(Referent, &'a str),
    /// An earlier element of the list has the same id.
    Twice(&'a str),
    /// The item or the scale is in one scale twice.
    TwiceInScale(&'a str),
    /// An item has the id under which a section is exported.
    SectionLink,
    /// A scale includes itself.
    InItself,
    /// This scale comes after the one that includes it.
    LaterScale(&'a str),
    /// A condition for showing something asks about this item, which does not come before it.
    LaterItem(&'a str),
    /// The scale has no words for this band that are shown whatever was answered.
    NoWords(&'a str),
    /// Words of a scale that come after others for the same band that are always shown.
    WordsNeverShown(&'a str),
    /// The scale does not have this band.
    UnknownBand {
        /// The id of the scale.
        scale: &'a str,
        /// Its bands.
        bands: &'a [Band],
        /// The id of the band that is not among them.
        band: &'a str,
    },
    /// No scale of the kind has this band.
    BandOfNoScale(&'a str),
    /// This scale never stands out, because it is not a pattern scale.
    NoPattern(&'a str),
    /// A list of conditions is empty.
    NoCondition,
    /// This named condition comes after the one that refers to it.
    LaterCondition(&'a str),
}

/// What an id can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referent {
    /// An item.
    Item,
    /// An option set.
    OptionSet,
    /// A scale.
    Scale,
    /// A band set.
    BandSet,
    /// A table.
    Table,
    /// An entry of the guidance.
    Entry,
    /// A named condition.
    Condition,
}

/// The elements of `list` whose name an earlier element has too, each with its index.
pub fn repeated<'a, T, Name: PartialEq>(
    list: &'a [T],
    name: impl Fn(&'a T) -> Name,
) -> impl Iterator<Item = (usize, &'a T)> {
    list.iter().enumerate().filter(move |(at, element)| {
        let mut before = list.iter().take(*at);
        before.any(|other| name(other) == name(element))
    })
}

/// Reports ids that are used twice in a list. `path` returns the path of the id at an index.
fn twice<'a, T>(
    rule: Rule,
    list: &'a [T],
    id: impl Fn(&'a T) -> &'a str,
    path: impl Fn(usize) -> String,
    sink: &mut impl Sink,
) {
    for (at, element) in repeated(list, &id) {
        let id = id(element);
        sink.add(rule, id, || Broken {
            path: path(at),
            fault: Fault::Twice(id),
        });
    }
}

fn is_item(form: &PackForm, id: &str) -> bool {
    let mut items = form.sections.iter().flat_map(|section| &section.items);
    items.any(|item| item.id == id)
}

fn find_scale<'a>(form: &'a PackForm, id: &str) -> Option<&'a Scale> {
    form.scales.iter().find(|scale| scale.id == id)
}

fn has_band(set: &BandSet, id: &str) -> bool {
    set.bands.iter().any(|band| band.id == id)
}

fn band_set<'a>(form: &'a PackForm, id: &str) -> Option<&'a BandSet> {
    form.band_sets.iter().find(|set| set.id == id)
}

/// Checks the ids of sections and items, and the option sets that items name.
pub fn items(form: &PackForm, sink: &mut impl Sink) {
    twice(
        Rule::SECTION_TWICE,
        &form.sections,
        |section| &section.id,
        |at| format!("sections[{at}].id"),
        sink,
    );
    let mut seen = Vec::new();
    for (at, section) in form.sections.iter().enumerate() {
        for (place, item) in section.items.iter().enumerate() {
            let id = item.id.as_str();
            let broken = |member: &str, fault| Broken {
                path: format!("sections[{at}].items[{place}].{member}"),
                fault,
            };
            if seen.contains(&id) {
                sink.add(Rule::ITEM_TWICE, id, || broken("id", Fault::Twice(id)));
            }
            seen.push(id);
            let set = item.options.as_str();
            if !form.option_sets.iter().any(|known| known.id == set) {
                let unknown = Fault::Unknown(Referent::OptionSet, set);
                sink.add(Rule::NO_OPTIONS, id, || broken("options", unknown));
            }
            // The FHIR export gives a section this link id, next to those of the items.
            let link = id.strip_prefix("section-");
            if form
                .sections
                .iter()
                .any(|known| Some(known.id.as_str()) == link)
            {
                sink.add(Rule::SECTION_LINK, id, || broken("id", Fault::SectionLink));
            }
        }
    }
}

/// Checks a condition under which the section or the item `id` is shown. `earlier` has the ids of the items before it.
///
/// The condition may only ask about those items. So there are no loops, and no answer makes an earlier item appear.
pub fn shown(form: &PackForm, when: &ShownWhen, earlier: &[&str], id: &str, sink: &mut impl Sink) {
    let fine = match when {
        ShownWhen::Always | ShownWhen::Not(_) => true,
        ShownWhen::Item { id, .. } => earlier.contains(&id.as_str()),
        ShownWhen::All(parts) | ShownWhen::Any(parts) => !parts.is_empty(),
    };
    if fine {
        return;
    }
    sink.add(Rule::SHOWN_FOR_OTHER, id, || match when {
        ShownWhen::Item { id, .. } => Broken {
            path: "item.id".to_owned(),
            fault: if is_item(form, id) {
                Fault::LaterItem(id)
            } else {
                Fault::Unknown(Referent::Item, id)
            },
        },
        _ => Broken {
            path: String::new(),
            fault: Fault::NoCondition,
        },
    });
}

/// Checks the ids of the scales.
pub fn scales(form: &PackForm, sink: &mut impl Sink) {
    twice(
        Rule::SCALE_TWICE,
        &form.scales,
        |scale| &scale.id,
        |at| format!("scales[{at}].id"),
        sink,
    );
}

/// Checks the items of `scale`, which is at index `at`, and the scales that it includes.
pub fn members(form: &PackForm, at: usize, scale: &Scale, sink: &mut impl Sink) {
    for (place, member) in scale.items.iter().enumerate() {
        let item = member.item.as_str();
        let broken = |fault| Broken {
            path: format!("scales[{at}].items[{place}].item"),
            fault,
        };
        if !is_item(form, item) {
            let unknown = Fault::Unknown(Referent::Item, item);
            sink.add(Rule::UNKNOWN_ITEMS, &scale.id, || broken(unknown));
        }
        if scale
            .items
            .iter()
            .take(place)
            .any(|other| other.item == item)
        {
            let twice = Fault::TwiceInScale(item);
            sink.add(Rule::MEMBER_TWICE, item, || broken(twice));
        }
    }
    for (place, part) in scale.scales.iter().enumerate() {
        let id = part.scale.as_str();
        let broken = |fault| Broken {
            path: format!("scales[{at}].scales[{place}].scale"),
            fault,
        };
        if !form.scales.iter().take(at).any(|earlier| earlier.id == id) {
            sink.add(Rule::LATER_PART, &scale.id, || {
                broken(if scale.id == id {
                    Fault::InItself
                } else if find_scale(form, id).is_some() {
                    Fault::LaterScale(id)
                } else {
                    Fault::Unknown(Referent::Scale, id)
                })
            });
        }
        if scale
            .scales
            .iter()
            .take(place)
            .any(|other| other.scale == id)
        {
            sink.add(Rule::PART_TWICE, id, || broken(Fault::TwiceInScale(id)));
        }
    }
}

/// Checks that the table that `scale`, at index `at`, is looked up in exists.
pub fn table(form: &PackForm, at: usize, scale: &Scale, sink: &mut impl Sink) {
    if let Some(table) = &scale.table
        && !form.tables.iter().any(|known| &known.id == table)
    {
        sink.add(Rule::NO_TABLE, &scale.id, || Broken {
            path: format!("scales[{at}].table"),
            fault: Fault::Unknown(Referent::Table, table),
        });
    }
}

/// Checks that the bands of `scale`, at index `at`, exist, and that each has words, the last of them always shown.
pub fn words(form: &PackForm, at: usize, scale: &Scale, sink: &mut impl Sink) {
    let Some(set) = band_set(form, &scale.band_set) else {
        return sink.add(Rule::NO_BANDS, &scale.id, || Broken {
            path: format!("scales[{at}].bandSet"),
            fault: Fault::Unknown(Referent::BandSet, &scale.band_set),
        });
    };
    twice(
        Rule::WORDS_TWICE,
        &scale.words,
        BandWords::name,
        |place| format!("scales[{at}].words[{place}]"),
        sink,
    );
    for band in &set.bands {
        let mut words = scale.words.iter().filter(|words| words.band == band.id);
        let always = words.find(|words| words.when == Condition::Always);
        // Words without a name of their own are reported above, as they share that of their band.
        if let Some(never) = words.next().filter(|words| words.id.is_some()) {
            sink.add(Rule::WORDS_NEVER_SHOWN, &scale.id, || Broken {
                path: format!("scales[{at}].words"),
                fault: Fault::WordsNeverShown(never.name()),
            });
        }
        if always.is_none() {
            let subject = [&scale.id, "/", &band.id].concat();
            sink.add(Rule::NO_WORDS, &subject, || Broken {
                path: format!("scales[{at}].words"),
                fault: Fault::NoWords(&band.id),
            });
        }
    }
}
