//! What goes out of the session: each errand is made into its text here and handed to the browser.

use std::rc::Rc;

use yew::prelude::*;

use crate::domain::moment::Local;
use crate::domain::pack::digest;
use crate::domain::{Check, CheckId, Pack};
use crate::export::csv::{self, Row, Separator};
use crate::export::ics::{self, Event, Repeat};
use crate::export::{fhir, sheet};
use crate::platform::{Browser, Host, later as platform};
use crate::state::desk::{About, Appointment, Errand, LockJob, Locked, Said};
use crate::state::{Action, Further, Session};
use crate::text::{Messages, Text};
use crate::ui::view::View;
use crate::vault::backup;

/// Files are called this, and the day: a name that says nothing in a list of downloads but what they came from.
const STEM: &str = "check";

/// An appointment is so long, in minutes.
const LENGTH: u32 = 20;

/// So many weeks, when it comes again every week: a habit is looked at anew after a month.
const WEEKS: u32 = 4;

/// Does it; what came of it is told as an action, or by `reload` when what is kept has changed.
pub fn run(
    view: &View,
    (host, store): (&Host, Option<&Browser>),
    errand: Errand,
    reload: Callback<()>,
) {
    let tell = |said: Said| view.act.emit(Action::Further(Further::Said(said)));
    let out = |name: &str, kind: &str, text: &str| {
        let day = view.now.local().iso_date();
        platform::save(&[STEM, "-", &day, name].concat(), kind, text)
    };
    let saved = |done: bool| tell(if done { Said::Saved } else { Said::NotDone });
    match errand {
        Errand::SaveBackup => {
            let (session, pack) = (view.session, host.text("pack").unwrap_or_default());
            let pack = (&*session.pack, pack.as_str());
            let text = backup::write(&session.shelf, &session.to_keep(), pack, view.now);
            if out("-copy.json", "application/json", &text) {
                view.act.emit(Action::Further(Further::BackedUp));
            } else {
                tell(Said::NotDone);
            }
        }
        Errand::SaveTable(separator) => saved(out(
            "-table.csv",
            "text/csv;charset=utf-8",
            &table(view.session, view.messages, separator),
        )),
        Errand::SaveResponse(id) => {
            let found = read(view.session, &id);
            let text = found.and_then(|(check, pack)| fhir::response(check, &pack));
            saved(text.is_some_and(|text| out("-fhir.json", "application/fhir+json", &text)));
        }
        Errand::SaveAppointment(appointment) => {
            let text = calendar(view, &appointment);
            saved(text.is_some_and(|text| out(".ics", "text/calendar;charset=utf-8", &text)));
        }
        Errand::CopySheet(id) => {
            let act = view.act.clone();
            platform::copy(&sheet_text(view, &id), move |done| {
                let said = if done { Said::Copied } else { Said::NotDone };
                act.emit(Action::Further(Further::Said(said)));
            });
        }
        Errand::ShareSheet(id) => {
            let act = view.act.clone();
            platform::share(&sheet_text(view, &id), move |done| {
                if !done {
                    act.emit(Action::Further(Further::Said(Said::NotDone)));
                }
            });
        }
        Errand::Print => platform::print(host),
        Errand::Lock(job) => lock(view, store, job, reload),
    }
}

fn lock(view: &View, store: Option<&Browser>, job: LockJob, reload: Callback<()>) {
    let act = view.act.clone();
    let Some(store) = store else {
        act.emit(Action::Further(Further::Said(Said::Locked(Locked::Unable))));
        return;
    };
    let fault = {
        let act = act.clone();
        move |fault| act.emit(Action::Faulted(fault))
    };
    if job == LockJob::Now {
        platform::close(store);
        reload.emit(());
        return;
    }
    platform::lock(store, job, fault, move |locked| {
        reload.emit(());
        act.emit(Action::Further(Further::Said(Said::Locked(locked))));
    });
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

fn calendar(view: &View, appointment: &Appointment) -> Option<String> {
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
        stamp: view.now,
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

fn sheet_text(view: &View, id: &CheckId) -> String {
    let check = view.session.record(id);
    let page = check.and_then(|check| sheet::sheet(view.session, view.messages, check));
    page.map_or_else(String::new, |page| page.to_text(view.messages))
}
