//! FHIR Questionnaires to packs and back.
//!
//! | module | concern |
//! |---|---|
//! | [`problem`] | what is told: refusals and notes, each with its place |
//! | `json` | JSON with places, never too large or too deep |
//! | `read` | R4 and R5 to a [`form::Form`] |
//! | [`form`] | a questionnaire as read |
//! | `path` | FHIRPath expressions as trees |
//! | [`score`] | what those expressions score |
//! | `branch` | `enableWhen`: by which answers an item is shown, and that nothing waits for itself |

mod branch;
pub mod exact;
pub mod form;
mod json;
mod path;
pub mod problem;
mod read;
pub mod score;

pub use branch::Shown;
use form::Form;
use json::{At, Log};
use problem::{Code, Place, Report};
use read::Supplied;
use score::Scale;

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// ValueSets, CodeSystems or Bundles beside the questionnaire: their texts, by file name.
    pub value_sets: Vec<(String, String)>,
    /// Import the questions and no score.
    pub unscored: bool,
}

/// A questionnaire that was understood.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it asks.
    pub form: Form,
    /// By which answers each item is shown, those it is in left aside.
    pub shown: Vec<Option<Shown>>,
    /// What it scores.
    pub scales: Vec<Scale>,
}

/// Reads a Questionnaire: what was understood, if nothing refuses it, and everything there is to tell.
pub fn read(text: &str, options: &Options) -> (Option<Read>, Report) {
    let log = Log::new(text);
    let supplied = supplied(options, &log);
    let node = match json::parse(text) {
        Ok(node) => node,
        Err(problem) => {
            log.refuse(problem.code, problem.place, problem.what);
            return (None, log.into_report());
        }
    };
    let root = At::root(&node, &log);
    let Some(form) = read::form(&root, &supplied) else {
        return (None, log.into_report());
    };
    let scales = scales(&form, &log, options.unscored);
    let shown = branch::shown(&form, &scales, &log);
    let refused = log.refused();
    let read = Read {
        form,
        shown,
        scales,
    };
    ((!refused).then_some(read), log.into_report())
}

fn supplied(options: &Options, log: &Log) -> Supplied {
    let mut supplied = Supplied::default();
    for (name, text) in &options.value_sets {
        let own = Log::new(text);
        match json::parse(text) {
            Ok(node) => supplied.add(&At::root(&node, &own)),
            Err(problem) => own.refuse(problem.code, problem.place, problem.what),
        }
        for problem in own.into_report().refusals {
            let place = Place {
                path: format!("{name} {}", problem.place.path)
                    .trim_end()
                    .to_owned(),
                ..problem.place
            };
            log.refuse(problem.code, place, problem.what);
        }
    }
    supplied
}

/// The scales stated, or the one that must be meant.
fn scales(form: &Form, log: &Log, unscored: bool) -> Vec<Scale> {
    let weighted = form
        .items
        .iter()
        .any(|item| item.options.iter().any(|choice| choice.weight.is_some()));
    let lost = form.items.iter().any(|item| item.lost);
    let stated = form.items.iter().any(|item| item.calculated.is_some());
    let scales = score::scales(form, log, unscored);
    if unscored {
        return scales;
    }
    if !weighted && !lost && scales.is_empty() && !form.items.is_empty() {
        let what = "no answer has a weight (itemWeight or ordinalValue): nothing to score. \
                    --unscored imports the questions alone";
        log.refuse(Code::NoWeights, Place::default(), what);
        return scales;
    }
    // What cannot be found may be what counts.
    if scales.is_empty() && !lost && !(stated && log.refused()) {
        return score::infer(form, log).into_iter().collect();
    }
    scales
}
