//! What differs when the check is embedded in another site's page.

use super::common::{Memory, TestApp, at};
use super::markup::render;

#[test]
fn a_frame_with_partitioned_storage_links_to_the_full_page_once() {
    let mut session = TestApp::open(&Memory::default(), at(100, 0))
        .session
        .clone();
    assert!(!render(&session).contains("data-notice=\"apart\""));
    session.full_page = Some("https://check.example/index.html".into());
    let html = render(&session);
    assert_eq!(html.matches("data-notice=\"apart\"").count(), 1, "{html}");
    let link = html
        .split("<a ")
        .find(|link| link.contains("https://check.example"));
    let link = link.expect("a link to the full page");
    for told in ["target=\"_blank\"", "rel=\"noopener noreferrer\""] {
        assert!(link.contains(told), "{link}");
    }
}

#[test]
fn an_inline_check_has_no_landmark() {
    let mut session = TestApp::open(&Memory::default(), at(100, 0))
        .session
        .clone();
    session.inline = true;
    let html = render(&session);
    let landmarks = html.matches("<header").count()
        + html.matches("<nav").count()
        + html.matches("<footer").count()
        + html.matches("<aside").count();
    assert_eq!(
        (
            html.matches("<main").count(),
            html.matches("role=\"none\"").count()
        ),
        (0, landmarks)
    );
}
