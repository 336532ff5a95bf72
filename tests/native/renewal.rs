//! A newer version of the app that is waiting: it is offered only where reloading the page loses nothing.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::check::state as check;
use compassion_check::features::plan::state as plan;
use compassion_check::features::supervision_sheet::state as sheet;
use compassion_check::session::{Action, LazyCode, Screen, StorageMode};
use instrument::Answer;

use super::common::{Memory, PACK, TestApp, at, content};

/// An app for which a newer version is waiting, and which has the code that offers it.
fn waiting(store: &Memory) -> TestApp {
    let mut app = TestApp::open(store, at(100, 0));
    app.act(Action::LazyLoaded(Some(content(PACK))))
        .act(Action::Renewal);
    app
}

fn offered(app: &TestApp) -> bool {
    app.session.offers_renewal()
}

#[test]
fn an_update_is_offered_only_on_the_first_screen_and_under_your_data() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(Action::LazyLoaded(Some(content(PACK))));
    assert!(!offered(&app), "there is none");
    app.act(Action::Renewal);
    assert!(offered(&app));
    for screen in [
        Screen::Find,
        Screen::Reading,
        Screen::History,
        Screen::Copies,
    ] {
        app.act(Action::Go(screen));
        assert!(!offered(&app), "on {:?}", app.session.screen());
    }
    app.act(Action::Go(Screen::Data));
    assert!(offered(&app));
    assert_eq!(app.session.lazy, LazyCode::Loaded);
}

#[test]
fn an_update_is_never_offered_during_a_check() {
    let mut app = waiting(&Memory::default());
    app.act(check::Action::Start);
    assert!(!offered(&app), "a question is open");
    app.act(check::Action::Answer(0, Answer::Chosen(1)));
    app.act(Action::Go(Screen::Pause));
    assert!(!offered(&app), "it is only interrupted");
    app.act(Action::Go(Screen::Intro));
    assert!(!offered(&app), "the check is under way");
    app.act(check::Action::StopKeep);
    assert!(offered(&app), "it can be carried on after it");
}

#[test]
fn an_update_is_not_offered_where_something_would_be_lost() {
    let mut app = waiting(&Memory::default());
    let total = app.session.pack.len();
    app.act(check::Action::Keep(StorageMode::Memory))
        .act(check::Action::Start)
        .answer(0, total)
        .act(Action::Go(Screen::Data));
    assert!(!offered(&app), "the result is only in memory");

    for half in [
        FeatureAction::from(plan::Action::Cue("tea".into())),
        plan::Action::Act("rest".into()).into(),
        sheet::Action::OwnQuestions("Why?".into()).into(),
    ] {
        let mut app = waiting(&Memory::default());
        app.feature(half.clone());
        assert!(!offered(&app), "{half:?} is half written");
    }
}

#[test]
fn stored_records_do_not_prevent_the_offer_of_an_update() {
    let mut app = waiting(&Memory::default());
    let total = app.session.pack.len();
    app.act(check::Action::Start).answer(0, total);
    assert!(!offered(&app), "the result is being read");
    app.act(Action::Go(Screen::Intro));
    assert!(offered(&app));
}

/// A newer version may be reported at any time. A confirmation that is open stays open.
#[test]
fn the_offer_of_an_update_does_not_close_an_open_question() {
    let mut app = waiting(&Memory::default());
    let confirmation = compassion_check::session::Confirmation::ClearAll;
    app.act(Action::Go(Screen::Data))
        .act(Action::Ask(confirmation.clone()));
    app.act(Action::Renewal);
    assert_eq!(app.session.confirmation, Some(confirmation));
    assert_eq!(app.session.screen(), &Screen::Data);
}
