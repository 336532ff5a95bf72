//! `config check`: its reports on mistakes in a configuration, compared with snapshots.

use std::path::Path;

use authoring::check::findings::At;
use authoring::check::report;
use authoring::config::{Checked, check};
use instrument::Moment;
use site_config::audit::{AuditTexts, audit_file, text_of};

#[path = "../../../tests/shared/configs.rs"]
mod configs;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// 24 November 2026.
const TODAY: Moment = Moment {
    utc: 1_795_478_400_000,
    offset: 0,
};

fn report(text: &str) -> String {
    let folders = [Path::new(OWN), &Path::new(OWN).join("demo")];
    let Checked { found, .. } = check(text.as_bytes(), &folders, TODAY);
    report::to_text("config.json", text, &found)
}

#[test]
fn our_own_configurations_have_no_findings() {
    for name in ["config.json", "demo/config.json"] {
        let text = std::fs::read_to_string(Path::new(OWN).join(name)).expect("it is there");
        assert_eq!(report(&text), "", "{name}");
    }
}

#[test]
fn all_mistakes_are_reported_at_once_with_line_and_column() {
    let text = r##"{
  "organisation": { "name": "the Society", "short": "Society", "url": "http://society.example" },
  "directory": { "label": "", "url": "https://society.example/directory" },
  "help": [
    { "name": "Samaritans", "what": "Someone to talk to.", "tel": "", "checked": "2024-02-30" },
    { "name": "Shout", "what": "By text.", "sms": { "number": "85258" }, "checked": "2025-01-01" }
  ],
  "pack": "ours",
  "languages": ["en"],
  "theme": { "accent": "#ffdd00" },
  "qickExit": { "url": "https://weather.example" }
}
"##;
    insta::assert_snapshot!(report(text));
}

#[test]
fn a_syntax_error_is_shown_at_its_place() {
    insta::assert_snapshot!(report(
        "{\n  \"organisation\": {},\n  \"help\": [\n  }\n}\n"
    ));
}

#[test]
fn a_pack_that_the_check_refuses_is_reported() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
    std::fs::create_dir_all(folder.join("packs")).expect("a folder");
    std::fs::write(folder.join("packs/practitioner.json"), "{}").expect("a file");
    let text = std::fs::read_to_string(Path::new(OWN).join("config.json")).expect("it is there");
    let Checked { audit, .. } = check(text.as_bytes(), &[&folder, Path::new(OWN)], TODAY);
    let told: Vec<&str> = audit.problems.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(told, ["pack"]);
    assert!(!audit.is_refused());
}

/// For each of these files, the page at `?check-config` reports the same problems as `config check`.
#[test]
fn the_page_for_editors_reports_the_same() {
    let words = std::fs::read_to_string(Path::new(OWN).join("web/check-config.json"));
    let said = AuditTexts::read(&words.expect("it is there")).expect("JSON");
    for written in configs::all() {
        let Checked { found, .. } = check(&written.bytes, &[Path::new(OWN)], TODAY);
        // As `src/platform/config_audit.rs` does it, but with files of the project's folder.
        let mut audit = audit_file(&written.bytes, TODAY);
        for (path, file) in audit.files.clone() {
            let content = std::fs::read(Path::new(OWN).join(&file)).ok();
            audit.found(&path, &file, content.as_deref());
        }
        let page = audit.report(&text_of(&written.bytes), &said);
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        let problems = page["problems"].as_array().expect("a list");
        let all = found.all();
        assert_eq!(problems.len(), all.len(), "{}", written.name);
        assert_eq!(problems.len(), written.rules.len(), "{}", written.name);
        if let Some((line, column)) = written.place {
            assert_eq!(problems[0]["line"][0], line, "{}", written.name);
            assert_eq!(problems[0]["line"][1], column, "{}", written.name);
        }
        for one in all {
            let same = |problem: &&serde_json::Value| {
                let place = match &one.at {
                    At::Path(path) => problem["path"] == path.as_str(),
                    At::Line(line, column, _) => {
                        problem["line"][0] == *line && problem["line"][1] == *column
                    }
                };
                place
                    && problem["what"] == one.what.as_str()
                    && problem["todo"] == one.hint.as_str()
            };
            assert!(
                problems.iter().any(|one| same(&one)),
                "{}: {one:?} in {page}",
                written.name
            );
        }
    }
}

/// The reports on files that cannot be read as JSON, or not even as UTF-8.
#[test]
fn an_unreadable_file_is_shown_with_line_and_character() {
    let shown = |name: &str| {
        let mut all = configs::all().into_iter();
        let written = all.find(|one| one.name == name).expect("it is there");
        let Checked { found, .. } = check(&written.bytes, &[Path::new(OWN)], TODAY);
        report::to_text("config.json", &text_of(&written.bytes), &found)
    };
    let names = [
        "saved as Windows-1252",
        "curly quotes",
        "a comma missing",
        "saved as UTF-16 without a mark",
    ];
    insta::assert_snapshot!(names.map(shown).join("\n"));
}
