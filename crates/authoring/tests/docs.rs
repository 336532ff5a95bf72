//! Follows `docs/packs.md` as its readers do: puts the snippets together, and runs the commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use authoring::check::check;
use serde_json::{Map, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The fenced blocks of `text`, each with the word after its opening fence.
fn fences(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(word), None) => open = Some((word.to_owned(), String::new())),
            (None, Some((_, inside))) => *inside += &[line, "\n"].concat(),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence without an end");
    found
}

/// The JSON in a snippet: a value, or the members of an object without its braces.
fn value(snippet: &str) -> Value {
    serde_json::from_str(snippet)
        .or_else(|_| serde_json::from_str(&format!("{{{snippet}}}")))
        .unwrap_or_else(|error| panic!("{error}: {snippet}"))
}

/// The tutorial, and the reference.
fn halves() -> (String, String) {
    let text = read("docs/packs.md");
    let (walk, reference) = text.split_once("## Reference").expect("both");
    (walk.to_owned(), reference.to_owned())
}

/// The pack that a reader has written at the end of the tutorial.
fn written() -> Value {
    let mut pack = Map::new();
    for (word, snippet) in fences(&halves().0) {
        if word == "json" {
            let Value::Object(members) = value(&snippet) else {
                panic!("no members: {snippet}");
            };
            pack.extend(members);
        }
    }
    Value::Object(pack)
}

#[test]
fn following_the_guide_gives_a_pack_without_findings() {
    let written = written();
    let example: Value =
        serde_json::from_str(&read("packs/examples/wellbeing.json")).expect("JSON");
    assert_eq!(written, example);
    let found = check(&written.to_string(), 13);
    assert!(found.all().is_empty(), "{:?}", found.all());
}

/// Whether `whole` contains `part`, or an object with all members of `part`.
fn stands_in(whole: &Value, part: &Value) -> bool {
    let members = part.as_object().zip(whole.as_object());
    let here = whole == part
        || members.is_some_and(|(part, whole)| {
            part.iter()
                .all(|(name, value)| whole.get(name) == Some(value))
        });
    here || match whole {
        Value::Array(all) => all.iter().any(|inner| stands_in(inner, part)),
        Value::Object(all) => all.values().any(|inner| stands_in(inner, part)),
        _ => false,
    }
}

#[test]
fn every_snippet_is_part_of_an_example_pack() {
    let examples = ["branching", "everything", "two-languages", "wellbeing"];
    let examples = examples.map(|name| value(&read(&format!("packs/examples/{name}.json"))));
    let mut held = 0;
    for (word, snippet) in fences(&halves().1) {
        if word == "json" {
            let part = value(&snippet);
            let known = examples.iter().any(|whole| stands_in(whole, &part));
            assert!(known, "in none of the examples: {snippet}");
            held += 1;
        }
    }
    assert!(held > 8);
}

/// The guidance that the imported form lacks, with texts from the tutorial's pack.
fn bands() -> String {
    let mut guidance = written()["guidance"].take();
    let mut rule = guidance["rules"][3].take();
    rule["show"] = serde_json::json!(["open", "help", "one", "find"]);
    rule["when"] = "always".into();
    guidance["rules"] = Value::Array(vec![rule]);
    serde_json::json!({"guidance": guidance}).to_string()
}

/// Runs each command with the files that the reader has by then. Its output has to be what the guide shows below it.
#[test]
fn every_command_prints_what_the_guide_shows() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("packs")).expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).expect("written");
    put("packs/wellbeing.json", &written().to_string());
    put(
        "questionnaire.json",
        &read("crates/fhir/tests/forms/weight-sum.json"),
    );
    put("questionnaire.bands.json", &bands());
    let sheets = folder.join("answers.csv");
    let (mut out, mut ran) = (String::new(), 0);
    for (word, inside) in fences(&read("docs/packs.md")) {
        match word.as_str() {
            "csv" if !sheets.is_file() => put("answers.csv", &inside),
            "csv" | "text" => assert!(out.contains(&inside), "{out}{inside}"),
            "sh" => {
                for line in inside.lines().filter(|line| !line.is_empty()) {
                    let Some(arguments) = line.strip_prefix("cargo xtask pack ") else {
                        let other = ["cargo xtask serve", "cargo run --bin translate"];
                        assert!(other.iter().any(|start| line.starts_with(start)), "{line}");
                        continue;
                    };
                    let mut command = Command::new(env!("CARGO_BIN_EXE_pack"));
                    command.args(arguments.split(' ')).current_dir(&folder);
                    let ended = command.output().expect("it runs");
                    let said = String::from_utf8_lossy(&ended.stderr);
                    assert!(ended.status.success(), "{line}: {said}");
                    out = String::from_utf8_lossy(&ended.stdout).into_owned();
                    ran += 1;
                }
            }
            _ => {}
        }
    }
    assert!(ran >= 6);
    assert!(folder.join("paper.html").is_file() && folder.join("wellbeing.fhir.json").is_file());
}
