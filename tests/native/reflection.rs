//! "Am I all right to see clients this week?": offered with every result, first where answers are heavy, and kept nowhere
//! but in a note and on the page for supervision, if the person wants it there.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::features::reflection::state::Action as Reflect;
use compassion_check::features::supervision_sheet::page::sheet;
use compassion_check::features::supervision_sheet::state::{Action as Sheet, Part};
use compassion_check::session::{Action, Screen, StatusMessage};
use instrument::pack::{PackError, PackRule, Reflection};
use instrument::{Answer, CheckId, Pack};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::{FIRST_PACK, Memory, PACK, TestApp, at, messages, pack};
use super::demands::shown;
use super::markup::render;

const WAY: &str = "data-action=\"reflect\"";

fn reflection(pack: &Pack) -> &Reflection {
    let reflection = pack.form().after.reflection.as_ref();
    reflection.expect("our own questions have one")
}

/// A check with each item answered by the option at this place, or by the last. `None` skips.
fn answered(app: &mut TestApp, places: impl Fn(usize) -> Option<usize>) -> CheckId {
    app.act(check::Action::Start);
    for item in 0..app.session.pack.len() {
        let options = app.session.pack.options(item);
        let value = places(item).map(|place| options[place.min(options.len() - 1)].value);
        app.act(check::Action::Answer(
            item,
            value.map_or(Answer::Skipped, Answer::Chosen),
        ));
    }
    app.shown_result()
}

/// Whether it is the first link below the next step.
fn comes_first(html: &str) -> bool {
    let links = html.split("class=\"link-list\"").nth(1).expect("the links");
    links.find(WAY) < links.find("data-action=\"sheet\"")
}

fn choose(app: &mut TestApp, outcome: &str) {
    let pack = pack();
    let mut outcomes = reflection(&pack).outcomes.iter();
    let at = outcomes.position(|known| known.id == outcome);
    app.feature(Reflect::Choose(at.expect("an outcome")));
}

fn note(app: &TestApp, id: &CheckId) -> String {
    app.session
        .note(id)
        .map_or(String::new(), |note| note.text.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Where a pause is among the steps, thinking about the clients comes before all else that is offered.
    #[test]
    fn every_result_offers_it_and_heavy_ones_offer_it_first(
        places in prop::collection::vec(prop::option::weighted(0.9, 0..5_usize), pack().len()),
        least in 0..4_usize,
    ) {
        let mut app = TestApp::open(&Memory::default(), at(100, 0));
        let id = answered(&mut app, |item| places[item].map(|place| place.max(least)));
        let html = render(&app.session);
        prop_assert_eq!(html.matches(WAY).count(), 1);
        let answers = app.session.record(&id).and_then(|check| check.answers(&pack())).expect("answers");
        let shown = shown(&pack(), &answers);
        let pause = shown.entries.iter().any(|entry| entry.starts_with("step-pause"));
        prop_assert_eq!(comes_first(&html), pause);
        app.act(Action::Go(Screen::Reflect(id)));
        prop_assert!(render(&app.session).contains("data-screen=\"reflect\""));
    }
}

#[test]
fn all_of_it_is_on_the_screen_before_anything_is_chosen() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    app.act(Action::Go(Screen::Reflect(id)));
    let html = render(&app.session);
    let pack = pack();
    let reflection = reflection(&pack);
    let passages = reflection.outcomes.iter().chain(&reflection.parts);
    let passages = passages.flat_map(|passage| {
        std::iter::once(&passage.title)
            .chain(&passage.text)
            .chain(&passage.list)
    });
    for text in [&reflection.title, &reflection.about]
        .into_iter()
        .chain(&reflection.prompts)
        .chain(passages)
    {
        assert!(html.contains(text.as_str()), "{text}");
    }
    assert_eq!(
        html.matches("type=\"radio\"").count(),
        reflection.outcomes.len()
    );
    assert!(html.contains("href=\"https://ncps.com/about-us/code-of-ethics\""));
    assert!(
        !html.contains("data-action=\"outcome-to-note\""),
        "there is nothing to put in it yet"
    );
}

/// The issues that someone who is unfit to practise has to settle: who decides, who covers, what clients are told.
#[test]
fn our_own_words_name_cover_clients_at_risk_and_who_decides() {
    let pack = pack();
    let reflection = reflection(&pack);
    let passage = |id: &str| {
        let mut all = reflection.outcomes.iter().chain(&reflection.parts);
        let found = all
            .find(|passage| passage.id == id)
            .unwrap_or_else(|| panic!("{id}"));
        [found.text.join(" "), found.list.join(" ")].join(" ")
    };
    let outcomes: Vec<&str> = reflection
        .outcomes
        .iter()
        .map(|outcome| outcome.id.as_str())
        .collect();
    assert_eq!(
        outcomes,
        ["carry-on", "lighten", "pause"],
        "from the lightest to the heaviest"
    );
    for (id, words) in [
        ("lighten", &["supervisor", "no new clients"][..]),
        (
            "pause",
            &["cover", "clients at risk", "manager", "colleague"],
        ),
        ("supervisor", &["[day]"]),
        (
            "clients",
            &[
                "[date]",
                "[name]",
                "[number]",
                "not because of anything you have told me",
            ],
        ),
        (
            "handover",
            &["at risk", "covers for you", "tells each client", "Notes"],
        ),
        ("will", &["clinical will"]),
    ] {
        for word in words {
            assert!(passage(id).contains(word), "{id}: {word}");
        }
    }
    assert!(
        reflection
            .about
            .contains("never for your clients to decide")
    );
}

#[test]
fn what_is_chosen_is_never_stored_and_ends_with_the_page() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    let id = app.check();
    app.act(Action::Go(Screen::Reflect(id.clone())));
    let (kept, calls) = (store.kept.borrow().clone(), store.calls.get());
    choose(&mut app, "pause");
    assert!(render(&app.session).contains("data-action=\"outcome-to-note\""));
    app.act(Action::Back).act(Action::Go(Screen::Reflect(id)));
    assert_eq!(app.session.features.reflection.outcome, Some(2));
    assert_eq!(*store.kept.borrow(), kept, "what is stored");
    assert_eq!(store.calls.get(), calls, "the store was used");
    app.act(Action::Leave);
    assert_eq!(app.session.features.reflection.outcome, None);
}

#[test]
fn a_note_gets_the_outcome_as_one_line_of_its_own() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    app.feature(Reflect::AddToNote(id.clone()));
    assert_eq!(note(&app, &id), "", "nothing is chosen yet");
    choose(&mut app, "lighten");
    app.feature(Reflect::AddToNote(id.clone()))
        .feature(Reflect::AddToNote(id.clone()));
    let lighten = "Am I all right to see clients this week? Do less, and talk this week";
    assert_eq!(note(&app, &id), lighten, "twice is once");
    assert_eq!(app.session.features.status, Some(StatusMessage::Noted));
    app.feature(note::Action::Write(id.clone(), "A hard week.".to_owned()));
    choose(&mut app, "pause");
    app.feature(Reflect::AddToNote(id.clone()));
    let pause = "A hard week.\nAm I all right to see clients this week? Pause, and arrange cover";
    assert_eq!(note(&app, &id), pause);
    app.reload();
    assert_eq!(note(&app, &id), pause, "a note is kept");
    app.feature(Reflect::AddToNote(CheckId("nobody".to_owned())));
    assert!(app.session.note(&CheckId("nobody".to_owned())).is_none());
}

#[test]
fn the_page_for_supervision_has_it_only_when_it_is_ticked() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    let text = |app: &TestApp| {
        let check = app.session.record(&id).expect("the check").clone();
        sheet(&app.session, &messages(), &check)
            .expect("a page")
            .to_text(&messages())
    };
    app.act(Action::Go(Screen::Sheet(id.clone())));
    let tick = "name=\"reflection\"";
    assert!(
        !render(&app.session).contains(tick),
        "nothing was thought through"
    );
    choose(&mut app, "pause");
    assert!(render(&app.session).contains(tick));
    assert!(!text(&app).contains("Pause, and arrange cover"));
    app.feature(Sheet::Include(Part::Reflection, true));
    let page = text(&app);
    assert!(
        page.contains("Am I all right to see clients this week?\n- Pause, and arrange cover\n"),
        "{page}"
    );
}

/// The first version of our questions had none, and says nothing of clients.
#[test]
fn an_old_check_has_that_of_the_current_questions() {
    let store = Memory::default();
    let mut app = TestApp::on(&store, at(100, 0), FIRST_PACK);
    let id = app.check();
    assert!(!render(&app.session).contains(WAY));
    app.act(Action::Go(Screen::Reflect(id.clone())));
    let mut app = TestApp::open(&store, at(101, 0));
    app.act(Action::Go(Screen::Result(id.clone())));
    let html = render(&app.session);
    assert!(html.contains(WAY) && !comes_first(&html));
    app.act(Action::Go(Screen::Reflect(id)));
    assert!(render(&app.session).contains("Am I all right to see clients this week?</h1>"));
}

#[test]
fn a_broken_one_is_refused() {
    let rule = |change: &dyn Fn(&mut Value)| {
        let mut pack: Value = serde_json::from_str(PACK).expect("JSON");
        change(&mut pack["after"]["reflection"]);
        let errors = Pack::read(&pack.to_string()).expect_err("a broken pack");
        errors
            .iter()
            .filter_map(PackError::rule)
            .collect::<Vec<_>>()
    };
    let twice = json!({"id": "pause", "title": "Again", "text": ["Words."]});
    let one = json!(["Can I?"]);
    assert_eq!(
        rule(&|it| it["outcomes"]
            .as_array_mut()
            .expect("a list")
            .push(twice.clone())),
        [PackRule::REFLECTION_TWICE]
    );
    assert_eq!(
        rule(&|it| it["prompts"] = one.clone()),
        [PackRule::NO_REFLECTION]
    );
    assert_eq!(
        rule(&|it| it["outcomes"] = json!([])),
        [PackRule::NO_REFLECTION]
    );
}
