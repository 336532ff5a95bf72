//! The references in the guidance and in the offers.

use super::{Broken, Fault, Referent, Sink, band_set, find_scale, has_band, is_item, twice};
use crate::pack::condition::{Condition, NamedCondition};
use crate::pack::error::PackRule;
use crate::pack::format::{Offer, PackForm};
use crate::pack::guidance::Rule;
use crate::pack::reflection::Reflection;

/// Checks the ids of the entries.
pub fn entries(form: &PackForm, sink: &mut impl Sink) {
    twice(
        PackRule::ENTRY_TWICE,
        &form.guidance.entries,
        |entry| &entry.id,
        |at| format!("guidance.entries[{at}].id"),
        sink,
    );
}

/// Checks the ids of the named conditions.
pub fn conditions(form: &PackForm, sink: &mut impl Sink) {
    twice(
        PackRule::CONDITION_TWICE,
        &form.guidance.conditions,
        |named| &named.id,
        |at| format!("guidance.conditions[{at}].id"),
        sink,
    );
}

/// Checks that the entries that `rule`, at index `at`, shows exist.
pub fn shows(form: &PackForm, at: usize, rule: &Rule, sink: &mut impl Sink) {
    for (place, id) in rule.show.iter().enumerate() {
        if !form.guidance.entries.iter().any(|entry| &entry.id == id) {
            sink.add(PackRule::UNKNOWN_ENTRY, id, || Broken {
                path: format!("guidance.rules[{at}].show[{place}]"),
                fault: Fault::Unknown(Referent::Entry, id),
            });
        }
    }
}

/// Checks the ids of `offers`, which is the member `name` of `after`.
pub fn offers(name: &str, offers: &[Offer], sink: &mut impl Sink) {
    twice(
        PackRule::OFFER_TWICE,
        offers,
        |offer| &offer.id,
        |at| format!("after.{name}[{at}].id"),
        sink,
    );
}

/// Checks the ids in the reflection.
pub fn reflection(reflection: &Reflection, sink: &mut impl Sink) {
    for (name, passages) in reflection.passages() {
        twice(
            PackRule::REFLECTION_TWICE,
            passages,
            |passage| &passage.id,
            |at| format!("after.reflection.{name}[{at}].id"),
            sink,
        );
    }
}

/// Checks that what a condition on a result asks about exists. `named` has the named conditions that it may refer to:
/// for one of these, those before it. `subject` names what depends on the condition.
pub fn check_condition(
    form: &PackForm,
    named: &[NamedCondition],
    when: &Condition,
    subject: &str,
    sink: &mut impl Sink,
) {
    let mut add = |path: &str, fault: Fault| {
        sink.add(PackRule::UNKNOWN_SUBJECT, subject, || Broken {
            path: path.to_owned(),
            fault,
        });
    };
    let mut scale = |path: &str, id: &str| {
        let found = find_scale(form, id);
        if found.is_none() {
            add(path, Fault::Unknown(Referent::Scale, id));
        }
        found
    };
    match when {
        Condition::Always
        | Condition::NothingScored
        | Condition::NothingStandsOut
        | Condition::EarlierChecks
        | Condition::Not(_) => {}
        Condition::Band { scale: id, bands } => {
            let known = scale("band.scale", id);
            let Some(set) = known.and_then(|known| band_set(form, &known.band_set)) else {
                return;
            };
            for (at, band) in bands.iter().enumerate() {
                if !has_band(set, band) {
                    sink.add(PackRule::UNKNOWN_SUBJECT, subject, || Broken {
                        path: format!("band.in[{at}]"),
                        fault: Fault::UnknownBand {
                            scale: id,
                            bands: &set.bands,
                            band,
                        },
                    });
                }
            }
        }
        Condition::Unscored(id) => {
            scale("unscored", id);
        }
        Condition::StandsOut(id) => {
            if scale("standsOut", id).is_some_and(|scale| !scale.pattern) {
                add("standsOut", Fault::NoPattern(id));
            }
        }
        Condition::Score { scale: id, .. } => {
            scale("score.scale", id);
        }
        Condition::Higher { scale: id, than } => {
            scale("higher.scale", id);
            scale("higher.than", than);
        }
        Condition::Item { id, .. } => {
            if !is_item(form, id) {
                add("item.id", Fault::Unknown(Referent::Item, id));
            }
        }
        Condition::Named(id) => {
            if !named.iter().any(|one| &one.id == id) {
                let mut all = form.guidance.conditions.iter();
                let fault = match all.any(|one| &one.id == id) {
                    true => Fault::LaterCondition(id),
                    false => Fault::Unknown(Referent::Condition, id),
                };
                add("condition", fault);
            }
        }
        Condition::ItemCount { scales, items, .. } => {
            for (at, id) in scales.iter().enumerate() {
                scale(&format!("itemCount.scales[{at}]"), id);
            }
            for (at, id) in items.iter().enumerate() {
                if !is_item(form, id) {
                    let fault = Fault::Unknown(Referent::Item, id);
                    add(&format!("itemCount.items[{at}]"), fault);
                }
            }
        }
        Condition::BandCount { kind, band, .. } => {
            let mut of_kind = form.scales.iter().filter(|scale| scale.kind == *kind);
            let known = of_kind.any(|scale| {
                let set = band_set(form, &scale.band_set);
                set.is_some_and(|set| has_band(set, band))
            });
            if !known {
                add("bandCount.band", Fault::BandOfNoScale(band));
            }
        }
        Condition::All(parts) | Condition::Any(parts) => {
            if parts.is_empty() {
                add("", Fault::NoCondition);
            }
        }
    }
}
