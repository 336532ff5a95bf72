//! Where focus goes after an action, and what is announced.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::export::state::{Document, Obstacle};
use compassion_check::features::{check, export, plan};
use compassion_check::session::{
    Action, Confirmation, Departure, Effect, Event, Focus, Screen, StatusMessage, StorageMode,
};
use vault::lock::LockOutcome;

use super::common::{Memory, PACK, TestApp, at};

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

/// Where the last action moves focus, and what it announces.
pub fn focus_and_events(app: &TestApp) -> (Option<Focus>, Vec<Event>) {
    let mut focus = None;
    let mut events = Vec::new();
    for effect in &app.ports.effects {
        match effect {
            Effect::Focus(to) => assert_eq!(focus.replace(to.clone()), None, "moved twice"),
            Effect::Announce(event) => events.push(*event),
            _ => {}
        }
    }
    (focus, events)
}

fn focus(app: &TestApp) -> Option<Focus> {
    focus_and_events(app).0
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
    let mut app = opened();
    app.act(check::state::Action::Start);
    assert_eq!(
        focus_and_events(&app),
        (Some(Focus::Screen), vec![Event::Step])
    );
    assert!(app.ports.effects.contains(&Effect::Navigate(1)));
    app.answer(0, 1);
    assert_eq!(
        focus_and_events(&app),
        (Some(Focus::Screen), vec![Event::Step])
    );
    assert!(app.ports.effects.contains(&Effect::Navigate(2)));
}

#[test]
fn an_action_that_changes_no_screen_leaves_focus_and_is_not_announced() {
    let mut app = opened();
    for action in [
        check::state::Action::Keep(StorageMode::Memory).into(),
        Action::Renewal,
        Action::FetchLazy,
        Action::Feature(plan::state::Action::Cue("tea".to_owned()).into()),
        Action::Reload,
        Action::StorageChanged,
    ] {
        app.act(action.clone());
        assert_eq!(focus_and_events(&app), (None, vec![]), "{action:?}");
    }
}

#[test]
fn going_back_restores_focus_to_the_control_that_was_used() {
    let mut app = opened();
    app.act(Action::Go(Screen::Data));
    app.ports.departure = Some(history(2));
    app.act(Action::Go(Screen::History));
    assert_eq!(focus(&app), Some(Focus::Screen));
    app.act(Action::Back);
    assert_eq!(focus(&app), Some(Focus::Return(history(2))));
    // The browser's own Back does the same.
    app.act(Action::Depth(2)).act(Action::Depth(1));
    assert_eq!(focus(&app), Some(Focus::Return(history(2))));
}

/// The code that finds the control comes with the lazy screens.
#[test]
fn focus_is_not_restored_before_the_lazy_screens_have_loaded() {
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    app.ports.departure = Some(history(0));
    app.act(Action::Go(Screen::History));
    assert_eq!(
        app.ports.departure,
        Some(history(0)),
        "it was not asked for"
    );
}

#[test]
fn a_question_is_always_read_from_its_heading() {
    let mut app = opened();
    app.act(check::state::Action::Start);
    app.ports.departure = Some(history(0));
    app.answer(0, 1).act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    assert_eq!(focus(&app), Some(Focus::Screen));
}

#[test]
fn a_finished_check_is_announced_once_and_only_as_such() {
    let last = |finish: fn(&mut TestApp)| {
        let mut app = opened();
        app.act(check::state::Action::Start).answer(0, 3);
        finish(&mut app);
        focus_and_events(&app).1
    };
    let finished = vec![Event::Step, Event::Complete];
    let answered = last(|app| {
        let total = app.session.pack.len();
        app.answer(3, total);
    });
    assert_eq!(answered, finished);
    let stopped = last(|app| {
        app.act(check::state::Action::StopFinish);
    });
    assert_eq!(stopped, finished);
    let kept = last(|app| {
        app.act(check::state::Action::StopKeep);
        app.act(check::state::Action::KeepPartial);
    });
    assert_eq!(kept, finished);
    let looked_at = last(|app| {
        app.act(check::state::Action::StopFinish);
        let id = app.shown_result();
        app.act(Action::Go(Screen::History));
        app.act(Action::Go(Screen::Result(id)));
    });
    assert_eq!(looked_at, [Event::Step]);
    let dropped = last(|app| {
        app.act(check::state::Action::StopDrop);
    });
    assert_eq!(dropped, [Event::Step]);
}

#[test]
fn a_confirmation_takes_focus_and_gives_it_back() {
    let mut app = opened();
    let id = app.check();
    app.act(Action::Go(Screen::History));
    let about = Some(Focus::Confirmation(id.0.clone()));
    app.act(Action::Ask(Confirmation::Delete(id.clone())));
    assert_eq!(focus(&app), about);
    app.act(Action::Decline);
    assert_eq!(focus(&app), about, "the button that asked is there again");
    app.act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    assert_eq!(focus(&app), Some(Focus::Heading), "the button is gone");
}

/// The control that led to the deleted check may be gone, so focus does not return to it.
#[test]
fn after_a_deletion_the_previous_screen_is_read_from_its_heading() {
    let mut app = opened();
    let id = app.check();
    app.act(Action::Go(Screen::History));
    app.ports.departure = Some(history(0));
    app.act(Action::Go(Screen::Result(id.clone())))
        .act(Action::Ask(Confirmation::Delete(id)))
        .act(Action::Confirm);
    assert_eq!(app.session.screen(), &Screen::History);
    assert_eq!(focus(&app), Some(Focus::Screen));
}

#[test]
fn a_text_to_copy_by_hand_gets_focus_only_once() {
    let mut app = opened();
    let made = app.clock.now;
    let by_hand = |obstacle| StatusMessage::ByHand(obstacle, Document::Backup, made);
    app.feature(by_hand(Obstacle::Clipboard));
    assert_eq!(focus(&app), Some(Focus::ByHand));
    app.feature(by_hand(Obstacle::Clipboard));
    assert_eq!(focus(&app), None, "it stands there already");
    app.act(Action::Go(Screen::Data));
    app.feature(by_hand(Obstacle::Printer));
    assert_eq!(focus(&app), None, "it may not be wanted after printing");
}

#[test]
fn if_the_focused_button_disappears_the_heading_gets_focus() {
    let made = at(100, 0).now;
    let handed_over = StatusMessage::HandedOver(Document::Backup, made);
    let mut app = opened();
    app.feature(handed_over);
    let gone: [FeatureAction; 3] = [
        plan::state::Action::Make.into(),
        export::state::Action::FileArrived(true).into(),
        StatusMessage::Locked(LockOutcome::Opened).into(),
    ];
    for action in gone {
        app.feature(action.clone());
        assert_eq!(focus(&app), Some(Focus::IfLost), "{action:?}");
    }
}

#[test]
fn a_screen_that_loads_late_is_read_once_it_is_shown() {
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    app.act(Action::Go(Screen::Find));
    assert!(app.session.waits());
    app.act(Action::LazyLoaded(None));
    assert_eq!(focus(&app), Some(Focus::IfLost), "it can be tried again");
    app.act(Action::FetchLazy);
    assert_eq!(app.sent(), [&Effect::FetchLazy]);
    app.load_lazy();
    assert_eq!(focus(&app), Some(Focus::IfLost));
    // Nobody waits for it on the first screen.
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    app.load_lazy();
    assert_eq!(focus(&app), None);
}
