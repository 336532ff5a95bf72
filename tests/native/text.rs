//! Texts, dates and lists.

use compassion_check::text::{
    Messages, MessagesError, Text, build_locale_files, date, time_of_day,
};
use instrument::Moment;
use proptest::prelude::*;
use site_config::search_address;

use super::common::{LOCALE, LOCALE_CY, messages};

#[test]
fn a_missing_text_is_named() {
    let wrong = Messages::read(&LOCALE.replacen("\"start\":", "\"begin\":", 1))
        .expect_err("a key is missing");
    assert_eq!(wrong, MessagesError::Missing(vec!["start"]));
    assert!(Messages::read("[]").is_err());
}

#[test]
fn texts_arrive_as_they_were_written() {
    for source in [LOCALE, LOCALE_CY] {
        let [first, later] = build_locale_files(source).expect("the texts are whole");
        let arrived = Messages::from_first_file(&first).expect("the first load");
        assert!(!arrived.is_whole());
        let arrived = arrived.complete(&later).expect("the lazy screens");
        assert_eq!(
            arrived,
            Messages::read(source).expect("the texts are whole")
        );
    }
}

#[test]
fn texts_of_another_version_are_refused() {
    let [first, later] = build_locale_files(LOCALE).expect("the texts are whole");
    let messages = Messages::from_first_file(&first).expect("the first load");
    // Made for other keys, or with another number of texts.
    for (from, to) in [
        ("\"order\":", "\"order\":1"),
        ("\"texts\":[", "\"texts\":[\"x\","),
    ] {
        assert!(Messages::from_first_file(&first.replacen(from, to, 1)).is_err());
        assert!(messages.complete(&later.replacen(from, to, 1)).is_err());
    }
    assert!(messages.complete(&first).is_err());
    assert!(build_locale_files(&LOCALE.replacen("\"start\":", "\"begin\":", 1)).is_err());
}

#[test]
fn dates_are_in_the_persons_time_zone() {
    let messages = messages();
    // 2026-07-31T23:30Z in Brisbane is already August.
    let moment = Moment {
        utc: 1_785_540_600_000,
        offset: 600,
    };
    assert_eq!(date(&messages, moment), "1 August 2026");
    assert_eq!(time_of_day(moment), "09:30");
    let home = Moment {
        offset: 0,
        ..moment
    };
    assert_eq!(
        (date(&messages, home).as_str(), time_of_day(home).as_str()),
        ("31 July 2026", "23:30")
    );
    assert_eq!(
        date(
            &messages,
            Moment {
                utc: 951_782_400_000,
                offset: 0
            }
        ),
        "29 February 2000"
    );
    assert_eq!(
        date(&messages, Moment { utc: -1, offset: 0 }),
        "31 December 1969"
    );
}

#[test]
fn the_day_when_help_was_checked_is_written_in_words() {
    let messages = messages();
    assert_eq!(messages.iso_date("2026-11-03"), "3 November 2026");
    assert_eq!(messages.iso_date("last week"), "last week");
}

#[test]
fn a_list_has_commas_and_an_and() {
    let messages = messages();
    assert_eq!(messages.list(&[]), "");
    assert_eq!(messages.list(&["a"]), "a");
    assert_eq!(messages.list(&["a", "b"]), "a and b");
    assert_eq!(messages.list(&["a", "b", "c"]), "a, b and c");
}

#[test]
fn placeholders_in_inserted_text_are_not_filled() {
    let messages = messages();
    let said = messages.fill(Text::Progress, &[("n", "{total}"), ("total", "30")]);
    assert_eq!(said, "Question {total} of 30");
}

#[test]
fn a_search_sends_only_what_was_typed() {
    let to = "https://register.example/search?near={q}&r=10";
    assert_eq!(
        search_address(to, "  St Ives, A&B "),
        Some("https://register.example/search?near=St%20Ives%2C%20A%26B&r=10".to_owned())
    );
    assert_eq!(
        search_address(to, "Zoë"),
        Some("https://register.example/search?near=Zo%C3%AB&r=10".to_owned())
    );
    assert_eq!(search_address(to, "   "), None);
}

proptest! {
    #[test]
    fn typed_words_are_escaped_in_a_search_address(words in "\\PC+") {
        if let Some(address) = search_address("https://r.example/?q={q}#end", &words) {
            let inner = address.strip_prefix("https://r.example/?q=").and_then(|rest| rest.strip_suffix("#end"));
            let safe = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
            prop_assert!(inner.is_some_and(|inner| inner.chars().all(safe)));
        }
    }

    /// Every moment for four thousand years has a date that exists.
    #[test]
    fn every_moment_has_a_date(utc in -62_000_000_000_000..60_000_000_000_000_i64, offset in -840..840_i32) {
        let local = Moment { utc, offset }.local();
        prop_assert!((1..=12).contains(&local.month) && (1..=31).contains(&local.day));
        prop_assert!(local.hour < 24 && local.minute < 60);
        let next = Moment { utc: utc + 86_400_000, offset }.local();
        prop_assert!(next.day == local.day + 1 || next.day == 1);
    }
}
