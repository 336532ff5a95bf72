//! What the file's expressions score. Each expression is evaluated for all possible answers at once, and the result is
//! compared with what packs can do.

mod arithmetic;
mod condition;
mod eval;
mod filter;
mod function;
mod infer;
mod list;
mod navigate;
mod shape;
mod value;
mod variables;

use crate::form::{Form, Kind};
use crate::log::Log;
use crate::problem::{Code, Place};
use eval::Eval;
use instrument::rational::Rational;

pub(crate) use infer::infer;
pub(crate) use value::Unsupported;
pub(crate) use variables::check as variables;

/// A scale as the file states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The item that has the result. `None` if the scale is inferred.
    pub item: Option<usize>,
    /// How the answers are combined.
    pub method: Method,
    /// The items that are scored, in the order of the file.
    pub members: Vec<Member>,
    /// With fewer answers than this there is no score.
    pub least: usize,
    /// The sum, mean or count is multiplied by this before `plus` is added.
    pub times: Rational,
    /// Added at the end.
    pub plus: Rational,
}

/// How answers are combined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Their sum.
    Sum,
    /// Their mean.
    Mean,
    /// How many of them weigh at least this much.
    Count(Rational),
}

/// An item's part in a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The item's place in [`Form::items`].
    pub item: usize,
    /// Whether it is reverse-scored: it counts lowest + highest - weight.
    pub reversed: bool,
    /// What it counts is multiplied by this.
    pub factor: Rational,
}

/// What the file states: its scales, and the items whose expression is not understood, with the reason.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stated {
    pub scales: Vec<Scale>,
    pub unknown: Vec<(usize, Unsupported)>,
}

/// Reads the scales that the file states. With `unscored`, only notes that they are left out.
pub(crate) fn stated(form: &Form, log: &Log, unscored: bool) -> Stated {
    let mut stated = Stated::default();
    for (at, item) in form.items.iter().enumerate() {
        let Some(calculated) = &item.calculated else {
            continue;
        };
        if !matches!(item.kind, Kind::Integer | Kind::Decimal) {
            let what = "what it works out is no number";
            log.note(Code::NotCarriedOver, calculated.place.clone(), what);
            continue;
        }
        if unscored {
            let what = "a score, as --unscored asks";
            log.note(Code::NotCarriedOver, calculated.place.clone(), what);
            continue;
        }
        // Refused here rather than added to `unknown`, because no bands file can make up for it.
        if let Some((place, what)) = form.conditional(at) {
            let what = [what, "; a pack's score is worked out whatever is shown"].concat();
            log.refuse(Code::UnsupportedCondition, place.clone(), what);
            continue;
        }
        let eval = Eval::new(form);
        let found = eval.score(at).and_then(|score| {
            let scale = shape::shape(form, &score)?;
            if score.requirements.is_empty() {
                let what = "with nothing answered the file gives a number; a pack gives no score";
                log.note(Code::MissingRule, calculated.place.clone(), what);
            }
            Ok(Scale {
                item: Some(at),
                ..scale
            })
        });
        match found {
            Ok(scale) => stated.scales.push(scale),
            Err(unsupported) => stated.unknown.push((at, unsupported)),
        }
    }
    stated
}

impl Unsupported {
    /// Refuses the file for the expression `text`.
    pub fn refuse(&self, log: &Log, place: &Place, text: &str) {
        let short: String = text.chars().take(80).collect();
        let dots = if short.len() < text.len() { "…" } else { "" };
        let what = format!("{} (in {short}{dots})", self.what);
        log.refuse(self.code, place.clone(), what);
    }
}
