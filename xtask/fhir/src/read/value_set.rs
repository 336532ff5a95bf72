//! Value sets and code systems: those in the file, and those given beside it. Nothing is ever fetched.

use std::collections::{BTreeMap, HashMap};

use super::{option, words};
use crate::exact::Exact;
use crate::form::{Key, Words};
use crate::json::{At, Kind};
use crate::problem::Code;

/// The weight of a concept as a property (R5).
const PROPERTY: &str = "itemWeight";
/// More answers than this are no question.
const MOST_CONCEPTS: usize = 200;

/// One answer of a set.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    system: Option<String>,
    code: String,
    pub label: Words,
    pub weight: Option<Exact>,
}

impl Concept {
    /// What tells it from the others.
    pub fn key(&self) -> Key {
        Key::Coding(self.system.clone(), self.code.clone())
    }
}

/// What a value set's address leads to.
pub(super) enum Found<'a> {
    /// Its answers.
    Concepts(&'a [Concept]),
    /// Why there are none.
    Nowhere(String),
}

/// Sets as read: their answers, or why they have none.
type Answers = Result<Vec<Concept>, String>;

/// Value sets and code systems given beside the questionnaire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supplied {
    sets: BTreeMap<String, Answers>,
    weights: HashMap<Key, Exact>,
}

/// Every value set and code system at hand.
pub(super) struct Sets {
    sets: BTreeMap<String, Answers>,
    weights: HashMap<Key, Exact>,
}

impl Supplied {
    /// Adds the ValueSet, CodeSystem or Bundle at `root`.
    pub fn add(&mut self, root: &At) {
        let mut resources = Gathered::default();
        match root.text("resourceType") {
            Some("Bundle") => root.each("entry", |entry| {
                if let Some(resource) = entry.get("resource") {
                    resources.resource(&resource, false);
                }
            }),
            Some("ValueSet" | "CodeSystem") => resources.resource(root, false),
            _ => root.refuse(
                Code::Invalid,
                None,
                "neither a ValueSet, a CodeSystem nor a Bundle",
            ),
        }
        self.sets.extend(resources.sets);
        self.weights.extend(resources.weights);
    }
}

impl Sets {
    /// Those contained in the questionnaire at `root`, and those supplied.
    pub fn read(root: &At, supplied: &Supplied) -> Self {
        let mut resources = Gathered::default();
        // Code systems first: value sets may list all of one.
        for kind in ["CodeSystem", "ValueSet"] {
            root.each("contained", |inner| {
                if inner.text("resourceType") == Some(kind) {
                    resources.resource(inner, true);
                }
            });
        }
        let mut sets = supplied.sets.clone();
        sets.extend(resources.sets);
        let mut weights = supplied.weights.clone();
        weights.extend(resources.weights);
        Self { sets, weights }
    }

    /// The answers at `url`: `#id` of a contained set, or a canonical address with or without a version.
    pub fn find(&self, url: &str) -> Found<'_> {
        let bare = url.split('|').next().unwrap_or(url);
        match self.sets.get(url).or_else(|| self.sets.get(bare)) {
            Some(Ok(concepts)) => Found::Concepts(concepts),
            Some(Err(why)) => Found::Nowhere(why.clone()),
            None => Found::Nowhere(
                "which is not in this file; give it with --value-set, nothing is fetched"
                    .to_owned(),
            ),
        }
    }

    /// What the code system says a concept weighs.
    pub fn weight(&self, key: &Key) -> Option<Exact> {
        self.weights.get(key).copied()
    }
}

#[derive(Default)]
struct Gathered {
    sets: BTreeMap<String, Answers>,
    weights: HashMap<Key, Exact>,
    systems: BTreeMap<String, Vec<Concept>>,
}

impl Gathered {
    fn resource(&mut self, at: &At, contained: bool) {
        match at.text("resourceType") {
            Some("CodeSystem") => self.system(at),
            Some("ValueSet") => {
                let answers = self.answers(at);
                if let Some(id) = at.text("id").filter(|_| contained) {
                    self.sets.insert(["#", id].concat(), answers.clone());
                }
                if let Some(url) = at.text("url") {
                    self.sets.insert(url.to_owned(), answers);
                }
            }
            _ => {}
        }
    }

    fn system(&mut self, at: &At) {
        let url = at.text("url").map(str::to_owned);
        let mut concepts = Vec::new();
        nested(at, "concept", &url, &mut concepts);
        for concept in &concepts {
            if let Some(weight) = concept.weight {
                self.weights.insert(concept.key(), weight);
            }
        }
        if let Some(url) = url {
            self.systems.insert(url, concepts);
        }
    }

    fn answers(&self, at: &At) -> Answers {
        let mut concepts = Vec::new();
        if let Some(expansion) = at.get("expansion") {
            nested(&expansion, "contains", &None, &mut concepts);
        } else if let Some(compose) = at.get("compose") {
            if compose.has("exclude") {
                return Err("which excludes answers; list those it has".to_owned());
            }
            let mut wrong = None;
            compose.each("include", |include| {
                if let Err(why) = self.include(include, &mut concepts) {
                    wrong.get_or_insert(why);
                }
            });
            if let Some(why) = wrong {
                return Err(why);
            }
        }
        match concepts.len() {
            0 => Err("which lists no answers".to_owned()),
            MOST_CONCEPTS.. => Err(format!("which lists {} answers", concepts.len())),
            _ => Ok(concepts),
        }
    }

    fn include(&self, include: &At, out: &mut Vec<Concept>) -> Result<(), String> {
        if include.has("filter") || include.has("valueSet") {
            return Err(
                "which is made by a filter or from other sets; list its answers".to_owned(),
            );
        }
        let system = include.text("system").map(str::to_owned);
        if include.has("concept") {
            nested(include, "concept", &system, out);
            return Ok(());
        }
        let all = system.as_ref().and_then(|system| self.systems.get(system));
        let Some(all) = all else {
            let system = system.unwrap_or_default();
            return Err(format!(
                "which takes all of the code system {system}, not in this file"
            ));
        };
        out.extend(all.iter().cloned());
        Ok(())
    }
}

/// The concepts in the member `name` of `at`, and those in them.
fn nested(at: &At, name: &str, system: &Option<String>, out: &mut Vec<Concept>) {
    at.each(name, |concept| {
        let system = concept
            .text("system")
            .map(str::to_owned)
            .or_else(|| system.clone());
        let choosable = concept.truth("abstract") != Some(true);
        if let Some(code) = concept.text("code").filter(|_| choosable) {
            out.push(Concept {
                system: system.clone(),
                code: code.to_owned(),
                label: label(concept, code),
                weight: option::own_weight(concept, None)
                    .map(|(weight, _)| weight)
                    .or_else(|| property(concept)),
            });
        }
        nested(concept, name, &system, out);
    });
}

fn label(concept: &At, code: &str) -> Words {
    let mut label = words::words(concept, "display").unwrap_or_else(|| Words {
        base: code.to_owned(),
        ..Words::default()
    });
    concept.each("designation", |designation| {
        if let (Some(lang), Some(value)) = (designation.text("language"), designation.text("value"))
        {
            label.others.insert(lang.to_owned(), value.to_owned());
        }
    });
    label
}

/// The weight as a property of the concept.
fn property(concept: &At) -> Option<Exact> {
    let mut weight = None;
    concept.each("property", |property| {
        let Some(PROPERTY) = property.text("code") else {
            return;
        };
        let value = property
            .get("valueDecimal")
            .or(property.get("valueInteger"));
        if let Some(Kind::Number(written)) = value.map(|value| &value.node.kind) {
            weight = Exact::parse(written);
        }
    });
    weight
}
