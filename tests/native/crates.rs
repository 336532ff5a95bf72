//! The crates beneath the app: what they depend on, and that they can be used without it.

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Cargo, without the package variables that the Cargo running this test has set.
fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let set = name.to_string_lossy();
        if set.starts_with("CARGO_PKG_") || set.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("cargo to start");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

/// The names of everything that `package` depends on; `more` are further arguments of `cargo tree`.
fn dependencies(package: &str, more: &[&str]) -> Vec<String> {
    let tree = output(
        cargo()
            .current_dir(ROOT)
            .args(["tree", "--offline", "--locked", "--package", package])
            .args(["--edges", "normal,build"])
            .args(more)
            .args(["--prefix", "none", "--format", "{p}"]),
    );
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_crates_do_not_depend_on_the_browser() {
    let in_the_page = ["instrument", "json", "site-config", "split-point", "vault"];
    let in_the_page = in_the_page.map(|package| (package, &["--target", "all"][..]));
    // Only for this system: compiled to WebAssembly, the library that checks bands files gets its randomness from
    // js-sys.
    for (package, more) in in_the_page.into_iter().chain([("fhir", &[][..])]) {
        let all = dependencies(package, more);
        assert_eq!(all.first().map(String::as_str), Some(package));
        for name in &all {
            let browser = ["yew", "web-sys", "js-sys", "gloo", "wasm-bindgen"];
            let found = browser.iter().find(|one| name.starts_with(**one));
            assert_eq!(found, None, "{package} depends on {name}");
            assert_ne!(name, "compassion-check", "{package} depends on the app");
        }
    }
    // Only for this system: the app's dependencies on other systems need not have been downloaded.
    let app = dependencies("compassion-check", &[]);
    for name in ["yew", "web-sys", "instrument", "vault", "site-config"] {
        assert!(app.iter().any(|one| one == name), "{name} is not found");
    }
}

/// In another workspace, a program with one dependency: it reads a pack and scores it.
#[test]
fn another_program_can_score_with_the_instrument_crate_alone() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside");
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("a file is written");
    };
    let toml = |path: PathBuf| format!("{:?}", path.display().to_string());
    write(
        "Cargo.toml",
        &format!(
            "[workspace]\n\n[package]\nname = \"outside\"\nedition = \"2024\"\n\n[dependencies]\ninstrument = {{ path = {} }}\n",
            toml(Path::new(ROOT).join("crates/instrument"))
        ),
    );
    // The same versions as here, so that nothing has to be fetched.
    let lock = std::fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("a lock file");
    write("Cargo.lock", &lock);
    write(
        "src/main.rs",
        r#"use instrument::{Answer, Answers, Pack, score};

fn main() {
    let path = std::env::args().nth(1).expect("the path of a pack");
    let text = std::fs::read_to_string(path).expect("a pack");
    let pack = Pack::read(&text).expect("a whole pack");
    let mut answers = Answers::blank(pack.len());
    for item in 0..pack.len() {
        answers.set(item, Answer::Chosen(pack.options(item)[1].value));
    }
    for value in (0..pack.scales().len()).map(|scale| score(&pack, &answers).value(scale)) {
        println!("{}", value.and_then(|value| value.to_text(1)).unwrap_or_default());
    }
}
"#,
    );
    let scored = output(
        cargo()
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .args(["run", "--offline", "--quiet", "--"])
            .arg(Path::new(ROOT).join("packs/examples/wellbeing.json")),
    );
    // Five answers that count 1 of 4, on a scale from 0 to 100.
    assert_eq!(scored, "25\n");
}
