//! Where focus goes after an action, and what is announced.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::export::state::{Document, Obstacle};
use compassion_check::features::{check, export, plan};
use compassion_check::session::{
    Action, Confirmation, Departure, Effect, Event, Focus, Keeping, Screen, StatusMessage,
};
use vault::lock::LockOutcome;

use super::common::{Memory, PACK, Shell, at};

fn opened() -> Shell {
    Shell::open(&Memory::default(), at(100, 0))
}

/// Where the last action moves focus, and what it announces.
pub fn focus_and_events(shell: &Shell) -> (Option<Focus>, Vec<Event>) {
    let mut focus = None;
    let mut events = Vec::new();
    for effect in &shell.ports.effects {
        match effect {
            Effect::Focus(to) => assert_eq!(focus.replace(to.clone()), None, "moved twice"),
            Effect::Announce(event) => events.push(*event),
            _ => {}
        }
    }
    (focus, events)
}

fn focus(shell: &Shell) -> Option<Focus> {
    focus_and_events(shell).0
}

fn history(nth: usize) -> Departure {
    Departure {
        control: "history".to_owned(),
        nth,
        top: 240,
    }
}

#[test]
fn a_new_screen_is_read_from_its_heading_and_announced() {
    let mut shell = opened();
    shell.act(check::state::Action::Start);
    assert_eq!(
        focus_and_events(&shell),
        (Some(Focus::Screen), vec![Event::Step])
    );
    assert!(shell.ports.effects.contains(&Effect::Navigate(1)));
    shell.answer(0, 1);
    assert_eq!(
        focus_and_events(&shell),
        (Some(Focus::Screen), vec![Event::Step])
    );
    assert!(shell.ports.effects.contains(&Effect::Navigate(2)));
}

#[test]
fn an_action_that_changes_no_screen_leaves_focus_and_is_not_announced() {
    let mut shell = opened();
    for action in [
        check::state::Action::Keep(Keeping::Nothing).into(),
        Action::Renewal,
        Action::FetchLazy,
        Action::Feature(plan::state::Action::Cue("tea".to_owned()).into()),
        Action::Reload,
        Action::StorageChanged,
    ] {
        shell.act(action.clone());
        assert_eq!(focus_and_events(&shell), (None, vec![]), "{action:?}");
    }
}

#[test]
fn who_comes_back_finds_the_control_they_left_from() {
    let mut shell = opened();
    shell.act(Action::Go(Screen::Data));
    shell.ports.departure = Some(history(2));
    shell.act(Action::Go(Screen::History));
    assert_eq!(focus(&shell), Some(Focus::Screen));
    shell.act(Action::Back);
    assert_eq!(focus(&shell), Some(Focus::Return(history(2))));
    // By the browser's own Back, too.
    shell.act(Action::Depth(2)).act(Action::Depth(1));
    assert_eq!(focus(&shell), Some(Focus::Return(history(2))));
}

/// The code that finds the control comes with the lazy screens.
#[test]
fn no_control_is_looked_for_before_the_lazy_screens_are_here() {
    let mut shell = Shell::without_lazy(&Memory::default(), at(100, 0), PACK);
    shell.ports.departure = Some(history(0));
    shell.act(Action::Go(Screen::History));
    assert_eq!(
        shell.ports.departure,
        Some(history(0)),
        "it was not asked for"
    );
}

#[test]
fn a_question_is_always_read_from_its_heading() {
    let mut shell = opened();
    shell.act(check::state::Action::Start);
    shell.ports.departure = Some(history(0));
    shell.answer(0, 1).act(Action::Back);
    assert_eq!(shell.session.screen(), &Screen::Question(0));
    assert_eq!(focus(&shell), Some(Focus::Screen));
}

#[test]
fn a_finished_check_is_announced_once_and_only_as_such() {
    let last = |finish: fn(&mut Shell)| {
        let mut shell = opened();
        shell.act(check::state::Action::Start).answer(0, 3);
        finish(&mut shell);
        focus_and_events(&shell).1
    };
    let finished = vec![Event::Step, Event::Complete];
    let answered = last(|shell| {
        let total = shell.session.pack.len();
        shell.answer(3, total);
    });
    assert_eq!(answered, finished);
    let stopped = last(|shell| {
        shell.act(check::state::Action::StopFinish);
    });
    assert_eq!(stopped, finished);
    let kept = last(|shell| {
        shell.act(check::state::Action::StopKeep);
        shell.act(check::state::Action::KeepPartial);
    });
    assert_eq!(kept, finished);
    let looked_at = last(|shell| {
        shell.act(check::state::Action::StopFinish);
        let id = shell.shown_result();
        shell.act(Action::Go(Screen::History));
        shell.act(Action::Go(Screen::Result(id)));
    });
    assert_eq!(looked_at, [Event::Step]);
    let dropped = last(|shell| {
        shell.act(check::state::Action::StopDrop);
    });
    assert_eq!(dropped, [Event::Step]);
}

#[test]
fn a_question_that_asks_once_more_has_focus_and_gives_it_back() {
    let mut shell = opened();
    let id = shell.check();
    shell.act(Action::Go(Screen::History));
    let about = Some(Focus::Confirmation(id.0.clone()));
    shell.act(Action::Ask(Confirmation::Delete(id.clone())));
    assert_eq!(focus(&shell), about);
    shell.act(Action::Decline);
    assert_eq!(focus(&shell), about, "the button that asked is there again");
    shell
        .act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    assert_eq!(focus(&shell), Some(Focus::Heading), "the button is gone");
}

/// The control that led away may have gone with what was deleted.
#[test]
fn a_screen_that_is_come_back_to_by_deleting_is_read_from_its_heading() {
    let mut shell = opened();
    let id = shell.check();
    shell.act(Action::Go(Screen::History));
    shell.ports.departure = Some(history(0));
    shell
        .act(Action::Go(Screen::Result(id.clone())))
        .act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    assert_eq!(shell.session.screen(), &Screen::History);
    assert_eq!(focus(&shell), Some(Focus::Screen));
}

#[test]
fn a_text_to_be_copied_by_hand_has_focus_once() {
    let mut shell = opened();
    let made = shell.clock.now;
    let by_hand = |obstacle| StatusMessage::ByHand(obstacle, Document::Backup, made);
    shell.feature(by_hand(Obstacle::Clipboard));
    assert_eq!(focus(&shell), Some(Focus::ByHand));
    shell.feature(by_hand(Obstacle::Clipboard));
    assert_eq!(focus(&shell), None, "it stands there already");
    shell.act(Action::Go(Screen::Data));
    shell.feature(by_hand(Obstacle::Printer));
    assert_eq!(focus(&shell), None, "it may not be wanted after printing");
}

#[test]
fn focus_that_went_with_a_button_goes_to_the_heading() {
    let made = at(100, 0).now;
    let handed_over = StatusMessage::HandedOver(Document::Backup, made);
    let mut shell = opened();
    shell.feature(handed_over);
    let gone: [FeatureAction; 3] = [
        plan::state::Action::Make.into(),
        export::state::Action::FileArrived(true).into(),
        StatusMessage::Locked(LockOutcome::Opened).into(),
    ];
    for action in gone {
        shell.feature(action.clone());
        assert_eq!(focus(&shell), Some(Focus::IfLost), "{action:?}");
    }
}

#[test]
fn a_screen_that_was_waited_for_is_read_once_it_is_here() {
    let mut shell = Shell::without_lazy(&Memory::default(), at(100, 0), PACK);
    shell.act(Action::Go(Screen::Find));
    assert!(shell.session.waits());
    shell.act(Action::LazyLoaded(None));
    assert_eq!(focus(&shell), Some(Focus::IfLost), "it can be tried again");
    shell.act(Action::FetchLazy);
    assert_eq!(shell.sent(), [&Effect::FetchLazy]);
    shell.load_lazy();
    assert_eq!(focus(&shell), Some(Focus::IfLost));
    // Nobody waits for it on the first screen.
    let mut shell = Shell::without_lazy(&Memory::default(), at(100, 0), PACK);
    shell.load_lazy();
    assert_eq!(focus(&shell), None);
}
