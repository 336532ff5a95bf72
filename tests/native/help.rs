//! Help now: every way to reach a line, the lines of each nation, and where the person says they are.

use compassion_check::features::check::state as check;
use compassion_check::features::help::state::Action as Help;
use compassion_check::features::help::update::nation;
use compassion_check::session::{Action, Confirmation, LazyCode, StorageMode};
use compassion_check::static_pages::Shown;
use serde_json::json;
use site_config::audit::{Audit, AuditTexts, Rule, audit};
use site_config::{Config, HelpLine, Nation};
use vault::{Settings, Unreadable};

use super::common::{HELP, Memory, TestApp, at, config, config_with_help};
use super::config::{AUDIT_TEXTS, TODAY, demo};
use super::markup::render_with;

const KEY: &str = "compassion-check/settings";

/// The default and the demo configuration as they were before lines had several ways and nations.
const OLD: [&str; 2] = [
    include_str!("../golden/configs/0.1.0.json"),
    include_str!("../golden/configs/0.1.0-demo.json"),
];

fn choose(app: &mut TestApp, nation: Option<Nation>) {
    app.act(Action::Feature(Help::Choose(nation).into()));
}

/// The first screen as HTML, with these help lines.
fn shown(app: &TestApp, config: Config) -> String {
    render_with(&app.session, config, Shown::Screen)
}

#[test]
fn older_configurations_read_as_before() {
    for text in OLD {
        let config = Config::read(text).expect("it is used");
        let problems = audit(text, TODAY).problems;
        assert_eq!(problems, [], "{text}");
        let groups = config.help_for_everyone("en");
        let names = |at: usize| -> Vec<&str> {
            let lines = groups[at].1.iter();
            lines.map(|line| line.name().in_language("en")).collect()
        };
        let wanted = [
            "Emergency services",
            "NHS 111, option 2",
            "Samaritans",
            "Shout",
        ];
        assert_eq!((groups[0].0.as_str(), names(0)), ("", wanted.to_vec()));
        assert_eq!(
            (groups[1].0.as_str(), names(1)),
            ("Northern Ireland", vec!["Lifeline"])
        );
        let labelled = config.help_by(|_| true, |line| line.written_place("en"));
        assert_eq!(labelled.len(), groups.len());
        // There is nothing to choose.
        let app = TestApp::open(&Memory::default(), at(1, 0));
        let html = shown(&app, config);
        assert!(!html.contains("data-action=\"nation\""), "{html}");
        for number in [
            "tel:999",
            "tel:111",
            "tel:116123",
            "sms:85258",
            "tel:08088088000",
        ] {
            assert!(html.contains(number), "{number}");
        }
    }
}

/// In every nation, and if nothing is known, there is somebody to call and somebody to text, day and night.
#[test]
fn everybody_can_call_and_text_day_and_night() {
    for with_file in [config_with_help(), {
        let mut config = Config::read(&demo().to_string()).expect("whole");
        config.add_help(HELP).expect("whole");
        config
    }] {
        let day_and_night = |line: &HelpLine| {
            let words = [line.what(), line.hours()].map(|words| words.in_language("en"));
            words.concat().to_lowercase().contains("day and night")
        };
        let everyone: Vec<HelpLine> = with_file
            .help_for_everyone("en")
            .into_iter()
            .flat_map(|(_, lines)| lines)
            .filter(day_and_night)
            .collect();
        let dialled = |number: site_config::PhoneNumber| number.dialled.is_some();
        let calls = everyone.iter().any(|line| line.tel().is_some_and(dialled));
        let texts = everyone
            .iter()
            .any(|line| line.sms().is_some_and(|(number, _)| dialled(number)));
        assert!(calls && texts);
        for nation in Nation::ALL {
            let own = with_file
                .help()
                .filter(|line| line.nations().any(|it| it == nation));
            assert!(own.count() > 0, "{nation:?}");
            let mut app = TestApp::open(&Memory::default(), at(1, 0));
            choose(&mut app, Some(nation));
            let html = shown(&app, with_file.clone());
            for line in &everyone {
                assert!(
                    html.contains(line.name().in_language("en")),
                    "{nation:?}: {line:?}"
                );
            }
        }
    }
}

#[test]
fn only_the_lines_of_the_chosen_nation_are_shown() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    let own = [
        (Nation::England, "choose the mental health option"),
        (Nation::Scotland, "18001 0800 22 44 88"),
        (Nation::Wales, "press 2"),
        (Nation::NorthernIreland, "tel:08088088000"),
        (Nation::Elsewhere, "https://findahelpline.com"),
    ];
    for chosen in [None].into_iter().chain(Nation::ALL.map(Some)) {
        choose(&mut app, chosen);
        let html = shown(&app, config_with_help());
        for (nation, words) in own {
            assert_eq!(
                html.contains(words),
                chosen == Some(nation),
                "{chosen:?}: {words}"
            );
        }
        for always in [
            "tel:999",
            "tel:116123",
            "sms:85258",
            "mailto:jo@samaritans.org",
            "999bsl.co.uk",
            "18000",
        ] {
            assert!(html.contains(always), "{chosen:?}: {always}");
        }
        assert_eq!(
            html.matches("data-action=\"nation\"").count(),
            1,
            "one control"
        );
        let abroad = html
            .find("findahelpline")
            .is_some_and(|at| Some(at) < html.find("tel:999"));
        assert_eq!(
            abroad,
            chosen == Some(Nation::Elsewhere),
            "what cannot be called there comes later"
        );
    }
}

/// Before the lazy code is here, nothing else than the lines for everyone is shown; these do not move when it comes.
#[test]
fn the_first_load_has_the_lines_for_everyone() {
    let mut app = TestApp::open(&Memory::default(), at(1, 0));
    app.session.lazy = LazyCode::Loading;
    let before = shown(&app, config());
    app.session.lazy = LazyCode::Loaded;
    let after = shown(&app, config_with_help());
    for number in ["tel:999", "tel:116123", "sms:85258"] {
        assert!(
            before.contains(number) && !before.contains("tel:111"),
            "{before}"
        );
    }
    let list = |html: &str| {
        let start = html.find("<ul class=\"help-lines\"").expect("a list");
        let end = html[start..].find("</ul>").expect("an end");
        html[start..start + end].to_owned()
    };
    assert_eq!(list(&before), list(&after));
}

#[test]
fn the_choice_is_kept_with_the_settings_and_cleared_with_everything() {
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(1, 0));
    app.act(check::Action::Keep(StorageMode::Device));
    choose(&mut app, Some(Nation::Wales));
    let written = store.kept.borrow()[KEY].clone();
    let wanted =
        r#"{"v":2,"backedUp":null,"nation":"Wales","changed":{"utc":86403000,"offset":0}}"#;
    assert_eq!(written, wanted);
    app.backed_up();
    assert!(
        store.kept.borrow()[KEY].contains("Wales"),
        "a copy leaves the choice"
    );

    let mut again = TestApp::open(&store, at(2, 0));
    assert_eq!(nation(&again.session), Some(Nation::Wales));
    // Taken back in one tab, it is so in the other, too.
    choose(&mut app, None);
    assert_eq!(nation(&app.session), None);
    again.act(Action::StorageChanged);
    assert_eq!(nation(&again.session), None);
    choose(&mut again, Some(Nation::Scotland));
    again
        .act(Action::Ask(Confirmation::ClearAll))
        .act(Action::Confirm);
    assert_eq!(nation(&again.session), None);
    assert_eq!(store.keys(), Vec::<String>::new());
}

#[test]
fn older_settings_still_load() {
    let store = Memory::default();
    store.insert(KEY, r#"{"v":1,"backedUp":{"utc":7,"offset":60}}"#);
    let mut app = TestApp::open(&store, at(1, 0));
    let moment = instrument::Moment { utc: 7, offset: 60 };
    let old = Settings {
        backed_up: Some(moment),
        ..Settings::default()
    };
    assert_eq!(app.session.snapshot.settings, old);
    choose(&mut app, Some(Nation::England));
    let again = TestApp::open(&store, at(2, 0));
    assert_eq!(again.session.snapshot.settings.backed_up, Some(moment));
    assert_eq!(nation(&again.session), Some(Nation::England));
    // A nation that this version does not know is no choice, and newer settings are left as they are.
    store.insert(
        KEY,
        r#"{"v":2,"backedUp":null,"nation":"Mercia","changed":null}"#,
    );
    assert_eq!(nation(&TestApp::open(&store, at(3, 0)).session), None);
    let newer = r#"{"v":3,"region":"x"}"#;
    store.insert(KEY, newer);
    let mut app = TestApp::open(&store, at(3, 0));
    assert_eq!(
        app.session.snapshot.unreadable,
        [(KEY.to_owned(), Unreadable::Newer)]
    );
    choose(&mut app, Some(Nation::Wales));
    assert_eq!(nation(&app.session), Some(Nation::Wales));
    assert_eq!(store.kept.borrow()[KEY], newer);
}

#[test]
fn without_storage_the_choice_holds_until_the_page_is_left() {
    let store = Memory::default();
    store.blocked.set(true);
    let mut app = TestApp::open(&store, at(1, 0));
    choose(&mut app, Some(Nation::Wales));
    app.act(Action::StorageChanged).act(Action::Reload);
    assert_eq!(nation(&app.session), Some(Nation::Wales));
    app.act(Action::Leave);
    assert_eq!(nation(&app.session), None);

    // The same if nothing is to be kept.
    let store = Memory::default();
    let mut app = TestApp::open(&store, at(1, 0));
    app.act(check::Action::Keep(StorageMode::Memory));
    choose(&mut app, Some(Nation::Wales));
    app.act(Action::Reload);
    assert_eq!(nation(&app.session), Some(Nation::Wales));
    assert_eq!(store.keys(), Vec::<String>::new());
}

#[test]
fn pages_that_cannot_ask_show_every_line_with_its_nation() {
    let app = TestApp::open(&Memory::default(), at(1, 0));
    for page in [Shown::Signs, Shown::Broken] {
        let html = render_with(&app.session, config_with_help(), page);
        for line in config_with_help().help() {
            assert!(html.contains(line.name().in_language("en")), "{line:?}");
        }
        for nation in Nation::ALL {
            let name = ["<strong>", nation.name(), "</strong>"].concat();
            assert_eq!(html.matches(&name).count(), 1, "{nation:?}");
        }
        assert!(html.contains("ending your life or hurting yourself"));
    }
}

fn file_audit(file: &str) -> Audit {
    let mut found = audit(&demo().to_string(), TODAY);
    found.found("moreHelp", "help/uk.json", Some(file.as_bytes()));
    found
}

#[test]
fn mistakes_in_the_file_with_more_lines_are_reported() {
    let good = file_audit(HELP);
    assert_eq!(good.problems, []);
    assert_eq!(good.more_help.as_ref().expect("checked").problems, []);
    let said = AuditTexts::read(AUDIT_TEXTS).expect("JSON");
    let links = good.report(&demo().to_string(), &said);
    for href in [
        "tel:08088088000",
        "mailto:jo@samaritans.org",
        "https://findahelpline.com",
    ] {
        assert!(links.contains(href), "{href}");
    }
    let mut lines: serde_json::Value = serde_json::from_str(HELP).expect("JSON");
    lines["help"][0]["nations"] = json!(["Mercia"]);
    lines["help"][1]["email"] = json!("nobody");
    lines["help"][2]["checked"] = json!("2025-01-01");
    lines["help"][3]["what"] = json!({"de": "Hilfe"});
    // The same number in one nation; in several it is not odd.
    lines["help"][5]["tel"] = json!("111");
    let found = file_audit(&lines.to_string());
    assert_eq!(found.problems, []);
    let told: Vec<_> = found.more_help.expect("checked").problems;
    let told: Vec<_> = told
        .iter()
        .map(|one| (one.rule, one.path.as_str()))
        .collect();
    for wanted in [
        (Rule::Shape, "help[0].nations[0]"),
        (Rule::NotEmail, "help[1].email"),
        (Rule::Old, "help[2].checked"),
        (Rule::Lacks, "help[3].what"),
        (Rule::Twice, "help[5].tel"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    assert!(
        !told.iter().any(|(rule, _)| *rule == Rule::Strange),
        "{told:?}"
    );
    for unusable in [
        "{}",
        r#"{"help": [{"name": "A", "what": "B", "checked": ""}]}"#,
    ] {
        let found = file_audit(unusable);
        assert_eq!(
            found.problems.last().map(|one| one.rule),
            Some(Rule::BadHelp),
            "{unusable}"
        );
        assert!(config().add_help(unusable).is_err());
    }
}
