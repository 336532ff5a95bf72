//! The markup of every screen: each has help and the directory, the names are those that tests and integrators use, and
//! nothing is inline.

use std::rc::Rc;

use compassion_check::features::check::state as check;
use compassion_check::session::{Action, LazyCode, Screen, Session};
use compassion_check::static_pages::{self, Shown, StaticPage};
use instrument::Answer;
use site_config::Config;

use super::common::{Memory, TestApp, at, config, messages};

pub fn render_with(session: &Session, config: Config, shown: Shown) -> String {
    static_pages::render(StaticPage {
        session: Rc::new(session.clone()),
        config: Rc::new(config),
        messages: Rc::new(messages()),
        now: at(100, 600).now,
        shown,
    })
}

pub fn render(session: &Session) -> String {
    render_with(session, config(), Shown::Screen)
}

/// Every screen there is, in states that show all their parts.
fn screens() -> Vec<(&'static str, String)> {
    screens_of(&config())
}

/// Every screen with this configuration.
pub fn screens_of(config: &Config) -> Vec<(&'static str, String)> {
    let render = |session: &Session| render_with(session, config.clone(), Shown::Screen);
    let store = Memory::default();
    store.insert("compassion-check/record/torn", "{");
    let mut app = TestApp::open(&store, at(100, 0));
    let mut all = vec![("intro", render(&app.session))];
    app.act(check::Action::Start);
    all.push(("question", render(&app.session)));
    app.answer(0, 3).act(Action::Go(Screen::Pause));
    all.push(("pause", render(&app.session)));
    app.act(check::Action::StopKeep);
    all.push(("intro", render(&app.session)));
    let total = app.session.pack.len();
    app.act(check::Action::Start);
    for item in 0..total {
        let options = app.session.pack.options(item);
        let heaviest = options[options.len() - 1].value;
        app.act(check::Action::Answer(item, Answer::Chosen(heaviest)));
    }
    all.push(("result", render(&app.session)));
    app.act(check::Action::Start);
    for item in 0..total {
        app.act(check::Action::Answer(item, Answer::Skipped));
    }
    all.push(("result", render(&app.session)));
    lazy_screens(&mut app, &mut all, &render);
    for (name, shown) in [("broken", Shown::Broken), ("signs", Shown::Signs)] {
        all.push((name, render_with(&app.session, config.clone(), shown)));
    }
    all
}

/// Adds all lazy screens. Those about a check are about the answered one.
fn lazy_screens(
    app: &mut TestApp,
    all: &mut Vec<(&'static str, String)>,
    render: &dyn Fn(&Session) -> String,
) {
    let id = app.session.records()[1].id.clone();
    let open = Screen::all_lazy(&id).into_iter();
    for screen in open.filter(|screen| *screen != Screen::Locked) {
        let name = screen.name();
        app.act(Action::Go(screen));
        all.push((name, render(&app.session)));
    }
    // Some screens can also be read while everything is locked. This is none of them.
    app.act(Action::Go(Screen::Data));
    let mut other = app.session.clone();
    let snapshot = &mut other.snapshot;
    snapshot.locked = true;
    snapshot.lock = Some("damaged".to_owned());
    all.push(("locked", render(&other)));
}

#[test]
fn every_screen_says_its_name_and_has_one_heading() {
    for (name, html) in screens() {
        assert!(
            html.contains(&format!("data-screen=\"{name}\"")),
            "{name}: {html}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("data-heading").count(), 1, "{name}");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
    }
}

#[test]
fn crisis_help_and_the_directory_are_on_every_screen() {
    let config = config();
    let directory = config.directory().url;
    for (name, html) in screens() {
        for line in config.help() {
            let who = line.name().in_language("en").replace('&', "&amp;");
            assert!(html.contains(&who), "{name}: {who}");
        }
        for address in [
            "href=\"tel:999\"",
            "href=\"tel:116123\"",
            "href=\"sms:85258?&amp;body=SHOUT\"",
            "last checked 23 November 2026",
        ] {
            assert!(html.contains(address), "{name}: {address}");
        }
        assert!(
            html.contains(&format!("href=\"{directory}\"")),
            "{name}: no directory"
        );
    }
}

#[test]
fn nothing_is_inline_and_links_to_other_sites_send_no_referrer() {
    for (name, html) in screens() {
        for inline in [" style=", "<style", "<script", "javascript:", " onclick"] {
            assert!(!html.contains(inline), "{name}: {inline}");
        }
        for link in html.split("<a ").skip(1) {
            let tag = link.split('>').next().unwrap_or_default();
            if tag.contains("https:") {
                assert!(
                    tag.contains("noreferrer") && tag.contains("noopener"),
                    "{name}: {tag}"
                );
            }
        }
    }
}

#[test]
fn a_question_has_the_documented_data_attributes() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start)
        .act(check::Action::Answer(0, Answer::Chosen(3)))
        .act(Action::Back);
    let html = render(&app.session);
    assert!(html.contains("data-question=\"e1\""));
    for value in ["0", "1", "2", "3", "4", "skip"] {
        let wanted = if value == "3" { "true" } else { "false" };
        let button = html
            .split("<button")
            .find(|tag| tag.contains(&format!("data-answer=\"{value}\"")));
        assert!(
            button.is_some_and(|tag| tag.contains(&format!("aria-pressed=\"{wanted}\""))),
            "{value}: {button:?}"
        );
    }
}

/// The results among [`screens`]: first that of the highest answers, then that of skipped questions alone.
fn results() -> Vec<String> {
    let screens = screens().into_iter();
    let results = screens.filter(|(name, _)| *name == "result");
    results.map(|(_, html)| html).collect()
}

fn text_of(html: &str) -> String {
    html.split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_result_says_what_stands_out_then_help_then_one_step() {
    let results = results();
    for html in &results {
        let place = |mark: &str| html.find(mark).unwrap_or_else(|| panic!("no {mark}"));
        assert!(place("data-heading") < place("class=\"step\""));
        assert!(place("class=\"step\"") < place("class=\"profile-chart\""));
        assert!(place("class=\"profile-chart\"") < place("class=\"strengths\""));
        assert_eq!(html.matches("class=\"step\"").count(), 1, "one next step");
        if let Some(help) = html.find("class=\"help-brief\"") {
            assert!(place("data-heading") < help && help < place("class=\"step\""));
        }
    }
    let heaviest = text_of(&results[0]);
    let said = "What stands out: Running on empty, In your body, Going distant, Feeling too much, Carrying it with you, On guard and How far it reaches.";
    assert!(heaviest.contains(said), "{heaviest}");
}

/// Each scale is in the chart under the words of its result. If every question was skipped, nothing is drawn and the
/// text says why.
#[test]
fn the_chart_names_each_scale_under_the_words_of_its_result() {
    let results = results();
    let pictures = |html: &str| {
        let pictures = html.split("<figure").skip(1);
        let pictures = pictures.filter_map(|rest| rest.split("</figure>").next());
        pictures.collect::<String>()
    };
    let heavy = pictures(&results[0]);
    let pack = super::common::pack();
    assert_eq!(heavy.matches("class=\"mark\"").count(), pack.scales().len());
    assert_eq!(
        heavy.matches("class=\"band reached\"").count(),
        pack.scales().len()
    );
    let words = text_of(&heavy);
    for scale in pack.scales() {
        assert!(words.contains(&scale.title), "{}", scale.title);
    }
    let highest = words.find("closest to often or very often");
    assert!(highest < words.find("Running on empty"), "{words}");
    let skipped = pictures(&results[1]);
    assert_eq!(
        skipped.matches("class=\"mark\"").count(),
        0,
        "nothing is drawn from nothing"
    );
    assert!(skipped.contains(messages().get(compassion_check::text::Text::NotEnough)));
}

#[test]
fn acute_answers_show_the_help_lines_on_the_page() {
    let results = results();
    assert!(
        results[0].contains("class=\"help-brief\""),
        "everything very often"
    );
    let mut light = TestApp::open(&Memory::default(), at(100, 0));
    light.act(check::Action::Start);
    for item in 0..light.session.pack.len() {
        let holds = light.session.pack.section(item).id == "holds";
        light.act(check::Action::Answer(
            item,
            Answer::Chosen(if holds { 4 } else { 0 }),
        ));
    }
    assert!(
        !render(&light.session).contains("class=\"help-brief\""),
        "a light month"
    );
}

#[test]
fn search_fields_show_once_an_organisation_has_set_its_addresses() {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(Action::Go(Screen::Find));
    assert!(
        !render(&app.session).contains("<input"),
        "NCPS's search address is not confirmed"
    );
    let demo = include_str!("../../demo/config.json");
    let demo = Config::read(demo).expect("the demo configuration is whole");
    let html = render_with(&app.session, demo.clone(), Shown::Screen);
    assert_eq!(html.matches("<input").count(), 2);
    assert!(html.contains(demo.courses().expect("the demo has courses").url));
    assert_eq!(config().search_by_name(), None);
}

#[test]
fn a_screen_whose_code_is_missing_says_so_and_offers_to_clear_everything() {
    let mut session = TestApp::open(&Memory::default(), at(100, 0))
        .session
        .clone();
    for (name, go) in [
        ("history", Screen::History),
        ("data", Screen::Data),
        ("reading", Screen::Reading),
    ] {
        session.navigation.go(go);
        session.lazy = LazyCode::Loading;
        let coming = render(&session);
        session.lazy = LazyCode::Missing;
        let missing = render(&session);
        for html in [&coming, &missing] {
            assert!(html.contains(&format!("data-screen=\"{name}\"")), "{html}");
            for part in [
                "<h1",
                "data-action=\"back\"",
                "data-part=\"help\"",
                "<footer",
            ] {
                assert_eq!(html.matches(part).count(), 1, "{name}: {part}");
            }
        }
        let offers = |html: &str, action| html.contains(&format!("data-action=\"{action}\""));
        assert_eq!(
            (
                offers(&coming, "fetch-later"),
                offers(&missing, "fetch-later")
            ),
            (false, true),
            "{name}"
        );
        assert_eq!(offers(&missing, "clear-all"), name == "data");
    }
}
