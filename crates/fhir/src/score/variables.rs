//! Checks the names of variables: a name must stand for only one variable wherever it is used.

use crate::form::{Expression, Form};
use crate::log::Log;
use crate::problem::Code;

/// Names that FHIR and SDC define themselves.
const GIVEN: [&str; 8] = [
    "resource",
    "rootResource",
    "context",
    "questionnaire",
    "qitem",
    "ucum",
    "sct",
    "loinc",
];

/// Refuses each variable whose name FHIR defines itself, or that shares its name with another variable of the root, the
/// same item or an item around it.
pub(crate) fn check(form: &Form, log: &Log) {
    let root = &form.variables;
    for (place, variable) in root.iter().enumerate() {
        one(variable, root[..place].iter(), log);
    }
    for item in &form.items {
        let mut above: Vec<&Expression> = root.iter().collect();
        let mut next = item.parent;
        while let Some(parent) = next {
            above.extend(&form.items[parent].variables);
            next = form.items[parent].parent;
        }
        for (place, variable) in item.variables.iter().enumerate() {
            let before = item.variables[..place].iter();
            one(variable, above.iter().copied().chain(before), log);
        }
    }
}

fn one<'a>(variable: &Expression, mut others: impl Iterator<Item = &'a Expression>, log: &Log) {
    let Some(name) = &variable.name else {
        return;
    };
    let what = if GIVEN.contains(&name.as_str()) {
        format!("a variable is called %{name}, which has a meaning of its own in FHIR")
    } else if let Some(other) = others.find(|other| other.name.as_ref() == Some(name)) {
        format!(
            "the variable %{name} is there twice, the other at {} (line {}:{}): which is meant is not clear. Rename one",
            other.place.path, other.place.line, other.place.column
        )
    } else {
        return;
    };
    log.refuse(Code::DuplicateVariable, variable.place.clone(), what);
}
