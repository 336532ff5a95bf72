//! The configuration: what is refused, what an editor is told, and that both agree.

use instrument::Moment;
use serde_json::{Value, json};
use site_config::Config;
use site_config::audit::{Audit, AuditTexts, Problem, Rule, audit};
use site_config::form::Form;
use site_config::theme::Theme;

use super::common::CONFIG;

const DEMO: &str = include_str!("../../demo/config.json");
pub(crate) const AUDIT_TEXTS: &str = include_str!("../../web/check-config.json");

/// 24 November 2026.
pub(crate) const TODAY: Moment = Moment {
    utc: 1_795_478_400_000,
    offset: 0,
};

pub(crate) fn demo() -> Value {
    serde_json::from_str(DEMO).expect("JSON")
}

/// The demo configuration with the member at this JSON pointer set to `value`, or removed if that is `None`.
fn with(pointer: &str, value: Option<Value>) -> String {
    let mut config = demo();
    let (parent, name) = pointer.rsplit_once('/').expect("a member");
    let parent = config.pointer_mut(parent).expect("it is there");
    match (parent, value) {
        (Value::Object(members), Some(value)) => {
            members.insert(name.to_owned(), value);
        }
        (Value::Object(members), None) => {
            members.remove(name);
        }
        (Value::Array(values), value) => {
            let at: usize = name.parse().expect("a place");
            values[at] = value.expect("a value");
        }
        (other, _) => panic!("nothing in {other}"),
    }
    config.to_string()
}

pub(crate) fn look(text: &str) -> Audit {
    audit(text, TODAY)
}

fn rules(audit: &Audit) -> Vec<(Rule, &str)> {
    let found = audit.problems.iter();
    found
        .map(|problem| (problem.rule, problem.path.as_str()))
        .collect()
}

#[test]
fn our_own_configurations_have_no_findings() {
    for text in [CONFIG, DEMO] {
        assert_eq!(look(text).problems, [], "{text}");
    }
}

/// One change to the demo configuration on each line: JSON pointer, new value (`-` removes the member), the rule it
/// breaks, and the path in the report. `*` at the end means that the whole configuration is refused.
const MISTAKES: &str = r##"
/directory                | -                          | Shape      | directory *
/help                     | {}                         | Shape      | help *
/help/0/tel               | 999                        | Shape      | help[0].tel *
/organisation/name        | {}                         | Shape      | organisation.name *
/directory/url            | -                          | Shape      | directory.url *
/keepByDefault            | "no"                       | Shape      | keepByDefault
/theme/colour             | "#fff"                     | Unknown    | theme.colour
/theme                    | "green"                    | Shape      | theme
/theme/radius             | 4                          | Shape      | theme.radius
/courses/colour           | "#fff"                     | Unknown    | courses.colour
/help                     | []                         | NoHelp     | help *
/help/0/tel               | -                          | Unreachable | help[0].tel *
/help/0/tel               | "nine"                     | Unreachable | help[0].tel *
/directory/url            | "http://x.example"         | NotHttps   | directory.url *
/quickExit/url            | "javascript:alert(1)"      | NotHttps   | quickExit.url *
/privacy/url              | ""                         | NotHttps   | privacy.url *
/organisation/logo/src    | "https://x.example/l.png"  | Foreign    | organisation.logo.src *
/organisation/logo/src    | "//x.example/l.png"        | Foreign    | organisation.logo.src *
/organisation/logo/src    | "\\\\x.example"            | Foreign    | organisation.logo.src *
/organisation/logo/src    | "../l.png"                 | NotName    | organisation.logo.src
/organisation/logo/src    | ""                         | NotName    | organisation.logo.src
/directory/label          | " "                        | Empty      | directory.label
/directory/label          | {"en": "", "cy": "b"}      | Empty      | directory.label.en
/help/1/checked           | "23/11/2026"               | BadDate    | help[1].checked
/help/1/checked           | "2026-02-30"               | BadDate    | help[1].checked
/help/1/checked           | "2026-11-25"               | Future     | help[1].checked
/help/1/checked           | "2025-11-20"               | Old        | help[1].checked
/help/1/email             | "jo at samaritans.org"      | NotEmail   | help[1].email
/help/1/relay             | "eighteen"                 | NotNumber  | help[1].relay
/help/1/url               | "http://x.example"         | NotHttps   | help[1].url
/help/1/nations           | ["Cornwall"]               | Shape      | help[1].nations[0]
/help/1/hours             | {"en": "", "cy": "b"}      | Empty      | help[1].hours.en
/help/1/withoutSpeech     | "yes"                      | Shape      | help[1].withoutSpeech
/help/1/nationen          | ["Wales"]                  | Misspelt   | help[1].nationen
/moreHelp                 | "../uk"                    | NotName    | moreHelp
/registerSearch/byName    | "https://x.example/?q="    | NoPlace    | registerSearch.byName
/theme/accent             | "purple"                   | NotColour  | theme.accent
/theme/accent             | "#ffdd00"                  | Adjusted   | theme.accent
/theme/accentDark         | "#220011"                  | Adjusted   | theme.accentDark
/theme/font               | "url(x)"                   | NotFont    | theme.font
/theme/font               | "\"Gill Sans"              | NotFont    | theme.font
/theme/headingFont        | "Source Sans 3"            | NotFont    | theme.headingFont
/theme/radius             | "round"                    | NotSize    | theme.radius
/theme/radius             | "-3px"                     | NotSize    | theme.radius
/pack                     | "../other"                 | NotName    | pack
/languages/1              | "Welsh!"                   | NotTag     | languages[1]
/languages                | []                         | NoLanguage | languages
/languages/1              | "en"                       | TagTwice   | languages[1]
/courses/url              | "https://x.example/a b"    | OddAddress | courses.url
/courses/url              | "https://courses"          | OddAddress | courses.url
/help/1/tel               | "116 I23"                  | NotNumber  | help[1].tel
/help/1/tel               | "(116 123"                 | OddNumber  | help[1].tel
/help/1/tel               | "+44 (0)116 123 4567"      | TrunkZero  | help[1].tel
/help/1/tel               | "+999 116 123 456"         | NoCountry  | help[1].tel
/help/1/tel               | "+44 808 808 80"           | OddLength  | help[1].tel
/help/2/sms/number        | "0800 HELP"                | LettersInNumber | help[2].sms.number
/help/2/sms/body          | ""                         | Empty      | help[2].sms.body
/help/1/what              | "<b>Anyone</b>"            | Markup     | help[1].what
/help/1/what              | {"en": "a&nbsp;b", "cy": "a"} | Markup  | help[1].what.en
/help/1/what              | "Samarit\ufffdns"          | Replaced   | help[1].what
/theme/acent              | "#5b3a8e"                  | Misspelt   | theme.acent
/help/1/tel               | "9 9 9"                    | Twice      | help[1].tel
/privacy/label            | {"en": "Privacy"}          | Lacks      | privacy.label
/privacy/label/de         | "Datenschutz"              | Strange    | privacy.label.de
/quickExit/url            | "https://www.register.example/x" | OwnSite | quickExit.url
"##;

#[test]
fn each_mistake_is_reported_at_its_place() {
    for line in MISTAKES.lines().filter(|line| !line.is_empty()) {
        let cells = line.trim_end_matches('*').split(" | ").map(str::trim);
        let cells: Vec<&str> = cells.collect();
        let [pointer, value, rule, path] = cells[..] else {
            panic!("{line}");
        };
        let value = (value != "-").then(|| serde_json::from_str(value).expect("JSON"));
        let named = Rule::ALL
            .into_iter()
            .find(|known| format!("{known:?}") == rule);
        let rule = named.expect("a rule");
        let text = with(pointer, value);
        let found = look(&text);
        let told = &found.problems;
        assert!(rules(&found).contains(&(rule, path)), "{line}: {told:#?}");
        assert_eq!(found.is_refused(), Config::read(&text).is_err(), "{line}");
        assert_eq!(found.is_refused(), line.ends_with('*'), "{line}");
    }
    let mut nations = demo();
    let lines = nations["help"].as_array_mut().expect("lines");
    lines
        .iter_mut()
        .for_each(|line| line["nation"] = json!("Wales"));
    let found = look(&nations.to_string());
    assert!(rules(&found).contains(&(Rule::NoEveryone, "help")));
    assert_eq!(rules(&look("{")), [(Rule::Unclosed, "")]);
    let said = |pointer| {
        look(&with(pointer, Some(json!(1)))).problems[0]
            .about
            .clone()
    };
    assert_eq!(said("/help/0/tel"), ["not a text"]);
    let found = look(&with("/help/0/what", None));
    assert_eq!(found.problems[0].about, ["missing"]);
    assert_eq!(look(&with("/help/0/checked", None)).problems, []);
}

#[test]
fn all_mistakes_are_reported_at_once_and_none_twice() {
    let mut config = demo();
    config["help"][0]["checked"] = json!(2026);
    config["help"][1] = json!("Samaritans");
    config["directory"]["url"] = json!("http://x.example");
    config["theme"]["radius"] = json!("big");
    let found = look(&config.to_string());
    let mut places: Vec<&str> = rules(&found).iter().map(|(_, path)| *path).collect();
    assert_eq!(places.len(), found.problems.len());
    places.dedup();
    for path in [
        "help[0].checked",
        "help[1]",
        "directory.url",
        "theme.radius",
    ] {
        assert_eq!(
            places.iter().filter(|place| **place == path).count(),
            1,
            "{path} in {places:?}"
        );
    }
    assert!(
        !places.iter().any(|path| path.starts_with("help[1].")),
        "{places:?}"
    );
}

#[test]
fn the_files_that_a_configuration_names_are_listed() {
    let files: Vec<String> = look(DEMO).files.into_iter().map(|(_, file)| file).collect();
    let wanted = [
        "demo-logo.svg",
        "packs/practitioner.json",
        "help/uk.json",
        "locales/en.json",
        "locales/cy.json",
    ];
    assert_eq!(files, wanted);
}

#[test]
fn colours_are_shown_with_their_contrast() {
    let found = look(&with("/theme", Some(json!({"accent": "#ffdd00"}))));
    let [light, dark] = &found.looks[..] else {
        panic!("{:?}", found.looks);
    };
    assert_eq!(
        (light.given.as_str(), dark.given.as_str()),
        ("#ffdd00", "#ffdd00")
    );
    assert!(light.used != "#ffdd00" && dark.used == "#ffdd00");
    for one in [light, dark] {
        assert!(one.contrast >= 450 && one.on >= 450, "{one:?}");
    }
    let [Problem { about, .. }] = &found.problems[..] else {
        panic!("{:?}", found.problems);
    };
    assert_eq!(about[..2], ["#ffdd00", light.used.as_str()]);
    assert!(
        about[2].starts_with("1.") && about[3].starts_with("4."),
        "{about:?}"
    );
}

#[test]
fn missing_members_have_defaults() {
    let form: Form = json::from_str(CONFIG).expect("whole");
    assert_eq!(
        (form.pack.as_str(), &form.languages[..]),
        ("practitioner", &["en".to_owned()][..])
    );
    assert!(form.keep_by_default && form.theme.is_none() && form.quick_exit.is_none());
    assert!(Config::read(CONFIG).expect("whole").keep_by_default());
}

/// An organisation must not lose its own help lines because of an unusable member that is not about help.
#[test]
fn unusable_members_are_ignored() {
    for name in [
        "theme",
        "courses",
        "ethics",
        "privacy",
        "register",
        "registerSearch",
        "quickExit",
        "languages",
    ] {
        for odd in [json!(5), json!("x"), json!([]), json!({}), json!(null)] {
            let config = Config::read(&with(&format!("/{name}"), Some(odd.clone())));
            let config = config.unwrap_or_else(|wrong| panic!("{name}: {odd}: {wrong}"));
            let left_out = match name {
                "theme" => config.theme() == Theme::default(),
                "courses" => config.courses().is_none(),
                "ethics" => config.ethics().is_none(),
                "privacy" => config.privacy().is_none(),
                "register" => config.register().is_none(),
                "registerSearch" => config.search_by_name().is_none(),
                "quickExit" => config.quick_exit().is_none(),
                _ => config.languages().is_empty(),
            };
            assert!(left_out, "{name}: {odd}");
        }
    }
}

/// Every rule has two sentences, listed in the order of `Rule`, because the page finds them by number.
#[test]
fn every_rule_has_its_sentences() {
    let Ok(json::Value::Object(members)) =
        json::parse(AUDIT_TEXTS).map(|said| said.get("rules").cloned().expect("rules"))
    else {
        panic!("no rules");
    };
    let names: Vec<String> = members.iter().map(|(name, _)| name.clone()).collect();
    let wanted = Rule::ALL.map(|rule| {
        let name = format!("{rule:?}");
        name[..1].to_lowercase() + &name[1..]
    });
    assert_eq!(names, wanted);
    for (at, rule) in Rule::ALL.into_iter().enumerate() {
        assert_eq!(rule as usize, at);
        let json::Value::List(said) = &members[at].1 else {
            panic!("{rule:?}");
        };
        assert_eq!(said.len(), 2, "{rule:?}: what is wrong, and what to do");
    }
}

/// The page for editors is made from this report, which has finished sentences, and every link to try.
#[test]
fn the_page_for_editors_gets_finished_sentences() {
    let said = AuditTexts::read(AUDIT_TEXTS).expect("JSON");
    let report = |text: &str| -> Value {
        serde_json::from_str(&look(text).report(text, &said)).expect("JSON")
    };
    let good = report(DEMO);
    assert_eq!(good["verdict"], "good");
    let links = good["links"].as_array().expect("links");
    let hrefs = links.iter().filter_map(|link| link["href"].as_str());
    let hrefs: Vec<&str> = hrefs.collect();
    let ethics = "https://register.example/ethics";
    for href in ["tel:116123", "sms:85258", ethics] {
        assert!(hrefs.contains(&href), "{href} in {hrefs:?}");
    }

    let text = with("/theme/accent", Some(json!("#ffdd00")));
    let used = report(&text);
    assert_eq!(used["verdict"], "used");
    let problem = &used["problems"][0];
    assert_eq!(
        (&problem["path"], &problem["error"]),
        (&json!("theme.accent"), &json!(false))
    );
    for sentence in [&problem["what"], &used["looks"][0]["text"]] {
        let sentence = sentence.as_str().expect("a sentence");
        assert!(
            sentence.contains("#ffdd00") && !sentence.contains('{'),
            "{sentence}"
        );
    }

    let text = with(
        "/registerSearch/byName",
        Some(json!("http://x.example/?q={0}")),
    );
    let refused = report(&text);
    assert_eq!(refused["verdict"], "refused");
    assert_eq!(refused["links"], json!([]));
    // Neither the `{0}` in the editor's own text nor the `{q}` in our sentences is a place to fill in.
    let all = refused["problems"].to_string();
    assert!(all.contains("q={0}") && all.contains("{q}"), "{all}");
}
