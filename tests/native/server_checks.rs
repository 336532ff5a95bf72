//! What servers, or something between them and the browser, may do to our files: the rules behind `?check-config`.

use serde_json::{Value as Json, json};

use super::scripts::called;

#[test]
fn a_policy_says_whether_webassembly_may_run() {
    let cases = [
        (None, false),
        (Some(""), false),
        (Some("upgrade-insecure-requests"), false),
        (Some("default-src 'self'"), true),
        (Some("default-src 'self' 'wasm-unsafe-eval'"), false),
        (
            Some("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
            false,
        ),
        (
            Some("Default-Src 'none' 'wasm-unsafe-eval'; Script-Src 'self'"),
            true,
        ),
        (Some("script-src 'unsafe-eval'"), false),
        // Each of two policies has to allow it.
        (
            Some("script-src 'wasm-unsafe-eval', default-src 'self'"),
            true,
        ),
        // Of two directives of one name the first counts.
        (
            Some("script-src 'self'; script-src 'wasm-unsafe-eval'"),
            true,
        ),
    ];
    let calls = cases.map(|(policy, _)| json!(["forbidsWebAssembly", policy]));
    for ((policy, forbids), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(forbids), "{policy:?}");
    }
}

#[test]
fn a_policy_says_whether_the_worker_may_be_registered() {
    let cases = [
        (None, None),
        (
            Some("default-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'self'"),
            None,
        ),
        (
            Some("script-src https://www.example.org/ 'wasm-unsafe-eval'"),
            None,
        ),
        (
            Some("script-src https://*.example.org 'wasm-unsafe-eval'"),
            None,
        ),
        (
            Some("script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'"),
            Some(("worker-src 'none'", "worker-src 'self'")),
        ),
        (
            Some("worker-src https://cdn.example blob:"),
            Some(("worker-src https://cdn.example blob:", "worker-src 'self'")),
        ),
        // A second policy has to allow it as well.
        (
            Some("worker-src 'self', child-src blob:"),
            Some(("child-src blob:", "worker-src 'self'")),
        ),
        (
            Some("require-trusted-types-for 'script'; trusted-types 'none'"),
            Some(("trusted-types 'none'", "trusted-types compassion-check")),
        ),
        (Some("trusted-types jquery compassion-check"), None),
    ];
    let calls = cases.map(|(policy, _)| json!(["forbidsWorker", policy, "www.example.org"]));
    for ((policy, wanted), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(wanted), "{policy:?}");
    }
}

#[test]
fn headers_say_who_may_show_the_page_in_a_frame() {
    let cases = [
        (None, None, None),
        (
            None,
            Some("DENY"),
            Some(("framesNone", "X-Frame-Options: DENY")),
        ),
        (
            None,
            Some("SameOrigin"),
            Some(("framesOwn", "X-Frame-Options: SAMEORIGIN")),
        ),
        // Browsers pass over what they do not know.
        (None, Some("ALLOW-FROM https://a.example"), None),
        (
            Some("default-src 'self'; frame-ancestors 'none'"),
            None,
            Some(("framesNone", "frame-ancestors 'none'")),
        ),
        (Some("frame-ancestors 'self'"), None, None),
        (
            Some("frame-ancestors 'self' https://a.example"),
            Some("DENY"),
            None,
        ),
    ];
    let calls = cases.map(|(policy, options, _)| json!(["forbidsFrames", policy, options]));
    for ((policy, options, wanted), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(wanted), "{policy:?} {options:?}");
    }
}

#[test]
fn a_wrong_content_type_is_reported_with_the_right_one() {
    let cases = [
        ("app-1.wasm", Some("application/wasm"), None),
        (
            "app-1.wasm",
            Some("application/octet-stream"),
            Some("application/wasm"),
        ),
        ("app-1.wasm", None, Some("application/wasm")),
        ("app-1.js", Some("text/javascript; charset=utf-8"), None),
        ("app-1.js", Some("Application/JavaScript"), None),
        ("app-1.js", Some("text/plain"), Some("text/javascript")),
        ("manifest.webmanifest", Some("application/json"), None),
        ("icon.svg", Some("image/svg+xml"), None),
    ];
    let calls = cases.map(|(file, sent, _)| json!(["wrongType", file, sent]));
    for ((file, sent, wanted), found) in cases.iter().zip(called(&calls)) {
        assert_eq!(found, json!(wanted), "{file} as {sent:?}");
    }
}

#[test]
fn the_files_of_a_release_are_read_from_its_worker() {
    let worker = "self.release={\"digest\":\"1\",\"files\":{\"a.js\":\"2\"}};\nwork();";
    let page = "<!doctype html><title>Sign in to this network</title>";
    assert_eq!(
        called(&[
            json!(["releasedFiles", worker]),
            json!(["releasedFiles", page])
        ]),
        [json!({"a.js": "2"}), Json::Null]
    );
}
