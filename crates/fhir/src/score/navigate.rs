//! Members of values: `item`, `answer`, `value` and so on; and the numbers that answers stand for.

use std::collections::BTreeSet;

use super::eval::Eval;
use super::value::{On, Set, Term, Unsupported, Val};
use crate::form::{Key, Kind, Source};
use crate::problem::Code;
use instrument::rational::Rational;

/// The two addresses a weight may have.
const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/itemWeight";
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

impl Eval<'_> {
    fn children(&self, parents: Option<&Set>, of: impl Fn(Kind) -> bool) -> Set {
        let items = self.form.items.iter().enumerate();
        let inside = items.filter(|(_, item)| match (item.parent, parents) {
            (None, None) => true,
            (Some(parent), Some(parents)) => {
                parents.contains(&parent) && of(self.form.items[parent].kind)
            }
            _ => false,
        });
        inside.map(|(at, _)| at).collect()
    }

    /// The member `name` of `val`.
    pub(super) fn member(&self, val: &Val, name: &str) -> Result<Val, Unsupported> {
        Ok(match (val, name) {
            (Val::Empty, _) => Val::Empty,
            (Val::Response, "item") => Val::Items(self.children(None, |_| true)),
            // In a response, the items in a question are in its answer.
            (Val::Items(set), "item") => {
                Val::Items(self.children(Some(set), |kind| kind == Kind::Group))
            }
            (Val::Answers(set), "item") => {
                Val::Items(self.children(Some(set), |kind| kind != Kind::Group))
            }
            (Val::Items(set) | Val::Descendants(set), "answer") => {
                let question =
                    |at: &usize| !matches!(self.form.items[*at].kind, Kind::Group | Kind::Display);
                Val::Answers(set.iter().copied().filter(question).collect())
            }
            (
                Val::Answers(set),
                "value" | "valueCoding" | "valueInteger" | "valueDecimal" | "valueQuantity"
                | "valueBoolean" | "valueString",
            ) => Val::Values(set.clone()),
            (Val::AnswersWithOptions(_), "value" | "valueCoding") => val.clone(),
            // The number of a quantity.
            (Val::Values(set), "value") => Val::Values(set.clone()),
            (Val::Values(set), "code") => Val::Codes(set.clone()),
            (Val::Answers(set) | Val::Values(set), "extension") => {
                Val::Extensions(set.clone(), On::Answer, None)
            }
            (Val::Questionnaire, "item") => Val::FormItems(self.children(None, |_| true)),
            (Val::FormItems(set), "item") => Val::FormItems(self.children(Some(set), |_| true)),
            (Val::FormItems(set), "answerOption") => Val::AnswerOptions(set.clone()),
            (Val::ChosenOption(item), "extension") => {
                Val::Extensions(BTreeSet::from([*item]), On::Option, None)
            }
            (Val::Extensions(set, on, Some(url)), "value" | "valueDecimal" | "valueInteger") => {
                Val::Numbers(self.extended(set, *on, url)?)
            }
            (Val::Extensions(_, _, None), _) => {
                return Err(Unsupported::new("extensions without their address"));
            }
            _ => {
                return Err(Unsupported::new(format!(
                    "`.{name}` leads nowhere that is scored"
                )));
            }
        })
    }

    /// `repeat(item)`: every item reached by following `item` again and again.
    pub(super) fn repeat(&self, val: &Val) -> Result<Set, Unsupported> {
        let mut all = Set::new();
        let mut next = match val {
            Val::Response => self.children(None, |_| true),
            Val::Items(set) => self.children(Some(set), |kind| kind == Kind::Group),
            _ => {
                return Err(Unsupported::new("repeat() of something else than items"));
            }
        };
        while !next.is_empty() {
            all.extend(&next);
            next = self.children(Some(&next), |kind| kind == Kind::Group);
        }
        Ok(all)
    }

    /// Every item inside `val`, at any depth, without the items of `val` themselves.
    pub(super) fn below(&self, val: &Val) -> Result<Set, Unsupported> {
        let mut inside = Set::new();
        // Parents come before their children.
        for (at, item) in self.form.items.iter().enumerate() {
            let within = match val {
                Val::Response => true,
                Val::Items(set) | Val::Descendants(set) => item
                    .parent
                    .is_some_and(|parent| set.contains(&parent) || inside.contains(&parent)),
                _ => {
                    return Err(Unsupported::new(
                        "descendants() of something else than items",
                    ));
                }
            };
            if within {
                inside.insert(at);
            }
        }
        Ok(inside)
    }

    /// The numbers that `number` gives for the answers to these items. Leaves out items for which it gives none.
    pub(super) fn numbers(
        &self,
        set: &Set,
        number: impl Fn(&crate::form::Choice) -> Option<Rational>,
    ) -> Result<Vec<Term>, Unsupported> {
        let mut terms = Vec::new();
        for &at in set {
            let item = &self.form.items[at];
            let by: Vec<Option<Rational>> = item.options.iter().map(&number).collect();
            let some = by.iter().any(Option::is_some);
            // A choice without options may still have a preset code that has a weight.
            if some || (item.kind == Kind::Choice && item.options.is_empty()) {
                self.asked_or_empty(at)?;
            }
            if !some || !item.is_question() {
                continue;
            }
            let name = &item.link_id;
            if self.form.repeats(at) {
                return Err(Unsupported {
                    code: Code::UnsupportedQuestion,
                    what: format!("{name:?} takes several answers, and their weights would add up"),
                });
            }
            terms.push(Term {
                item: at,
                by,
                filtered: false,
            });
        }
        Ok(terms)
    }

    /// Fails if the item has an answer without being asked: that answer counts in the form, but is not in the pack.
    pub(super) fn asked_or_empty(&self, at: usize) -> Result<(), Unsupported> {
        let item = &self.form.items[at];
        if item.is_question() || !(item.preset || item.calculated.is_some()) {
            return Ok(());
        }
        Err(Unsupported {
            code: Code::UnsupportedQuestion,
            what: format!("{:?} counts without being asked", item.link_id),
        })
    }

    /// The weights of answers, limited to some of their options.
    pub(super) fn weights_of(
        &self,
        given: Vec<(usize, Vec<bool>)>,
    ) -> Result<Vec<Term>, Unsupported> {
        let mut terms = Vec::new();
        for (item, kept) in given {
            for mut term in self.weights(&Set::from([item]))? {
                for (by, kept) in term.by.iter_mut().zip(&kept) {
                    term.filtered |= by.is_some() && !kept;
                    *by = by.filter(|_| *kept);
                }
                terms.push(term);
            }
        }
        Ok(terms)
    }

    /// The weights of answers.
    pub(super) fn weights(&self, set: &Set) -> Result<Vec<Term>, Unsupported> {
        self.numbers(set, |choice| choice.weight.map(|(weight, _)| weight))
    }

    fn extended(&self, set: &Set, on: On, url: &str) -> Result<Vec<Term>, Unsupported> {
        let source = match url {
            WEIGHT => Source::Weight,
            ORDINAL => Source::Ordinal,
            other => {
                return Err(Unsupported::new(format!(
                    "the extension {other} is no weight"
                )));
            }
        };
        // Programs that fill in a form copy the option's weight to the answer, under either address.
        self.numbers(set, |choice| {
            let (weight, found) = choice.weight?;
            (on == On::Answer || found == source).then_some(weight)
        })
    }

    /// Values that are numbers themselves.
    pub(super) fn valued(&self, set: &Set) -> Result<Vec<Term>, Unsupported> {
        for &at in set {
            let item = &self.form.items[at];
            let typed =
                matches!(item.kind, Kind::Integer | Kind::Decimal) && item.options.is_empty();
            if typed {
                self.asked_or_empty(at)?;
            }
            if typed && item.is_question() {
                return Err(Unsupported {
                    code: Code::UnsupportedQuestion,
                    what: format!(
                        "{:?} is a number to be typed in, which a check cannot ask for",
                        item.link_id
                    ),
                });
            }
            if item
                .options
                .iter()
                .any(|choice| matches!(choice.key, Key::Coding(..)))
            {
                return Err(Unsupported::new(format!(
                    "the answers of {:?} are no numbers",
                    item.link_id
                )));
            }
        }
        self.numbers(set, |choice| match choice.key {
            Key::Integer(whole) => Some(Rational::from(whole)),
            _ => None,
        })
    }
}
