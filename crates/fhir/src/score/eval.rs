//! Evaluates expressions with the answers left open: the result says what comes of every possible answer.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use instrument::rational::Rational;

use super::value::{Score, Unsupported, Val};
use crate::form::{Expression, Form};
use crate::path::{Expr, parse};
use crate::problem::Code;

/// The most steps of an evaluation: more than any score takes, and few enough to end soon.
const MOST_STEPS: usize = 100_000;
/// The most expressions that may be evaluated inside each other, such as variables that use variables.
const DEEPEST: usize = 40;

/// Evaluates the expressions of one form.
pub(super) struct Eval<'f> {
    pub form: &'f Form,
    steps: Cell<usize>,
    open: RefCell<Vec<*const Expression>>,
    known: RefCell<HashMap<*const Expression, Result<Val, Unsupported>>>,
}

/// The context in which an expression is evaluated.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    /// The item that has the expression. `None` at the root.
    pub item: Option<usize>,
    /// The value of `$this`.
    pub this: Option<&'s Val>,
}

impl<'f> Eval<'f> {
    /// Makes an evaluator for the expressions of `form`.
    pub fn new(form: &'f Form) -> Self {
        Self {
            form,
            steps: Cell::new(0),
            open: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The score of the calculated item at `item`.
    pub fn score(&self, item: usize) -> Result<Score, Unsupported> {
        let Some(calculated) = &self.form.items[item].calculated else {
            return Err(Unsupported::new("it uses an item that is not worked out"));
        };
        if let Some((_, what)) = self.form.conditional(item) {
            let name = &self.form.items[item].link_id;
            return Err(Unsupported {
                code: Code::UnsupportedCondition,
                what: format!("the result {name:?} is not always there: {what}"),
            });
        }
        let val = self.expression(calculated, Some(item))?;
        match self.scored(val)? {
            Some(score) => Ok(score),
            None => Err(Unsupported::new("nothing comes of it")),
        }
    }

    /// Evaluates a whole expression. Does so only once: later calls return the first result.
    pub fn expression(
        &self,
        expression: &'f Expression,
        item: Option<usize>,
    ) -> Result<Val, Unsupported> {
        let key = std::ptr::from_ref(expression);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        if self.open.borrow().contains(&key) {
            return Err(Unsupported::new("it refers to itself"));
        }
        if self.open.borrow().len() >= DEEPEST {
            return Err(too_much());
        }
        self.open.borrow_mut().push(key);
        let found = self.follow(expression, item);
        self.open.borrow_mut().pop();
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn follow(&self, expression: &Expression, item: Option<usize>) -> Result<Val, Unsupported> {
        match expression.language.as_str() {
            "text/fhirpath" => {}
            "" => {
                return Err(Unsupported::new("it does not say which language it is in"));
            }
            "text/cql" | "text/cql-expression" | "text/cql-identifier" | "text/cql.identifier" => {
                return Err(Unsupported::new(
                    "it is written in CQL; FHIRPath is what is read",
                ));
            }
            "application/x-fhir-query" => {
                return Err(Unsupported::new(
                    "it is a query to a server (x-fhir-query); nothing is fetched",
                ));
            }
            other => {
                return Err(Unsupported::new(format!(
                    "it is written in {other}; FHIRPath is what is read"
                )));
            }
        }
        let expr = parse(&expression.text).map_err(|error| Unsupported::new(error.to_string()))?;
        self.eval(&expr, Scope { item, this: None })
    }

    /// The value of `%name`.
    fn variable(&self, name: &str, scope: Scope) -> Result<Val, Unsupported> {
        match name {
            "resource" | "rootResource" => return Ok(Val::Response),
            "context" => {
                return Ok(match scope.item {
                    Some(item) => Val::Items(BTreeSet::from([item])),
                    None => Val::Response,
                });
            }
            "questionnaire" => return Ok(Val::Questionnaire),
            "qitem" => return Ok(Val::FormItems(scope.item.into_iter().collect())),
            _ => {}
        }
        // No other variable in scope has the same name: `variables::check` refuses that.
        let named = |expression: &&Expression| expression.name.as_deref() == Some(name);
        let mut owner = scope.item;
        while let Some(item) = owner {
            if let Some(found) = self.form.items[item].variables.iter().find(named) {
                return self.expression(found, owner);
            }
            owner = self.form.items[item].parent;
        }
        match self.form.variables.iter().find(named) {
            Some(found) => self.expression(found, None),
            None => Err(Unsupported::new(format!(
                "it uses %{name}, which is not known"
            ))),
        }
    }

    /// Evaluates one branch of the tree.
    pub fn eval(&self, expr: &Expr, scope: Scope) -> Result<Val, Unsupported> {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MOST_STEPS {
            return Err(too_much());
        }
        match expr {
            Expr::Text(text) => Ok(Val::Text(text.clone())),
            Expr::Number(number) => Ok(Val::Number(*number)),
            Expr::Boolean(truth) => Ok(Val::Boolean(*truth)),
            Expr::Empty => Ok(Val::Empty),
            Expr::Variable(name) => self.variable(name, scope),
            Expr::This => scope
                .this
                .cloned()
                .ok_or_else(|| Unsupported::new("$this with nothing to stand for")),
            Expr::Total => Err(Unsupported::new("$total other than added to")),
            Expr::Member(before, name) => {
                let before = self.before(before.as_deref(), name, scope)?;
                match before {
                    Some(before) => self.member(&before, name),
                    None if name == "Questionnaire" => Ok(Val::Questionnaire),
                    None => Ok(Val::Response),
                }
            }
            Expr::Call(None, name, arguments) if name == "iif" => self.choose(arguments, scope),
            Expr::Call(before, name, arguments) => {
                match self.before(before.as_deref(), name, scope)? {
                    Some(before) => self.call(before, name, arguments, scope),
                    None => Err(Unsupported::new(format!("{name}() of nothing"))),
                }
            }
            Expr::At(before, _) => {
                let before = self.eval(before, scope)?;
                Self::only(before, "[…]")
            }
            Expr::Minus(inner) => {
                let zero = Val::Number(Rational::ZERO);
                let inner = self.eval(inner, scope)?;
                self.binary("-", zero, inner)
            }
            Expr::Binary(operator, left, right) => {
                let (left, right) = (self.eval(left, scope)?, self.eval(right, scope)?);
                self.binary(operator, left, right)
            }
        }
    }

    /// The value that `name` is a member or a function of. `None` if `name` is itself a root.
    fn before(
        &self,
        before: Option<&Expr>,
        name: &str,
        scope: Scope,
    ) -> Result<Option<Val>, Unsupported> {
        if let Some(before) = before {
            return self.eval(before, scope).map(Some);
        }
        if name == "QuestionnaireResponse" || name == "Questionnaire" {
            return Ok(None);
        }
        match scope.this {
            Some(this) => Ok(Some(this.clone())),
            None if scope.item.is_none() => Ok(Some(Val::Response)),
            None => {
                let what = format!("{name} does not say where it begins; begin with %resource");
                Err(Unsupported::new(what))
            }
        }
    }
}

fn too_much() -> Unsupported {
    Unsupported {
        code: Code::TooLarge,
        what: "it is more involved than any score".to_owned(),
    }
}
