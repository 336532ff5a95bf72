//! A questionnaire with what it scores and when its items are shown.

use crate::branch::Shown;
use crate::form::Form;
use crate::score::{Scale, Unsupported};

/// A questionnaire that was understood.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it asks.
    pub form: Form,
    /// For each item, the answers for which it is shown, without the conditions of the items it is in. `None` if no
    /// condition of the form is carried over.
    pub shown: Vec<Option<Shown>>,
    /// What it scores.
    pub scales: Vec<Scale>,
    /// The items of results whose expression is not understood and which the bands file describes.
    pub(crate) unknown: Vec<(usize, Unsupported)>,
}
