//! A questionnaire as read: its items, the answers they offer, when they are shown, and its expressions. It is the step
//! between FHIR's JSON and a pack.

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
    /// The text in the language of the file.
    pub base: String,
    /// The translations, by language (BCP 47).
    pub others: BTreeMap<String, String>,
}

/// A questionnaire.
#[derive(Clone, Debug)]
pub struct Form {
    /// The FHIR release it is written in.
    pub release: Release,
    /// Its language, if it states one.
    pub lang: Option<String>,
    /// Its members that are plain texts, by name: `url`, `version`, `copyright` and so on.
    pub about: BTreeMap<&'static str, String>,
    /// Its title.
    pub title: Option<Words>,
    /// All items, parents before their children, in the order of the file.
    pub items: Vec<Item>,
    /// Variables of the root. Every expression can use them.
    pub variables: Vec<Expression>,
    /// The place in `items` of each `linkId`.
    pub by_link: HashMap<String, usize>,
    /// What is not understood and could affect a score, each with its place. If there is anything, no total is inferred
    /// for a form that states none.
    pub not_understood: Vec<(Place, String)>,
}

impl Form {
    /// Why the item at `at` may be missing from a response, and the place of the reason: it or an item it is in has a
    /// condition, or it is in the answer to a question. `None` if it is always there.
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

    /// Whether the item at `at` can be answered several times: it repeats, or an item that it is in does.
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
    /// Contains other items.
    Group,
    /// Only shows text.
    Display,
    /// One of several answers.
    Choice,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number, with or without a unit.
    Decimal,
    /// Free text.
    Text,
    /// A date, a file or a reference, which a pack cannot ask for.
    Other,
}

/// An item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id, which no other item in the form may have.
    pub link_id: String,
    /// Where it is in the file.
    pub place: Place,
    /// The place in [`Form::items`] of the item it is in.
    pub parent: Option<usize>,
    /// Its kind.
    pub kind: Kind,
    /// Its text.
    pub words: Option<Words>,
    /// Shown before its text, such as "1.".
    pub prefix: Option<String>,
    /// Hidden from the user, or in an item that is.
    pub hidden: bool,
    /// The user cannot answer it.
    pub read_only: bool,
    /// More than one answer may be given.
    pub repeats: bool,
    /// It may also be answered in free text, apart from the answers it offers.
    pub open: bool,
    /// It has an answer filled in beforehand.
    pub preset: bool,
    /// The answers it offers.
    pub options: Vec<Choice>,
    /// The id of its option set, in a Questionnaire exported by this project.
    pub option_set: Option<String>,
    /// Its value set could not be found or read. That is reported already.
    pub options_not_found: bool,
    /// Help texts, from the display items in it.
    pub help: Vec<Words>,
    /// The conditions under which it is shown (`enableWhen`).
    pub when: Vec<When>,
    /// True if one of `when` is enough, false if all must be true. `None` if the file does not state `enableBehavior`.
    pub any: Option<bool>,
    /// The expression for when it is shown (SDC's `enableWhenExpression`).
    pub when_expression: Option<Expression>,
    /// Variables that its own expressions and those of the items in it can use.
    pub variables: Vec<Expression>,
    /// The expression that its answer is calculated by.
    pub calculated: Option<Expression>,
    /// `minValue` and `maxValue`.
    pub limits: (Option<Rational>, Option<Rational>),
}

impl Item {
    /// Whether it is a question that the user answers.
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, Kind::Group | Kind::Display)
            && !self.hidden
            && !self.read_only
            && self.calculated.is_none()
    }

    /// For each option, whether choosing it counts as an answer. If any option has a weight, only those with one do.
    pub(crate) fn present(&self) -> Vec<bool> {
        let any = self.options.iter().any(|choice| choice.weight.is_some());
        let options = self.options.iter();
        options
            .map(|choice| choice.weight.is_some() || !any)
            .collect()
    }

    /// Whether every answer it offers has a weight. False if it offers none.
    pub fn weighted(&self) -> bool {
        !self.options.is_empty() && self.options.iter().all(|choice| choice.weight.is_some())
    }
}

/// The most whole numbers between `minValue` and `maxValue` that are offered as answers.
const MOST_STEPS: i64 = 11;

impl Item {
    /// Sets the options of a yes-or-no question, and of a whole number whose limits are at most ten apart.
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
                .map(|truth| plain(Key::Boolean(truth), String::new()))
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
                .map(|step| plain(Key::Integer(step), step.to_string()))
                .collect();
        }
    }
}

/// The value of an answer, which identifies it among the options.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The system, if there is one, and the code.
    Coding(Option<String>, String),
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
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

/// One answer that a question offers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its value.
    pub key: Key,
    /// Its text.
    pub label: Words,
    /// Shown before its text, such as "a".
    pub prefix: Option<String>,
    /// The option's value in the pack, in a Questionnaire exported by this project.
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
    /// Where it is in the file.
    pub place: Place,
    /// The `linkId` of the question that it depends on.
    pub question: String,
    /// How the answer is compared.
    pub operator: Operator,
    /// What the answer is compared with.
    pub answer: Answer,
}

/// An expression in the file.
#[derive(Clone, Debug)]
pub struct Expression {
    /// Where it is in the file.
    pub place: Place,
    /// Its name, if it is a variable.
    pub name: Option<String>,
    /// Its language. Only `text/fhirpath` is understood.
    pub language: String,
    /// The text of the expression.
    pub text: String,
}
