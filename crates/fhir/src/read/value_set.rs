//! Value sets and code systems, contained in the file or supplied with it. Nothing is ever fetched.

use std::collections::{BTreeMap, HashMap};

use super::element::Element;
use super::no_answers::NoAnswers;
use super::weight::{PROPERTY, own_weight};
use super::{extension, understood, words};
use crate::cursor::Cursor;
use crate::form::{Key, Words};
use crate::problem::{Code, Place};
use instrument::rational::Rational;

/// With this many answers or more, a value set is refused.
const MOST_CONCEPTS: usize = 200;

/// One answer in a value set, or one code in a code system.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Concept {
    system: Option<String>,
    code: String,
    pub label: Words,
    pub weight: Option<Rational>,
}

impl Concept {
    /// The value that identifies it among the options.
    pub fn key(&self) -> Key {
        Key::Coding(self.system.clone(), self.code.clone())
    }
}

/// The result of looking up a value set.
pub(super) enum Found<'a> {
    /// Its answers.
    Concepts(&'a [Concept]),
    /// Why there are none.
    Nowhere(NoAnswers),
}

/// The answers of a value set, or why it has none.
type Answers = Result<Vec<Concept>, NoAnswers>;

/// A value set: its answers, and its version if it states one.
#[derive(Clone, Debug, PartialEq)]
struct Set {
    version: Option<String>,
    answers: Answers,
}

/// A code system: its concepts, and its version if it states one.
#[derive(Clone, Debug)]
struct System {
    version: Option<String>,
    concepts: Vec<Concept>,
}

/// Value sets and code systems supplied with the questionnaire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supplied {
    gathered: Gathered,
    /// What in them is not understood: see [`Form::not_understood`](crate::form::Form::not_understood).
    pub not_understood: Vec<(Place, String)>,
}

/// All value sets, and the weights from code systems.
pub(super) struct Sets {
    sets: BTreeMap<String, Set>,
    weights: HashMap<Key, Rational>,
}

/// Code systems are read first, because a value set may include all of one.
const KINDS: [&str; 2] = ["CodeSystem", "ValueSet"];

impl Supplied {
    /// Reads the ValueSets, CodeSystems and Bundles at `roots`, in any order.
    pub fn of(roots: &[Cursor]) -> Self {
        let mut gathered = Gathered::default();
        let mut not_understood = Vec::new();
        let mut take = |resource: &Cursor, kind: &str| {
            gathered.resource(resource, kind, false);
            let found = resource.text("resourceType");
            if let Some(element) = Element::of_resource(found).filter(|_| found == Some(kind)) {
                not_understood.extend(understood::not_understood(resource, element));
            }
        };
        for kind in KINDS {
            for root in roots {
                match root.text("resourceType") {
                    Some("Bundle") => root.each("entry", |entry| {
                        if let Some(resource) = entry.get("resource") {
                            take(&resource, kind);
                        }
                    }),
                    Some("ValueSet" | "CodeSystem") => take(root, kind),
                    _ if kind == KINDS[0] => root.refuse(
                        Code::Invalid,
                        None,
                        "neither a ValueSet, a CodeSystem nor a Bundle",
                    ),
                    _ => {}
                }
            }
        }
        Self {
            gathered,
            not_understood,
        }
    }
}

impl Sets {
    /// Reads those contained in the questionnaire at `root`, and adds those supplied. A contained one takes precedence.
    pub fn read(root: &Cursor, supplied: &Supplied) -> Self {
        let supplied = &supplied.gathered;
        let mut resources = Gathered {
            systems: supplied.systems.clone(),
            ..Gathered::default()
        };
        for kind in KINDS {
            root.each("contained", |inner| resources.resource(inner, kind, true));
        }
        let mut sets = supplied.sets.clone();
        sets.extend(resources.sets);
        let mut weights = supplied.weights.clone();
        weights.extend(resources.weights);
        Self { sets, weights }
    }

    /// The answers of the set at `url`: `#id` of a contained set, or a canonical address with or without a version.
    pub fn find(&self, url: &str) -> Found<'_> {
        let (bare, version) = parted(url);
        let Some(set) = self.sets.get(url).or_else(|| self.sets.get(bare)) else {
            return Found::Nowhere(NoAnswers::NotGiven);
        };
        if let (Some(asked), Some(known)) = (version, &set.version)
            && asked != known
        {
            return Found::Nowhere(NoAnswers::OtherVersion(known.clone()));
        }
        match &set.answers {
            Ok(concepts) => Found::Concepts(concepts),
            Err(why) => Found::Nowhere(why.clone()),
        }
    }

    /// Whether `url` asks for a version and the set found states none.
    pub fn unsure(&self, url: &str) -> bool {
        let (bare, version) = parted(url);
        let known = || self.sets.get(url).or_else(|| self.sets.get(bare));
        version.is_some() && known().is_some_and(|set| set.version.is_none())
    }

    /// The weight of a concept in its code system.
    pub fn weight(&self, key: &Key) -> Option<Rational> {
        self.weights.get(key).copied()
    }
}

/// Splits a canonical address into the address itself and the version after its `|`.
fn parted(url: &str) -> (&str, Option<&str>) {
    match url.split_once('|') {
        Some((bare, version)) => (bare, Some(version)),
        None => (url, None),
    }
}

#[derive(Clone, Debug, Default)]
struct Gathered {
    sets: BTreeMap<String, Set>,
    weights: HashMap<Key, Rational>,
    systems: BTreeMap<String, System>,
}

impl Gathered {
    /// Adds the resource at `at`, if it is of this kind.
    fn resource(&mut self, at: &Cursor, kind: &str, contained: bool) {
        match at.text("resourceType") {
            Some("CodeSystem") if kind == "CodeSystem" => self.system(at),
            Some("ValueSet") if kind == "ValueSet" => {
                let set = Set {
                    version: at.text("version").map(str::to_owned),
                    answers: self.answers(at),
                };
                if let Some(id) = at.text("id").filter(|_| contained) {
                    self.sets.insert(["#", id].concat(), set.clone());
                }
                if let Some(url) = at.text("url") {
                    if let Some(version) = &set.version {
                        self.keep([url, "|", version].concat(), set.clone());
                    }
                    self.keep(url.to_owned(), set);
                }
            }
            _ => {}
        }
    }

    /// Stores a set under `url`. If a different one is there already, `url` becomes ambiguous and has no answers.
    fn keep(&mut self, url: String, set: Set) {
        let twice = self.sets.get(&url).is_some_and(|known| *known != set);
        let set = if twice {
            Set {
                version: None,
                answers: Err(NoAnswers::Ambiguous),
            }
        } else {
            set
        };
        self.sets.insert(url, set);
    }

    fn system(&mut self, at: &Cursor) {
        let url = at.text("url").map(str::to_owned);
        let mut concepts = Vec::new();
        nested(at, "concept", &url, &mut concepts);
        for concept in &concepts {
            if let Some(weight) = concept.weight
                && let Some(known) = self.weights.insert(concept.key(), weight)
                && known != weight
            {
                let what = format!("two different weights for the code {}", concept.code);
                at.refuse(Code::ConflictingWeights, None, what);
            }
        }
        if let Some(url) = url {
            let version = at.text("version").map(str::to_owned);
            self.systems.insert(url, System { version, concepts });
        }
    }

    fn answers(&self, at: &Cursor) -> Answers {
        let mut concepts = Vec::new();
        if let Some(expansion) = at.get("expansion") {
            nested(&expansion, "contains", &None, &mut concepts);
        } else if let Some(compose) = at.get("compose") {
            if compose.has("exclude") {
                return Err(NoAnswers::Excludes);
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
            0 => Err(NoAnswers::Empty),
            MOST_CONCEPTS.. => Err(NoAnswers::TooMany(concepts.len())),
            _ => Ok(concepts),
        }
    }

    fn include(&self, include: &Cursor, out: &mut Vec<Concept>) -> Result<(), NoAnswers> {
        if include.has("filter") || include.has("valueSet") {
            return Err(NoAnswers::Filtered);
        }
        let system = include.text("system").map(str::to_owned);
        if include.has("concept") {
            nested(include, "concept", &system, out);
            return Ok(());
        }
        let version = include.text("version");
        let same = |all: &&System| match (version, &all.version) {
            (Some(asked), Some(known)) => asked == known,
            _ => true,
        };
        let all = system.as_ref().and_then(|system| self.systems.get(system));
        let all = all.filter(same);
        let Some(all) = all else {
            let system = system.unwrap_or_default();
            let version = version.map(|version| ["|", version].concat());
            let version = version.unwrap_or_default();
            return Err(NoAnswers::NoSystem([system, version].concat()));
        };
        out.extend(all.concepts.iter().cloned());
        Ok(())
    }
}

/// Adds the concepts in the member `name` of `at`, and those nested in them, to `out`. Leaves abstract ones out.
fn nested(at: &Cursor, name: &str, system: &Option<String>, out: &mut Vec<Concept>) {
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
                weight: weight(concept),
            });
        }
        nested(concept, name, &system, out);
    });
}

fn label(concept: &Cursor, code: &str) -> Words {
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

/// The weight of a concept, from its extensions or its property. Refuses the file if the weight cannot be kept exactly,
/// or if there are two different ones.
fn weight(concept: &Cursor) -> Option<Rational> {
    let mut found = own_weight(concept, None).map(|(weight, _)| weight);
    concept.each("property", |property| {
        let Some(PROPERTY) = property.text("code") else {
            return;
        };
        let weight = extension::number(property, &["valueDecimal", "valueInteger"], None);
        if weight.is_some() && found.is_some() && weight != found {
            let what = "two different weights for one answer";
            property.refuse(Code::ConflictingWeights, None, what);
        }
        found = found.or(weight);
    });
    found
}
