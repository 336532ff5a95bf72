//! Help lines with mistakes or without a day, and where Help now is shown a second time.

use compassion_check::features::check::state as check;
use compassion_check::features::help::state::Action as Help;
use compassion_check::features::help::update::nation;
use compassion_check::features::lock::state as lock;
use compassion_check::session::{Action, Screen, StorageMode, VaultEvent, update_from_vault};
use compassion_check::static_pages::Shown;
use instrument::Answer;
use serde_json::{Value as Json, json};
use site_config::audit::{Rule, audit};
use site_config::{Config, Nation};
use vault::lock::LockJob;
use vault::{Store, VaultSnapshot};

use super::common::{Memory, TestApp, at, config_with_help, pack};
use super::config::{TODAY, demo};
use super::lock::{LOCK, lock};
use super::markup::render_with;

/// The demo configuration with these help lines, each with a number of its own.
fn with(lines: &[Json]) -> Config {
    let mut config = demo();
    let numbered = lines.iter().enumerate().map(|(at, line)| {
        let mut line = line.clone();
        line["what"] = json!("x");
        line["tel"] = json!(format!("10{at}"));
        line
    });
    config["help"] = numbered.collect();
    Config::read(&config.to_string()).expect("it is used")
}

/// The first screen as HTML for somebody who has chosen `nation`.
fn shown_in(nation: Option<Nation>, config: &Config) -> String {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.feature(Help::Choose(nation));
    render_with(&app.session, config.clone(), Shown::Screen)
}

fn everywhere() -> impl Iterator<Item = Option<Nation>> {
    [None].into_iter().chain(Nation::ALL.map(Some))
}

#[test]
fn a_mistyped_nation_hides_no_line() {
    let config = with(&[
        json!({"name": "A", "nations": ["wales"]}),
        json!({"name": "B", "nations": "N. Ireland", "withoutSpeech": true}),
        json!({"name": "C", "nations": "Wales"}),
        json!({"name": "D", "nations": ["Wales", "N. Ireland"]}),
        json!({"name": "E", "nations": []}),
    ]);
    for chosen in everywhere() {
        let html = shown_in(chosen, &config);
        for (name, is_shown) in [
            ("A", true),
            ("wales", true),
            ("B", true),
            ("N. Ireland", true),
            ("C", chosen == Some(Nation::Wales)),
            ("D", chosen == Some(Nation::Wales)),
            ("E", true),
        ] {
            let times = usize::from(is_shown);
            let name = ["<strong>", name, "</strong>"].concat();
            assert_eq!(html.matches(&name).count(), times, "{chosen:?}: {name}");
        }
    }
}

#[test]
fn a_way_without_speech_is_shown_once_to_those_whom_it_is_for() {
    let config = with(&[
        json!({"name": "For all", "nations": [], "withoutSpeech": true}),
        json!({"name": "For Wales", "nations": ["Wales"], "withoutSpeech": true}),
    ]);
    for chosen in everywhere() {
        let html = shown_in(chosen, &config);
        assert_eq!(html.matches("data-action=\"nation\"").count(), 1);
        let fold = html.split("help-fold").nth(1).expect("a fold");
        let is_for_it = matches!(chosen, None | Some(Nation::Wales));
        for (name, is_shown) in [("For all", true), ("For Wales", is_for_it)] {
            let times = usize::from(is_shown);
            assert_eq!(html.matches(name).count(), times, "{chosen:?}: {name}");
            assert_eq!(fold.matches(name).count(), times, "{chosen:?}: {name}");
        }
    }
}

#[test]
fn a_line_that_nobody_has_tried_shows_no_day() {
    let config = with(&[
        json!({"name": "A", "checked": "2026-11-23"}),
        json!({"name": "B"}),
        json!({"name": "C", "checked": ""}),
    ]);
    let app = TestApp::open(&Memory::default(), at(1, 0));
    for page in [Shown::Screen, Shown::Signs, Shown::Broken] {
        let html = render_with(&app.session, config.clone(), page);
        assert_eq!(html.matches("Details last checked").count(), 1, "{html}");
    }
}

/// The result of the highest answers.
fn heaviest() -> TestApp {
    let mut app = TestApp::open(&Memory::default(), at(100, 0));
    app.act(check::Action::Start);
    for item in 0..app.session.pack.len() {
        let options = app.session.pack.options(item);
        let heaviest = options[options.len() - 1].value;
        app.act(check::Action::Answer(item, Answer::Chosen(heaviest)));
    }
    assert_eq!(app.session.screen().name(), "result");
    app
}

/// A result that asks for help has the lines for where the person is. All the others are in Help now, and only there.
#[test]
fn the_result_has_the_lines_that_can_be_reached_at_once() {
    let mut app = heaviest();
    let brief = |app: &TestApp| {
        let html = render_with(&app.session, config_with_help(), Shown::Screen);
        assert_eq!(html.matches("data-action=\"nation\"").count(), 1);
        let brief = html.split("class=\"help-brief-lines\"").nth(1);
        let brief = brief.and_then(|rest| rest.split("</ul>").next());
        brief.expect("help lines on the result").to_owned()
    };
    for chosen in [None, Some(Nation::Wales)] {
        app.feature(Help::Choose(chosen));
        let lines = brief(&app);
        for way in ["tel:999", "tel:116123", "sms:85258"] {
            assert_eq!(
                lines.matches(way).count(),
                1,
                "{chosen:?}: {way} in {lines}"
            );
        }
        assert!(!lines.contains("findahelpline"), "{lines}");
    }
    app.feature(Help::Choose(Some(Nation::Elsewhere)));
    let lines = brief(&app);
    assert!(lines.contains("https://findahelpline.com"), "{lines}");
    assert!(!lines.contains("tel:"), "{lines}");
}

/// The minute is where somebody may notice that they need help, so it has all of Help now, too.
#[test]
fn the_minute_shows_all_of_help_now() {
    let mut app = heaviest();
    app.act(Action::Go(Screen::Minute));
    let twice = |app: &TestApp, what: &str| {
        let html = render_with(&app.session, config_with_help(), Shown::Screen);
        assert_eq!(html.matches(what).count(), 2, "{what}");
        let ids = html.split(" id=\"").skip(1);
        let mut ids: Vec<_> = ids.filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
    };
    app.feature(Help::Choose(None));
    twice(&app, "data-action=\"nation\"");
    twice(&app, "mailto:jo@samaritans.org");
    app.feature(Help::Choose(Some(Nation::NorthernIreland)));
    twice(&app, "tel:08088088000");
}

#[test]
fn a_choice_under_the_lock_holds_and_one_before_it_is_forgotten() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(100, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    app.feature(Help::Choose(Some(Nation::Wales)));
    store.insert(LOCK, &lock().write());
    let read = |open| VaultSnapshot::read(store.all().expect("readable"), open, &pack());
    // `Memory` cannot open a lock. This is what the browser's store returns while the lock is open.
    update_from_vault(&mut app.session, VaultEvent::Loaded(read(false)));
    app.feature(lock::Action::Do(LockJob::Close));
    assert_eq!(nation(&app.session), None);
    app.feature(Help::Choose(Some(Nation::Scotland)));
    app.act(Action::StorageChanged);
    assert!(app.session.snapshot.locked);
    assert_eq!(nation(&app.session), Some(Nation::Scotland));
    update_from_vault(&mut app.session, VaultEvent::Loaded(read(false)));
    assert_eq!(nation(&app.session), Some(Nation::Scotland));
}

#[test]
fn numbers_for_everyone_have_to_come_with_the_first_load() {
    let rules = |line: Json| {
        let mut config = demo();
        config["help"] = json!([line]);
        let found = audit(&config.to_string(), TODAY).problems;
        found.iter().any(|one| one.rule == Rule::NoEveryone)
    };
    let line = |more: Json| {
        let mut line = json!({"name": "A", "what": "x"});
        let members = line.as_object_mut().expect("a line");
        members.extend(more.as_object().expect("members").clone());
        rules(line)
    };
    assert!(!line(json!({"tel": "999"})));
    assert!(!line(json!({"sms": {"number": "85258", "body": "HI"}})));
    assert!(line(json!({"url": "https://a.example"})));
    assert!(line(json!({"tel": "999", "withoutSpeech": true})));
    assert!(line(json!({"tel": "999", "nations": ["Wales"]})));
}
