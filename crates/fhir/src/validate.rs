//! Reads a bands file, checks it against its schema, and says in words what is wrong with it.

use std::fmt::{self, Display};
use std::sync::LazyLock;

use json::nearest;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::bands::BandsForm;
use crate::json::parse;
use crate::lines::unmarked;
use crate::log::Log;
use crate::problem::{Code, Place};

/// Reads the bands file `name`. Refuses the import for everything that is wrong with it.
pub(crate) fn read(name: &str, text: &str, log: &Log) -> BandsForm {
    let text = unmarked(text);
    if let Err(problem) = parse(text) {
        let place = Place {
            path: name.to_owned(),
            ..problem.place
        };
        log.refuse(Code::Bands, place, problem.what);
        return BandsForm::default();
    }
    let value = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    match &*SCHEMA {
        Ok(schema) => {
            for violation in schema.violations(&value) {
                let place = Place {
                    path: format!("{name} {}", violation.path).trim_end().to_owned(),
                    ..Place::default()
                };
                log.refuse(Code::Bands, place, violation.fault.to_string());
            }
        }
        Err(error) => log.refuse(Code::Bands, Place::default(), error.to_string()),
    }
    // Anything but an object has been refused above.
    serde_json::from_str(text).unwrap_or_default()
}

/// The schema of bands files, made from [`BandsForm`].
static SCHEMA: LazyLock<Result<Schema, ValidationError<'static>>> = LazyLock::new(|| {
    let json = schemars::schema_for!(BandsForm).to_value();
    let validator = jsonschema::validator_for(&json)?;
    Ok(Schema { json, validator })
});

/// The schema as JSON, and the validator made from it.
struct Schema {
    json: Value,
    validator: Validator,
}

/// One fault in a bands file.
struct Violation {
    /// Where it is, such as `scales.total.kind`. Empty for the whole file.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a part of a bands file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    /// The schema has no member of this name here.
    UnknownMember {
        /// The name that was probably meant.
        meant: Option<String>,
    },
    /// The value does not fit the schema. The text is the validator's message.
    Invalid(String),
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMember { meant } => {
                f.write_str("unknown member. ")?;
                if let Some(meant) = meant {
                    write!(f, "Did you mean “{meant}”? ")?;
                }
                f.write_str("schema/fhir-bands.json says what may stand here.")
            }
            Self::Invalid(what) => f.write_str(what),
        }
    }
}

impl Schema {
    /// Everything that is wrong with `value`.
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        let mut violations = Vec::new();
        for error in self.validator.iter_errors(value) {
            self.add_faults(&error, &mut violations);
        }
        violations
    }

    /// Adds the faults behind `error` to `violations`. If a value may be written in several ways (`anyOf`, `oneOf`),
    /// the validator says only that it is none of them. This finds the way that was probably meant, and adds its
    /// faults.
    fn add_faults(&self, error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
        let ways = match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                let known = self.known(error);
                violations.extend(unexpected.iter().map(|name| unknown(error, name, &known)));
                return;
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => context.as_slice(),
            _ => &[],
        };
        let at = error.instance_path();
        let foreign = |inner: &ValidationError<'_>| {
            matches!(inner.kind(), Kind::Type { .. }) && inner.instance_path() == at
        };
        let ways: Vec<_> = ways.iter().filter(|way| !way.iter().any(foreign)).collect();
        // The members of the value that this way does not allow.
        let strange = |way: &[ValidationError<'static>]| {
            let here = way.iter().filter(|inner| inner.instance_path() == at);
            here.filter_map(|inner| match inner.kind() {
                Kind::AdditionalProperties { unexpected } => Some(unexpected.clone()),
                _ => None,
            })
            .flatten()
            .collect::<Vec<String>>()
        };
        let near = ways.iter().copied().filter(|way| strange(way).is_empty());
        let near: Vec<_> = near.collect();
        if let ([meant], _) | (_, [meant]) = (ways.as_slice(), near.as_slice()) {
            for inner in *meant {
                self.add_faults(inner, violations);
            }
            return;
        }
        let mut nowhere = ways.first().map(|way| strange(way)).unwrap_or_default();
        nowhere.retain(|name| ways.iter().all(|way| strange(way).contains(name)));
        if nowhere.is_empty() {
            violations.push(Violation {
                path: dotted(at),
                fault: Fault::Invalid(error.to_string()),
            });
        }
        let here = ways.iter().copied().flatten();
        let here = here.filter(|inner| inner.instance_path() == at);
        let known: Vec<&str> = here.flat_map(|inner| self.known(inner)).collect();
        violations.extend(nowhere.iter().map(|name| unknown(error, name, &known)));
    }

    /// The names of the members that are allowed where `error` found unknown ones.
    fn known(&self, error: &ValidationError<'_>) -> Vec<&str> {
        let keyword = error.schema_path().as_str();
        let members = keyword
            .strip_suffix("/additionalProperties")
            .and_then(|beside| self.json.pointer(&format!("{beside}/properties")));
        let members = members.and_then(Value::as_object);
        members.map_or_else(Vec::new, |members| {
            members.keys().map(String::as_str).collect()
        })
    }
}

/// The fault for the member `name`, with the nearest of the `known` names as a suggestion.
fn unknown(error: &ValidationError<'_>, name: &str, known: &[&str]) -> Violation {
    Violation {
        path: dotted(format!("{}/{name}", error.instance_path())),
        fault: Fault::UnknownMember {
            meant: nearest(name, known).map(str::to_owned),
        },
    }
}

/// A JSON pointer as it is shown to the user: with dots.
fn dotted(path: impl Display) -> String {
    let path = path.to_string();
    path.trim_start_matches('/').replace('/', ".")
}
