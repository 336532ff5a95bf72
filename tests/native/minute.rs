//! "Take a minute": the ways to it, and back to exactly where the person was, with nothing stored.

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Departure, LazyCode, Screen};
use instrument::Answer;

use super::common::{Memory, PACK, TestApp, at};
use super::markup::render;

/// What leads to it.
const WAY: &str = "data-action=\"minute\"";

fn pressed(nth: usize, top: i32) -> Departure {
    Departure {
        control: "minute".to_owned(),
        nth,
        top,
    }
}

/// Takes a minute from the screen that is shown, and comes back with `back`. Nothing may be different then.
fn there_and_back(app: &mut TestApp, store: &Memory, back: Action) {
    let (kept, calls) = (store.kept.borrow().clone(), store.calls.get());
    let before = app.session.clone();
    let html = render(&app.session);
    let departure = pressed(1, 240);
    app.act(Action::Depart(departure.clone()))
        .act(Action::Go(Screen::Minute));
    assert_eq!(app.session.screen(), &Screen::Minute);
    app.act(back);
    assert_eq!(app.session.screen(), before.screen());
    assert_eq!(app.session.returns_to(), Some(&departure));
    assert_eq!(app.session.under_way, before.under_way);
    assert_eq!(app.session.features, before.features);
    assert_eq!(app.session.just_answered(), before.just_answered());
    assert_eq!(render(&app.session), html, "the screen is the same");
    assert_eq!(*store.kept.borrow(), kept, "what is stored");
    assert_eq!(store.calls.get(), calls, "the store was used");
}

#[test]
fn a_minute_leads_back_to_where_one_was_and_stores_nothing() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    there_and_back(&mut app, &store, Action::Back);
    app.act(check::Action::Start).answer(0, 3);
    assert!(app.session.just_answered().is_some());
    there_and_back(&mut app, &store, Action::Back);
    there_and_back(&mut app, &store, Action::Depth(4));
    app.act(Action::Go(Screen::Pause));
    there_and_back(&mut app, &store, Action::Back);
    app.act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(3));
    let total = app.session.pack.len();
    app.answer(3, total);
    assert!(matches!(app.session.screen(), Screen::Result(_)));
    there_and_back(&mut app, &store, Action::Back);
}

/// Only the way back from the minute leads to the control. After an answer, Back leads to the heading again.
#[test]
fn after_an_answer_back_moves_focus_to_the_heading_again() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start)
        .act(Action::Depart(pressed(1, 0)))
        .act(Action::Go(Screen::Minute))
        .act(Action::Back)
        .act(check::Action::Answer(0, Answer::Skipped))
        .act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    assert_eq!(app.session.returns_to(), None);
    assert_eq!(app.session.just_answered(), None);
}

#[test]
fn it_is_offered_on_questions_the_pause_the_result_and_in_help_now() {
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    // Without a script, Help now is what the build has rendered, and a button would do nothing.
    assert_eq!(render(&app.session).matches(WAY).count(), 0, "before");
    app.load_lazy();
    let offered = |app: &TestApp, times: usize| {
        let name = app.session.screen().name();
        assert_eq!(render(&app.session).matches(WAY).count(), times, "{name}");
    };
    offered(&app, 1);
    app.act(check::Action::Start);
    offered(&app, 2);
    app.act(Action::Go(Screen::Pause));
    offered(&app, 2);
    app.act(Action::Go(Screen::Minute));
    offered(&app, 0);
    app.check();
    offered(&app, 2);
}

#[test]
fn on_a_question_it_can_be_chosen_before_its_code_has_arrived() {
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    app.act(check::Action::Start).answer(0, 2);
    assert_eq!(render(&app.session).matches(WAY).count(), 1);
    app.act(Action::Go(Screen::Minute));
    for lazy in [LazyCode::Loading, LazyCode::Missing] {
        app.session.lazy = lazy;
        let html = render(&app.session);
        assert!(html.contains("data-screen=\"minute\""), "{html}");
        assert!(html.contains("Take a minute</h1>"), "{html}");
        assert!(!html.contains("data-action=\"breathe\""), "{html}");
    }
    app.session.lazy = LazyCode::Loading;
    app.load_lazy();
    assert!(render(&app.session).contains("data-action=\"breathe\""));
    app.act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(2));
}

/// It shows nothing of anyone's data.
#[test]
fn it_can_be_opened_while_everything_is_locked() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.session.snapshot.locked = true;
    app.act(Action::Go(Screen::Minute));
    assert_eq!(app.session.screen(), &Screen::Minute);
}

/// What is seen but not read out says nothing more than the words. The circle does not move before Start is pressed.
#[test]
fn the_words_are_enough() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(Action::Go(Screen::Minute));
    let html = render(&app.session);
    for words in [
        "Breathe in for a count of four, and out for a count of six. Do it six times",
        "5 things you can see",
        "4 things you can feel",
        "3 things you can hear",
        "2 things you can smell",
        "1 thing you can taste",
        "Use whichever senses you like.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("data-breath=\"still\""));
    let circle = html.split('<').find(|tag| tag.contains("class=\"breath\""));
    assert!(circle.is_some_and(|tag| tag.contains("aria-hidden=\"true\"")));
}
