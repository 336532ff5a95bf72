//! Going on and coming back: the answer before is named and can be changed, and a screen come back to is where it was left.

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, Departure, LazyCode, Screen};
use compassion_check::static_pages::Shown;
use instrument::Answer;
use site_config::Config;

use super::common::{CONFIG, Memory, Shell, at};
use super::markup::{render, render_with};

fn opened() -> Shell {
    Shell::open(&Memory::default(), at(100, 0))
}

#[test]
fn after_a_step_the_last_answer_can_be_named_and_changed() {
    let mut shell = opened();
    shell.act(check::Action::Start);
    assert_eq!(shell.session.just_answered(), None, "nothing answered yet");
    shell.act(check::Action::Answer(0, Answer::Chosen(3)));
    let often = Some((0, Answer::Chosen(3)));
    assert_eq!(shell.session.just_answered(), often);
    shell.act(Action::Back);
    assert_eq!(shell.session.screen(), &Screen::Question(0));
    assert_eq!(
        shell.session.just_answered(),
        None,
        "the answer itself is marked"
    );
    shell.act(check::Action::Answer(0, Answer::Skipped));
    let skipped = Some((0, Answer::Skipped));
    assert_eq!(shell.session.just_answered(), skipped);
    // What happens meanwhile does not take it away.
    shell.act(Action::Renewal).reload();
    assert_eq!(shell.session.just_answered(), skipped);
    shell.act(Action::Go(Screen::Pause));
    assert_eq!(shell.session.just_answered(), None, "on another screen");
    shell.act(Action::Back);
    let total = shell.session.pack.len();
    shell.answer(1, total);
    assert!(matches!(shell.session.screen(), Screen::Result(_)));
    assert_eq!(shell.session.just_answered(), None, "it is finished");
}

fn departure(control: &str, nth: usize, top: i32) -> Departure {
    Departure {
        control: control.to_owned(),
        nth,
        top,
    }
}

#[test]
fn a_screen_come_back_to_is_where_it_was_left() {
    let mut shell = opened();
    let id = shell.check();
    assert_eq!(shell.session.returns_to(), None, "just come");
    let explain = departure("explain", 0, 2400);
    shell
        .act(Action::Depart(explain.clone()))
        .act(Action::Go(Screen::Explain(id.clone())));
    assert_eq!(shell.session.returns_to(), None, "just come there, too");
    shell.act(Action::Depart(departure("back", 0, 0)));
    shell.act(Action::Back);
    assert_eq!(shell.session.returns_to(), Some(&explain));
    // The browser's Forward, and its Back.
    shell.act(Action::Depth(2));
    assert_eq!(shell.session.returns_to(), Some(&departure("back", 0, 0)));
    shell.act(Action::Depth(1));
    assert_eq!(shell.session.returns_to(), Some(&explain));
    // From elsewhere the next time.
    let note = departure("note", 0, 800);
    shell
        .act(Action::Depart(note.clone()))
        .act(Action::Go(Screen::Note(id)))
        .act(Action::Depth(1));
    assert_eq!(shell.session.returns_to(), Some(&note));
}

#[test]
fn a_question_come_back_to_is_read_from_its_heading() {
    let mut shell = opened();
    shell
        .act(check::Action::Start)
        .answer(0, 2)
        .act(Action::Depart(departure("pause", 0, 0)))
        .act(Action::Go(Screen::Pause))
        .act(Action::Back);
    assert_eq!(shell.session.screen(), &Screen::Question(2));
    assert_eq!(shell.session.returns_to(), None);
}

/// Named beside the heading, and read out with it.
#[test]
fn the_last_answer_is_named_with_a_way_to_change_it() {
    let mut shell = Shell::open(&Memory::default(), at(100, 0));
    shell.act(check::Action::Start);
    let first = render(&shell.session);
    assert!(first.contains("class=\"last-answer\""), "its place is kept");
    assert!(!first.contains("data-action=\"change\""));
    assert!(!first.contains("aria-describedby"));
    for (answer, words) in [
        (Answer::Chosen(3), "Your last answer: Often"),
        (Answer::Skipped, "You skipped the last question"),
    ] {
        shell.act(check::Action::Answer(0, answer));
        let html = render(&shell.session);
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
        shell.act(Action::Back);
    }
}

/// While answers are given nothing else is offered in the foot, and its place is kept before the code that fills it is here.
#[test]
fn languages_have_their_place_on_a_question_and_the_pause() {
    let several = CONFIG.replacen('{', r#"{"languages":["en","cy"],"#, 1);
    let several = Config::read(&several).expect("a whole configuration");
    let mut shell = Shell::open(&Memory::default(), at(100, 0));
    shell.act(check::Action::Start);
    for lazy in [LazyCode::Loading, LazyCode::Loaded] {
        shell.session.lazy = lazy;
        for screen in [Screen::Question(0), Screen::Pause] {
            shell.act(Action::Go(screen));
            let html = render_with(&shell.session, several.clone(), Shown::Screen);
            assert!(html.contains("class=\"foot spoken\""), "{lazy:?}");
            let offered = html.contains("data-language=\"cy\"");
            assert_eq!(offered, lazy == LazyCode::Loaded);
            assert!(!html.contains("data-action=\"history\""));
            assert!(
                !render(&shell.session).contains("<footer"),
                "a choice of one"
            );
        }
    }
}
