//! "Am I all right to see clients this week?": offered with every result, first where answers are heavy, and kept nowhere
//! but in a note and on the page for supervision, if the person wants it there.

use compassion_check::features::check::state as check;
use compassion_check::features::note::state as note;
use compassion_check::features::reflection::rule::{Chosen, reflection};
use compassion_check::features::reflection::state::Action as Reflect;
use compassion_check::features::supervision_sheet::page::sheet;
use compassion_check::features::supervision_sheet::state::{Action as Sheet, Part};
use compassion_check::session::{Action, Screen, StorageMode};
use instrument::pack::{PackError, PackRule, Passage, Reflection};
use instrument::{Answer, CheckId, Pack};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::common::{FIRST_PACK, Memory, PACK, TestApp, at, messages, pack};
use super::demands::shown;
use super::markup::render;

const WAY: &str = "data-action=\"reflect\"";

/// The question with the day on which it was answered, which is that of [`at`] with 100.
const QUESTION: &str = "11 April 1970: Am I all right to see clients this week?";

fn ours(pack: &Pack) -> &Reflection {
    let reflection = pack.form().after.reflection.as_ref();
    reflection.expect("our own questions have one")
}

/// A check with each item answered by the option at this place, or by the last. `None` skips.
fn answered(app: &mut TestApp, places: impl Fn(usize) -> Option<usize>) -> CheckId {
    app.act(check::Action::Start);
    for item in 0..app.session.pack.len() {
        let options = app.session.pack.options(item);
        let value = places(item).map(|place| options[place.min(options.len() - 1)].value);
        let answer = value.map_or(Answer::Skipped, Answer::Chosen);
        app.act(check::Action::Answer(item, answer));
    }
    app.shown_result()
}

/// Whether it is the first of the links below the next step.
fn comes_first(html: &str) -> bool {
    let links = html.split("class=\"link-list\"").nth(1).expect("the links");
    let reflect = links.find(WAY).expect("the way to it");
    reflect < links.find("data-action=\"sheet\"").expect("another link")
}

fn choose(app: &mut TestApp, outcome: &str) {
    let pack = app.session.pack.clone();
    let mut outcomes = ours(&pack).outcomes.iter();
    let at = outcomes.position(|known| known.id == outcome);
    app.feature(Reflect::Choose(at.expect("an outcome")));
}

/// The note to a check.
fn note(app: &TestApp, id: &CheckId) -> String {
    let note = app.session.note(id);
    note.map_or(String::new(), |note| note.text.clone())
}

/// Puts the chosen outcome in the note, as the button does.
fn put_in_note(app: &mut TestApp, id: &CheckId) {
    let chosen = Chosen::of(&app.session, &messages()).expect("an outcome");
    let text = chosen.added_to(&note(app, id));
    app.feature(note::Action::Write(id.clone(), text));
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
        let record = app.session.record(&id).expect("the check");
        let answers = record.answers(&pack()).expect("answers");
        let shown = shown(&pack(), &answers);
        let pause = shown.entries.iter().any(|entry| entry.starts_with("step-pause"));
        prop_assert_eq!(comes_first(&html), pause);
        // It is offered once among the links, and once more below the step on a pause.
        prop_assert_eq!(html.matches(WAY).count(), 1 + usize::from(pause));
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
    let reflection = ours(&pack);
    let passages = reflection.outcomes.iter().chain(&reflection.parts);
    let passages = passages.flat_map(|passage| {
        let words = passage.text.iter().chain(&passage.list);
        std::iter::once(&passage.title).chain(words)
    });
    let top = [&reflection.title, &reflection.about];
    for text in top.into_iter().chain(&reflection.prompts).chain(passages) {
        assert!(html.contains(text.as_str()), "{text}");
    }
    let choices = html.matches("type=\"radio\"").count();
    assert_eq!(choices, reflection.outcomes.len());
    assert!(html.contains("href=\"https://ncps.com/about-us/code-of-ethics\""));
    let button = html.split("data-action=\"outcome-to-note\"").nth(1);
    let button = button
        .and_then(|rest| rest.split('>').next())
        .expect("the button");
    assert!(
        button.contains("disabled"),
        "there is nothing to put in the note yet"
    );
}

/// What has to be settled before a pause: who decides, who covers, what clients are told, and the person's own health.
#[test]
fn our_own_words_name_cover_clients_at_risk_and_who_decides() {
    let pack = pack();
    let reflection = ours(&pack);
    let words = |passage: &Passage| [passage.text.join(" "), passage.list.join(" ")].join(" ");
    let passage = |id: &str| {
        let mut all = reflection.outcomes.iter().chain(&reflection.parts);
        words(
            all.find(|passage| passage.id == id)
                .unwrap_or_else(|| panic!("{id}")),
        )
    };
    let outcomes = reflection
        .outcomes
        .iter()
        .map(|outcome| outcome.id.as_str());
    let outcomes: Vec<&str> = outcomes.collect();
    assert_eq!(
        outcomes,
        ["carry-on", "lighten", "pause"],
        "from the lightest to the heaviest"
    );
    for (id, wanted) in [
        ("lighten", &["supervisor", "no new clients"][..]),
        (
            "pause",
            &[
                "alcohol",
                "cover",
                "clients at risk",
                "manager",
                "coordinator",
                "tutor",
                "GP",
                "Help now",
            ],
        ),
        ("supervisor", &["[day]"]),
        ("clients", &["[date]", "[name]", "[number]"]),
        (
            "handover",
            &["at risk", "covers for you", "tells each client", "Notes"],
        ),
        ("tonight", &["cancel", "crisis team", "999"]),
        ("alone", &["directory", "senior colleague"]),
        ("drink", &["prescribed", "do not stop suddenly", "GP"]),
        ("will", &["clinical will", "not for tonight"]),
    ] {
        for word in wanted {
            assert!(passage(id).contains(word), "{id}: {word}");
        }
    }
    let prompts = reflection.prompts.join(" ");
    for word in ["alcohol", "limits", "sleeping", "supervisor"] {
        assert!(prompts.contains(word), "{word}");
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
    app.act(Action::Back).act(Action::Go(Screen::Reflect(id)));
    let outcome = app.session.features.reflection.outcome;
    assert_eq!(outcome.map(|(at, _)| at), Some(2));
    assert_eq!(*store.kept.borrow(), kept, "what is stored");
    assert_eq!(store.calls.get(), calls, "the store was used");
    app.act(Action::Leave);
    assert_eq!(app.session.features.reflection.outcome, None);
}

#[test]
fn a_note_gets_the_day_and_the_outcome_in_one_line() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    assert_eq!(Chosen::of(&app.session, &messages()), None);
    app.feature(note::Action::Write(id.clone(), "A hard week.\n".to_owned()));
    choose(&mut app, "pause");
    put_in_note(&mut app, &id);
    put_in_note(&mut app, &id);
    let pause = format!("A hard week.\n{QUESTION} Pause, and arrange cover");
    assert_eq!(note(&app, &id), pause, "twice is once");
    app.act(Action::Go(Screen::Reflect(id.clone())));
    assert!(render(&app.session).contains("It’s in your note to this check."));

    choose(&mut app, "carry-on");
    assert!(
        !render(&app.session).contains("It’s in your note"),
        "another one is"
    );
    put_in_note(&mut app, &id);
    let carry_on = format!("A hard week.\n{QUESTION} Carry on");
    assert_eq!(
        note(&app, &id),
        carry_on,
        "a changed mind replaces that day's"
    );

    app.clock = at(107, 0);
    choose(&mut app, "carry-on");
    put_in_note(&mut app, &id);
    let later = "18 April 1970: Am I all right to see clients this week? Carry on";
    assert_eq!(
        note(&app, &id),
        format!("{carry_on}\n{later}"),
        "a week later"
    );
    app.reload();
    assert!(note(&app, &id).ends_with(later), "a note is kept");
}

#[test]
fn the_button_never_claims_what_is_not_so() {
    let said = |app: &TestApp, id: &CheckId| {
        let mut app_session = app.session.clone();
        app_session.navigation.go(Screen::Reflect(id.clone()));
        render(&app_session)
    };
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    let id = app.check();
    choose(&mut app, "lighten");
    put_in_note(&mut app, &id);
    let html = said(&app, &id);
    assert!(html.contains("Both go when you close this page."), "{html}");

    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    app.feature(note::Action::Write(id.clone(), "x".repeat(4_990)));
    choose(&mut app, "lighten");
    let html = said(&app, &id);
    assert!(
        html.contains("There is no room left in your note."),
        "{html}"
    );
}

#[test]
fn the_page_for_supervision_has_it_only_when_it_is_ticked() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    let id = app.check();
    let text = |app: &TestApp| {
        let check = app.session.record(&id).expect("the check").clone();
        let page = sheet(&app.session, &messages(), &check).expect("a page");
        page.to_text(&messages())
    };
    app.act(Action::Go(Screen::Sheet(id.clone())));
    let tick = "name=\"reflection\"";
    assert!(!render(&app.session).contains(tick), "nothing was chosen");
    choose(&mut app, "pause");
    assert!(render(&app.session).contains(tick));
    assert!(!text(&app).contains("Pause, and arrange cover"));
    app.feature(Sheet::Include(Part::Reflection, true));
    let page = text(&app);
    let wanted = format!("{QUESTION}\n- Pause, and arrange cover\n");
    assert!(page.contains(&wanted), "{page}");
}

/// It is about the present week, so the words are today's: those that were mended do not come back with an old check.
#[test]
fn an_old_check_has_that_of_the_current_questions() {
    let old = PACK
        .replace("Carry on", "Carry on as before")
        .replacen("\"2.0.0\"", "\"1.9.0\"", 1);
    for text in [FIRST_PACK, &old] {
        let store = Memory::default();
        let mut app = TestApp::on(&store, at(100, 0), text);
        let id = answered(&mut app, |_| Some(0));
        let mut app = TestApp::open(&store, at(101, 0));
        app.act(Action::Go(Screen::Result(id.clone())));
        let html = render(&app.session);
        assert!(html.contains(WAY) && !comes_first(&html));
        app.act(Action::Go(Screen::Reflect(id)));
        let html = render(&app.session);
        assert!(html.contains("Am I all right to see clients this week?</h1>"));
        assert!(
            html.contains("Carry on<") && !html.contains("Carry on as before"),
            "{html}"
        );
    }
    assert!(reflection(&TestApp::on(&Memory::default(), at(100, 0), FIRST_PACK).session).is_none());
}

#[test]
fn a_broken_one_is_refused() {
    let rule = |change: &dyn Fn(&mut Value)| {
        let mut pack: Value = serde_json::from_str(PACK).expect("JSON");
        change(&mut pack["after"]["reflection"]);
        let errors = Pack::read(&pack.to_string()).expect_err("a broken pack");
        let rules = errors.iter().filter_map(PackError::rule);
        rules.collect::<Vec<_>>()
    };
    let twice = json!({"id": "pause", "title": "Again", "text": ["Words."]});
    let add = |it: &mut Value| {
        let outcomes = it["outcomes"].as_array_mut().expect("a list");
        outcomes.push(twice.clone());
    };
    let short = [PackRule::REFLECTION_TOO_SHORT];
    assert_eq!(rule(&add), [PackRule::REFLECTION_TWICE]);
    assert_eq!(rule(&|it| it["prompts"] = json!(["Can I?"])), short);
    assert_eq!(rule(&|it| it["outcomes"] = json!([])), short);
    let without = rule(&|it| *it = Value::Null);
    assert_eq!(without[0], PackRule::LINK_WITHOUT_REFLECTION);
}
