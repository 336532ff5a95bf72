use std::collections::BTreeSet;

use super::*;

const CHECK: &str = "http://127.0.0.1:1/";

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn demo() -> Demo {
    Demo::read(&checkout(), CHECK.into(), vec!["/first.js".into()]).expect("the list reads")
}

fn page(demo: &Demo, path: &str, query: &str) -> Page {
    demo.page(path, query).expect("a page")
}

#[test]
fn every_page_is_complete_in_every_mode() {
    let demo = demo();
    for (host, ..) in &demo.hosts {
        for mode in [Mode::Frame, Mode::Inline, Mode::Absent] {
            for own in [false, true] {
                let query = Variant::new(mode, own).query();
                let page = page(&demo, &format!("/{}", host.name), &query);
                let left = page.html.contains("{{") || page.html.contains("{check}");
                assert!(!left, "{}: {}", host.name, page.html);
                let scripts = page.html.matches("embed.js").count();
                let wanted = match (mode, host.element) {
                    (Mode::Absent, _) | (_, Element::Iframe) => 0,
                    _ => host.widgets,
                };
                assert_eq!(scripts, wanted, "{} {query}", host.name);
                assert!(page.html.contains(r#"href="/""#), "no way home");
            }
        }
    }
}

/// The end-to-end tests check the style sheets from npm packages, which may not be installed here.
#[test]
fn our_own_style_sheets_exist() {
    for host in hosts(&checkout()).expect("the list reads") {
        for style in host
            .styles
            .iter()
            .filter(|style| !style.starts_with("/npm/"))
        {
            let file = checkout().join(FOLDER).join(style.trim_start_matches('/'));
            assert!(file.is_file(), "{}: {style}", host.name);
        }
    }
}

#[test]
fn no_page_has_inline_scripts_or_styles() {
    let demo = demo();
    for (host, ..) in &demo.hosts {
        let html = page(&demo, &format!("/{}", host.name), "").html;
        for inline in ["<style", " style=", " onclick", "<script>"] {
            assert!(!html.contains(inline), "{}: {inline}", host.name);
        }
    }
}

/// Without its style, a box would be an ordinary one, in which the check fits anyway. A test in it would prove nothing.
#[test]
fn every_box_has_its_style_rule() {
    let file = checkout().join(FOLDER).join("files/boxes.css");
    let css = std::fs::read_to_string(file).expect("the style sheet");
    // Leave out rules for what is around a box or beside the check: they do not style the box itself.
    let own = css
        .lines()
        .filter(|line| !line.starts_with(".room") && !line.contains("> .beside"));
    let selectors = own.collect::<Vec<_>>().join("\n");
    let selectors = selectors.replace(['{', ',', '>', ')'], " ");
    let selectors: BTreeSet<&str> = selectors.split_whitespace().collect();
    for host in hosts(&checkout()).expect("the list reads") {
        // The box `slotted` has its style in its shadow root.
        for name in host.boxes.iter().filter(|name| *name != "slotted") {
            assert!(selectors.contains(&*format!(".{name}")), "{name}");
        }
    }
}

#[test]
fn a_policy_names_the_origin_of_the_check() {
    let demo = demo();
    let policy = |query| page(&demo, "/strict", query).headers.remove(0).1;
    assert!(policy("mode=frame").contains("frame-src http://127.0.0.1:1;"));
    assert!(policy("mode=inline").contains("connect-src http://127.0.0.1:1;"));
    assert!(policy("mode=inline&own").contains("connect-src 'self';"));
    assert!(!policy("mode=frame").contains("wasm"), "a frame needs none");
}

/// The documents must tell editors to add exactly what the strict page's policy has for the check. The end-to-end tests
/// prove that this is enough.
#[test]
fn the_documents_say_what_the_strict_page_allows() {
    let hosts = hosts(&checkout()).expect("the list reads");
    let strict = hosts.iter().find(|host| host.name == "strict");
    let read = |name: &str| {
        let path = checkout().join("docs").join(name);
        std::fs::read_to_string(path).expect("a document")
    };
    let (install, embed) = (read("install.md"), read("embed.md"));
    for (mode, document, row, origin) in [
        (
            Mode::Frame,
            &install,
            "| the snippet (a frame) |",
            "https://www.example.org",
        ),
        (
            Mode::Inline,
            &install,
            "| the snippet with `mode=\"inline\"` |",
            "https://www.example.org",
        ),
        (Mode::Frame, &embed, "| frame | `script-src", "CHECK"),
        (Mode::Inline, &embed, "| inline | `script-src", "CHECK"),
    ] {
        let line = document.lines().find(|line| line.starts_with(row));
        let line = line.unwrap_or_else(|| panic!("no row {row}"));
        let said = line.split('`').rev().nth(1).expect("a policy");
        let said: BTreeSet<String> = said
            .split("; ")
            .map(|one| one.replace(origin, "{check}"))
            .collect();
        let policy = strict.and_then(|host| host.policy(mode)).expect("a policy");
        // Leave out what the page needs for itself.
        let needed = policy.split("; ").filter(|one| one.contains("{check}"));
        let needed: BTreeSet<String> = needed.map(|one| one.replace("'self' ", "")).collect();
        assert_eq!(said, needed, "{row}");
    }
}

#[test]
fn attributes_are_passed_on_and_nothing_else() {
    let demo = demo();
    let html = page(&demo, "/cms", "mode=inline&lang=cy&pack=\"><b>&other=1").html;
    let element = r#"<div data-compassion-check data-mode="inline" data-lang="cy">"#;
    assert!(html.contains(element), "{html}");
    assert!(!html.contains("<b>") && !html.contains("other="), "{html}");
}

#[test]
fn the_index_links_to_every_host() {
    let demo = demo();
    let index = page(&demo, "/", "").html;
    for (host, ..) in &demo.hosts {
        for mode in host.modes() {
            let address = format!("/{}?mode={}\"", host.name, mode.name());
            assert!(index.contains(&address), "{address}");
        }
    }
    assert!(demo.page("/nowhere", "").is_none());
}
