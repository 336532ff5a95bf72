//! Configurations as people write them: encodings, quotation marks, commas, duplicate names.

use site_config::Config;
use site_config::audit::{AuditTexts, audit_file, text_of};

use super::config::{AUDIT_TEXTS, TODAY, look};
use super::configs;

/// Each file is reported with the expected rules, the line and the column, in finished sentences.
#[test]
fn each_way_of_writing_a_file_gets_its_findings() {
    let said = AuditTexts::read(AUDIT_TEXTS).expect("JSON");
    for written in configs::all() {
        let (name, found) = (written.name, audit_file(&written.bytes, TODAY));
        let told: Vec<String> = found
            .problems
            .iter()
            .map(|one| format!("{:?}", one.rule))
            .collect();
        assert_eq!(told, written.rules, "{name}: {:#?}", found.problems);
        // The page reads the same bytes, as a browser decodes them.
        let used = Config::read(&text_of(&written.bytes));
        assert_eq!(found.is_refused(), used.is_err(), "{name}");
        for problem in &found.problems {
            let sentences = said.of(problem);
            let whole =
                |text: &String| !text.is_empty() && !text.contains("{0}") && !text.contains("{1}");
            assert!(sentences.iter().all(whole), "{name}: {sentences:?}");
            if let (Some(place), Some(fault)) = (written.place, &problem.fault) {
                assert_eq!((fault.line, fault.column), place, "{name}: {fault:?}");
            }
        }
    }
}

/// The excerpt shows the line, with the fault marked.
#[test]
fn a_syntax_error_shows_its_line() {
    let shown = |text: &str| {
        let fault = look(text).problems[0].fault.clone().expect("a place");
        let excerpt = fault.excerpt;
        [excerpt.before, excerpt.mark, excerpt.after]
    };
    assert_eq!(shown("{\n  “name”: 1\n}"), ["  ", "“", "name”: 1"]);
    assert_eq!(
        shown("{\n  \"name\": 1\n  \"more\": 2\n}"),
        ["  \"name\": 1", "", ""]
    );
    assert_eq!(shown("{\"a\": 1, // no\n}"), ["{\"a\": 1, ", "//", " no"]);
    assert_eq!(shown("{\"a\": tru}"), ["{\"a\": ", "tru", "}"]);
    let long = [
        "{\"a\": \"",
        &"x".repeat(500),
        "\" ? \"",
        &"y".repeat(500),
        "\"}",
    ]
    .concat();
    let [before, mark, after] = shown(&long);
    assert!(
        before.starts_with('…') && before.len() < 70 && mark == "?",
        "{before} {mark}"
    );
    assert!(after.ends_with('…') && after.len() < 70, "{after}");
    // The column counts characters, and does not count a byte order mark.
    let place = |text: &str| {
        let fault = look(text).problems[0].fault.clone().expect("a place");
        (fault.line, fault.column)
    };
    assert_eq!(place("\u{feff}{\"é\": }"), (1, 6));
}

/// As in a browser, the last of several members with one name counts. This includes the languages of a text.
#[test]
fn the_last_of_duplicate_members_counts() {
    let config = labelled(r#"{"en": "Wales", "en": "Cymru"}"#);
    assert_eq!(
        ["en", "de"].map(|lang| label(&config, lang)),
        ["Cymru", "Cymru"]
    );
}

#[test]
fn a_text_is_shown_in_the_language_of_the_page_or_else_the_first() {
    let config = labelled(r#"{"en": "Wales", "cy": "Cymru"}"#);
    let found = ["en", "en-GB", "cy", "de", ""].map(|lang| label(&config, lang));
    assert_eq!(found, ["Wales", "Wales", "Cymru", "Wales", "Wales"]);
    // The tag of another language may begin with the same letters.
    let found = ["cy-GB", "cyx"].map(|lang| label(&config, lang));
    assert_eq!(found, ["Cymru", "Wales"]);
    assert_eq!(label(&labelled(r#""Samaritans""#), "cy"), "Samaritans");
    for nothing in ["null", "5", "{}"] {
        assert_eq!(label(&labelled(nothing), "cy"), "");
    }
}

/// A configuration in which `written` is the JSON of the label of quick exit.
fn labelled(written: &str) -> Config {
    let text = format!(
        r#"{{"organisation": {{"name": "A"}}, "directory": {{"label": "Find", "url": "https://a.example"}},
            "quickExit": {{"label": {written}, "url": "https://x.example"}}, "help": [{{"name": "B", "tel": "999"}}]}}"#
    );
    Config::read(&text).expect("it is used")
}

fn label<'a>(config: &'a Config, lang: &str) -> &'a str {
    let place = config.quick_exit().expect("it is set");
    place.label.in_language(lang)
}
