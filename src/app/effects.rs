//! Does the effects that only lazy screens ask for.

use super::context::BrowserContext;
use crate::components::ViewContext;
use crate::features::action::FeatureAction;
use crate::features::export::file::file;
use crate::features::export::rule::{ExportOutcome, status};
use crate::features::export::state::{Destination, Document};
use crate::features::lock;
use crate::features::lock::rule::{deferred_failure, job_ended};
use crate::platform::{self, Browser};
use crate::session::{Action, Content, Effect, Session, StatusMessage};
use vault::lock::{LockJob, LockOutcome};

/// Does an effect that only lazy screens ask for. Its result is sent as an action.
pub fn perform(context: &BrowserContext, session: &Session, content: &Content, effect: Effect) {
    let host = &context.props.host;
    let view = ViewContext {
        session,
        messages: &content.messages,
        config: &context.props.config,
        host: Some(host),
        now: platform::stamp().now,
        act: context.act.clone(),
    };
    match effect {
        Effect::Export(document, to) => export(&view, document, to),
        Effect::Print(id) => {
            let ended = outcome_callback(&view, Document::Sheet(id));
            platform::print(host, move |asked| ended(ExportOutcome::Print(asked)));
        }
        Effect::Lock(job) => do_lock_job(&view, context.store.as_ref(), job),
        Effect::WatchIdle => {
            let act = context.act.clone();
            let lock = move || {
                act.emit(Action::Feature(
                    lock::state::Action::Do(LockJob::Close).into(),
                ))
            };
            platform::lazy::watch(&context.idle, &session.snapshot, Box::new(lock));
        }
        Effect::KeepLanguage(tag) => {
            if let Some(store) = &context.store {
                store.keep_language(&tag);
            }
        }
        Effect::StartLazy => {
            platform::exit::listen(host);
            let theme = context.props.config.theme();
            theme.each_adjusted(&mut |name, written| host.report_colour(name, written));
        }
        // The runtime and the ports do the others.
        _ => {}
    }
}

/// A callback that shows a message next to the control that was pressed.
fn status_callback(view: &ViewContext) -> impl Fn(StatusMessage) + 'static {
    let act = view.act.clone();
    move |status| act.emit(Action::Feature(FeatureAction::Status(status)))
}

/// A callback that shows the message about `document`, if there is one.
fn outcome_callback(
    view: &ViewContext,
    document: Document,
) -> impl FnOnce(ExportOutcome) + 'static {
    let (tell, made) = (status_callback(view), view.now);
    move |outcome| {
        if let Some(message) = status(outcome, document, made) {
            tell(message);
        }
    }
}

fn export(view: &ViewContext, document: Document, to: Destination) {
    let Some(file) = file(view, &document, view.now) else {
        status_callback(view)(StatusMessage::NotDone);
        return;
    };
    let ended = outcome_callback(view, document);
    match to {
        Destination::File if platform::shares_files_first(&file) => {
            platform::share_file(&file, move |shared| ended(ExportOutcome::ShareFile(shared)));
        }
        Destination::File | Destination::Download => {
            ended(ExportOutcome::Download(platform::save(&file)));
        }
        Destination::Clipboard => {
            platform::copy(&file.text, move |done| ended(ExportOutcome::Copy(done)));
        }
        Destination::ShareSheet => platform::share(&file.text, move |shared| {
            ended(ExportOutcome::ShareText(shared));
        }),
    }
}

fn do_lock_job(view: &ViewContext, store: Option<&Browser>, job: LockJob) {
    let act = view.act.clone();
    let Some(store) = store else {
        status_callback(view)(StatusMessage::Locked(LockOutcome::Unable));
        return;
    };
    if job == LockJob::Close {
        store.close();
        act.emit(Action::Reload);
        return;
    }
    let told = act.clone();
    let on_failure = move |failure| told.emit(deferred_failure(failure));
    platform::run_lock_job(store, job, on_failure, move |outcome| {
        for action in job_ended(outcome) {
            act.emit(action);
        }
    });
}
