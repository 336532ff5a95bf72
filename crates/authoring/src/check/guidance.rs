//! Rules and entries: nothing unknown, nothing that never shows, and the ways to someone who can help.

use instrument::pack::{Condition, Kind, Link, PackForm, Slot};

use super::found::Found;
use super::holds::Against;
use super::items;
use super::items::{names, twice};
use super::reach::Reach;

/// Checks them.
pub fn check(form: &PackForm, reach: &[Reach], found: &mut Found) {
    let against = Against {
        form,
        reach,
        given: None,
    };
    let guidance = &form.guidance;
    twice(
        "guidance.entries",
        "id",
        guidance.entries.iter().map(|entry| entry.id.as_str()),
        found,
    );
    twice(
        "guidance.rules",
        "id",
        guidance.rules.iter().map(|rule| rule.id.as_str()),
        found,
    );
    for (at, rule) in guidance.rules.iter().enumerate() {
        let path = format!("guidance.rules[{at}]");
        condition(against, &format!("{path}.when"), &rule.when, found);
        for (place, id) in rule.show.iter().enumerate() {
            if !guidance.entries.iter().any(|entry| &entry.id == id) {
                found.error(
                    format!("{path}.show[{place}]"),
                    format!("there is no entry “{id}”"),
                    names("Entries", guidance.entries.iter().map(|entry| &entry.id)),
                );
            }
        }
    }
    for (at, entry) in guidance.entries.iter().enumerate() {
        if !guidance
            .rules
            .iter()
            .any(|rule| rule.show.contains(&entry.id))
        {
            found.warning(
                format!("guidance.entries[{at}]"),
                format!("no rule shows “{}”", entry.id),
                "Take it out, or let a rule show it.",
            );
        }
    }
    let after = [
        ("tags", &form.after.tags),
        ("cues", &form.after.cues),
        ("acts", &form.after.acts),
        ("questions", &form.after.questions),
    ];
    for (name, offers) in after {
        twice(
            &format!("after.{name}"),
            "id",
            offers.iter().map(|offer| offer.id.as_str()),
            found,
        );
        for (at, offer) in offers.iter().enumerate() {
            condition(
                against,
                &format!("after.{name}[{at}].when"),
                &offer.when,
                found,
            );
        }
    }
    for (at, source) in form.reading.iter().enumerate() {
        if !source.url.starts_with("https://") {
            found.error(
                format!("reading[{at}].url"),
                "not an address that begins with https://",
                "Other addresses are not followed.",
            );
        }
    }
    help(against, found);
}

/// Whether every result has a next step, heavy ones bring the crisis lines up, and some way leads to someone.
fn help(against: Against, found: &mut Found) {
    let form = against.form;
    let guidance = &form.guidance;
    let shown = |slot: Slot, by: &dyn Fn(&Condition) -> bool| {
        let entries = guidance.entries.iter().filter(|entry| entry.slot == slot);
        let mut ids = entries.map(|entry| &entry.id);
        ids.any(|id| {
            let mut rules = guidance.rules.iter().filter(|rule| rule.show.contains(id));
            rules.any(|rule| by(&rule.when))
        })
    };
    if !shown(Slot::Step, &|when| *when == Condition::Always) {
        found.error(
            "guidance.rules",
            "no rule promises every result a next step",
            "Add a rule with \"when\": \"always\" that shows an entry of the slot `step`.",
        );
    }
    if !shown(Slot::Help, &|when| !against.never(when)) {
        found.error("guidance.rules", "no rule brings the crisis lines up when answers are heavy", "Add an entry of the slot `help`, and a rule that shows it for the heaviest bands and answers.");
    } else {
        for (at, scale) in form.scales.iter().enumerate() {
            let set = form.band_sets.iter().find(|set| set.id == scale.band_set);
            let Some([_, .., highest]) = set.map(|set| set.bands.as_slice()) else {
                continue;
            };
            let given = Some((scale, highest.id.as_str()));
            let against = Against { given, ..against };
            if scale.kind == Kind::Sign && !shown(Slot::Help, &|when| !against.never(when)) {
                found.warning(
                    format!("scales[{at}]"),
                    format!(
                        "no rule ever brings the crisis lines up for “{}” in “{}”",
                        scale.id, highest.id
                    ),
                    "Let a rule that shows an entry of the slot `help` hold for it, too.",
                );
            }
        }
    }
    let directory = |link: Option<Link>| matches!(link, Some(Link::Directory | Link::Register));
    if !guidance.entries.iter().any(|entry| directory(entry.link)) {
        found.warning(
            "guidance.entries",
            "nothing leads to the directory",
            "Add an entry of the slot `find` with \"link\": \"directory\".",
        );
    }
}

fn condition(against: Against, path: &str, when: &Condition, found: &mut Found) {
    let form = against.form;
    let place = |id: &str| form.scales.iter().position(|scale| scale.id == id);
    let scale = |member: &str, id: &str, found: &mut Found| {
        if place(id).is_none() {
            found.error(
                format!("{path}{member}"),
                format!("there is no scale “{id}”"),
                names("Scales", form.scales.iter().map(|scale| &scale.id)),
            );
        }
    };
    match when {
        Condition::Always
        | Condition::NothingScored
        | Condition::NothingStandsOut
        | Condition::EarlierChecks => {}
        Condition::Band { scale: id, bands } => {
            scale(".band.scale", id, found);
            let set = place(id).map(|at| &form.scales[at].band_set);
            let set = form.band_sets.iter().find(|known| Some(&known.id) == set);
            for (at, band) in bands.iter().enumerate() {
                if let Some(set) =
                    set.filter(|set| !set.bands.iter().any(|known| &known.id == band))
                {
                    found.error(
                        format!("{path}.band.in[{at}]"),
                        format!("“{id}” has no band “{band}”"),
                        names("Bands", set.bands.iter().map(|band| &band.id)),
                    );
                }
            }
            if bands.is_empty() {
                found.error(
                    format!("{path}.band.in"),
                    "no bands: this never holds",
                    "Name the bands it is for.",
                );
            }
        }
        Condition::Unscored(id) => scale(".unscored", id, found),
        Condition::StandsOut(id) => {
            scale(".standsOut", id, found);
            if place(id).is_some_and(|at| !form.scales[at].pattern) {
                found.error(
                    format!("{path}.standsOut"),
                    format!("“{id}” is no pattern scale, so it never stands out"),
                    "Add \"pattern\": true to it.",
                );
            }
        }
        Condition::Score { scale: id, .. } => {
            scale(".score.scale", id, found);
            if against.never(when) {
                found.error(
                    format!("{path}.score.atLeast"),
                    format!("“{id}” never comes to this: this never holds"),
                    "Look at the highest result that its answers lead to.",
                );
            }
        }
        Condition::Higher { scale: id, than } => {
            scale(".higher.scale", id, found);
            scale(".higher.than", than, found);
        }
        Condition::Item { id, test } => {
            let items = items::all(form);
            let Some((_, _, item)) = items.iter().find(|(_, _, item)| &item.id == id) else {
                found.error(
                    format!("{path}.item.id"),
                    format!("there is no item “{id}”"),
                    names("Items", items.iter().map(|(_, _, item)| &item.id)),
                );
                return;
            };
            let set = form.option_sets.iter().find(|set| set.id == item.options);
            let options = set.map_or(&[][..], |set| &set.options);
            let passed = options
                .iter()
                .any(|choice| super::branch::passes(*test, Some(choice)));
            if !options.is_empty() && !passed && !super::branch::passes(*test, None) {
                found.error(
                    format!("{path}.item"),
                    format!("no answer to “{id}” ever passes this"),
                    "Look at the values of its options.",
                );
            }
        }
        Condition::BandCount { kind, band, .. } => {
            let of_kind = form.scales.iter().filter(|scale| scale.kind == *kind);
            let mut sets = of_kind
                .filter_map(|scale| form.band_sets.iter().find(|set| set.id == scale.band_set));
            if !sets.any(|set| set.bands.iter().any(|known| &known.id == band)) {
                found.error(
                    format!("{path}.bandCount.band"),
                    format!("no scale of this kind has a band “{band}”"),
                    "Look at `kind`, and at the ids of the bands.",
                );
            } else if against.never(when) {
                found.error(
                    format!("{path}.bandCount.atLeast"),
                    format!("fewer scales of this kind have a band “{band}”: this never holds"),
                    "Ask for no more than there are.",
                );
            }
        }
        Condition::All(parts) | Condition::Any(parts) => {
            let name = if matches!(when, Condition::All(_)) {
                "all"
            } else {
                "any"
            };
            if parts.is_empty() {
                found.error(
                    path,
                    "nothing to ask",
                    "Use \"always\" where no condition is meant.",
                );
            }
            for (at, part) in parts.iter().enumerate() {
                condition(against, &format!("{path}.{name}[{at}]"), part, found);
            }
        }
        Condition::Not(part) => {
            condition(against, &format!("{path}.not"), part, found);
            if against.always(part) {
                found.error(
                    format!("{path}.not"),
                    "this is always so: its contrary never holds",
                    "Take the rule out, or ask for something else.",
                );
            }
        }
    }
}
