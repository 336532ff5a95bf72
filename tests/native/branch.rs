//! Branching: which answers show an item, what hidden answers must not affect, and the path through the questions.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::features::explain::fhir;
use compassion_check::session::{Action, Screen};
use instrument::{Answer, Pack, score};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::{Memory, TestApp, at, whole};
use super::synthetic_packs::{answered, items, pack, scale, text};

/// Six items of 0 to 3. `when` is the condition of the second item, `then` that of a section with the fourth and fifth.
fn branching(when: &Value, then: &Value) -> String {
    let mut asked = items(6, &[0, 1, 2, 3]);
    let all: Vec<Value> = asked["sections"][0]["items"]
        .as_array()
        .expect("items")
        .clone();
    let part =
        |id: &str, items: &[Value]| json!({"id": id, "title": id, "topic": id, "items": items});
    let mut middle = part("middle", &all[3..5]);
    middle["when"] = then.clone();
    asked["sections"] = json!([part("first", &all[..3]), middle, part("last", &all[5..])]);
    asked["sections"][0]["items"][1]["when"] = when.clone();
    let mut sum = scale("s", "sum", &[1, 2, 3, 4, 5, 6], &[]);
    sum["leastAnswered"] = 1.into();
    text(&asked, &[sum], &json!({}))
}

fn read(when: &Value, then: &Value) -> Pack {
    Pack::read(&branching(when, then)).expect("a whole pack")
}

fn item(id: &str, test: &str, value: Value) -> Value {
    json!({"item": {"id": id, (test): value}})
}

#[test]
fn every_operator_shows_an_item_for_the_answers_it_names() {
    let shown_for = |when: &Value| -> Vec<Option<i32>> {
        let pack = read(when, &json!("always"));
        let all = [None, Some(0), Some(1), Some(2), Some(3)];
        let open = all.into_iter().filter(|value| {
            let given: Vec<(usize, i32)> = value.iter().map(|value| (1, *value)).collect();
            pack.shown(&answered(&pack, &given))[1]
        });
        open.collect()
    };
    let some = |values: &[i32]| values.iter().copied().map(Some).collect::<Vec<_>>();
    let mut all_but_two = vec![None];
    all_but_two.extend(some(&[0, 1, 3]));
    for (when, wanted) in [
        (item("q1", "is", json!(2)), some(&[2])),
        // As in FHIR: an item without an answer is not equal to any value.
        (item("q1", "isNot", json!(2)), all_but_two),
        (item("q1", "atLeast", json!("2")), some(&[2, 3])),
        (item("q1", "atMost", json!("1.5")), some(&[0, 1])),
        (item("q1", "above", json!(1)), some(&[2, 3])),
        (item("q1", "below", json!("0.5")), some(&[0])),
        (item("q1", "answered", json!(true)), some(&[0, 1, 2, 3])),
        (item("q1", "answered", json!(false)), vec![None]),
        (
            json!({"all": [item("q1", "above", json!(0)), item("q1", "below", json!(3))]}),
            some(&[1, 2]),
        ),
        (
            json!({"any": [item("q1", "is", json!(0)), item("q1", "is", json!(3))]}),
            some(&[0, 3]),
        ),
        (
            json!({"not": item("q1", "answered", json!(true))}),
            vec![None],
        ),
    ] {
        assert_eq!(shown_for(&when), wanted, "{when}");
    }
}

#[test]
fn a_hidden_answer_is_not_scored_and_shows_no_other_item() {
    let pack = read(
        &item("q1", "is", json!(3)),
        &item("q2", "atLeast", json!(1)),
    );
    let open = [(1, 3), (2, 2), (3, 1), (4, 3), (5, 3), (6, 1)];
    let sum = |given: &[(usize, i32)]| score(&pack, &answered(&pack, given)).scales[0];
    assert_eq!(pack.shown_count(&answered(&pack, &open)), 6);
    assert_eq!(
        score(&pack, &answered(&pack, &open)).value(0),
        Some(whole(13))
    );
    // The first answer now hides the second item, whose answer had shown the fourth and fifth.
    let mut closed = open;
    closed[0] = (1, 0);
    assert_eq!(
        pack.shown(&answered(&pack, &closed)),
        [true, false, true, false, false, true]
    );
    assert_eq!(
        score(&pack, &answered(&pack, &closed)).value(0),
        Some(whole(2))
    );
    assert_eq!(sum(&closed).answered, 3);
}

#[test]
fn a_condition_on_a_later_item_or_on_itself_is_refused() {
    for (when, then) in [
        (item("q2", "is", json!(1)), json!("always")),
        (item("q3", "is", json!(1)), json!("always")),
        (item("q9", "is", json!(1)), json!("always")),
        (json!({"all": []}), json!("always")),
        (
            json!({"not": {"any": [item("q5", "answered", json!(true))]}}),
            json!("always"),
        ),
        (json!("always"), item("q4", "is", json!(1))),
    ] {
        let wrong =
            Pack::read(&branching(&when, &then)).expect_err("a loop, or nothing to ask about");
        assert!(
            wrong.to_string().contains("before it"),
            "{when} {then}: {wrong:?}"
        );
    }
    for broken in [
        json!({"item": {"id": "q1"}}),
        json!({"item": {"id": "q1", "is": 1, "isNot": 2}}),
        json!({"item": {"id": "q1", "equals": 1}}),
        json!({"item": {"is": 1}}),
        json!({"unscored": "s"}),
        json!("earlierChecks"),
    ] {
        assert!(
            Pack::read(&branching(&broken, &json!("always"))).is_err(),
            "{broken}"
        );
    }
}

fn app() -> (TestApp, Memory) {
    let text = branching(
        &item("q1", "is", json!(3)),
        &item("q2", "atLeast", json!(1)),
    );
    let store = Memory::default();
    (TestApp::on(&store, at(1, 0), &text), store)
}

fn choose(app: &mut TestApp, item: usize, value: i32) -> Screen {
    app.act(check::Action::Answer(item - 1, Answer::Chosen(value)));
    app.session.screen().clone()
}

#[test]
fn hidden_questions_are_skipped_and_can_be_shown_again() {
    let (mut app, _) = app();
    app.act(check::Action::Start);
    assert_eq!(
        choose(&mut app, 1, 0),
        Screen::Question(2),
        "the second is hidden"
    );
    assert_eq!(
        choose(&mut app, 3, 1),
        Screen::Question(5),
        "and so are the fourth and fifth"
    );
    app.act(Action::Back).act(Action::Back);
    assert_eq!(app.session.screen(), &Screen::Question(0));
    assert_eq!(
        choose(&mut app, 1, 3),
        Screen::Question(1),
        "another answer opens it"
    );
    assert_eq!(choose(&mut app, 2, 2), Screen::Question(2));
    assert_eq!(choose(&mut app, 3, 1), Screen::Question(3));
    choose(&mut app, 4, 3);
    // Hidden again: its answer is remembered in case the item is shown again, but not counted.
    app.act(Action::Back)
        .act(Action::Back)
        .act(Action::Back)
        .act(Action::Back);
    assert_eq!(choose(&mut app, 1, 0), Screen::Question(2));
    let under_way = app.session.under_way.as_ref().expect("a check");
    assert_eq!(
        under_way.check.sheet.len(),
        2,
        "{:?}",
        under_way.check.sheet
    );
    assert_eq!(under_way.answers.value(3), Some(3), "remembered");
    // A late tap on a question that is hidden by now has no effect.
    assert_eq!(choose(&mut app, 4, 1), Screen::Question(2));
    let under_way = app.session.under_way.as_ref().expect("a check");
    assert_eq!(under_way.answers.value(3), Some(3));
    app.act(Action::Back);
    choose(&mut app, 1, 3);
    let under_way = app.session.under_way.as_ref().expect("a check");
    assert_eq!(under_way.check.sheet.len(), 4, "as before");
}

#[test]
fn a_check_ends_after_the_last_shown_question_without_hidden_answers() {
    let text = branching(&json!("always"), &json!("always"));
    let mut form: Value = serde_json::from_str(&text).expect("JSON");
    form["sections"][2]["when"] = item("q1", "is", json!(3));
    let store = Memory::default();
    let mut app = TestApp::on(&store, at(1, 0), &form.to_string());
    app.act(check::Action::Start);
    for item in 1..=4 {
        choose(&mut app, item, if item == 1 { 0 } else { 1 });
    }
    let done = choose(&mut app, 5, 1);
    assert!(matches!(done, Screen::Result(_)), "{done:?}");
    let check = app.session.records()[0].clone();
    assert_eq!(check.sheet.len(), 5);
    let pack = Rc::clone(&app.session.pack);
    let answers = check.answers(&pack).expect("its own pack");
    assert_eq!(score(&pack, &answers).value(0), Some(whole(4)));
    let response: Value =
        serde_json::from_str(&fhir::response(&check, &pack).expect("a response")).expect("JSON");
    assert_eq!(
        response["status"], "completed",
        "nothing that is shown is open"
    );
    assert!(!response.to_string().contains("q6"));
    // If somebody adds a hidden answer to a stored check by hand, it is still left out.
    let mut tampered = check;
    tampered.sheet.push(("q6".to_owned(), Answer::Chosen(3)));
    let answers = tampered.answers(&pack).expect("its own pack");
    assert_eq!(answers.value(5), None);
}

#[test]
fn resuming_leads_to_the_first_shown_question_without_an_answer() {
    let (mut first, store) = app();
    first.act(check::Action::Start);
    choose(&mut first, 1, 0);
    choose(&mut first, 3, 1);
    let text = branching(
        &item("q1", "is", json!(3)),
        &item("q2", "atLeast", json!(1)),
    );
    let mut second = TestApp::on(&store, at(1, 9), &text);
    second.act(check::Action::Resume);
    assert_eq!(second.session.screen(), &Screen::Question(5));
    second.act(Action::Back);
    assert_eq!(
        second.session.screen(),
        &Screen::Question(2),
        "only what was shown lies behind"
    );
}

proptest! {
    /// For any answers in any order: hidden answers are neither scored nor stored, and only a condition hides an item.
    #[test]
    fn hidden_answers_are_neither_scored_nor_stored(given in prop::collection::vec((1..7_usize, 0..4_i32), 0..12)) {
        let pack = read(&item("q1", "is", json!(3)), &item("q2", "atLeast", json!(1)));
        let answers = answered(&pack, &given);
        let shown = pack.shown(&answers);
        let asked = pack.visible_answers(&answers);
        for (index, on) in shown.iter().enumerate() {
            prop_assert_eq!(asked.value(index), answers.value(index).filter(|_| *on));
        }
        prop_assert_eq!(shown[1], answers.value(0) == Some(3));
        prop_assert_eq!(shown[3], shown[1] && answers.value(1).is_some_and(|value| value >= 1));
        prop_assert_eq!(pack.shown(&asked), shown, "hiding once is hiding for good");
        prop_assert_eq!(score(&pack, &answers), score(&pack, &asked));
    }

    #[test]
    fn without_conditions_every_item_is_shown(given in prop::collection::vec((1..5_usize, 0..3_i32), 0..9)) {
        let pack = pack(&items(4, &[0, 1, 2]), &[scale("s", "sum", &[1, 2], &[])], &json!({}));
        prop_assert!(pack.shown(&answered(&pack, &given)).into_iter().all(|on| on));
    }
}
