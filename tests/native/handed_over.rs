//! Files, the clipboard, the share sheet, the printer: the app tells and stores only what it knows.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::export::rule::{ExportOutcome, ShareOutcome, status};
use compassion_check::features::export::state as export;
use compassion_check::features::export::state::{Document, Obstacle};
use compassion_check::session::{Action, Screen, StatusMessage};
use vault::lock::{LockJob, Secret};

use super::backup::device;
use super::common::at;
use super::markup::render;

/// When a file has been handed to the browser, the app does not know whether it was saved.
#[test]
fn a_saved_file_is_recorded_only_once_its_arrival_is_confirmed() {
    let (mut app, _) = device();
    let before = app.store.kept.borrow().clone();
    let made = at(99, 0).now;
    let asked = Some(StatusMessage::HandedOver(Document::Backup, made));
    app.feature(export::Action::FileArrived(true));
    assert_eq!(app.session.features.status, None, "nobody asked");

    app.feature(FeatureAction::Status(StatusMessage::HandedOver(
        Document::Backup,
        made,
    )));
    assert_eq!(app.session.features.status, asked);
    app.reload();
    assert_eq!(
        app.session.features.status, asked,
        "whatever happens meanwhile"
    );
    app.feature(export::Action::FileArrived(false));
    let by_hand = StatusMessage::ByHand(Obstacle::Lost, Document::Backup, made);
    assert_eq!(app.session.features.status, Some(by_hand));
    assert!(app.session.features.is_by_hand());
    assert_eq!(app.session.snapshot.settings.backed_up, None);

    // For any other file no date is stored.
    app.feature(FeatureAction::Status(StatusMessage::HandedOver(
        Document::Table(compassion_check::features::export::state::Separator::Comma),
        made,
    )))
    .feature(export::Action::FileArrived(true));
    assert_eq!(app.session.features.status, Some(StatusMessage::Arrived));
    assert_eq!(app.session.snapshot.settings.backed_up, None);
    assert_eq!(*app.store.kept.borrow(), before);
}

/// The end-to-end tests compare the text in the field with the file that was handed over.
#[test]
fn a_file_that_could_not_be_saved_can_be_copied_by_hand() {
    let (mut app, _) = device();
    app.act(Action::Go(Screen::Copies));
    app.reload();
    let made = at(99, 0).now;
    for obstacle in [Obstacle::Lost, Obstacle::ShareSheet, Obstacle::Clipboard] {
        app.feature(FeatureAction::Status(StatusMessage::ByHand(
            obstacle,
            Document::Backup,
            made,
        )));
        let markup = render(&app.session);
        let field = markup.split("<textarea").nth(1).expect("a field");
        let field = field.split('>').next().expect("its attributes");
        assert!(
            field.contains("readonly") && field.contains("by-hand"),
            "{obstacle:?}: {field}"
        );
    }
    app.feature(FeatureAction::Status(StatusMessage::Copied));
    assert!(!render(&app.session).contains("<textarea"));
}

/// Phones add an extension of their own or change the type, and the user cannot choose a file that `accept` excludes.
#[test]
fn the_file_chooser_for_restoring_accepts_any_file() {
    let (mut app, _) = device();
    app.act(Action::Go(Screen::Copies));
    let markup = render(&app.session);
    let field = markup.split("type=\"file\"").nth(1).expect("a field");
    let field = field.split('>').next().expect("its attributes");
    assert!(!field.contains("accept"), "{field}");
}

/// After printing the text may not be wanted, so focus is left where it is.
#[test]
fn only_a_certain_failure_moves_focus_to_the_text_to_copy() {
    let (mut app, ids) = device();
    let sheet = Document::Sheet(ids[0].clone());
    for (obstacle, asks) in [
        (Obstacle::Lost, true),
        (Obstacle::Clipboard, true),
        (Obstacle::ShareSheet, true),
        (Obstacle::Printer, false),
    ] {
        let said = StatusMessage::ByHand(obstacle, sheet.clone(), at(99, 0).now);
        app.feature(FeatureAction::Status(said));
        assert_eq!(app.session.features.is_by_hand(), asks, "{obstacle:?}");
    }
}

/// Each normalised form of a passphrase is tried in turn, in place of what was typed.
#[test]
fn the_passphrase_of_a_job_that_opens_the_lock_can_be_replaced() {
    let secret = |words: &str| Secret(words.to_owned());
    let change = |old: &str| LockJob::Change {
        old: secret(old),
        new: secret("new"),
        again: secret("again"),
    };
    for (job, wanted) in [
        (
            LockJob::Open(secret("typed")),
            LockJob::Open(secret("form")),
        ),
        (
            LockJob::Remove(secret("typed")),
            LockJob::Remove(secret("form")),
        ),
        (change("typed"), change("form")),
    ] {
        assert_eq!(job.opens_with(), Some(&secret("typed")));
        assert_eq!(job.opening_with(secret("form")), wanted);
    }
    let set = LockJob::Set {
        new: secret("new"),
        again: secret("new"),
        minutes: 5,
    };
    for job in [set, LockJob::SetMinutes(5), LockJob::Close] {
        assert_eq!(job.opens_with(), None);
        assert_eq!(job.clone().opening_with(secret("form")), job);
    }
}

/// The browser does not say whether a file was saved or what another app did with it, so the app asks.
#[test]
fn the_message_says_how_handing_over_ended() {
    let made = at(99, 0).now;
    let by_hand = |obstacle| Some(StatusMessage::ByHand(obstacle, Document::Backup, made));
    let asks = Some(StatusMessage::HandedOver(Document::Backup, made));
    let closed = Some(StatusMessage::Unshared(Document::Backup));
    for (outcome, message) in [
        (ExportOutcome::Download(true), asks.clone()),
        (ExportOutcome::Download(false), by_hand(Obstacle::Lost)),
        (ExportOutcome::Copy(true), Some(StatusMessage::Copied)),
        (ExportOutcome::Copy(false), by_hand(Obstacle::Clipboard)),
        (ExportOutcome::ShareFile(ShareOutcome::Done), asks),
        (ExportOutcome::ShareFile(ShareOutcome::Closed), closed),
        (
            ExportOutcome::ShareFile(ShareOutcome::Failed),
            by_hand(Obstacle::ShareSheet),
        ),
        (ExportOutcome::ShareText(ShareOutcome::Done), None),
        (ExportOutcome::ShareText(ShareOutcome::Closed), None),
        (
            ExportOutcome::ShareText(ShareOutcome::Failed),
            by_hand(Obstacle::ShareSheet),
        ),
        (ExportOutcome::Print(true), None),
        (ExportOutcome::Print(false), by_hand(Obstacle::Printer)),
    ] {
        assert_eq!(
            status(outcome, Document::Backup, made),
            message,
            "{outcome:?}"
        );
    }
}
