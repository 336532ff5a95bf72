//! The screen that sets, changes and removes the lock, and the one that is shown while everything is locked.

use yew::prelude::*;

use super::state;
use crate::components::forms::{choice, feature_button, form, passphrase};
use crate::components::prose::{fold, h2, heading, keyed, list, p, section};
use crate::components::status::status_message;
use crate::components::view::ViewContext;
use crate::components::{Back, Page, confirm, page};
use crate::platform;
use crate::session::{Action, Confirmation, StatusMessage};
use crate::text::Text;
use vault::lock::{Lock, LockJob, MINUTES, Secret};

fn about_lock(said: &StatusMessage) -> bool {
    matches!(
        said,
        StatusMessage::Weak(_) | StatusMessage::Working | StatusMessage::Locked(_)
    )
}

/// The current passphrase, as it was typed.
fn old(event: &Event) -> Secret {
    Secret(platform::field(event, "old"))
}

/// A new passphrase, with composed accents (NFC), as keyboards differ in that. It is compared, counted and turned into
/// a key in this form.
fn new(event: &Event, name: &str) -> Secret {
    Secret(platform::composed(&platform::field(event, name)))
}

/// The screen.
pub fn lock(view: &ViewContext) -> Page {
    let mut content = vec![heading(view.text(Text::Lock))];
    if view.session.snapshot.lock.is_some() {
        content.push(p(view.text(Text::LockIsOn)));
        content.push(now(view));
        content.push(status_message(view, about_lock));
        content.push(after(view));
        let (change, remove) = (current(view, change(view)), current(view, remove(view)));
        content.push(fold("", view.text(Text::LockChange), vec![change]));
        content.push(fold("", view.text(Text::LockRemove), vec![remove]));
    } else {
        let facts = [
            Text::LockFactAll,
            Text::LockFactForgotten,
            Text::LockFactReach,
        ];
        content.push(p(view.text(Text::LockLead)));
        content.push(list("ruled-list", facts.map(|fact| view.text(fact)).into()));
        content.push(status_message(view, about_lock));
        content.push(set(view));
    }
    page(Back::Yes, content)
}

/// A form that is replaced when the passphrase changes, so that what was typed does not stay in its fields.
fn current(view: &ViewContext, form: Html) -> Html {
    let lock = view.session.snapshot.lock.as_deref();
    let lock = lock.and_then(|lock| Lock::read(lock).ok());
    let salt = lock.map_or_else(Vec::new, |lock| lock.salt);
    keyed(salt.into_iter().map(char::from).collect(), form)
}

/// Locks at once.
pub fn now(view: &ViewContext) -> Html {
    let job = state::Action::Do(LockJob::Close);
    feature_button(
        view,
        "button quiet",
        "lock-now",
        view.text(Text::LockNow),
        job,
    )
}

/// The choices of when it locks itself. A choice takes effect at once.
fn minutes(view: &ViewContext, chosen: u32, action: fn(u32) -> state::Action) -> Html {
    let choices = MINUTES.map(|minutes| {
        let count = minutes.to_string();
        let label = match minutes {
            0 => view.text(Text::LockAtOnce),
            _ => view.count(Text::LockAfter, &count, &[]),
        };
        let send = view
            .act
            .reform(move |_: Event| Action::Feature(action(minutes).into()));
        choice("radio", "minutes", &count, label, minutes == chosen, send)
    });
    html! { <fieldset><legend>{ view.text(Text::LockWhen) }</legend>{ for choices }</fieldset> }
}

/// Changes when it locks itself. This takes effect at once, and needs no passphrase.
fn after(view: &ViewContext) -> Html {
    let lock = view.session.snapshot.lock();
    let now = lock.and_then(|lock| Lock::read(lock).ok());
    let now = now.map_or(state::State::MINUTES, |lock| lock.minutes);
    minutes(view, now, |minutes| {
        state::Action::Do(LockJob::SetMinutes(minutes))
    })
}

fn set(view: &ViewContext) -> Html {
    let chosen = view.session.features.lock.minutes;
    let fields = vec![
        passphrase(view, "new", Text::LockNew),
        passphrase(view, "again", Text::LockAgain),
        minutes(view, chosen, state::Action::Minutes),
    ];
    form(
        view,
        "lock-set",
        "button primary",
        Text::LockSet,
        fields,
        move |event| {
            state::Action::Do(LockJob::Set {
                new: new(event, "new"),
                again: new(event, "again"),
                minutes: chosen,
            })
        },
    )
}

fn change(view: &ViewContext) -> Html {
    let fields = vec![
        passphrase(view, "old", Text::LockOld),
        passphrase(view, "new", Text::LockNew),
        passphrase(view, "again", Text::LockAgain),
    ];
    form(
        view,
        "lock-change",
        "button quiet",
        Text::LockChange,
        fields,
        |event| {
            state::Action::Do(LockJob::Change {
                old: old(event),
                new: new(event, "new"),
                again: new(event, "again"),
            })
        },
    )
}

fn remove(view: &ViewContext) -> Html {
    let fields = vec![
        p(view.text(Text::LockRemoveHint)),
        passphrase(view, "old", Text::LockOld),
    ];
    form(
        view,
        "lock-remove",
        "button quiet",
        Text::LockRemove,
        fields,
        |event| state::Action::Do(LockJob::Remove(old(event))),
    )
}

/// The screen while everything is locked: a field for the passphrase, and what to do without it.
pub fn locked(view: &ViewContext) -> Page {
    let lock = view.session.snapshot.lock();
    let damaged = lock.is_some_and(|lock| Lock::read(lock).is_err());
    let lead = if damaged {
        Text::LockedDamaged
    } else {
        Text::LockedLead
    };
    let fields = vec![passphrase(view, "old", Text::LockOld)];
    let unlock = form(
        view,
        "unlock",
        "button primary",
        Text::Unlock,
        fields,
        |event| state::Action::Do(LockJob::Open(old(event))),
    );
    let forgotten = vec![
        p(view.text(Text::ForgottenText)),
        confirm(view, "clear-all", &Confirmation::ClearAll),
    ];
    let content = vec![
        heading(view.text(Text::LockedHeading)),
        p(view.text(lead)),
        status_message(view, about_lock),
        if damaged { Html::default() } else { unlock },
        section(
            "",
            vec![
                h2(view.text(Text::Forgotten)),
                forgotten.into_iter().collect(),
            ],
        ),
    ];
    page(Back::No, content)
}
