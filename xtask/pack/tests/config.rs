//! What an editor sees of the mistakes in a configuration, held as pictures of the report.

use std::path::Path;

use compassion_check::domain::Moment;
use pack::check::show;
use pack::config::{Checked, check};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// 24 November 2026.
const TODAY: Moment = Moment {
    utc: 1_795_478_400_000,
    offset: 0,
};

fn report(text: &str) -> String {
    let folders = [Path::new(OWN), &Path::new(OWN).join("demo")];
    let Checked { found, .. } = check(text, &folders, TODAY).expect("the words are there");
    show::plain("config.json", text, &found)
}

#[test]
fn our_own_configurations_are_clean_with_all_their_files() {
    for name in ["config.json", "demo/config.json"] {
        let text = std::fs::read_to_string(Path::new(OWN).join(name)).expect("it is there");
        assert_eq!(report(&text), "", "{name}");
    }
}

#[test]
fn everything_is_told_at_once_with_line_and_column() {
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
fn what_is_not_json_is_shown_where_it_ends_to_be() {
    insta::assert_snapshot!(report(
        "{\n  \"organisation\": {},\n  \"help\": [\n  }\n}\n"
    ));
}

#[test]
fn a_pack_that_the_check_refuses_is_told() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
    std::fs::create_dir_all(folder.join("packs")).expect("a folder");
    std::fs::write(folder.join("packs/practitioner.json"), "{}").expect("a file");
    let text = std::fs::read_to_string(Path::new(OWN).join("config.json")).expect("it is there");
    let Checked { audit, .. } = check(&text, &[&folder, Path::new(OWN)], TODAY).expect("words");
    let told: Vec<&str> = audit.problems.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(told, ["pack"]);
    assert!(!audit.is_refused());
}
