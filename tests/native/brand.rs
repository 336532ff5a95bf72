//! What an organisation sets, as the screens show it: logo, privacy statement, help by nation, quick exit.

use compassion_check::static_pages::Shown;
use compassion_check::text::{Messages, Text};
use serde_json::{Value, json};
use site_config::Config;

use super::common::{CONFIG, Memory, TestApp, at, config, messages};
use super::markup::{render_with, screens_of};

fn demo() -> Config {
    Config::read(include_str!("../../demo/config.json")).expect("the demo configuration is whole")
}

/// Our own configuration after `change`.
pub(crate) fn with(change: impl FnOnce(&mut Value)) -> Config {
    let mut config = serde_json::from_str(CONFIG).expect("JSON");
    change(&mut config);
    Config::read(&config.to_string()).expect("a configuration")
}

fn exit(label: Option<&str>) -> Value {
    json!({"url": "https://www.bbc.co.uk/weather", "label": label})
}

/// The HTML of the intro with this configuration.
pub(crate) fn intro(config: Config) -> String {
    let app = TestApp::open(&Memory::default(), at(100, 0));
    render_with(&app.session, config, Shown::Screen)
}

#[test]
fn logo_and_privacy_statement_show_once_they_are_set() {
    let html = intro(demo());
    let logo = html
        .split("<img")
        .nth(1)
        .and_then(|rest| rest.split('>').next());
    for part in [
        "class=\"logo\"",
        "src=\"demo-logo.svg\"",
        "alt=\"Example Register\"",
    ] {
        assert!(
            logo.is_some_and(|tag| tag.contains(part)),
            "{part} in {logo:?}"
        );
    }
    assert!(
        html.contains("href=\"https://register.example/privacy\""),
        "{html}"
    );
    assert!(html.contains("Our privacy statement"));
    let plain = intro(config());
    assert!(!plain.contains("<img") && !plain.contains("privacy\""));
}

#[test]
fn the_body_of_a_text_message_is_escaped_in_its_link() {
    let html = intro(with(|config| {
        config["help"] = json!([{"name": "A", "what": "x", "checked": "", "sms": {"number": "85258", "body": "HI & 5%"}}]);
    }));
    assert!(
        html.contains("href=\"sms:85258?&amp;body=HI%20%26%205%25\""),
        "{html}"
    );
}

#[test]
fn help_for_everyone_comes_before_that_of_each_nation() {
    let named = |name: &str, nation: Option<&str>| json!({"name": name, "what": "x", "nation": nation, "tel": "1", "checked": ""});
    let html = intro(with(|config| {
        config["help"] = json!([
            named("A", Some("Wales")),
            named("B", None),
            named("C", Some("Scotland")),
            named("D", Some("Wales")),
            named("E", None),
        ]);
    }));
    let panel = html.split("help-panel").nth(1).expect("the lines");
    let names: Vec<&str> = panel
        .split("<strong>")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .take(7)
        .collect();
    assert_eq!(names, ["B", "E", "Wales", "A", "D", "Scotland", "C"]);
    let lists = panel.matches("<ul class=\"help-lines\">").count();
    assert_eq!(lists, 3, "one for everyone, one a nation");
}

#[test]
fn quick_exit_is_on_every_screen_only_if_it_is_set() {
    let plain = config();
    let set = with(|config| config["quickExit"] = exit(None));
    let label = messages().get(Text::Leave).to_owned();
    for ((name, without), (_, with)) in screens_of(&plain).into_iter().zip(screens_of(&set)) {
        assert!(
            !without.contains("exit") && !without.contains(&label),
            "{name}"
        );
        let links: Vec<&str> = with
            .split("<a ")
            .filter(|tag| tag.contains("data-exit"))
            .collect();
        assert_eq!(
            links.len(),
            if matches!(name, "broken" | "signs") {
                1
            } else {
                2 + with.matches("exit-last").count()
            },
            "{name}: the strip, where it is not the first thing a link for the keyboard, and one for the end of a frame"
        );
        for link in links {
            for part in [
                "href=\"https://www.bbc.co.uk/weather\"",
                "rel=\"nofollow noreferrer\"",
                "Leave this page",
            ] {
                assert!(link.contains(part), "{name}: {link}");
            }
            assert!(
                !link.contains("target="),
                "{name}: in the place of this page"
            );
        }
        let first = with.split(" href=").next().expect("a start");
        assert!(
            !first.contains("<button"),
            "{name}: something comes before it"
        );
    }
}

#[test]
fn quick_exit_has_the_organisations_words_or_ours() {
    let own = with(|config| config["quickExit"] = exit(Some("Go")));
    assert!(intro(own).contains(">Go</a>"));
    let ours = with(|config| config["quickExit"] = exit(None));
    assert!(intro(ours).contains(">Leave this page</a>"));
}

#[test]
fn the_organisations_words_are_shown_in_the_language_of_the_page() {
    let texts = include_str!("../../locales/en.json").replacen("\"en\"", "\"cy\"", 1);
    let messages = Messages::read(&texts).expect("whole");
    let demo = demo();
    let privacy = demo.privacy().expect("it is set");
    let lang = messages.lang();
    assert_eq!(
        privacy.label.in_language(lang),
        "Ein datganiad preifatrwydd"
    );
    let names: Vec<&str> = demo
        .help()
        .map(|line| line.name().in_language(lang))
        .collect();
    assert_eq!(names, ["Gwasanaethau brys", "Y Samariaid", "Shout"]);
}
