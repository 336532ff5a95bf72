//! A newer version that waits: offered in words, only where loading the page anew loses nothing.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::check::state as check;
use compassion_check::features::plan::state as plan;
use compassion_check::features::sheet::state as sheet;
use compassion_check::session::{Action, Keeping, LazyCode, Screen};
use instrument::Answer;

use super::common::{Memory, PACK, Shell, at, content};

/// A newer version is here, and the code that offers it.
fn waiting(store: &Memory) -> Shell {
    let mut shell = Shell::open(store, at(100, 0));
    shell
        .act(Action::LazyLoaded(Some(content(PACK))))
        .act(Action::Renewal);
    shell
}

fn offered(shell: &Shell) -> bool {
    shell.session.offers_renewal()
}

#[test]
fn an_update_is_offered_only_on_the_first_screen_and_under_your_data() {
    let mut shell = Shell::open(&Memory::default(), at(100, 0));
    shell.act(Action::LazyLoaded(Some(content(PACK))));
    assert!(!offered(&shell), "there is none");
    shell.act(Action::Renewal);
    assert!(offered(&shell));
    for screen in [
        Screen::Find,
        Screen::Reading,
        Screen::History,
        Screen::Copies,
    ] {
        shell.act(Action::Go(screen));
        assert!(!offered(&shell), "on {:?}", shell.session.screen());
    }
    shell.act(Action::Go(Screen::Data));
    assert!(offered(&shell));
    assert_eq!(shell.session.lazy, LazyCode::Loaded);
}

#[test]
fn an_update_is_never_offered_during_a_check() {
    let mut shell = waiting(&Memory::default());
    shell.act(check::Action::Start);
    assert!(!offered(&shell), "a question is open");
    shell.act(check::Action::Answer(0, Answer::Chosen(1)));
    shell.act(Action::Go(Screen::Pause));
    assert!(!offered(&shell), "it is only interrupted");
    shell.act(Action::Go(Screen::Intro));
    assert!(!offered(&shell), "the check is under way");
    shell.act(check::Action::StopKeep);
    assert!(offered(&shell), "it can be carried on after it");
}

#[test]
fn an_update_is_not_offered_where_something_would_be_lost() {
    let mut shell = waiting(&Memory::default());
    let total = shell.session.pack.len();
    shell
        .act(check::Action::Keep(Keeping::Nothing))
        .act(check::Action::Start)
        .answer(0, total)
        .act(Action::Go(Screen::Data));
    assert!(!offered(&shell), "the result is only in memory");

    for half in [
        FeatureAction::from(plan::Action::Cue("tea".into())),
        plan::Action::Act("rest".into()).into(),
        sheet::Action::OwnQuestions("Why?".into()).into(),
    ] {
        let mut shell = waiting(&Memory::default());
        shell.feature(half.clone());
        assert!(!offered(&shell), "{half:?} is half written");
    }
}

#[test]
fn stored_records_do_not_prevent_the_offer_of_an_update() {
    let mut shell = waiting(&Memory::default());
    let total = shell.session.pack.len();
    shell.act(check::Action::Start).answer(0, total);
    assert!(!offered(&shell), "the result is being read");
    shell.act(Action::Go(Screen::Intro));
    assert!(offered(&shell));
}

/// What was asked stays asked: the news may come at any time.
#[test]
fn the_offer_of_an_update_does_not_close_an_open_question() {
    let mut shell = waiting(&Memory::default());
    let confirmation = compassion_check::session::Confirmation::ClearAll;
    shell
        .act(Action::Go(Screen::Data))
        .act(Action::Ask(confirmation.clone()));
    shell.act(Action::Renewal);
    assert_eq!(shell.session.confirmation, Some(confirmation));
    assert_eq!(shell.session.screen(), &Screen::Data);
}
