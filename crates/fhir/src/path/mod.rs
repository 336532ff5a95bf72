//! FHIRPath (<http://hl7.org/fhirpath/N1/>), as far as expressions of scores need it: read into a tree, never run.

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
    Truth(bool),
    /// `{}`
    Empty,
    /// `%name`
    Variable(String),
    /// `$this`
    This,
    /// `$total`
    Total,
    /// `name` of what stands before the point, or of the context
    Member(Option<Box<Expr>>, String),
    /// `name(…)`
    Call(Option<Box<Expr>>, String, Vec<Expr>),
    /// `…[0]`
    At(Box<Expr>, Box<Expr>),
    /// `-…`
    Minus(Box<Expr>),
    /// An operator between two.
    Binary(&'static str, Box<Expr>, Box<Expr>),
}
