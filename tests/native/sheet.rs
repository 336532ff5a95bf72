//! The sheet for supervision: only what was chosen, on one page.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::features::reflection::state as reflection;
use compassion_check::features::supervision_sheet::page::{Sheet, questions, sheet};
use compassion_check::features::supervision_sheet::state as sheet;
use compassion_check::features::supervision_sheet::state::Part;
use instrument::Answer;

use super::common::{Memory, TestApp, at, messages};

/// A check with the heaviest answers, a plan and a note.
fn app() -> TestApp {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start);
    for item in 0..app.session.pack.len() {
        let options = app.session.pack.options(item);
        let heaviest = options[options.len() - 1].value;
        app.act(check::Action::Answer(item, Answer::Chosen(heaviest)));
    }
    let id = app.session.records()[0].id.clone();
    app.feature(plan::Action::Cue("I come home".to_owned()))
        .feature(plan::Action::Act("sit down for five minutes".to_owned()))
        .feature(plan::Action::Make)
        .feature(note::Action::Write(id, "A line.\n\n  Another. ".to_owned()))
        .feature(reflection::Action::Choose(2));
    app
}

fn page(app: &TestApp) -> Sheet {
    let check = app.session.records()[0].clone();
    sheet(&app.session, &messages(), &check).expect("a check that can be read")
}

fn none(app: &mut TestApp) {
    for part in Part::ALL {
        app.feature(sheet::Action::Include(part, false));
    }
}

#[test]
fn a_sheet_with_nothing_chosen_is_empty() {
    let mut app = app();
    none(&mut app);
    let empty = page(&app);
    assert!(empty.is_empty());
    assert_eq!(empty.to_text(&messages()), "");
}

#[test]
fn each_part_is_there_when_chosen_and_only_then() {
    let mut app = app();
    none(&mut app);
    let mut seen = Vec::new();
    for part in Part::ALL {
        app.feature(sheet::Action::Include(part, true));
        let parts = page(&app).parts;
        assert_eq!(parts.len(), 1, "{part:?}");
        assert!(!parts[0].1.is_empty(), "{part:?}");
        seen.push(parts[0].0.clone());
        app.feature(sheet::Action::Include(part, false));
    }
    seen.dedup();
    assert_eq!(seen.len(), Part::ALL.len(), "each under its own heading");
}

#[test]
fn numbers_and_the_note_are_left_out_until_chosen() {
    let mut app = app();
    let text = page(&app).to_text(&messages());
    assert!(text.contains("When I come home, I will sit down for five minutes."));
    assert!(!text.contains("A line."), "{text}");
    assert!(!text.contains("of 4"), "{text}");
    app.feature(sheet::Action::Include(Part::Note, true))
        .feature(sheet::Action::Include(Part::Numbers, true));
    let text = page(&app).to_text(&messages());
    assert!(text.contains("- A line.\n- Another.\n"), "{text}");
    assert!(text.contains("Running on empty: 4 of 4"), "{text}");
}

#[test]
fn the_sheet_has_the_chosen_questions_and_the_persons_own() {
    let mut app = app();
    none(&mut app);
    let check = app.session.records()[0].clone();
    let offered = questions(&app.session, &check);
    assert!(offered.len() > 3);
    app.feature(sheet::Action::Question(offered[1].id.clone(), true))
        .feature(sheet::Action::Question("not offered".to_owned(), true))
        .feature(sheet::Action::OwnQuestions(
            "What about Tuesdays?".to_owned(),
        ));
    let parts = page(&app).parts;
    let wanted = vec![offered[1].text.clone(), "What about Tuesdays?".to_owned()];
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].1, wanted);
}

#[test]
fn the_longest_sheet_fits_on_one_page() {
    let mut app = app();
    let check = app.session.records()[0].clone();
    for part in Part::ALL {
        app.feature(sheet::Action::Include(part, true));
    }
    for question in questions(&app.session, &check) {
        app.feature(sheet::Action::Question(question.id, true));
    }
    // In the printed size a line of A4 has about 110 characters, and the page about 65 lines. The foot is smaller. The
    // trial `sheet_one_page` prints it.
    let text = page(&app).to_text(&messages());
    let foot = page(&app).foot;
    let letters = |line: &str| if line == foot { 140 } else { 110 };
    let lines: usize = text
        .lines()
        .map(|line| 1 + line.chars().count() / letters(line))
        .sum();
    assert!(lines <= 65, "{lines} lines:\n{text}");
}

#[test]
fn exports_name_the_author_and_the_licence_of_the_questions() {
    let app = app();
    let about = &app.session.pack.form().about;
    let text = page(&app).to_text(&messages());
    for said in [&about.honesty, &about.attribution, &about.licence] {
        assert!(!said.is_empty() && text.contains(said), "{said}");
    }
}

#[test]
fn a_check_with_the_lowest_answers_has_a_sheet_too() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start);
    for item in 0..app.session.pack.len() {
        app.act(check::Action::Answer(item, Answer::Chosen(0)));
    }
    let page = page(&app);
    assert!(!page.is_empty());
    assert!(page.parts.iter().all(|(_, lines)| !lines.is_empty()));
}

#[test]
fn control_characters_are_removed_from_the_copied_text() {
    let mut app = app();
    let id = app.session.records()[0].id.clone();
    app.feature(note::Action::Write(
        id,
        "A\0 line\u{7}.\n\u{1b}[31mB\u{9f}".to_owned(),
    ))
    .feature(sheet::Action::Include(Part::Note, true));
    let text = page(&app).to_text(&messages());
    assert!(text.contains("- A line.\n- [31mB\n"), "{text:?}");
    let other = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(other), "{text:?}");
}
