//! Crisis help on pages without the app: `web/help-lines.js` shows the same lines as the app, in the same order.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use site_config::{Config, HelpLine};

use super::scripts::called;

/// A configuration with these help lines, and a file of more.
fn text(help: &Json) -> String {
    let whole = json!({
        "organisation": {"name": "A"},
        "directory": {"label": "Find", "url": "https://a.example"},
        "help": help,
        "moreHelp": "more",
    });
    whole.to_string()
}

fn config(help: &Json) -> Result<Config, site_config::ConfigError> {
    Config::read(&text(help))
}

fn lines() -> impl Strategy<Value = Json> {
    let number = prop_oneof!["[0-9 ]{1,3}", "[٠-٩۰-۹０-９]{1,2}", "[a-z]{0,3}"];
    let nation = prop_oneof![
        Just(json!({})),
        Just(json!({"nation": "Wales"})),
        Just(json!({"nation": {"en": "Wales", "cy": "Cymru"}})),
        Just(json!({"nation": {"en": "Scotland"}, "nations": []})),
        Just(json!({"nation": "Jersey", "nations": ["Wales"]})),
        Just(json!({"nations": ["England", "Northern Ireland"]})),
        Just(json!({"nations": ["Wales", "N. Ireland"]})),
        Just(json!({"nation": "Jersey", "nations": "wales"})),
        Just(json!({"nation": "Jersey", "nations": ""})),
    ];
    let other = prop_oneof![
        4 => Just(json!({})),
        1 => Just(json!({"url": "https://a.example"})),
        1 => Just(json!({"url": "http://a.example"})),
        1 => Just(json!({"email": "a@a.example"})),
        1 => Just(json!({"email": "a"})),
        1 => Just(json!({"relay": "18000"})),
    ];
    let line = (number, any::<bool>(), nation, other);
    let line = line.prop_map(|(number, calls, nation, mut line)| {
        line["name"] = json!("A");
        line["what"] = json!("B");
        line[if calls { "tel" } else { "sms" }] = if calls {
            json!(number)
        } else {
            json!({"number": number, "body": "HI"})
        };
        for member in ["nation", "nations"] {
            if let Some(written) = nation.get(member) {
                line[member] = written.clone();
            }
        }
        line
    });
    prop::collection::vec(line, 0..5).prop_map(Json::from)
}

fn some() -> Vec<Json> {
    let mut runner = TestRunner::deterministic();
    let drawn = |_| lines().new_tree(&mut runner).expect("lines").current();
    (0..300).map(drawn).collect()
}

#[test]
fn the_script_uses_the_lines_that_the_app_uses() {
    let all = some();
    let directory = json!({"url": "https://a.example"});
    let calls: Vec<Json> = all
        .iter()
        .map(|help| json!(["usableHelp", {"help": help, "directory": directory}]))
        .collect();
    let mut used = 0;
    for (help, found) in all.iter().zip(called(&calls)) {
        let shown = config(help).is_ok();
        used += usize::from(shown);
        assert_eq!(found.get("help").is_some(), shown, "{help}");
    }
    assert!(used > 20 && used < all.len(), "{used}");
}

#[test]
fn the_script_shows_the_lines_in_the_order_of_the_app() {
    for lang in ["en", "cy"] {
        let all: Vec<_> = some()
            .into_iter()
            .filter_map(|help| config(&help).ok().map(|config| (help, config)))
            .collect();
        let calls: Vec<Json> = all
            .iter()
            .map(|(help, _)| json!(["grouped", help, lang]))
            .collect();
        for ((help, config), found) in all.iter().zip(called(&calls)) {
            let numbers = |line: &Json| {
                let number = line.get("tel").or(line.pointer("/sms/number"));
                number.and_then(Json::as_str).map(str::to_owned)
            };
            let found: Vec<(String, Vec<Option<String>>)> = found
                .as_array()
                .expect("groups")
                .iter()
                .map(|group| {
                    let lines = group[1].as_array().expect("lines");
                    let nation = group[0].as_str().expect("a name");
                    (nation.to_owned(), lines.iter().map(numbers).collect())
                })
                .collect();
            let wanted: Vec<(String, Vec<Option<String>>)> = config
                .help_by(|_| true, |line| line.written_place(lang))
                .into_iter()
                .map(|(nation, lines)| {
                    let number = |line: HelpLine| {
                        let number = line.tel().or(line.sms().map(|(number, _)| number));
                        number.map(|number| number.shown.to_owned())
                    };
                    (nation, lines.into_iter().map(number).collect())
                })
                .collect();
            assert_eq!(found, wanted, "{help}");
        }
    }
}

/// What may stand where a list of help lines should.
fn unusable() -> [Json; 9] {
    [
        json!(null),
        json!([]),
        json!("x"),
        json!({"0": {"name": "A", "tel": "999"}}),
        json!([null]),
        json!([{"name": "A", "tel": 999}]),
        json!([{"name": "A", "tel": ["999"]}]),
        json!([{"name": "A", "url": 5}]),
        json!([{"name": "A", "email": ["a@a.example"]}]),
    ]
}

/// The names of the lines that the scripts show with this configuration and this file of more lines. Empty if they keep those
/// of the build.
fn fetched(cases: &[(Json, Json)]) -> Vec<Vec<Json>> {
    let calls: Vec<Json> = cases
        .iter()
        .map(|(help, more)| {
            let mut files = json!({"/config.json": text(help)});
            // A text is the content of the file, and `false` means that there is none.
            if more != &json!(false) {
                files["/help/more.json"] = more.clone();
            }
            json!(["helpFrom", files])
        })
        .collect();
    let names = |found: Json| {
        let lines = found.get("help").and_then(Json::as_array);
        let lines = lines.into_iter().flatten();
        lines.map(|line| line["name"].clone()).collect()
    };
    called(&calls).into_iter().map(names).collect()
}

#[test]
fn the_script_adds_the_lines_that_the_app_adds() {
    let own = json!([{"name": "Own", "tel": "999"}]);
    let more = json!([{"name": "More", "email": "a@a.example"}, {"name": "Most", "url": "https://a.example"}]);
    let whole_file = |help: &Json| json!(json!({"help": help}).to_string());
    let mut files: Vec<Json> = unusable().iter().map(whole_file).collect();
    files.extend(["null", "[]", "5", "{}", "<!doctype html>", ""].map(Json::from));
    files.push(whole_file(&more));
    let mut cases = Vec::new();
    for help in unusable().into_iter().chain([own]) {
        cases.extend(files.iter().map(|file| (help.clone(), file.clone())));
    }
    let mut longest = 0;
    for ((help, file), found) in cases.iter().zip(fetched(&cases)) {
        let wanted: Vec<Json> = config(help).map_or_else(
            |_| Vec::new(),
            |mut config| {
                let _ = config.add_help(file.as_str().expect("a text"));
                let names = config.help().map(|line| json!(line.name().in_language("")));
                names.collect()
            },
        );
        longest = longest.max(wanted.len());
        assert_eq!(found, wanted, "{help} and {file}");
    }
    assert_eq!(longest, 3, "no file was used");
}

#[test]
fn without_the_file_of_more_lines_the_script_uses_those_of_the_configuration() {
    let own = json!([{"name": "Own", "tel": "999"}]);
    // It is missing, or never arrives.
    let cases = [json!(false), json!(null)].map(|file| (own.clone(), file));
    assert_eq!(fetched(&cases), [[json!("Own")], [json!("Own")]]);
}
