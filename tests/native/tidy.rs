//! The shape of the source: who may reach for the browser, where sentences may stand, how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extensions: &[&str], out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.ends_with("node_modules") {
            continue;
        }
        if path.is_dir() {
            files(&path, extensions, out);
        } else if path
            .extension()
            .is_some_and(|known| extensions.iter().any(|wanted| known == *wanted))
        {
            out.push(path);
        }
    }
}

fn source(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&root().join(folder), extensions, &mut found);
    assert!(!found.is_empty(), "{folder} holds nothing");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            (
                path.strip_prefix(root())
                    .expect("below the root")
                    .display()
                    .to_string(),
                text,
            )
        })
        .collect()
}

/// A line without what follows `//`.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

#[test]
fn the_pure_modules_use_no_browser_no_clock_and_no_files() {
    let mut pure = [
        "crates/json/src",
        "crates/instrument/src",
        "crates/site-config/src",
        "crates/vault/src",
        "src/state",
        "src/text",
        "src/export",
    ]
    .map(|folder| source(folder, &["rs"]))
    .concat();
    pure.push((
        "src/state.rs".to_owned(),
        fs::read_to_string(root().join("src/state.rs")).expect("the actions"),
    ));
    for (path, text) in pure {
        for line in text.lines().map(code) {
            for outside in [
                "yew",
                "web_sys",
                "js_sys",
                "gloo",
                "wasm_bindgen",
                "platform::",
                "ui::",
                "SystemTime",
                "Instant",
                "std::fs",
            ] {
                assert!(!line.contains(outside), "{path}: {line}");
            }
        }
    }
}

#[test]
fn only_the_platform_uses_browser_crates() {
    for (path, text) in source("src/ui", &["rs"]) {
        for line in text.lines().map(code) {
            // The element the app is mounted in is passed through, nothing else.
            let passed = line.contains("root: web_sys::Element");
            let reaches = ["web_sys", "js_sys", "gloo", "wasm_bindgen"]
                .iter()
                .any(|name| line.contains(name));
            assert!(passed || !reaches, "{path}: {line}");
        }
    }
}

#[test]
fn the_code_of_the_screens_holds_no_sentences() {
    for (path, text) in source("src/ui", &["rs"]) {
        for line in text
            .lines()
            .map(code)
            .filter(|line| !line.trim_start().starts_with("#["))
        {
            for said in line.split('"').skip(1).step_by(2) {
                let words = said.split_whitespace().filter(|word| {
                    word.chars()
                        .all(|c| c.is_ascii_alphabetic() && !c.is_ascii_uppercase() || c == ',')
                });
                let class_or_key = said.contains('-') || said.split_whitespace().count() < 4;
                assert!(class_or_key || words.count() < 4, "{path}: {said:?}");
            }
        }
    }
}

/// The texts of the later screens come with them: before that they are not there to be shown.
#[test]
fn the_first_module_uses_no_text_of_the_later_screens() {
    let mut first = [
        source("src/ui/screens", &["rs"]),
        source("src/ui/parts", &["rs"]),
        source("src/text", &["rs"]),
    ]
    .concat();
    for file in ["app", "prose", "view"] {
        let path = format!("src/ui/{file}.rs");
        let text = fs::read_to_string(root().join(&path)).expect("a source file");
        first.push((path, text));
    }
    let [_, later] = compassion_check::text::names();
    for (path, text) in first.iter().filter(|(path, _)| !path.ends_with("keys.rs")) {
        for used in text.split("Text::").skip(1) {
            let name: String = used
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            let found = later.iter().find(|key| key.eq_ignore_ascii_case(&name));
            assert_eq!(found, None, "{path} uses a text of the later screens");
        }
    }
}

#[test]
fn no_file_is_longer_than_350_lines() {
    for folder in ["src", "crates", "tests", "xtask", "web", "styles"] {
        for (path, text) in source(folder, &["rs", "js", "css"]) {
            let lines = text.lines().count();
            assert!(lines <= 350, "{path} has {lines} lines");
        }
    }
}
