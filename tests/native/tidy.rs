//! The shape of the source: which code may use the browser, where sentences may be written, how long a file may be.

use std::collections::BTreeMap;
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

/// Files of a feature that contain rules. The others draw.
const RULES: [&str; 9] = [
    "action.rs",
    "csv.rs",
    "fhir.rs",
    "ics.rs",
    "page.rs",
    "rule.rs",
    "screens.rs",
    "state.rs",
    "update.rs",
];

#[test]
fn the_pure_modules_use_no_browser_no_clock_and_no_files() {
    // For the crates, their dependency lists hold this: see `crates.rs`.
    let mut pure = ["src/session", "src/text"]
        .map(|folder| source(folder, &["rs"]))
        .concat();
    // `press_guard` and `throttle` are rules within the platform.
    for file in [
        "src/runtime.rs",
        "src/platform/press_guard.rs",
        "src/platform/throttle.rs",
    ] {
        let text = fs::read_to_string(root().join(file)).expect("a source file");
        pure.push((file.to_owned(), text));
    }
    let features = source("src/features", &["rs"]).into_iter();
    pure.extend(features.filter(|(path, _)| RULES.iter().any(|name| path.ends_with(name))));
    for (path, text) in pure {
        for line in text.lines().map(code) {
            for outside in [
                "yew",
                "web_sys",
                "js_sys",
                "gloo",
                "wasm_bindgen",
                "platform::",
                "components::",
                "crate::app",
                "SystemTime",
                "Instant",
                "std::fs",
            ] {
                assert!(!line.contains(outside), "{path}: {line}");
            }
        }
    }
}

/// Everything that draws.
fn drawing() -> Vec<(String, String)> {
    [
        "src/app",
        "src/components",
        "src/features",
        "src/paper",
        "src/static_pages",
    ]
    .map(|folder| source(folder, &["rs"]))
    .concat()
}

#[test]
fn only_the_platform_uses_browser_crates() {
    for (path, text) in drawing() {
        for line in text.lines().map(code) {
            // The functions that the scripts call are marked with `wasm_bindgen` in this file.
            let marked = path == "src/app/start.rs";
            let reaches = ["web_sys", "js_sys", "gloo"].iter();
            let mut reaches = reaches.chain((!marked).then_some(&"wasm_bindgen"));
            assert!(!reaches.any(|name| line.contains(name)), "{path}: {line}");
        }
    }
}

#[test]
fn the_code_of_the_screens_holds_no_sentences() {
    for (path, text) in drawing() {
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

/// The texts of the lazy screens are loaded with them, so the code of the first load cannot show them.
#[test]
fn the_first_module_uses_no_text_of_the_lazy_screens() {
    let lazy = [
        "app/effects.rs",
        "components/answer.rs",
        "components/forms.rs",
        "components/review.rs",
        "components/scoring_text.rs",
        "components/status.rs",
        "text/keys.rs",
    ];
    let mut first = [
        "src/app",
        "src/components",
        "src/features/check",
        "src/text",
    ]
    .map(|folder| source(folder, &["rs"]))
    .concat();
    first.retain(|(path, _)| !lazy.iter().any(|file| path.ends_with(file)));
    let [_, later] = compassion_check::text::all_keys();
    let is_later = |name: &str| later.iter().any(|key| key.eq_ignore_ascii_case(name));
    for (path, text) in first {
        for used in text.split("Text::").skip(1) {
            let name: String = used
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            assert!(
                !is_later(&name),
                "{path} uses {name}, a text of the lazy screens"
            );
        }
    }
    // The heading that is shown while a screen is loading.
    let screens = include_str!("../../src/features/screens.rs");
    let headings = screens
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';'));
    let headings: Vec<&str> = headings
        .filter_map(|line| line.rsplit(", ").next())
        .collect();
    assert!(headings.len() > 10, "{headings:?}");
    for heading in headings {
        assert!(
            !is_later(heading),
            "{heading} is a text of the lazy screens"
        );
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

/// The number at the start of a line that declares a split point: four hexadecimal digits in quotes.
fn split_point(line: &str) -> Option<u16> {
    let (number, _) = code(line)
        .trim_start()
        .strip_prefix('"')?
        .split_once("\" ")?;
    let digits = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| u16::from_str_radix(number, 16).ok())?
}

/// The splitter pairs the two halves of a split point by its number, but only the build of the page runs it.
#[test]
fn no_two_split_points_have_the_same_number() {
    let mut found = BTreeMap::new();
    let mut twice = Vec::new();
    for (path, text) in ["src", "crates"]
        .map(|folder| source(folder, &["rs"]))
        .concat()
    {
        for number in text.lines().filter_map(split_point) {
            if let Some(other) = found.insert(number, path.clone()) {
                twice.push((number, other, path.clone()));
            }
        }
    }
    assert!(
        !found.is_empty(),
        "split points are declared in another way now"
    );
    if let Some((number, other, path)) = twice.first() {
        let group = number & 0xff00..=number | 0xff;
        let highest = found.range(group).next_back();
        let free = highest.map_or(*number, |(highest, _)| highest + 1);
        panic!(
            "the split point \"{number:04x}\" is declared twice, in {other} and in {path}: give the newer one the number \"{free:04x}\""
        );
    }
}
