//! The rules in the scripts of `web/` that need no browser, as Node.js runs them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};

/// What each call returned; a call is the name of a function and what it is given.
fn called(calls: &[Json]) -> Vec<Json> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(
        root.join("node_modules/esbuild").is_dir(),
        "esbuild is not in node_modules: `cargo xtask test --only native` sets it up, or `npm ci --ignore-scripts`"
    );
    let mut node = Command::new("node")
        .arg("tests/native/run_web.mjs")
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js 20 or later is needed for this test, as `node` on PATH: see https://nodejs.org");
    let mut input = node.stdin.take().expect("a pipe");
    let text = json!(calls).to_string();
    input.write_all(text.as_bytes()).expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(
        output.status.success(),
        "a script failed; what it said stands above"
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn one_site_is_told_from_two_by_their_names() {
    let page = |hostname: &str| json!({"protocol": "https:", "hostname": hostname});
    // `None`: the names alone do not say, so the browser is asked.
    let cases = [
        ("example.org", "www.example.org", Some(true)),
        ("check.example.org", "example.org", Some(true)),
        ("check.example.org", "members.example.org", None),
        ("check.example.org", "example.com", Some(false)),
        ("check.example.org.uk", "members.example.org.uk", None),
        ("check.example.org.uk", "example.org.uk", Some(true)),
        ("check.example.org.uk", "members.other.org.uk", Some(false)),
        ("example.org.uk", "other.org.uk", Some(false)),
        ("a.example.com.au", "b.c.example.com.au", None),
    ];
    let calls = cases.map(|(ours, theirs, _)| json!(["sameSite", page(ours), page(theirs)]));
    for ((ours, theirs, wanted), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(wanted), "{ours} in {theirs}");
    }
    let plain = json!({"protocol": "http:", "hostname": "example.org"});
    let found = called(&[json!(["sameSite", page("example.org"), plain])]);
    assert_eq!(found, [json!(false)], "one of them is not encrypted");
}

#[test]
fn only_functions_that_fetch_or_refer_are_refused_in_a_theme() {
    let plain = [
        "Varela Round, sans-serif",
        "\"Curlz MT\"",
        "Imagerie",
        "rgb(1 2 3)",
        "var",
    ];
    let not = [
        "url(https://a.example/x)",
        "URL (x)",
        "var(--x)",
        "-webkit-image-set(x)",
        "image(x)",
        "src(x)",
        "env(x)",
        "attr(x)",
        "red; color: blue",
        "u\\72l(x)",
        "a}b",
    ];
    let all = [&plain[..], &not[..]].concat();
    let calls: Vec<_> = all.iter().map(|value| json!(["isPlain", value])).collect();
    for (value, found) in all.iter().zip(called(&calls)) {
        assert_eq!(found, json!(plain.contains(value)), "{value}");
    }
}

#[test]
fn help_is_taken_whole_or_not_at_all() {
    let line = |tel: &str| json!({"name": "A", "tel": tel});
    let text = json!({"name": "B", "sms": {"number": "85258"}});
    let silent = json!({"name": "B", "sms": {"number": "soon", "body": "1"}});
    let (https, http) = (
        json!({"url": "https://a.example"}),
        json!({"url": "http://a.example"}),
    );
    let cases = [
        (json!([line("999"), text]), &https, true, true),
        (json!([line("999"), line("soon")]), &https, false, true),
        (json!([line("999"), silent]), &http, false, false),
        (json!([]), &json!({}), false, false),
    ];
    let calls = cases
        .each_ref()
        .map(|(help, place, ..)| json!(["usable", {"help": help, "directory": place}]));
    for ((help, place, lines, leads), found) in cases.iter().zip(called(&calls)) {
        let kept = |member: &str| found.get(member).is_some();
        assert_eq!(
            (kept("help"), kept("directory")),
            (*lines, *leads),
            "{help} {place}"
        );
    }
    assert_eq!(called(&[json!(["usable", {}])]), [json!({})]);
}

#[test]
fn what_a_message_begins_with_cannot_end_its_address() {
    let words = json!({"call": "Call {number}", "sms": "Text {body} to {number}"});
    let line = json!({"tel": "116 123", "sms": {"number": "+44 85258", "body": "HI & 50% #1"}});
    assert_eq!(
        called(&[json!(["ways", line, words])]),
        [json!([
            ["Call 116 123", "tel:116123"],
            [
                "Text HI & 50% #1 to +44 85258",
                "sms:+4485258?&body=HI%20%26%2050%25%20%231"
            ]
        ])]
    );
}
