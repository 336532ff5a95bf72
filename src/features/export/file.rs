//! Writes a document to a file.

use std::rc::Rc;

use super::state::{Document, Separator};
use crate::components::ViewContext;
use crate::features::calendar::ics::{self, Event, Repeat};
use crate::features::calendar::state::{About, Appointment};
use crate::features::copies::csv::{self, Row};
use crate::features::explain::fhir;
use crate::features::supervision_sheet::page;
use crate::platform::File;
use crate::session::Session;
use crate::text::{Messages, Text};
use instrument::moment::Local;
use instrument::pack::digest;
use instrument::{Check, CheckId, Moment, Pack};
use vault::backup;

/// File names begin with this word, followed by the day. In a list of downloads it gives nothing away.
const STEM: &str = "check";

/// How long an appointment is, in minutes.
const LENGTH: u32 = 20;

/// For how many weeks it repeats. After a month the person decides anew.
const WEEKS: u32 = 4;

/// A document as a file, made at this moment. `None` when what it is made of is no longer there.
pub fn file(view: &ViewContext, document: &Document, made: Moment) -> Option<File> {
    let session = view.session;
    let (ending, kind, text) = match document {
        Document::Backup => ("-copy.json", "application/json", backup_text(view, made)),
        Document::Table(separator) => (
            "-table.csv",
            "text/csv;charset=utf-8",
            table(session, view.messages, *separator),
        ),
        Document::Response(id) => {
            let (check, pack) = read(session, id)?;
            let text = fhir::response(check, &pack)?;
            ("-fhir.json", "application/fhir+json", text)
        }
        Document::Appointment(appointment) => {
            let text = calendar(view, appointment, made)?;
            (".ics", "text/calendar;charset=utf-8", text)
        }
        Document::Sheet(id) => {
            let check = session.record(id)?;
            let page = page::sheet(session, view.messages, check)?;
            let text = page.to_text(view.messages);
            (".txt", "text/plain;charset=utf-8", text)
        }
    };
    let day = made.local().iso_date();
    Some(File {
        name: [STEM, "-", &day, ending].concat(),
        kind,
        text,
    })
}

/// A copy of everything that is stored, and of what could not be stored and is only on screen.
fn backup_text(view: &ViewContext, made: Moment) -> String {
    let session = view.session;
    // If no check on these questions could be stored, the questions are not stored either.
    let pack = view.host.and_then(|host| host.text("pack"));
    let pack = pack.as_deref().unwrap_or_default();
    backup::write(
        &session.snapshot,
        &session.changes_for_backup(),
        (&session.pack, pack),
        made,
    )
}

fn read<'a>(session: &'a Session, id: &CheckId) -> Option<(&'a Check, Rc<Pack>)> {
    let check = session.record(id)?;
    Some((check, session.pack_of(check)?))
}

/// Every finished check as a table, the earliest first.
pub fn table(session: &Session, messages: &Messages, separator: Separator) -> String {
    let mut records = session.records();
    records.reverse();
    let found: Vec<_> = records
        .into_iter()
        .filter_map(|check| {
            let pack = session.pack_of(check)?;
            let note = session.note(&check.id);
            Some((check, pack, note))
        })
        .collect();
    let tags: Vec<Vec<&str>> = found
        .iter()
        .map(|(_, pack, note)| {
            let all = pack.form().after.tags.iter();
            all.filter(|tag| note.is_some_and(|note| note.tags.contains(&tag.id)))
                .map(|tag| tag.text.as_str())
                .collect()
        })
        .collect();
    let rows: Vec<Row> = found
        .iter()
        .zip(&tags)
        .map(|((check, pack, note), tags)| Row {
            check,
            pack,
            note: note.map_or("", |note| &note.text),
            tags,
        })
        .collect();
    csv::checks(messages, &rows, separator)
}

fn calendar(view: &ViewContext, appointment: &Appointment, made: Moment) -> Option<String> {
    let start = Local::read(&appointment.day, &appointment.time)?;
    let plan = view.session.plan();
    let (of, text) = match appointment.about {
        About::Plan => {
            let words = plan.filter(|_| appointment.words).map(|plan| {
                let words = [("cue", plan.cue.as_str()), ("act", &plan.act)];
                view.messages.fill(Text::PlanSentence, &words)
            });
            (plan.map_or("", |plan| &plan.id.0), words)
        }
        About::NextCheck => {
            let newest = view.session.records();
            (newest.first().map_or("", |check| &check.id.0), None)
        }
    };
    Some(ics::calendar(&[Event {
        // The same plan always gets the same id, so a second file replaces the first. The id reveals nothing.
        uid: [&digest(of), "@calendar.invalid"].concat(),
        stamp: made,
        title: appointment.title.clone(),
        text,
        start,
        minutes: LENGTH,
        repeat: if appointment.weekly {
            Repeat::Weekly(WEEKS)
        } else {
            Repeat::Once
        },
        alarm: Some(0),
    }]))
}
