//! Walks through a condition and its parts, and tests answers.

use instrument::number::Decimal;
use instrument::pack::references::{Broken, Sink};
use instrument::pack::{Choice, Condition, PackRule, ShownWhen, Test};

/// A condition that can have others inside.
pub trait Nested: Sized {
    /// The conditions directly inside this one.
    fn parts(&self) -> &[Self];

    /// The path of the part at index `at`, from this condition.
    fn path_of_part(&self, at: usize) -> String;
}

impl Nested for Condition {
    fn parts(&self) -> &[Self] {
        self.parts()
    }

    fn path_of_part(&self, at: usize) -> String {
        match self {
            Self::All(_) => format!("all[{at}]"),
            Self::Any(_) => format!("any[{at}]"),
            _ => "not".to_owned(),
        }
    }
}

impl Nested for ShownWhen {
    fn parts(&self) -> &[Self] {
        self.parts()
    }

    fn path_of_part(&self, at: usize) -> String {
        match self {
            Self::All(_) => format!("all[{at}]"),
            Self::Any(_) => format!("any[{at}]"),
            _ => "not".to_owned(),
        }
    }
}

/// Calls `each` with every condition in this one, and then with this one itself, each with its path.
pub fn walk<'a, C: Nested>(path: &str, when: &'a C, each: &mut impl FnMut(&str, &'a C)) {
    for (at, part) in when.parts().iter().enumerate() {
        walk(&format!("{path}.{}", when.path_of_part(at)), part, each);
    }
    each(path, when);
}

/// A sink for broken references in the condition at a path. It passes them on with that path before their own.
pub struct Within<'a, S>(pub &'a str, pub &'a mut S);

impl<S: Sink> Sink for Within<'_, S> {
    fn add<'a>(&mut self, rule: PackRule, subject: &str, broken: impl FnOnce() -> Broken<'a>) {
        let Self(outer, sink) = self;
        sink.add(rule, subject, || {
            let Broken { path, fault } = broken();
            let path = match path.as_str() {
                "" => (*outer).to_owned(),
                inner => format!("{outer}.{inner}"),
            };
            Broken { path, fault }
        });
    }
}

/// Whether any answer passes the test, or leaving the item unanswered does.
pub fn ever(test: Test, options: &[Choice]) -> bool {
    passes(test, None) || options.iter().any(|choice| passes(test, Some(choice)))
}

/// Whether an answer passes the test. `None` is no answer.
pub fn passes(test: Test, choice: Option<&Choice>) -> bool {
    let score = choice.and_then(Choice::score);
    let than = |compare: fn(&Decimal, &Decimal) -> bool, edge: Decimal| {
        score.is_some_and(|score| compare(&score, &edge))
    };
    match test {
        Test::Is(value) => choice.is_some_and(|choice| choice.value == value),
        Test::IsNot(value) => choice.is_none_or(|choice| choice.value != value),
        Test::Answered(wanted) => choice.is_some() == wanted,
        Test::AtLeast(edge) => than(Decimal::ge, edge),
        Test::AtMost(edge) => than(Decimal::le, edge),
        Test::Above(edge) => than(Decimal::gt, edge),
        Test::Below(edge) => than(Decimal::lt, edge),
    }
}
