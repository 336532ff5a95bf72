//! The modules of a package have no cycle: a file can be understood with those that it uses, without those that use it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files of a package by their module paths, such as `features::plan::view`, each with its source.
fn files(folder: &Path, module: &str, out: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let stem = stem.expect("a name");
        let inner = match module {
            "" => stem.to_owned(),
            _ => format!("{module}::{stem}"),
        };
        if path.is_dir() {
            if stem != "bin" {
                files(&path, &inner, out);
            }
        } else if path.extension().is_some_and(|known| known == "rs") {
            let name = if matches!(stem, "mod" | "lib") {
                module
            } else {
                &inner
            };
            let text = fs::read_to_string(&path).expect("a source file");
            out.insert(name.to_owned(), text);
        }
    }
}

/// The full paths in the tree of a `use` statement.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.trim().to_owned()];
    };
    let group = group.trim_end().strip_suffix('}').expect("a closing brace");
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts
        .flat_map(expand)
        .map(|part| match part.as_str() {
            "self" => before.trim_end_matches("::").to_owned(),
            _ => format!("{before}{part}"),
        })
        .collect()
}

/// A path in `module`, written from the crate's root. `None` if it leads out of the crate.
fn absolute(path: &str, module: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    let mut here: Vec<&str> = module.split("::").filter(|part| !part.is_empty()).collect();
    let mut rest = path;
    while let Some(after) = rest.strip_prefix("super::") {
        here.pop()?;
        rest = after;
    }
    let inside = rest.strip_prefix("self::").unwrap_or(rest);
    let relative = path.starts_with("super::") || path.starts_with("self::");
    relative.then(|| {
        here.push(inside);
        here.join("::")
    })
}

/// The path of each re-exported name, with the path that it leads to.
type ReExports = BTreeMap<String, String>;

/// The file that `path` leads to, through re-exports.
fn file_of(path: &str, files: &BTreeMap<String, String>, re_exports: &ReExports) -> Option<String> {
    let parts: Vec<&str> = path.split("::").collect();
    for length in (1..=parts.len()).rev() {
        let begun = parts[..length].join("::");
        // A re-export may have the name of the file that it is from.
        let is_file = files.contains_key(&begun);
        if let Some(target) = re_exports.get(&begun)
            && (length == parts.len() || !is_file)
        {
            return file_of(target, files, re_exports);
        }
        if is_file {
            return Some(begun);
        }
    }
    // What is in no other file is in `lib.rs`.
    files.contains_key("").then(String::new)
}

/// The statements that begin with `word`, each without it and its semicolon.
fn statements<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.split('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        })
        .filter(move |(_, line)| line.starts_with(word))
        .map(move |(start, _)| {
            let rest = &text[start + word.len()..];
            rest.split(';').next().unwrap_or_default()
        })
}

/// Which files in the package at `package` each file uses. The module of `lib.rs` is empty.
fn graph(package: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut sources = BTreeMap::new();
    files(&package.join("src"), "", &mut sources);
    let mut re_exports = ReExports::new();
    for (module, text) in &sources {
        let uses = ["pub use ", "pub(crate) use ", "pub(super) use "];
        let uses = uses.iter().flat_map(|start| statements(text, start));
        for path in uses.flat_map(expand) {
            let Some((_, name)) = path.rsplit_once("::") else {
                continue;
            };
            // The path of a `pub use` may begin with a child module.
            let own = format!("self::{path}");
            let target = absolute(&path, module).or_else(|| absolute(&own, module));
            let handed = match module.as_str() {
                "" => name.to_owned(),
                _ => format!("{module}::{name}"),
            };
            if let Some(target) = target.filter(|target| *target != handed) {
                re_exports.insert(handed, target);
            }
        }
    }
    let used = |module: &String, text: &String| {
        let statements = statements(text, "use ").flat_map(expand);
        let paths: Vec<String> = statements.chain(inline(text)).collect();
        let found = paths.iter().filter_map(|path| {
            let target = file_of(&absolute(path, module)?, &sources, &re_exports)?;
            (target != *module).then_some(target)
        });
        found.collect::<BTreeSet<String>>()
    };
    let all = sources.iter();
    all.map(|(module, text)| (module.clone(), used(module, text)))
        .collect()
}

/// Paths that begin with `crate::` or `super::` in the middle of code.
fn inline(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let is_use =
        |line: &str| line.starts_with("use ") || line.starts_with("pub") && line.contains(" use ");
    let lines = lines.filter(|line| !is_use(line));
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = lines.flat_map(|line| line.split(move |c| !is_part(c)));
    let inside = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
    inside.map(str::to_owned).collect()
}

/// A cycle that leads through `file`, if there is one.
fn cycle(
    graph: &BTreeMap<String, BTreeSet<String>>,
    file: &str,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(start) = way.iter().position(|before| before == file) {
        return Some(way[start..].to_vec());
    }
    if done.contains(file) {
        return None;
    }
    way.push(file.to_owned());
    for next in &graph[file] {
        if let Some(found) = cycle(graph, next, way, done) {
            return Some(found);
        }
    }
    way.pop();
    done.insert(file.to_owned());
    None
}

#[test]
fn no_file_is_used_by_what_it_uses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = fs::read_dir(root.join("crates")).expect("a folder");
    let mut packages: Vec<_> = crates.flatten().map(|entry| entry.path()).collect();
    packages.extend([root.to_owned(), root.join("xtask")]);
    assert!(packages.len() > 7, "{packages:?}");
    for package in packages {
        let graph = graph(&package);
        let mut done = BTreeSet::new();
        for file in graph.keys() {
            let found = cycle(&graph, file, &mut Vec::new(), &mut done);
            assert_eq!(found, None, "{}: these use each other", package.display());
        }
    }
}

#[test]
fn uses_are_found_through_re_exports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let graph_of = |package: &str| graph(&root.join(package));
    let uses = |graph: &BTreeMap<String, BTreeSet<String>>, file: &str, other: &str| {
        assert!(graph[file].contains(other), "{file}: {:?}", graph[file]);
    };
    let app = graph_of("");
    assert!(app.len() > 80, "{}", app.len());
    uses(&app, "app::ports", "app::lazy");
    // Re-exported by `session`.
    uses(&app, "runtime", "session::update");
    let vault = graph_of("crates/vault");
    // Re-exported by `lib.rs`, and defined there.
    uses(&vault, "apply", "snapshot");
    uses(&vault, "apply", "");
}

#[test]
fn a_cycle_is_found() {
    let edge = |from: &str, to: &[&str]| {
        let to = to.iter().map(|&to| to.to_owned()).collect();
        (from.to_owned(), to)
    };
    let graph = BTreeMap::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &["b"])]);
    let found = cycle(&graph, "a", &mut Vec::new(), &mut BTreeSet::new());
    assert_eq!(found, Some(vec!["b".to_owned(), "c".to_owned()]));
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    assert_eq!(
        expand("crate::a::{self, b::{C, D as E}, F}"),
        [
            "crate::a",
            "crate::a::b::C",
            "crate::a::b::D",
            "crate::a::F"
        ]
    );
    assert_eq!(absolute("super::x::Y", "a::b").as_deref(), Some("a::x::Y"));
    assert_eq!(absolute("crate::x", "a::b").as_deref(), Some("x"));
    assert_eq!(absolute("yew::prelude", "a::b"), None);
}
