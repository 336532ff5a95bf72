//! Walks through a condition and its parts.

use instrument::pack::references::{Broken, Sink};
use instrument::pack::{Condition, PackRule};

/// Calls `each` with every condition in this one, and then with this one itself, each with its path.
pub fn walk<'a>(path: &str, when: &'a Condition, each: &mut impl FnMut(&str, &'a Condition)) {
    for (at, part) in when.parts().iter().enumerate() {
        let inner = match when {
            Condition::All(_) => format!("{path}.all[{at}]"),
            Condition::Any(_) => format!("{path}.any[{at}]"),
            _ => format!("{path}.not"),
        };
        walk(&inner, part, each);
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
