//! What an organisation sets, on the screens: logo, privacy statement, help by nation, quick exit.

use compassion_check::domain::Config;
use compassion_check::text::{Messages, Text};
use compassion_check::ui::still::Shown;

use super::common::{Memory, Shell, at, config, messages};
use super::markup::{render_with, screens_of};

fn demo() -> Config {
    Config::read(include_str!("../../demo/config.json")).expect("the demo configuration is whole")
}

/// The intro, as this configuration makes it.
fn intro(config: Config) -> String {
    let shell = Shell::open(&Memory::default(), at(100, 0));
    render_with(&shell.session, config, Shown::Screen)
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
fn help_for_everyone_comes_first_then_that_of_each_nation_under_its_name() {
    let mut config = config();
    let line = config.help[0].clone();
    let named = |name: &str, nation: Option<&str>| {
        let mut line = line.clone();
        line.name = name.into();
        line.nation = nation.map(Into::into);
        line
    };
    config.help = vec![
        named("A", Some("Wales")),
        named("B", None),
        named("C", Some("Scotland")),
        named("D", Some("Wales")),
        named("E", None),
    ];
    let html = intro(config);
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
fn quick_exit_is_on_every_screen_once_it_is_set_and_nowhere_before() {
    let plain = config();
    let mut set = plain.clone();
    set.quick_exit = demo().quick_exit;
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
            2,
            "{name}: the strip, and the link for the keyboard"
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
fn its_words_are_the_organisations_own_or_ours() {
    let mut set = config();
    set.quick_exit = demo().quick_exit;
    let exit = set.quick_exit.as_mut().expect("it is set");
    exit.label = Some("Go".into());
    assert!(intro(set.clone()).contains(">Go</a>"));
    set.quick_exit.as_mut().expect("it is set").label = None;
    assert!(intro(set).contains(">Leave this page</a>"));
}

#[test]
fn a_page_in_another_language_says_the_organisations_words_in_it() {
    let texts = include_str!("../../locales/en.json").replacen("\"en\"", "\"cy\"", 1);
    let messages = Messages::read(&texts).expect("whole");
    let demo = demo();
    let privacy = demo.privacy.as_ref().expect("it is set");
    assert_eq!(
        privacy.label.of(messages.lang()),
        "Ein datganiad preifatrwydd"
    );
    let nation = demo.help.iter().find_map(|line| line.nation.as_ref());
    assert_eq!(nation.expect("one").of(messages.lang()), "Gogledd Iwerddon");
}
