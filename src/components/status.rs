//! The message next to the control that was pressed. Screen readers announce it.

use yew::prelude::*;

use crate::components::prose::{list, p};
use crate::components::view::{ViewContext, plain};
use crate::features::export::state::Obstacle;
use crate::session::StatusMessage;
use crate::text::Text;
use vault::Unreadable;
use vault::backup::{LeftOut, Refusal, RestoreReport};
use vault::lock::{LockOutcome, MIN_PASSPHRASE_CHARS, WeakPassphrase};

/// The live region for the message. It is always on the page, or screen readers would not announce what appears in it.
/// `here` says which messages belong in this one.
#[inline(never)]
pub fn status_message(view: &ViewContext, here: fn(&StatusMessage) -> bool) -> Html {
    let said = view
        .session
        .features
        .status
        .as_ref()
        .filter(|said| here(said));
    let words = said.map(|said| words(view, said));
    html! { <div role="status" class="status" data-part="said">{ words }</div> }
}

fn words(view: &ViewContext, said: &StatusMessage) -> Html {
    let text = match said {
        StatusMessage::PlanUnfinished => Text::SaidPlanUnfinished,
        StatusMessage::PlanMade => Text::SaidPlanMade,
        StatusMessage::Copied => Text::SaidCopied,
        StatusMessage::HandedOver(..) => Text::FileAsked,
        StatusMessage::Arrived => Text::FileArrived,
        StatusMessage::Unshared(_) => Text::FileUnshared,
        StatusMessage::ByHand(Obstacle::Lost, ..) => Text::ByHandLost,
        StatusMessage::ByHand(Obstacle::Clipboard, ..) => Text::ByHandClipboard,
        StatusMessage::ByHand(Obstacle::ShareSheet, ..) => Text::ByHandShare,
        StatusMessage::ByHand(Obstacle::Printer, ..) => Text::ByHandPrinter,
        StatusMessage::NotDone => Text::SaidNotDone,
        StatusMessage::Restored(report) => return restored(view, report),
        StatusMessage::Refused(Refusal::TooLarge) => Text::RefusedTooLarge,
        StatusMessage::Refused(Refusal::NotABackup) => Text::RefusedNotABackup,
        StatusMessage::Refused(Refusal::Newer) => Text::RefusedNewer,
        StatusMessage::NoRoom => Text::SaidNoRoom,
        StatusMessage::Weak(WeakPassphrase::TooShort) => {
            let least = MIN_PASSPHRASE_CHARS.to_string();
            return p(view.count(Text::WeakTooShort, &least, &[]));
        }
        StatusMessage::Weak(WeakPassphrase::Different) => Text::WeakDifferent,
        StatusMessage::Working => Text::SaidWorking,
        StatusMessage::Locked(locked) => match locked {
            LockOutcome::Set => Text::LockedSet,
            LockOutcome::Opened => Text::LockedOpened,
            LockOutcome::Changed => Text::LockedChanged,
            LockOutcome::Removed => Text::LockedRemoved,
            LockOutcome::Wrong => Text::LockedWrong,
            LockOutcome::Damaged => Text::LockedDamaged,
            LockOutcome::Unreadable => Text::LockedShut,
            LockOutcome::Elsewhere => Text::LockedElsewhere,
            LockOutcome::Full => Text::LockedFull,
            LockOutcome::Storage => Text::LockedStorage,
            LockOutcome::Unable => Text::LockedUnable,
        },
    };
    p(view.text(text))
}

/// These counts as a list in words, such as "2 checks and 1 note". Zeros are left out. `None` if all are zero.
pub fn counted<const N: usize>(view: &ViewContext, things: [(usize, Text); N]) -> Option<String> {
    let things = things.into_iter().filter(|(n, _)| *n > 0);
    let things = things.map(|(n, text)| view.messages.count(text, &n.to_string(), &[]));
    let things: Vec<String> = things.collect();
    let names: Vec<&str> = things.iter().map(String::as_str).collect();
    (!names.is_empty()).then(|| view.messages.list(&names))
}

/// What was restored from a file, what was not, and why.
fn restored(view: &ViewContext, report: &RestoreReport) -> Html {
    let count = |n: usize, text| view.messages.count(text, &n.to_string(), &[]);
    let things = counted(
        view,
        [
            (report.checks, Text::RestoredChecks),
            (report.notes, Text::RestoredNotes),
            (report.plans, Text::RestoredPlans),
        ],
    );
    let mut lines = vec![match things {
        None => view.text(Text::RestoredNothing),
        Some(things) => view.fill(Text::RestoredTaken, &[("things", &things)]),
    }];
    if report.already_here > 0 {
        lines.push(plain(&count(report.already_here, Text::RestoredHere)));
    }
    let reasons = [
        (LeftOut::Unreadable(Unreadable::Garbage), Text::LeftGarbage),
        (LeftOut::Unreadable(Unreadable::Newer), Text::LeftNewer),
        (LeftOut::Unreadable(Unreadable::NoPack), Text::LeftNoPack),
        (LeftOut::InTheWay, Text::LeftInTheWay),
    ];
    for (why, text) in reasons {
        let left = report
            .left_out
            .iter()
            .filter(|(_, left)| *left == why)
            .count();
        if left > 0 {
            lines.push(plain(&count(left, text)));
        }
    }
    html! { <>{ p(view.text(Text::RestoredHeading)) }{ list("ruled-list", lines) }</> }
}
