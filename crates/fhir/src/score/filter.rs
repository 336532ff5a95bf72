//! `where`: items by their `linkId`, options by the answer given, extensions by their address.

use std::collections::BTreeSet;

use super::eval::{Eval, Scope};
use super::value::{Set, Unsupported, Val, joined};
use crate::form::Key;
use crate::path::Expr;

impl Eval<'_> {
    /// `where`.
    pub(super) fn filter(&self, val: Val, test: &Expr, scope: Scope) -> Result<Val, Unsupported> {
        Ok(match val {
            Val::Empty => Val::Empty,
            Val::Items(set) => Val::Items(self.named(&set, test, scope)?),
            Val::Descendants(set) => Val::Items(self.named(&set, test, scope)?),
            Val::FormItems(set) => Val::FormItems(self.named(&set, test, scope)?),
            Val::AnswerOptions(set) => self.chosen_option(&set, test, scope)?,
            Val::Answers(set) => {
                Val::AnswersWithOptions(self.answers_with_options(&set, test, scope)?)
            }
            Val::Extensions(set, on, None) => match test {
                Expr::Binary("=", left, right) => {
                    let url = match (&**left, &**right) {
                        (Expr::Member(None, name), other) | (other, Expr::Member(None, name))
                            if name == "url" =>
                        {
                            self.eval(other, scope)?
                        }
                        _ => {
                            return Err(Unsupported::new(
                                "extensions by something else than their url",
                            ));
                        }
                    };
                    let Val::Text(url) = url else {
                        return Err(Unsupported::new("an extension's url that is no text"));
                    };
                    Val::Extensions(set, on, Some(url))
                }
                _ => {
                    return Err(Unsupported::new(
                        "extensions by something else than their url",
                    ));
                }
            },
            Val::Numbers(terms) => Val::Numbers(self.kept(terms, test, scope)?),
            _ => {
                return Err(Unsupported::new(
                    "where() over something else than items, options and numbers",
                ));
            }
        })
    }

    fn named(&self, set: &Set, test: &Expr, scope: Scope) -> Result<Set, Unsupported> {
        let mut kept = Set::new();
        for &at in set {
            if self.named_so(at, test, scope)? {
                kept.insert(at);
            }
        }
        Ok(kept)
    }

    /// Whether the item at `at` passes the test. Only its `linkId` can decide: it is all that is known in advance.
    fn named_so(&self, at: usize, test: &Expr, scope: Scope) -> Result<bool, Unsupported> {
        let name = self.form.items[at].link_id.as_str();
        let other = || Unsupported::new("items by something else than their linkId");
        let text = |expr: &Expr| match self.eval(expr, scope)? {
            Val::Text(text) => Ok(text),
            _ => Err(other()),
        };
        match test {
            Expr::Boolean(truth) => Ok(*truth),
            Expr::Binary("and", left, right) => {
                Ok(self.named_so(at, left, scope)? && self.named_so(at, right, scope)?)
            }
            Expr::Binary("or", left, right) => {
                Ok(self.named_so(at, left, scope)? || self.named_so(at, right, scope)?)
            }
            Expr::Binary(operator @ ("=" | "!="), left, right) => {
                let expr = match (is_link(left), is_link(right)) {
                    (true, false) => right,
                    (false, true) => left,
                    _ => return Err(other()),
                };
                Ok((text(expr)? == name) == (*operator == "="))
            }
            Expr::Binary("in", left, right) if is_link(left) => match self.eval(right, scope)? {
                Val::Texts(texts) => Ok(texts.iter().any(|text| text == name)),
                Val::Text(text) => Ok(text == name),
                _ => Err(other()),
            },
            Expr::Call(Some(before), call, arguments) if is_link(before) => {
                let [argument] = arguments.as_slice() else {
                    return Err(other());
                };
                let part = text(argument)?;
                match call.as_str() {
                    "startsWith" => Ok(name.starts_with(&part)),
                    "endsWith" => Ok(name.ends_with(&part)),
                    "contains" => Ok(name.contains(&part)),
                    _ => Err(other()),
                }
            }
            Expr::Call(Some(before), call, arguments) if call == "not" && arguments.is_empty() => {
                Ok(!self.named_so(at, before, scope)?)
            }
            // `answer.exists()` makes no difference: without an answer, an item adds nothing anyway.
            Expr::Call(Some(before), call, arguments)
                if call == "exists" && arguments.is_empty() =>
            {
                match &**before {
                    Expr::Member(None, name) if name == "answer" => Ok(true),
                    _ => Err(other()),
                }
            }
            _ => Err(other()),
        }
    }

    /// The option chosen: `answerOption.where(valueCoding.code = …answer.valueCoding.code)`, both of the same item.
    fn chosen_option(&self, set: &Set, test: &Expr, scope: Scope) -> Result<Val, Unsupported> {
        let other = || Unsupported::new("options by something else than the answer given");
        let Expr::Binary("=", left, right) = test else {
            return Err(other());
        };
        let (by_code, answer) = match (option_path(left), option_path(right)) {
            (Some(by_code), None) => (by_code, right),
            (None, Some(by_code)) => (by_code, left),
            _ => return Err(other()),
        };
        let same = match self.eval(answer, scope)? {
            Val::Codes(answered) => by_code && answered == *set,
            Val::Values(answered) => !by_code && answered == *set,
            _ => false,
        };
        let &[item] = set.iter().copied().collect::<Vec<_>>().as_slice() else {
            return Err(other());
        };
        if !same {
            return Err(other());
        }
        let mut codes = BTreeSet::new();
        for choice in &self.form.items[item].options {
            if let Key::Coding(_, code) = &choice.key
                && by_code
                && !codes.insert(code)
            {
                return Err(Unsupported::new(format!(
                    "two answers have the code {code}"
                )));
            }
        }
        Ok(Val::ChosenOption(item))
    }

    /// For each item, which of its options pass the test by their code and system.
    fn answers_with_options(
        &self,
        set: &Set,
        test: &Expr,
        scope: Scope,
    ) -> Result<Vec<(usize, Vec<bool>)>, Unsupported> {
        let mut given = Vec::new();
        for &at in set {
            let options = self.form.items[at].options.iter();
            let kept =
                options.map(|choice| Ok(self.coded_so(&choice.key, test, scope)? == Some(true)));
            given.push((at, kept.collect::<Result<_, Unsupported>>()?));
        }
        Ok(given)
    }

    /// Whether an answer passes the test by its code and system. `None` if the test is empty in FHIRPath.
    fn coded_so(&self, key: &Key, test: &Expr, scope: Scope) -> Result<Option<bool>, Unsupported> {
        let other = || Unsupported::new("answers by something else than their code");
        match test {
            Expr::Binary(operator @ ("and" | "or"), left, right) => {
                let left = self.coded_so(key, left, scope)?;
                let right = self.coded_so(key, right, scope)?;
                Ok(joined(*operator == "and", left, right))
            }
            Expr::Binary(operator @ ("=" | "!="), left, right) => {
                let (part, text) = match (code_part(left), code_part(right)) {
                    (Some(part), None) => (part, right),
                    (None, Some(part)) => (part, left),
                    _ => return Err(other()),
                };
                let Val::Text(text) = self.eval(text, scope)? else {
                    return Err(other());
                };
                let Key::Coding(system, code) = key else {
                    return Ok(None);
                };
                let own = if part == "code" {
                    Some(code)
                } else {
                    system.as_ref()
                };
                Ok(own.map(|own| (*own == text) == (*operator == "=")))
            }
            Expr::Call(Some(before), call, arguments) if call == "not" && arguments.is_empty() => {
                Ok(self.coded_so(key, before, scope)?.map(|so| !so))
            }
            _ => Err(other()),
        }
    }
}

/// Which part of an answer's coding this is: `code` or `system`.
fn code_part(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Member(Some(before), name) if name == "code" || name == "system" => match &**before {
            Expr::Member(None, value) if value == "value" || value == "valueCoding" => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn is_link(expr: &Expr) -> bool {
    match expr {
        Expr::Member(None, name) => name == "linkId",
        Expr::Member(Some(before), name) => name == "linkId" && **before == Expr::This,
        _ => false,
    }
}

/// `Some(true)` for the code of an option's value, `Some(false)` for the value itself, `None` for anything else.
fn option_path(expr: &Expr) -> Option<bool> {
    let value = |expr: &Expr| matches!(expr, Expr::Member(None, name) if name == "value" || name == "valueCoding");
    match expr {
        Expr::Member(Some(before), name) if name == "code" && value(before) => Some(true),
        _ if value(expr) => Some(false),
        _ => None,
    }
}
