//! Any actions in any order.

use compassion_check::state::{Action, Asking, Keeping, NavigationStack, Screen};
use instrument::Answer;
use proptest::prelude::*;

use super::common::{Memory, Shell, at};

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        Just(Action::Start),
        Just(Action::StartAgain),
        Just(Action::Resume),
        Just(Action::KeepPartial),
        Just(Action::Back),
        Just(Action::Confirm),
        Just(Action::Decline),
        Just(Action::StopKeep),
        Just(Action::StopFinish),
        Just(Action::StopDrop),
        Just(Action::Ask(Asking::ClearAll)),
        Just(Action::Go(Screen::Pause)),
        Just(Action::Go(Screen::Data)),
        Just(Action::Go(Screen::History)),
        (0..40_usize).prop_map(Action::Depth),
        (0..40_usize).prop_map(|item| Action::Answer(item, Answer::Skipped)),
        (0..40_usize).prop_map(|item| Action::Answer(item, Answer::Chosen(1))),
        any::<bool>().prop_map(|keep| Action::Keep(if keep {
            Keeping::Device
        } else {
            Keeping::Nothing
        })),
    ]
}

proptest! {
    /// Whatever happens in whatever order: there is a screen that can be shown, and nothing is set aside as unreadable.
    #[test]
    fn any_actions_lead_to_a_screen_that_can_be_shown(actions in prop::collection::vec(any_action(), 0..60)) {
        let mut shell = Shell::open(&Memory::default(), at(100, 0));
        for action in actions {
            shell.act(action);
            if let Some((item, answer)) = shell.session.just_answered() {
                let under_way = shell.session.under_way.as_ref().expect("a check");
                prop_assert_eq!(under_way.answers.get(item), Some(answer));
                let mut back = shell.session.navigation.clone();
                back.back();
                prop_assert_eq!(back.here(), &Screen::Question(item), "Back changes it");
            }
            match shell.session.screen().clone() {
                Screen::Question(item) => prop_assert!(item < shell.session.pack.len()),
                Screen::Result(id) => prop_assert!(shell.session.record(&id).is_some()),
                _ => {}
            }
            prop_assert!(shell.session.snapshot.aside.is_empty());
        }
    }

    /// The stack never loses its first screen, and forward leads only where one has been.
    #[test]
    fn the_navigation_stack_never_loses_its_first_screen(steps in prop::collection::vec((0..4_u8, 0..9_usize), 0..50)) {
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
