//! The rules in the scripts of `web/` that need no browser, as Node.js runs them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use compassion_check::platform::press_guard::{Place, Press, PressGuard};
use serde_json::{Value as Json, json};

/// What each call returned; a call is the name of a function and what it is given.
pub(crate) fn called(calls: &[Json]) -> Vec<Json> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(
        root.join("node_modules/esbuild").is_dir(),
        "esbuild is not in node_modules: `cargo xtask test --only native` sets it up, or `npm ci --ignore-scripts`"
    );
    let mut node = Command::new("node")
        .arg("tests/native/run_web.mjs")
        .env("RULES", site_config::script::rules())
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
fn same_site_is_decided_by_host_names() {
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
fn help_lines_are_used_all_together_or_not_at_all() {
    let line = |tel: &str| json!({"name": "A", "tel": tel});
    let text = json!({"name": "B", "sms": {"number": "85258"}});
    let page = json!({"name": "C", "url": "https://b.example"});
    let mail = json!({"name": "C", "email": "jo@b.example"});
    let relay = json!({"name": "C", "relay": "18000"});
    let silent = json!({"name": "B", "sms": {"number": "soon", "body": "1"}});
    let arabic = json!({"name": "B", "tel": "١١٦ ١٢٣"});
    let (https, http) = (
        json!({"url": "https://a.example"}),
        json!({"url": "http://a.example"}),
    );
    let cases = [
        (json!([line("999"), text]), &https, true, true),
        (json!([line("999"), line("soon")]), &https, false, true),
        // They cannot be dialled, but they can be read.
        (json!([line("0800-HELP"), arabic]), &https, true, true),
        (json!([page, mail, relay]), &https, true, true),
        (json!([{"url": "http://b.example"}]), &https, false, true),
        (json!([line("999"), silent]), &http, false, false),
        (json!([]), &json!({}), false, false),
    ];
    let calls = cases
        .each_ref()
        .map(|(help, place, ..)| json!(["usableHelp", {"help": help, "directory": place}]));
    for ((help, place, lines, leads), found) in cases.iter().zip(called(&calls)) {
        let kept = |member: &str| found.get(member).is_some();
        assert_eq!(
            (kept("help"), kept("directory")),
            (*lines, *leads),
            "{help} {place}"
        );
    }
    assert_eq!(called(&[json!(["usableHelp", {}])]), [json!({})]);
}

/// A style sheet cannot read the number from the script, so it repeats it.
#[test]
fn the_style_sheet_waits_as_long_as_the_request_timeout() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        std::fs::read_to_string(path).expect("it is there")
    };
    let script = read("web/request.js");
    let quiet = script
        .split_once("IDLE_TIMEOUT = ")
        .and_then(|(_, rest)| rest.split_once("_000;"));
    let seconds: u32 = quiet.expect("a number").0.parse().expect("seconds");
    // With nothing else to wait for, the person is told within 30 s.
    assert!((20..=28).contains(&seconds), "{seconds}");
    let style = read("styles/late.css");
    let wait = format!("0s {seconds}s forwards");
    assert_eq!(style.matches(&wait).count(), 2, "{wait}");
}

#[test]
fn the_body_of_a_text_message_is_escaped_in_its_link() {
    let words = json!({"call": "Call {number}", "sms": "Text {body} to {number}"});
    let line = json!({"tel": "116 123", "sms": {"number": "+44 85258", "body": "HI & 50% #1"}});
    assert_eq!(
        called(&[json!(["contacts", line, words])]),
        [json!([
            ["Call 116 123", "tel:116123"],
            [
                "Text HI & 50% #1 to +44 85258",
                "sms:+4485258?&body=HI%20%26%2050%25%20%231"
            ]
        ])]
    );
    let line = json!({"url": "https://b.example/x", "email": "jo@b.example", "relay": "18000"});
    assert_eq!(
        called(&[json!(["contacts", line, words])]),
        [json!([["b.example/x", "https://b.example/x"]])]
    );
    let line = json!({"url": "javascript:alert(1)", "tel": "0800-HELP"});
    assert_eq!(
        called(&[json!(["contacts", line, words])]),
        [json!([["Call 0800-HELP", null]])],
        "no link dials it"
    );
}

#[test]
fn the_reason_of_an_error_depends_on_its_type_alone() {
    let thrown = |name: &str| json!({ "thrown": name });
    let cases = [
        (json!("blocked"), "blocked"),
        (json!("timeout"), "timeout"),
        (json!("stopped"), "stopped"),
        (thrown("TypeError"), "network"),
        (thrown("DOMException"), "network"),
        (thrown("CompileError"), "webassembly"),
        (thrown("RuntimeError"), "stopped"),
        (thrown("Error"), "failed"),
        (thrown("SyntaxError"), "failed"),
        (json!("the text of an error"), "failed"),
        (json!(null), "failed"),
    ];
    let calls = cases
        .each_ref()
        .map(|(error, _)| json!(["reasonOf", error]));
    for ((error, reason), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(reason), "{error}");
    }
}

/// Before the app has loaded, a script decides which taps count, by the same rule as the app.
#[test]
fn early_taps_follow_the_apps_rule_for_presses() {
    let times = [-50.0, 0.0, 99.0, 100.0, 300.0, 499.0, 500.0, 5000.0];
    let ways = [0.0, 39.0, 40.0, 41.0, 200.0];
    let taps: Vec<_> = times
        .into_iter()
        .flat_map(|since| ways.map(|far| vec![(since, far)]))
        .chain([
            vec![(200.0, 0.0), (400.0, 0.0), (620.0, 0.0), (1120.0, 0.0)],
            vec![(200.0, 0.0), (250.0, 60.0)],
            vec![(-50.0, 0.0), (499.0, 0.0), (700.0, 60.0)],
        ])
        .collect();
    let shown = json!({"time": 1000.0, "x": 0.0, "y": 0.0});
    let tap = |(since, far): &(f64, f64)| json!({"time": 1000.0 + since, "x": far, "y": 0.0});
    let calls: Vec<Json> = taps
        .iter()
        .map(|burst| json!(["tapped", shown, burst.iter().map(tap).collect::<Vec<_>>()]))
        .collect();
    for (burst, found) in taps.iter().zip(called(&calls)) {
        let mut guard = PressGuard::new(Place::Nowhere);
        let first = Press {
            time: 0.0,
            place: Place::Point(0.0, 0.0),
            repeat: false,
        };
        assert!(guard.counts(first));
        guard.shown(1000.0);
        // In each of these bursts only the last tap may count. After it the app would show another question.
        for ((since, far), found) in burst.iter().zip(found.as_array().expect("a list")) {
            let place = Place::Point(*far, 0.0);
            let press = Press {
                time: 1000.0 + since,
                place,
                repeat: false,
            };
            let wanted = guard.counts(press);
            assert_eq!(
                *found,
                json!(wanted),
                "{burst:?}: {far} px away after {since} ms"
            );
        }
    }
}
