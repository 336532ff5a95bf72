//! A questionnaire as read: what its items ask and offer, when they are shown, what its expressions say. Neither FHIR's JSON
//! nor a pack.

use std::collections::{BTreeMap, HashMap};

use crate::problem::Place;
use instrument::rational::Rational;

/// Which FHIR release a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// 4.0.1.
    R4,
    /// 5.0.0.
    R5,
}

/// A text and its translations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In the language of the file.
    pub base: String,
    /// By language (BCP 47).
    pub others: BTreeMap<String, String>,
}

/// A questionnaire.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its release.
    pub release: Release,
    /// Its language, if it says so.
    pub lang: Option<String>,
    /// Its members that are plain texts, by name: `url`, `version`, `copyright` and so on.
    pub about: BTreeMap<&'static str, String>,
    /// What it is called.
    pub title: Option<Words>,
    /// All items, parents before their children, in the order of the file.
    pub items: Vec<Item>,
    /// Variables that every expression sees.
    pub variables: Vec<Expression>,
    /// Where each `linkId` is.
    pub by_link: HashMap<String, usize>,
    /// What of the file is not understood and could bear on a score, each with its place. A total that the form does not state
    /// is not inferred past it.
    pub unread: Vec<(Place, String)>,
}

impl Form {
    /// Why the item at `at` is not always there, if so: by a condition of its own or of what it is in, or because it is in an
    /// answer; and where that stands.
    pub(crate) fn conditional(&self, at: usize) -> Option<(&Place, &'static str)> {
        let item = &self.items[at];
        let mut next = Some(at);
        while let Some(here) = next {
            let here = &self.items[here];
            let when = here.when.first().map(|when| &when.place);
            let expression = here.when_expression.as_ref().map(|when| &when.place);
            if let Some(place) = when.or(expression) {
                return Some((place, "it is not always shown"));
            }
            next = here.parent;
            if next.is_some_and(|parent| self.items[parent].kind != Kind::Group) {
                return Some((&item.place, "it is in the answer to a question"));
            }
        }
        None
    }

    /// Whether the item at `at` can be answered several times: it repeats, or something that it is in does.
    pub(crate) fn repeats(&self, at: usize) -> bool {
        let mut next = Some(at);
        while let Some(here) = next {
            if self.items[here].repeats {
                return true;
            }
            next = self.items[here].parent;
        }
        false
    }
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Holds others.
    Group,
    /// Says something.
    Display,
    /// One of several answers.
    Choice,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number, with or without a unit.
    Decimal,
    /// Words.
    Text,
    /// A date, a file, a reference: nothing a pack could ask.
    Other,
}

/// An item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub link_id: String,
    /// Where it stands.
    pub place: Place,
    /// The item it is in.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: Kind,
    /// What it asks or says.
    pub words: Option<Words>,
    /// Stands before its words, such as "1.".
    pub prefix: Option<String>,
    /// Shown to nobody.
    pub hidden: bool,
    /// Not to be answered by the person.
    pub read_only: bool,
    /// More than one answer may be given.
    pub repeats: bool,
    /// It may be answered in one's own words, beside the answers it offers.
    pub open: bool,
    /// It comes with an answer.
    pub preset: bool,
    /// What it offers to choose from.
    pub options: Vec<Choice>,
    /// What this project calls that list of answers.
    pub option_set: Option<String>,
    /// Its set of answers could not be found, which is told already.
    pub lost: bool,
    /// Help that stands in items of its own.
    pub help: Vec<Words>,
    /// When it is shown.
    pub when: Vec<When>,
    /// One of `when` is enough; nothing where the file does not say.
    pub any: Option<bool>,
    /// When it is shown, as an expression.
    pub when_expression: Option<Expression>,
    /// Variables that its expressions and those of the items in it see.
    pub variables: Vec<Expression>,
    /// What its answer is worked out by.
    pub calculated: Option<Expression>,
    /// The least and the most it takes.
    pub limits: (Option<Rational>, Option<Rational>),
}

impl Item {
    /// Whether a person is asked something here.
    pub fn asks(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Display)
            && !self.hidden
            && !self.read_only
            && self.calculated.is_none()
    }

    /// For each option whether an answer by it counts: by its weight, where any has one.
    pub(crate) fn present(&self) -> Vec<bool> {
        let any = self.options.iter().any(|choice| choice.weight.is_some());
        let options = self.options.iter();
        options
            .map(|choice| choice.weight.is_some() || !any)
            .collect()
    }

    /// Whether every answer it offers has a weight; not when it offers none.
    pub fn weighted(&self) -> bool {
        !self.options.is_empty() && self.options.iter().all(|choice| choice.weight.is_some())
    }
}

/// More steps than this are no question to choose from.
const MOST_STEPS: i64 = 11;

impl Item {
    /// Yes and no, and every whole number between two limits near each other, are answers to choose from.
    pub(crate) fn offer(&mut self) {
        let plain = |key: Key, label: String| Choice {
            key,
            label: Words {
                base: label,
                ..Words::default()
            },
            prefix: None,
            value: None,
            weight: None,
        };
        if self.kind == Kind::Boolean {
            self.options = [true, false]
                .map(|truth| plain(Key::Truth(truth), String::new()))
                .to_vec();
        }
        let whole = |limit: Option<Rational>| limit.and_then(Rational::as_whole);
        if let (Kind::Integer, Some(least), Some(most)) =
            (self.kind, whole(self.limits.0), whole(self.limits.1))
            && most
                .checked_sub(least)
                .is_some_and(|span| (1..MOST_STEPS).contains(&span))
        {
            let steps = least..=most;
            self.options = steps
                .map(|step| plain(Key::Whole(step), step.to_string()))
                .collect();
        }
    }
}

/// What tells one answer from another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A code of a system, or of none.
    Coding(Option<String>, String),
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Truth(bool),
    /// Anything else, as written.
    Other(String),
}

/// Where a weight was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// On the option itself, as `itemWeight`.
    Weight,
    /// On the option itself, as `ordinalValue`.
    Ordinal,
    /// In its value set or code system.
    Elsewhere,
}

/// One answer to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it is.
    pub key: Key,
    /// What it says.
    pub label: Words,
    /// Stands before it, such as "a".
    pub prefix: Option<String>,
    /// What this project calls it.
    pub value: Option<i64>,
    /// What it counts, and where that was found.
    pub weight: Option<(Rational, Source)>,
}

/// How `enableWhen` compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `exists`
    Exists,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `>`
    More,
    /// `<`
    Less,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
}

/// What `enableWhen` compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A key that options may have.
    Key(Key),
    /// A number.
    Number(Rational),
}

/// One `enableWhen`.
#[derive(Clone, Debug)]
pub struct When {
    /// Where it stands.
    pub place: Place,
    /// The `linkId` asked about.
    pub question: String,
    /// How.
    pub operator: Operator,
    /// With what.
    pub answer: Answer,
}

/// An expression in the file.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Where it stands.
    pub place: Place,
    /// Its name, if it is a variable.
    pub name: Option<String>,
    /// Its language, `text/fhirpath` being the one understood.
    pub language: String,
    /// The expression.
    pub text: String,
}
