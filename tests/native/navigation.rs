//! Moving between screens: the last answer is named and can be changed, and Back shows a screen where it was left.

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Departure, LazyCode, Screen};
use compassion_check::static_pages::Shown;
use instrument::Answer;
use site_config::Config;

use super::common::{CONFIG, Memory, TestApp, at};
use super::markup::{render, render_with};

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

#[test]
fn after_a_step_the_last_answer_can_be_named_and_changed() {
    let mut app = opened();
    app.act(check::Action::Start);
    assert_eq!(app.session.just_answered(), None, "nothing answered yet");
    app.act(check::Action::Answer(0, Answer::Chosen(3)));
    let often = Some((0, Answer::Chosen(3)));
    assert_eq!(app.session.just_answered(), often);
    app.act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    assert_eq!(
        app.session.just_answered(),
        None,
        "the answer itself is marked"
    );
    app.act(check::Action::Answer(0, Answer::Skipped));
    let skipped = Some((0, Answer::Skipped));
    assert_eq!(app.session.just_answered(), skipped);
    // Other events do not remove it.
    app.act(Action::Renewal).reload();
    assert_eq!(app.session.just_answered(), skipped);
    app.act(Action::Go(Screen::Pause));
    assert_eq!(app.session.just_answered(), None, "on another screen");
    app.act(Action::Back);
    let total = app.session.pack.len();
    app.answer(1, total);
    assert!(matches!(app.session.screen(), Screen::Result(_)));
    assert_eq!(app.session.just_answered(), None, "it is finished");
}

fn departure(control: &str, nth: usize, top: i32) -> Departure {
    Departure {
        control: control.to_owned(),
        nth,
        top,
    }
}

#[test]
fn going_back_restores_the_scroll_position() {
    let mut app = opened();
    let id = app.check();
    assert_eq!(app.session.returns_to(), None, "just come");
    let explain = departure("explain", 0, 2400);
    app.act(Action::Depart(explain.clone()))
        .act(Action::Go(Screen::Explain(id.clone())));
    assert_eq!(app.session.returns_to(), None, "just come there, too");
    app.act(Action::Depart(departure("back", 0, 0)));
    app.act(Action::Back);
    assert_eq!(app.session.returns_to(), Some(&explain));
    // The browser's Forward, and its Back.
    app.act(Action::Depth(2));
    assert_eq!(app.session.returns_to(), Some(&departure("back", 0, 0)));
    app.act(Action::Depth(1));
    assert_eq!(app.session.returns_to(), Some(&explain));
    // The next time, the screen is left from another control.
    let note = departure("note", 0, 800);
    app.act(Action::Depart(note.clone()))
        .act(Action::Go(Screen::Note(id)))
        .act(Action::Depth(1));
    assert_eq!(app.session.returns_to(), Some(&note));
}

#[test]
fn going_back_to_a_question_moves_focus_to_its_heading() {
    let mut app = opened();
    app.act(check::Action::Start)
        .answer(0, 2)
        .act(Action::Depart(departure("pause", 0, 0)))
        .act(Action::Go(Screen::Pause))
        .act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(2));
    assert_eq!(app.session.returns_to(), None);
}

/// It is shown next to the heading, and a screen reader reads it with the heading.
#[test]
fn the_last_answer_is_named_with_a_way_to_change_it() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start);
    let first = render(&app.session);
    assert!(first.contains("class=\"last-answer\""), "its place is kept");
    assert!(!first.contains("data-action=\"change\""));
    assert!(!first.contains("aria-describedby"));
    for (answer, words) in [
        (Answer::Chosen(3), "Your last answer: Often"),
        (Answer::Skipped, "You skipped the last question"),
    ] {
        app.act(check::Action::Answer(0, answer));
        let html = render(&app.session);
        assert!(
            html.contains(&format!("<p id=\"last-answer\">{words}</p>")),
            "{html}"
        );
        assert!(html.contains("data-action=\"change\""));
        let heading = html
            .split("<h1")
            .nth(1)
            .and_then(|rest| rest.split('>').next());
        let described = heading.is_some_and(|tag| tag.contains("aria-describedby=\"last-answer\""));
        assert!(described, "{heading:?}");
        app.act(Action::Back);
    }
}

/// During a check the footer offers only the languages. Its place is reserved before the code that fills it has loaded.
#[test]
fn the_language_screen_is_reachable_from_a_question_and_the_pause() {
    let several = CONFIG.replacen('{', r#"{"languages":["en","cy"],"#, 1);
    let several = Config::read(&several).expect("a whole configuration");
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start);
    for lazy in [LazyCode::Loading, LazyCode::Loaded] {
        app.session.lazy = lazy;
        for screen in [Screen::Question(0), Screen::Pause] {
            app.act(Action::Go(screen));
            let html = render_with(&app.session, several.clone(), Shown::Screen);
            assert!(html.contains("class=\"foot language-bar\""), "{lazy:?}");
            let offered = html.contains("data-language=\"cy\"");
            assert_eq!(offered, lazy == LazyCode::Loaded);
            assert!(!html.contains("data-action=\"history\""));
            assert!(!render(&app.session).contains("<footer"), "a choice of one");
        }
    }
}
