//! Does the effects that only lazy screens ask for.

use super::context::BrowserContext;
use crate::components::ViewContext;
use crate::features::action::FeatureAction;
use crate::features::export::file::file;
use crate::features::export::state::{Destination, Document, Obstacle};
use crate::features::lock;
use crate::platform::{self, Browser, File, Shared};
use crate::session::{Action, Content, Effect, Session, StatusMessage};
use instrument::Moment;
use vault::lock::{DeferredFailure, LockJob, LockOutcome};

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
            let (tell, made) = (status_callback(&view), view.now);
            platform::print(host, move |asked| {
                if !asked {
                    let sheet = Document::Sheet(id);
                    tell(StatusMessage::ByHand(Obstacle::Printer, sheet, made));
                }
            });
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

fn export(view: &ViewContext, document: Document, to: Destination) {
    let (tell, made) = (status_callback(view), view.now);
    let Some(file) = file(view, &document, made) else {
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

/// Hands `file` to the browser as a download. Returns the message about it.
fn handed_over(file: &File, document: Document, made: Moment) -> StatusMessage {
    if platform::save(file) {
        StatusMessage::HandedOver(document, made)
    } else {
        StatusMessage::ByHand(Obstacle::Lost, document, made)
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
    let (tell, told) = (status_callback(view), act.clone());
    let on_failure = move |on_failure| {
        told.emit(match on_failure {
            DeferredFailure::Write(failed) => {
                Action::Feature(lock::state::Action::WriteFailed(failed).into())
            }
            DeferredFailure::Remove(fault) => Action::Faulted(fault),
        });
    };
    platform::run_lock_job(store, job, on_failure, move |outcome| {
        act.emit(Action::Reload);
        tell(StatusMessage::Locked(outcome));
    });
}
