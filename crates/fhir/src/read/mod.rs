//! Reads a Questionnaire of R4 or R5 into a [`Form`].
//!
//! It has its own types instead of a FHIR model crate. Those crates stop at the first mistake, accept unknown members
//! and codes (`fhir` 4 has an `Unknown` for every code, `fhirbolt` 0.4 takes any `status`) or have no R4 (`fhir-sdk`),
//! and none of them reports positions. Here all problems are reported at once with their places, numbers stay as
//! written, and what is not understood is always reported.

mod element;
mod enable;
mod extension;
mod item;
mod no_answers;
mod option;
mod understood;
mod value_set;
mod weight;
mod words;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::cursor::Cursor;
use crate::form::{Form, Item, Kind, Release};
use crate::log::Log;
use crate::own;
use crate::problem::{Code, Place};
use element::Element;
use value_set::Sets;

pub(crate) use value_set::Supplied;

/// The most items that a questionnaire may have.
const MOST_ITEMS: usize = 2_000;

/// What is collected while reading, apart from the form itself.
pub(crate) struct Reader<'a> {
    /// The contained and supplied value sets and code systems.
    sets: Sets,
    release: Release,
    /// What is not carried over: how often it occurs, and where first.
    not_carried_over: RefCell<BTreeMap<String, (usize, Place)>>,
    /// Value sets without answers: how often they are used, and where first.
    without_answers: RefCell<BTreeMap<String, (usize, Place)>>,
    log: &'a Log<'a>,
}

/// The release that the file is written in, judged by its members. R4 if nothing decides. Refuses the file if it is
/// older than R4, or mixes R4 and R5.
fn release(root: &Cursor) -> Release {
    let mut found = (false, false);
    let mut older = None;
    walk(root, None, &mut |at, link, name| {
        let kind = at.text("type");
        if name == "item" {
            found.0 |= matches!(kind, Some("choice" | "open-choice"));
            found.1 |=
                kind == Some("coding") || at.has("answerConstraint") || at.has("disabledDisplay");
            let stu3 = at.has("options") || at.has("option");
            if stu3 && older.is_none() {
                older = Some((at.place(link), "item.option and item.options are of STU3"));
            }
        }
        if name == "enableWhen" && at.has("hasAnswer") && older.is_none() {
            older = Some((at.place(link), "enableWhen.hasAnswer is of STU3"));
        }
    });
    if root.has("group") {
        older = Some((root.place(None), "Questionnaire.group is of DSTU2"));
    }
    let five = [
        "versionAlgorithmString",
        "versionAlgorithmCoding",
        "copyrightLabel",
    ];
    found.1 |= five.iter().any(|name| root.has(name));
    if let Some((place, what)) = older {
        let what = format!("{what}: this reads R4 and R5. Convert the file to R4 first");
        root.log().refuse(Code::UnsupportedFhirVersion, place, what);
    } else if found == (true, true) {
        let what =
            "item types of R4 (choice) and members of R5 (coding, answerConstraint) in one file";
        root.refuse(Code::UnsupportedFhirVersion, None, what);
    }
    if found.1 { Release::R5 } else { Release::R4 }
}

/// Calls `one` with every value below `at`, the nearest `linkId` around it, and the name of the member it is in.
fn walk(at: &Cursor, link: Option<&str>, one: &mut dyn FnMut(&Cursor, Option<&str>, &str)) {
    if !at.is_object() {
        return;
    }
    for name in at.names() {
        let Some(inner) = at.get(name) else {
            continue;
        };
        if inner.is_list() {
            inner.inside(|element| {
                let link = element.text("linkId").or(link);
                one(element, link, name);
                walk(element, link, one);
            });
        } else {
            one(&inner, link, name);
            walk(&inner, link, one);
        }
    }
}

/// Texts of the root that packs have a place for, or that say what the file is.
const ABOUT: [&str; 9] = [
    "id",
    "url",
    "version",
    "name",
    "status",
    "publisher",
    "copyright",
    "copyrightLabel",
    "description",
];
/// Members of the root that are read elsewhere, or do not matter for asking and scoring.
const ROOT: [&str; 9] = [
    "resourceType",
    "title",
    "language",
    "contained",
    "item",
    "extension",
    "modifierExtension",
    "implicitRules",
    "meta",
];
const STATUS: [&str; 4] = ["draft", "active", "retired", "unknown"];

/// Reads the questionnaire at `root`. `supplied` are value sets from other files. Returns `None` if `root` is not a
/// Questionnaire or has too many items; other refusals are only in the log.
pub(crate) fn form(root: &Cursor, supplied: &Supplied) -> Option<Form> {
    if root.text("resourceType") != Some("Questionnaire") {
        let what = match root.text("resourceType") {
            Some(other) => format!("it is a {other}, not a Questionnaire"),
            None => "it has no resourceType: not a FHIR Questionnaire".to_owned(),
        };
        root.refuse(Code::NotAQuestionnaire, None, what);
        return None;
    }
    let reader = Reader {
        release: release(root),
        sets: Sets::read(root, supplied),
        not_carried_over: RefCell::default(),
        without_answers: RefCell::default(),
        log: root.log(),
    };
    extension::survey(root, &reader);
    let mut about = BTreeMap::new();
    for name in ABOUT {
        if let Some(text) = root.text(name) {
            about.insert(name, text.to_owned());
        }
    }
    status(root);
    let left = root
        .names()
        .filter(|name| !ABOUT.contains(name) && !ROOT.contains(name) && !name.starts_with('_'));
    let left: Vec<&str> = left.collect();
    if !left.is_empty() {
        root.note(Code::NotCarriedOver, None, left.join(", "));
    }
    let mut form = Form {
        release: reader.release,
        lang: root.text("language").map(str::to_owned),
        about,
        title: words::words(root, "title"),
        items: Vec::new(),
        variables: Vec::new(),
        by_link: HashMap::new(),
        not_understood: understood::not_understood(root, Element::Questionnaire),
    };
    form.not_understood
        .extend(supplied.not_understood.iter().cloned());
    extension::each(root, |extension, url| {
        let mut said = |name| {
            if let Some(text) = extension.text("valueString") {
                form.about.insert(name, text.to_owned());
            }
        };
        match url {
            own::ATTRIBUTION => said(own::ATTRIBUTION),
            own::HONESTY => said(own::HONESTY),
            own::PACK => said(own::PACK),
            extension::VARIABLE => form
                .variables
                .extend(extension::expression(extension, None)),
            _ => {}
        }
    });
    root.each("item", |at| item::read(at, None, &reader, &mut form.items));
    if form.items.is_empty() {
        root.refuse(Code::NoItems, None, "it has no items: nothing to ask");
    }
    if form.items.len() > MOST_ITEMS {
        let what = format!("it has more than {MOST_ITEMS} items");
        root.refuse(Code::TooLarge, None, what);
        return None;
    }
    index(&mut form, root.log());
    help(&mut form.items);
    reader.report();
    Some(form)
}

fn status(root: &Cursor) {
    match root.text("status") {
        None => {
            let what = "it has no `status`, which FHIR requires";
            root.note(Code::Missing, None, what);
        }
        Some(status) if !STATUS.contains(&status) => {
            let what =
                format!("`status` is {status:?}: it may be draft, active, retired or unknown");
            root.refuse(Code::Invalid, None, what);
        }
        Some("retired") => {
            root.note(Code::Status, None, "it says of itself that it is retired");
        }
        Some(_) => {}
    }
}

fn index(form: &mut Form, log: &Log) {
    for (at, item) in form.items.iter().enumerate() {
        // An item without a `linkId` is reported already.
        if item.link_id.is_empty() {
            continue;
        }
        if form.by_link.insert(item.link_id.clone(), at).is_some() {
            let what = "another item has the same linkId";
            log.refuse(Code::DuplicateLinkId, item.place.clone(), what);
        }
    }
}

/// Adds the text of each display inside a question to the question's help.
fn help(items: &mut [Item]) {
    for at in 0..items.len() {
        let (Kind::Display, Some(parent), false) =
            (items[at].kind, items[at].parent, items[at].hidden)
        else {
            continue;
        };
        if items[parent].kind != Kind::Group
            && let Some(words) = items[at].words.clone()
        {
            items[parent].help.push(words);
        }
    }
}

impl Reader<'_> {
    /// Notes something that is not carried over.
    fn leave(&self, what: String, place: Place) {
        let mut left = self.not_carried_over.borrow_mut();
        left.entry(what).or_insert((0, place)).0 += 1;
    }

    /// Refuses a value set without answers.
    fn refuse_no_answers(&self, what: String, place: Place) {
        let mut without = self.without_answers.borrow_mut();
        without.entry(what).or_insert((0, place)).0 += 1;
    }

    fn report(&self) {
        for (what, (times, place)) in self.without_answers.take() {
            let what = match times {
                1 => what,
                _ => format!("{what} ({times} questions, here first)"),
            };
            self.log.refuse(Code::UnresolvedValueSet, place, what);
        }
        for (what, (times, place)) in self.not_carried_over.take() {
            let what = match times {
                1 => what,
                _ => format!("{what} ({times} times, here first)"),
            };
            self.log.note(Code::NotCarriedOver, place, what);
        }
    }
}
