//! Parses FHIRPath (<http://hl7.org/fhirpath/N1/>), as far as score expressions need it. The tree is never run on data.

mod error;
mod lex;
mod parse;

pub use error::PathError;
pub use parse::parse;

use instrument::rational::Rational;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `'text'`
    Text(String),
    /// `1.5`
    Number(Rational),
    /// `true`, `false`
    Boolean(bool),
    /// `{}`
    Empty,
    /// `%name`
    Variable(String),
    /// `$this`
    This,
    /// `$total`
    Total,
    /// `….name`, or `name` of the context
    Member(Option<Box<Expr>>, String),
    /// `….name(…)`, or `name(…)` of the context
    Call(Option<Box<Expr>>, String, Vec<Expr>),
    /// `…[0]`
    At(Box<Expr>, Box<Expr>),
    /// `-…`
    Minus(Box<Expr>),
    /// `… operator …`
    Binary(&'static str, Box<Expr>, Box<Expr>),
}
