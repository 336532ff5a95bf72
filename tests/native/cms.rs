//! The code that docs/cms.md gives to administrators of WordPress.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The PHP code in the document, without the indent of the list that it is in.
fn code() -> String {
    let document = include_str!("../../docs/cms.md");
    let (_, rest) = document.split_once("```php\n").expect("code in PHP");
    let (code, _) = rest.split_once("  ```").expect("its end");
    let lines = code.lines().map(|line| line.trim_start_matches("  "));
    lines.collect::<Vec<_>>().join("\n")
}

/// The scripts on a page in this version of WordPress, or PHP's output if it fails. `None` without PHP.
fn page(version: &str, code: &str) -> Option<Result<String, String>> {
    let mut php = Command::new("php")
        .args(["tests/php/wordpress.php", version])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = php.stdin.take().expect("a pipe");
    input.write_all(code.as_bytes()).expect("php reads");
    drop(input);
    let output = php.wait_with_output().expect("php ends");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(if output.status.success() {
        Ok(text)
    } else {
        Err(text)
    })
}

#[test]
fn functions_new_in_wordpress_6_5_are_called_only_if_they_exist() {
    let code = code();
    let (before, after) = code
        .split_once("wp_enqueue_script_module( 'compassion-check'")
        .expect("the call");
    assert!(before.contains("if ( function_exists( 'wp_enqueue_script_module' ) )"));
    assert!(after.contains("type=\"module\""), "no other way: {after}");
}

/// The only test here that needs PHP. Without PHP it passes, and `cargo xtask test` reports that it was not tried.
/// `cargo xtask test --only servers` installs PHP.
#[test]
fn the_code_loads_the_module_once_in_old_and_new_versions() {
    let bare = "wp_enqueue_script_module( 'compassion-check', 'x' );";
    let Some(broken) = page("6.1", bare) else {
        let required = std::env::var_os("REQUIRE_SERVERS").is_some();
        assert!(!required, "there is no `php` on PATH (Debian: php-cli)");
        return;
    };
    assert!(broken.is_err(), "the stand-in has what 6.1 has not");
    for version in ["6.1", "6.4", "6.5", "6.8"] {
        let html = page(version, &code()).expect("PHP").expect("no error");
        let script =
            "<script type=\"module\" src=\"https://www.example.org/compassion-check/embed.js\"";
        assert_eq!(html.matches(script).count(), 1, "{version}: {html}");
        assert_eq!(html.matches("<script").count(), 1, "{version}: {html}");
    }
}
