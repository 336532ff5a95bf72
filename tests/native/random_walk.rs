//! Any actions in any order.

use std::collections::BTreeSet;

use compassion_check::session::{Effect, Event, NavigationStack, Screen};
use proptest::prelude::*;

use super::actions::{Draw, KINDS, action, kind};
use super::common::{Memory, TestApp, at};

#[test]
fn every_kind_of_action_is_drawn() {
    let draw = Draw {
        number: 0,
        yes: true,
    };
    let app = TestApp::open(&Memory::default(), at(100, 0));
    let drawn: BTreeSet<usize> = (0..KINDS)
        .map(|number| kind(&action(number, draw, &app)))
        .collect();
    assert_eq!(drawn, (0..KINDS).collect());
}

/// What must be true after each action.
fn check_session(app: &TestApp) -> Result<(), TestCaseError> {
    let session = &app.session;
    if let Some((item, answer)) = session.just_answered() {
        let under_way = session.under_way.as_ref().expect("a check");
        prop_assert_eq!(under_way.answers.get(item), Some(answer));
        let mut back = session.navigation.clone();
        back.back();
        prop_assert_eq!(back.here(), &Screen::Question(item), "Back changes it");
    }
    match session.screen() {
        Screen::Question(item) => prop_assert!(*item < session.pack.len()),
        screen => {
            if let Some(id) = screen.check() {
                prop_assert!(session.record(id).is_some(), "{:?}", screen);
            }
        }
    }
    if session.snapshot.locked {
        let open = [
            Screen::Locked,
            Screen::Find,
            Screen::Reading,
            Screen::Proof,
            Screen::Minute,
        ];
        prop_assert!(open.contains(session.screen()), "{:?}", session.screen());
        prop_assert!(session.snapshot.records.is_empty() && session.snapshot.notes.is_empty());
    }
    prop_assert!(session.snapshot.unreadable.is_empty());
    let effects = &app.ports.effects;
    let count = |wanted: fn(&Effect) -> bool| effects.iter().filter(|it| wanted(it)).count();
    prop_assert!(count(|effect| matches!(effect, Effect::Focus(_))) <= 1);
    let complete = Effect::Announce(Event::Complete);
    if effects.contains(&complete) {
        prop_assert!(matches!(session.screen(), Screen::Result(_)));
    }
    Ok(())
}

proptest! {
    /// After any actions the screen can be shown, no text is unreadable, and nothing stored is shown while locked.
    #[test]
    fn any_actions_lead_to_a_screen_that_can_be_shown(
        draws in prop::collection::vec((0..KINDS + 20, 0..40_usize, any::<bool>()), 0..80),
    ) {
        let mut app = TestApp::open(&Memory::default(), at(100, 0));
        for (number, chosen, yes) in draws {
            let draw = Draw { number: chosen, yes };
            // An answer comes more often than anything else, so that checks are finished, too.
            let number = if number < KINDS { number } else { 5 };
            let action = action(number, draw, &app);
            app.act(action);
            check_session(&app)?;
        }
    }

    #[test]
    fn the_navigation_stack_never_loses_its_first_screen(
        steps in prop::collection::vec((0..4_u8, 0..9_usize), 0..50),
    ) {
        let mut navigation = NavigationStack::default();
        for (kind, number) in steps {
            match kind {
                0 => navigation.go(Screen::Question(number)),
                1 => navigation.back(),
                2 => navigation.to_depth(number),
                _ => navigation.restart_at(Screen::Data),
            }
            let mut back = navigation.clone();
            back.to_depth(0);
            prop_assert_eq!(back.here(), &Screen::Intro);
        }
    }
}
