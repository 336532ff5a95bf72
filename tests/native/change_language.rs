//! Changing the language at any time: the same questions go on, and nothing that was entered is lost.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::features::copies::state as copies;
use compassion_check::features::language::state::LanguageStatus;
use compassion_check::features::note::state as note;
use compassion_check::features::plan::state as plan;
use compassion_check::session::{Action, Effect, LazyCode, Screen, StorageMode, update};
use compassion_check::static_pages::{Shown, StaticPage, render};
use compassion_check::text::{Messages, build_locale_files};
use instrument::{Answer, Pack};
use site_config::Config;

use super::common::{CONFIG, LOCALE, LOCALE_CY, Memory, PACK, TestApp, at, content};
use super::translation::{welsh, whole};

const KEY: &str = "compassion-check/language";

fn in_welsh() -> Action {
    Action::LanguageLoaded(Some(content(&whole())))
}

#[test]
fn asking_for_a_language_asks_the_page_to_fetch_it() {
    let app = TestApp::open(&Memory::default(), at(1, 0));
    let mut next = app.session.clone();
    let effects = update(&mut next, Action::SetLanguage("cy".to_owned()), at(1, 0));
    assert_eq!(effects, [Effect::FetchLanguage("cy".to_owned())]);
    assert_eq!(next, app.session, "nothing changes before it has come");
}

#[test]
fn changing_the_language_keeps_the_answers_and_the_place() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.act(check::Action::Start).answer(0, 5).act(in_welsh());
    assert_eq!(app.session.screen(), &Screen::Question(5));
    assert_eq!(app.session.language, Some(LanguageStatus::Changed));
    assert_eq!(app.session.pack.item(5).text, welsh().item(5).text);
    let under_way = app.session.under_way.as_ref().expect("a check");
    assert!((0..5).all(|item| matches!(under_way.answers.get(item), Some(Answer::Chosen(_)))));
    app.answer(5, welsh().len());
    assert!(matches!(app.session.screen(), Screen::Result(_)));
    assert_eq!(app.session.language, None, "said once");
}

#[test]
fn a_language_that_did_not_load_or_does_not_fit_changes_nothing() {
    let other = PACK.replacen("\"2.0.0\"", "\"3.0.0\"", 1);
    for told in [None, Some(content(&other))] {
        let mut app = TestApp::open(&Memory::default(), at(1, 0));
        app.act(check::Action::Start).answer(0, 2);
        let before = app.session.clone();
        app.act(Action::LanguageLoaded(told));
        assert_eq!(app.session.language, Some(LanguageStatus::Missing));
        app.session.language = None;
        assert_eq!(app.session, before);
    }
}

#[test]
fn a_result_is_read_in_the_language_shown_now() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    let id = app.check();
    let check = app.session.record(&id).expect("it is kept").clone();
    let lang = |app: &TestApp| {
        app.session
            .pack_of(&check)
            .expect("its pack")
            .form()
            .lang
            .clone()
    };
    assert_eq!(lang(&app), "en");
    app.act(in_welsh());
    assert_eq!(lang(&app), "cy");
    assert_eq!(app.session.screen(), &Screen::Result(id));
}

#[test]
fn a_plan_translates_suggested_texts_and_keeps_own_words() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.check();
    let (english, welsh) = (app.session.pack.clone(), welsh());
    let cue = |pack: &Pack| pack.form().after.cues[2].text.clone();
    app.feature(plan::Action::Cue(cue(&english)));
    app.feature(plan::Action::Act("phone my sister".to_owned()));
    app.act(in_welsh());
    assert_eq!(app.session.features.plan.cue, cue(&welsh));
    assert_eq!(app.session.features.plan.act, "phone my sister");
    app.feature(plan::Action::Make);
    let plan = app.session.plan().expect("a plan").clone();
    app.act(Action::LanguageLoaded(Some(content(PACK))));
    assert_eq!(
        app.session.plan(),
        Some(&plan),
        "a plan stays as it was read back"
    );
}

#[test]
fn tags_and_supervision_questions_are_matched_by_id() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    let id = app.check();
    let tag = welsh().form().after.tags[0].id.clone();
    app.feature(note::Action::Tag(id.clone(), tag.clone(), true))
        .act(in_welsh());
    assert_eq!(app.session.note(&id).expect("a note").tags, [tag]);
}

#[test]
fn the_stored_language_is_not_a_record_and_is_not_backed_up() {
    let store = Memory::default();
    store.insert(KEY, "cy");
    let mut app = TestApp::open(&store, at(1, 0));
    assert_eq!(app.session.snapshot.unreadable, [], "it can be read");
    assert!(
        app.session.snapshot.raw.iter().any(|(key, _)| key == KEY),
        "it is shown under Your data"
    );
    app.check();
    let file = app.backup();
    assert!(!file.contains("\"language\""), "{file}");

    let forged = file.replacen("\"kept\":[", "\"kept\":[[\"language\",\"xx\"],", 1);
    let elsewhere = Memory::default();
    let mut other = TestApp::open(&elsewhere, at(3, 0));
    other.feature(copies::Action::Restore(forged));
    assert_eq!(elsewhere.keys().iter().filter(|key| *key == KEY).count(), 0);
    assert_eq!(other.session.records().len(), 1);

    app.act(Action::Ask(
        compassion_check::session::Confirmation::ClearAll,
    ))
    .act(Action::Confirm);
    assert_eq!(store.keys(), Vec::<String>::new(), "gone with everything");
}

#[test]
fn a_saved_backup_is_recorded_only_if_results_are_kept() {
    let store = Memory::default();
    store.insert(KEY, "cy");
    let mut app = TestApp::open(&store, at(1, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    app.backed_up();
    assert_eq!(store.keys(), [KEY], "a language is nothing that was copied");
}

fn still(app: &TestApp, config: Config, locale: &str) -> String {
    render(StaticPage {
        session: Rc::new(app.session.clone()),
        config: Rc::new(config),
        messages: Rc::new(Messages::read(locale).expect("whole texts")),
        now: at(1, 0).now,
        shown: Shown::Screen,
    })
}

fn shown(screen: Screen, config: Config, locale: &str) -> String {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.act(check::Action::Start)
        .answer(0, 1)
        .act(Action::Go(screen));
    still(&app, config, locale)
}

fn offering(languages: &[&str]) -> Config {
    let mut value: serde_json::Value = serde_json::from_str(CONFIG).expect("JSON");
    value["languages"] = serde_json::json!(languages);
    Config::read(&value.to_string()).expect("a configuration")
}

#[test]
fn languages_are_offered_in_their_own_names_where_there_is_a_choice() {
    let buttons = |html: &str| -> Vec<String> {
        let buttons = html
            .split("<button")
            .filter(|tag| tag.contains("data-language="));
        buttons.map(str::to_owned).collect()
    };
    let both = offering(&["cy", "en"]);
    let found = buttons(&shown(Screen::Intro, both.clone(), LOCALE));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("lang=\"cy\"") && found[0].contains("Cymraeg"),
        "the organisation's order"
    );
    assert!(found[1].contains("aria-current=\"true\"") && !found[0].contains("aria-current"));
    for (screen, locale, label) in [
        (Screen::Find, LOCALE_CY, "Iaith"),
        (Screen::Data, LOCALE, "Language"),
    ] {
        let html = shown(screen, both.clone(), locale);
        let foot = html.split("<footer").nth(1).expect("a foot");
        assert_eq!(buttons(foot).len(), 2, "{foot}");
        assert!(foot.contains(&format!("aria-label=\"{label}\"")));
    }
    for asked in [Screen::Question(1), Screen::Pause] {
        let html = shown(asked, both.clone(), LOCALE);
        let foot = html.split("<footer").nth(1).expect("a foot");
        assert_eq!(buttons(foot).len(), 2, "{foot}");
        assert_eq!(foot.matches("<button").count(), 2, "and nothing else");
    }
    for alone in [vec!["en"], vec!["en", "xx"]] {
        assert_eq!(
            buttons(&shown(Screen::Intro, offering(&alone), LOCALE)).len(),
            0
        );
    }
}

/// The code that changes the language is loaded with the lazy screens. Before that there is nothing to tap.
#[test]
fn languages_are_offered_once_they_can_be_changed() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.session.lazy = LazyCode::Loading;
    let html = still(&app, offering(&["cy", "en"]), LOCALE);
    assert!(!html.contains("data-language"));
}

#[test]
fn the_outcome_of_a_language_change_is_shown_at_its_button() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    let told = |app: &TestApp| {
        let html = still(app, offering(&["cy", "en"]), LOCALE);
        let place = html
            .split("class=\"languages\"")
            .nth(1)
            .expect("a place for it");
        let status = place
            .split("role=\"status\"")
            .nth(1)
            .expect("it is always there");
        status.split("</div>").next().expect("its end").to_owned()
    };
    assert_eq!(told(&app), ">");
    app.act(Action::LanguageLoaded(None));
    assert!(told(&app).contains("data-notice=\"language\""));
    app.act(in_welsh());
    assert!(
        told(&app).contains("This page is now in English."),
        "in the language of the texts"
    );
    app.act(Action::Go(Screen::Find));
    assert_eq!(told(&app), ">");
}

/// Texts of the lazy screens may arrive after the language has changed. They do not mix with those of the new language.
#[test]
fn texts_that_come_late_do_not_mix_languages() {
    let [first, later] = build_locale_files(LOCALE_CY).expect("whole texts");
    let welsh = Messages::from_first_file(&first).and_then(|texts| texts.complete(&later));
    let welsh = welsh.expect("whole texts");
    let [_, english] = build_locale_files(LOCALE).expect("whole texts");
    assert_eq!(welsh.complete(&english), Ok(welsh));
}
