//! If the bands file defines how a scale is scored or when something is shown, the form must agree.

use instrument::pack::format::PackForm;
use instrument::pack::scale::{Method as PackMethod, Scale as PackScale};

use crate::bands::BandsForm;
use crate::export::expression;
use crate::form::Expression;
use crate::log::Log;
use crate::problem::Code;
use crate::score::{Method, Scale};
use crate::{Read, own};
use instrument::rational::Rational;

/// Refuses every scale and condition on which the bands file and the form differ.
pub(crate) fn check(read: &Read, bands: &BandsForm, pack: &PackForm, log: &Log) {
    let described = bands.described();
    let name = |item: usize| {
        let link = &read.form.items[item].link_id;
        link.strip_prefix(own::SCALE).unwrap_or(link)
    };
    let found = |item: usize| {
        let id = name(item);
        pack.scales
            .iter()
            .find(|scale| scale.id == id && described.contains(id))
    };
    for stated in &read.scales {
        let Some(item) = stated.item else {
            continue;
        };
        if let Some(scale) = found(item)
            && !alike(read, stated, scale)
            && !written(read, item, pack, scale)
        {
            let what = "the bands file works it out differently than the form does";
            log.refuse(Code::Bands, read.form.items[item].place.clone(), what);
        }
    }
    for (item, unsupported) in &read.unknown {
        if let (Some(scale), Some(calculated)) = (found(*item), &read.form.items[*item].calculated)
            && !written(read, *item, pack, scale)
        {
            // The expression is not understood, so it may score differently from the bands file.
            unsupported.refuse(log, &calculated.place, &calculated.text);
        }
    }
    conditions(read, bands, pack, log);
}

/// Whether the form's expressions are exactly those that the export writes for this scale.
fn written(read: &Read, item: usize, pack: &PackForm, scale: &PackScale) -> bool {
    let item = &read.form.items[item];
    let worked = expression::scale(pack, scale);
    let same = |name: Option<&str>, path: &str, expression: &Expression| {
        expression.language == "text/fhirpath"
            && expression.name.as_deref() == name
            && expression.text == path
    };
    let variables = item.variables.iter().zip(&worked.variables);
    item.variables.len() == worked.variables.len()
        && variables
            .into_iter()
            .all(|(own, (name, path))| same(Some(name), path, own))
        && item
            .calculated
            .as_ref()
            .is_some_and(|own| own.text == worked.result)
}

/// Whether both give the same result for all answers. False if they cannot be compared.
fn alike(read: &Read, stated: &Scale, scale: &PackScale) -> bool {
    let plain = scale.scales.is_empty() && scale.round.is_none() && scale.table.is_none();
    plain && compared(read, stated, scale).unwrap_or(false)
}

fn compared(read: &Read, stated: &Scale, scale: &PackScale) -> Option<bool> {
    let mut members = Vec::new();
    for member in &scale.items {
        let item = *read.form.by_link.get(&member.item)?;
        let factor = member.weight.map_or(Rational::ONE, Rational::from);
        members.push((item, member.reversed, factor));
    }
    members.sort_by_key(|(item, _, _)| *item);
    let own = stated
        .members
        .iter()
        .map(|member| (member.item, member.reversed, member.factor));
    let even = members
        .iter()
        .all(|(_, _, factor)| *factor == Rational::ONE);
    let (mut times, mut plus) = (Rational::ONE, Rational::ZERO);
    if let Some(transform) = scale.transform {
        times = Rational::from(transform.times).over(transform.over.into())?;
        plus = Rational::from(transform.plus).minus(times.times(transform.minus.into())?)?;
    }
    let method = match (scale.method, scale.count_from) {
        (PackMethod::Mean, _) => Method::Mean,
        (PackMethod::Sum, _) if scale.prorate && even => {
            times = times.times(Rational::from(i64::try_from(members.len()).ok()?))?;
            Method::Mean
        }
        (PackMethod::Sum, _) if !scale.prorate => Method::Sum,
        (PackMethod::Count, Some(from)) if !scale.prorate => Method::Count(from.into()),
        _ => return None,
    };
    Some(
        own.eq(members)
            && method == stated.method
            && scale.least_answered == stated.least
            && times == stated.times
            && plus == stated.plus,
    )
}

fn conditions(read: &Read, bands: &BandsForm, pack: &PackForm, log: &Log) {
    let sections = bands.shown_sections();
    let items = bands.shown_items();
    let whens = pack
        .sections
        .iter()
        .filter(|section| sections.contains(&section.id))
        .map(|section| {
            (
                vec![[own::SECTION, &section.id].concat(), section.id.clone()],
                &section.when,
            )
        });
    let inner = pack.sections.iter().flat_map(|section| &section.items);
    let inner = inner
        .filter(|item| items.contains(&item.id))
        .map(|item| (vec![item.id.clone()], &item.when));
    for (names, when) in whens.chain(inner) {
        let found = names.iter().find_map(|name| read.form.by_link.get(name));
        let Some(&at) = found else {
            continue;
        };
        let item = &read.form.items[at];
        let same = match &item.when_expression {
            Some(own) => own.text == expression::condition(pack, when) && item.when.is_empty(),
            None => item.when.is_empty(),
        };
        if !same {
            let what = "the bands file shows it by other answers than the form does";
            log.refuse(Code::Bands, item.place.clone(), what);
        }
    }
}
