//! Runs `pack import` and `pack export` as commands: their output, the files they write, and their exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn forms() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fhir/tests/forms")
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn pack(arguments: &[&str], paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pack"));
    let mut paths = paths.iter();
    for argument in arguments {
        match *argument {
            "PATH" => command.arg(paths.next().expect("a path")),
            word => command.arg(word),
        };
    }
    command.output().expect("it runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn import_and_export_round_trip_by_the_commands() {
    let folder = folder("there-and-back");
    let form = forms().join("two-languages.json");
    let (made, q, bands) = (
        folder.join("made.json"),
        folder.join("q.json"),
        folder.join("bands.json"),
    );
    let imported = pack(&["import", "PATH", "--out", "PATH"], &[&form, &made]);
    assert!(imported.status.success(), "{}", said(&imported.stderr));
    assert!(
        said(&imported.stderr).contains("Licence, shown with the check: Written as an example.")
    );
    assert!(imported.stdout.is_empty(), "a file was asked for");
    let german = folder.join("made.de.json");
    assert!(
        fs::read_to_string(&german)
            .expect("German")
            .contains("Frage 1")
    );
    let exported = pack(
        &[
            "export",
            "PATH",
            "--fhir",
            "r5",
            "--translation",
            "PATH",
            "--out",
            "PATH",
            "--bands",
            "PATH",
        ],
        &[&made, &german, &q, &bands],
    );
    assert!(exported.status.success(), "{}", said(&exported.stderr));
    let again = pack(&["import", "PATH", "--bands", "PATH"], &[&q, &bands]);
    assert!(again.status.success(), "{}", said(&again.stderr));
    assert_eq!(
        said(&again.stdout),
        fs::read_to_string(&made).expect("the pack")
    );
}

#[test]
fn a_refused_form_fails_and_writes_nothing() {
    let folder = folder("refusal");
    let (form, made) = (
        forms().join("refused-structure.json"),
        folder.join("made.json"),
    );
    let imported = pack(&["import", "PATH", "--out", "PATH"], &[&form, &made]);
    assert_eq!(imported.status.code(), Some(1));
    let told = said(&imported.stderr);
    assert!(
        told.lines()
            .filter(|line| line.starts_with("refused: "))
            .count()
            > 10,
        "{told}"
    );
    assert!(told.contains("is refused, for "), "{told}");
    assert!(imported.stdout.is_empty() && !made.exists());
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = folder("unreadable");
    let (none, bytes) = (folder.join("none.json"), folder.join("bytes.json"));
    fs::write(&bytes, [b'{', 0xff, 0x00]).expect("written");
    for (command, path, word) in [
        ("import", &none, "could not read"),
        ("import", &bytes, "is not saved as UTF-8"),
        ("export", &none, "could not read"),
        ("export", &forms().join("count.json"), "cannot be exported"),
    ] {
        let ended = pack(&[command, "PATH"], &[path]);
        assert_eq!(ended.status.code(), Some(1));
        let told = said(&ended.stderr);
        assert!(
            told.contains(word) && told.contains(&path.display().to_string()),
            "{told}"
        );
    }
}
