//! The effects that only lazy screens ask for: each document is made into its text here and handed to the browser.

use std::rc::Rc;

use crate::export::csv::{self, Row};
use crate::export::ics::{self, Event, Repeat};
use crate::export::{fhir, sheet};
use crate::platform::later::{File, Shared};
use crate::platform::{Browser, later as platform};
use crate::state::forms::{
    About, Appointment, Destination, Document, LockJob, Locked, Obstacle, Separator, StatusMessage,
};
use crate::state::{Action, Content, Effect, Further, Session};
use crate::text::{Messages, Text};
use crate::ui::page::Page;
use crate::ui::view::View;
use instrument::moment::Local;
use instrument::pack::digest;
use instrument::{Check, CheckId, Moment, Pack};
use vault::backup;

/// Files are called this, and the day: a name that says nothing in a list of downloads but what they came from.
const STEM: &str = "check";

/// An appointment is so long, in minutes.
const LENGTH: u32 = 20;

/// So many weeks, when it comes again every week: a habit is looked at anew after a month.
const WEEKS: u32 = 4;

/// Does an effect that only lazy screens ask for. What comes of it is told as an action.
pub fn perform(page: &Page, session: &Session, content: &Content, effect: Effect) {
    let host = &page.props.host;
    let view = View {
        session,
        messages: &content.messages,
        config: &page.props.config,
        host: Some(host),
        now: crate::platform::stamp().now,
        act: page.act.clone(),
    };
    match effect {
        Effect::Export(document, to) => export(&view, document, to),
        Effect::Print(id) => {
            let (tell, made) = (teller(&view), view.now);
            platform::print(host, move |asked| {
                if !asked {
                    let sheet = Document::Sheet(id);
                    tell(StatusMessage::ByHand(Obstacle::Printer, sheet, made));
                }
            });
        }
        Effect::Lock(job) => lock(&view, page.store.as_ref(), job),
        Effect::WatchIdle => {
            let act = page.act.clone();
            let lock = move || act.emit(Action::Further(Further::Lock(LockJob::Now)));
            platform::watch(&page.idle, &session.snapshot, Box::new(lock));
        }
        Effect::KeepLanguage(tag) => {
            if let Some(store) = &page.store {
                store.keep_language(&tag);
            }
        }
        Effect::ListenForExit => platform::exit(host),
        // The runtime or the page does the others.
        _ => {}
    }
}

/// Tells what is to be said beside what was pressed.
fn teller(view: &View) -> impl Fn(StatusMessage) + 'static {
    let act = view.act.clone();
    move |status| act.emit(Action::Further(Further::Status(status)))
}

fn export(view: &View, document: Document, to: Destination) {
    let (tell, made) = (teller(view), view.now);
    let Some(file) = written(view, &document, made) else {
        tell(StatusMessage::NotDone);
        return;
    };
    match to {
        Destination::File if platform::shares_files_first(&file) => {
            platform::share_file(&file, move |shared| {
                tell(match shared {
                    Shared::Done => StatusMessage::HandedOver(document, made),
                    Shared::Closed => StatusMessage::Unshared(document),
                    Shared::Failed => StatusMessage::ByHand(Obstacle::ShareSheet, document, made),
                });
            });
        }
        Destination::File | Destination::Download => tell(handed_over(&file, document, made)),
        Destination::Clipboard => platform::copy(&file.text, move |done| {
            tell(if done {
                StatusMessage::Copied
            } else {
                StatusMessage::ByHand(Obstacle::Clipboard, document, made)
            });
        }),
        Destination::ShareSheet => platform::share(&file.text, move |shared| {
            if matches!(shared, Shared::Failed) {
                tell(StatusMessage::ByHand(Obstacle::ShareSheet, document, made));
            }
        }),
    }
}

/// What there is to say once `file` was handed to the browser as a download.
fn handed_over(file: &File, document: Document, made: Moment) -> StatusMessage {
    if platform::save(file) {
        StatusMessage::HandedOver(document, made)
    } else {
        StatusMessage::ByHand(Obstacle::Lost, document, made)
    }
}

/// A document as a file, made at this moment. `None` when what it is made of is no longer there.
pub fn written(view: &View, document: &Document, made: Moment) -> Option<File> {
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
            let page = sheet::sheet(session, view.messages, check)?;
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

/// A copy of everything kept, and of what is only on screen because it could not be kept.
fn backup_text(view: &View, made: Moment) -> String {
    let session = view.session;
    // A check that could not be kept may be the first on these questions: then they are in no kept text either.
    let pack = view.host.and_then(|host| host.text("pack"));
    let pack = pack.as_deref().unwrap_or_default();
    backup::write(
        &session.snapshot,
        &session.to_keep(),
        (&session.pack, pack),
        made,
    )
}

fn lock(view: &View, store: Option<&Browser>, job: LockJob) {
    let act = view.act.clone();
    let Some(store) = store else {
        teller(view)(StatusMessage::Locked(Locked::Unable));
        return;
    };
    if job == LockJob::Now {
        platform::close(store);
        act.emit(Action::Reload);
        return;
    }
    let (tell, told) = (teller(view), act.clone());
    platform::lock(
        store,
        job,
        move |action| told.emit(action),
        move |locked| {
            act.emit(Action::Reload);
            tell(StatusMessage::Locked(locked));
        },
    );
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

fn calendar(view: &View, appointment: &Appointment, made: Moment) -> Option<String> {
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
        // The same for the same plan, so that a second file takes the place of the first; and it says nothing.
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
