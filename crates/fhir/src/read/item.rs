//! Reads an item and the items in it.

use instrument::rational::Rational;

use super::{Reader, enable, extension, option, words};
use crate::cursor::Cursor;
use crate::form::{Item, Kind, Release};
use crate::own;
use crate::problem::Code;

/// Members that are read, or that do not matter for asking and scoring.
const KNOWN: [&str; 18] = [
    "id",
    "linkId",
    "text",
    "prefix",
    "type",
    "item",
    "extension",
    "modifierExtension",
    "enableWhen",
    "enableBehavior",
    "required",
    "repeats",
    "readOnly",
    "answerOption",
    "answerValueSet",
    "answerConstraint",
    "code",
    "initial",
];
/// Members of STU3. The file is already refused for them.
const OLD: [&str; 2] = ["option", "options"];

/// Reads the item at `at` and the items in it, and adds them to the end of `out`.
pub(super) fn read(at: &Cursor, parent: Option<usize>, reader: &Reader, out: &mut Vec<Item>) {
    // One more item than allowed is enough for the caller to refuse the file.
    if out.len() > super::MOST_ITEMS {
        return;
    }
    let link = at.text("linkId");
    if link.is_none() {
        let what = match at.text("text") {
            Some(text) => format!("the item {text:?} has no linkId"),
            None => "an item has no linkId".to_owned(),
        };
        at.refuse(Code::MissingLinkId, None, what);
    }
    let kind = kind(at, link, reader.release);
    let mut item = Item {
        link_id: link.unwrap_or_default().to_owned(),
        place: at.place(link),
        parent,
        kind,
        words: words::words(at, "text"),
        prefix: at.text("prefix").map(str::to_owned),
        hidden: parent.is_some_and(|parent| out[parent].hidden),
        read_only: at.truth("readOnly").unwrap_or(false),
        repeats: at.truth("repeats").unwrap_or(false),
        open: at.text("type") == Some("open-choice")
            || at
                .text("answerConstraint")
                .is_some_and(|constraint| constraint != "optionsOnly"),
        preset: at.has("initial"),
        options: Vec::new(),
        option_set: None,
        options_not_found: false,
        help: Vec::new(),
        when: Vec::new(),
        any: None,
        when_expression: None,
        variables: Vec::new(),
        calculated: None,
        limits: (None, None),
    };
    if kind == Kind::Group && item.repeats {
        let what = "a group that may be answered several times: a check asks it once";
        at.note(Code::NotCarriedOver, link, what);
    }
    members(at, link, reader);
    extensions(at, link, &mut item);
    enable::read(at, link, &mut item);
    option::read(at, link, reader, &mut item);
    item.offer();
    let own = out.len();
    out.push(item);
    at.each("item", |inner| read(inner, Some(own), reader, out));
}

fn kind(at: &Cursor, link: Option<&str>, release: Release) -> Kind {
    let offers = at.has("answerOption") || at.has("answerValueSet");
    match at.text("type") {
        Some("group") => Kind::Group,
        Some("display") => Kind::Display,
        Some("choice" | "coding") => Kind::Choice,
        Some("open-choice") => {
            let what = "an answer in one's own words, beside those offered, cannot be given";
            at.note(Code::NotCarriedOver, link, what);
            Kind::Choice
        }
        Some("boolean") => Kind::Boolean,
        Some("integer" | "string" | "text" | "date" | "time" | "decimal") if offers => Kind::Choice,
        Some("integer") => Kind::Integer,
        Some("decimal" | "quantity") => Kind::Decimal,
        Some("string" | "text" | "url") => Kind::Text,
        Some("date" | "dateTime" | "time" | "attachment" | "reference") => Kind::Other,
        Some(other) => {
            let of = match release {
                Release::R4 => "R4",
                Release::R5 => "R5",
            };
            let what = format!("{other:?} is no type of an item in {of}");
            at.refuse(Code::InvalidItemType, link, what);
            Kind::Other
        }
        None => {
            at.refuse(Code::InvalidItemType, link, "it has no type");
            Kind::Other
        }
    }
}

fn members(at: &Cursor, link: Option<&str>, reader: &Reader) {
    if at.truth("required") == Some(true) {
        let what = "`required`: every question of a check can be skipped".to_owned();
        reader.leave(what, at.place(link));
    }
    if at.has("initial") {
        at.note(
            Code::PresetAnswer,
            link,
            "an answer given beforehand is not carried over",
        );
    }
    if let Some(constraint) = at.text("answerConstraint")
        && constraint != "optionsOnly"
    {
        let what = format!("answerConstraint {constraint}: only the answers offered can be given");
        at.note(Code::NotCarriedOver, link, what);
    }
    for name in at.names() {
        let known = KNOWN.contains(&name) || OLD.contains(&name);
        if !known && !name.starts_with('_') {
            reader.leave(format!("`{name}` of an item"), at.place(link));
        }
    }
}

fn extensions(at: &Cursor, link: Option<&str>, item: &mut Item) {
    extension::each(at, |extension, url| match url {
        extension::HIDDEN => item.hidden |= extension.truth("valueBoolean").unwrap_or(false),
        extension::VARIABLE => item
            .variables
            .extend(extension::expression(extension, link)),
        extension::CALCULATED => item.calculated = extension::expression(extension, link),
        extension::ENABLE => item.when_expression = extension::expression(extension, link),
        extension::INITIAL => item.preset = true,
        own::OPTION_SET => {
            item.option_set = extension.text("valueString").map(str::to_owned);
        }
        extension::LEAST => item.limits.0 = limit(extension, link),
        extension::MOST => item.limits.1 = limit(extension, link),
        _ => {}
    });
}

/// A limit that is a number. `None` for other limits, such as dates.
fn limit(extension: &Cursor, link: Option<&str>) -> Option<Rational> {
    let names = ["valueInteger", "valueDecimal"];
    names
        .iter()
        .any(|name| extension.has(name))
        .then(|| extension::number(extension, &names, link))?
}
