//! Who reviewed the questions and the words: said on the intro, with every result and on paper, and never made up.

use std::rc::Rc;

use compassion_check::paper::{Paper, render as print};
use compassion_check::text::paper::PaperTexts;
use instrument::Pack;
use instrument::pack::translation::translate;
use instrument::pack::{PackError, PackRule};
use serde_json::{Value, json};

use super::common::{LOCALE, Memory, PACK, PACK_CY, TestApp, at, config, messages};
use super::markup::render;

const NOBODY: &str = "No clinical lead has reviewed these questions and words yet.";

fn with(review: &Value) -> String {
    let mut pack: Value = serde_json::from_str(PACK).expect("JSON");
    pack["review"] = review.clone();
    pack.to_string()
}

/// The intro, the result and the check on paper, with the pack of this text.
fn places(text: &str) -> [String; 3] {
    let mut app = TestApp::on(&Memory::default(), at(100, 0), text);
    let intro = render(&app.session);
    app.check();
    let paper = Paper {
        pack: app.session.pack.clone(),
        config: Rc::new(config()),
        messages: Rc::new(messages()),
        texts: Rc::new(PaperTexts::read(LOCALE).expect("whole texts")),
    };
    [intro, render(&app.session), print(&paper, "paper.css")]
}

#[test]
fn our_own_pack_says_that_nobody_has_signed_it() {
    for place in places(PACK) {
        assert!(place.contains(NOBODY), "{place}");
    }
}

#[test]
fn a_review_is_named_with_its_days() {
    let review = json!({"by": "Dr A. Example", "on": "2026-11-28", "next": "2027-11-28"});
    for place in places(&with(&review)) {
        let said = "Reviewed by Dr A. Example on 28 November 2026. The next review is due by 28 November 2027.";
        assert!(place.contains(said), "{place}");
        assert!(!place.contains(NOBODY));
    }
}

#[test]
fn a_review_that_is_overdue_says_so_on_screen() {
    let review = json!({"by": "Dr A. Example", "on": "1969-04-10", "next": "1970-04-10"});
    let [intro, result, _] = places(&with(&review));
    for place in [intro, result] {
        assert!(
            place.contains("The next review was due by 10 April 1970."),
            "{place}"
        );
    }
}

/// A review of the original says nothing about its translation.
#[test]
fn a_translation_has_no_review() {
    let review = json!({"by": "Dr A. Example", "on": "2026-11-28", "next": "2027-11-28"});
    let welsh = translate(&with(&review), PACK_CY).expect("a whole translation");
    let welsh = Pack::read(&welsh).expect("a whole pack");
    assert_eq!(welsh.form().review, None);
}

/// The first part of a pack does not have it, so it appears with the code of the lazy screens.
#[test]
fn the_intro_makes_no_claim_before_the_whole_pack_is_here() {
    let app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    assert!(!render(&app.session).contains("clinical lead"));
}

#[test]
fn a_review_without_a_name_or_with_impossible_days_is_refused() {
    for (by, on, next) in [
        (" ", "2026-11-28", "2027-11-28"),
        ("Dr A. Example", "2026-02-30", "2027-11-28"),
        ("Dr A. Example", "2026-11-28", "next year"),
        ("Dr A. Example", "2026-11-28", "2026-11-28"),
    ] {
        let text = with(&json!({"by": by, "on": on, "next": next}));
        let errors = Pack::read(&text).expect_err("a broken review");
        let rules: Vec<_> = errors.iter().filter_map(PackError::rule).collect();
        assert_eq!(rules, [PackRule::BAD_REVIEW], "{by} {on} {next}");
    }
}
