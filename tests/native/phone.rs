//! Telephone numbers: what is dialled, what is not, and what an editor is told to write instead. The script for pages
//! without the app (`web/help-lines.js`) is tested on the same tables.

use compassion_check::text::Text;
use instrument::Moment;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use site_config::PhoneNumber;
use site_config::audit::{Audit, Rule, audit};

use super::scripts::called;

/// What is written and what is dialled.
const DIALLED: &str = "
999                    999
112                    112
000                    000
111                    111
116 123                116123
85258                  85258
50808                  50808
13 11 14               131114
17                     17
0808 808 8000          08088088000
01234 567890           01234567890
(01234) 567890         01234567890
(0)808 808 8000        08088088000
01.23.45.67.89         0123456789
0808–808–8000          08088088000
0808\u{a0}808\u{202f}8000  08088088000
+44 808 808 8000       +448088088000
(+44) 808 808 8000     +448088088000
+44 (808) 808-8000     +448088088000
+44 85258              +4485258
+1 800 273 8255        +18002738255
+39 06 698 12345       +390669812345
+39 (0)6 698 12345     +390669812345
+225 01 23 45 67 89    +2250123456789
+229 01 20 21 12 34    +2290120211234
+353 1 234 5678        +35312345678
+420 800 155 155       +420800155155
";

/// A number as written, the rule that says why it is not dialled, and what to write instead (`-` if that is uncertain).
const NOT_DIALLED: &str = "
+44 (0)808 808-8000     | TrunkZero           | +44 808 808 8000
+44 0808 808 8000       | TrunkZero           | +44 808 808 8000
+44(0808)8088000        | TrunkZero           | +44 808 8088000
+49 (0) 30 1234567      | TrunkZero           | +49 30 1234567
+353 (0)1 234 5678      | TrunkZero           | +353 1 234 5678
+61 (0)2 1234 5678      | TrunkZero           | +61 2 1234 5678
0044 808 808 8000       | InternationalPrefix | +44 808 808 8000
00 44 (0)808 808 8000   | InternationalPrefix | +44 808 808 8000
0800-HELP               | LettersInNumber     | 0800 4357
1-800-273-TALK          | LettersInNumber     | 1 800 273 8255
1-800-273-TALK (8255)   | NotNumber           | -
116 I23                 | NotNumber           | -
0808 808 8000 ext. 5    | Extension           | 0808 808 8000
0808 808 8000 x5        | Extension           | 0808 808 8000
0808 808 8000 (ext 12)  | Extension           | 0808 808 8000
+44 808 808 8000;ext=5  | Extension           | +44 808 808 8000
0808 808 8000,5         | Extension           | 0808 808 8000
0808 808 8000 #2        | Extension           | 0808 808 8000
999 or 112              | TwoNumbers          | -
999 / 112               | TwoNumbers          | -
999, 112                | TwoNumbers          | -
999 neu 112             | TwoNumbers          | -
0808 808 8000; 0808 808 8001 | TwoNumbers     | -
0808 808 8000, 0808 808 8001 | TwoNumbers     | -
+44 808 808 8000 +44 808 808 8001 | TwoNumbers | -
tel:+448088088000       | NumberScheme        | +448088088000
tel://116123            | NumberScheme        | 116123
Tel: 116 123            | NumberScheme        | 116 123
sms:85258               | NumberScheme        | 85258
１１６ １２３             | OtherDigits         | 116 123
١١٦ ١٢٣                 | OtherDigits         | 116 123
۱۱۶ ۱۲۳                 | OtherDigits         | 116 123
＋４４ （０）８０８ ８０８ ８０００ | OtherDigits | +44 808 808 8000
\u{200e}116 123          | HiddenInNumber      | 116 123
\u{202a}+44 808 808 8000\u{202c} | HiddenInNumber | +44 808 808 8000
116\u{200b}123           | HiddenInNumber      | 116123
116 123\t                | HiddenInNumber      | 116 123
\u{feff}116 123          | HiddenInNumber      | 116 123
9                       | NumberSize          | -
+44                     | NumberSize          | -
0808 808 8000 0808 808 8001 | NumberSize      | -
+0808 808 8000          | NotNumber           | -
++44 808 808 8000       | NotNumber           | -
44+808 808 8000         | NotNumber           | -
*123#                   | NotNumber           | -
call 116 123            | NotNumber           | -
";

/// Numbers that are dialled but look wrong, and the rule that says so.
const ODD: &str = "
(0808 808 8001     | OddNumber
+44 808 808 80     | OddLength
+44 808 808 80000  | OddLength
+1 800 273 82555   | OddLength
+999 808 808 8000  | NoCountry
";

fn rows(table: &str) -> impl Iterator<Item = String> {
    let rows = table.lines().filter(|row| !row.is_empty());
    rows.map(|row| {
        // Invisible characters are written as escapes in the table.
        let mut out = String::new();
        let mut rest = row;
        while let Some((before, after)) = rest.split_once("\\u{") {
            let (hex, after) = after.split_once('}').expect("it is closed");
            let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
            out.push_str(before);
            out.push(c.expect("a character"));
            rest = after;
        }
        out + &rest.replace("\\t", "\t")
    })
}

fn dialled() -> Vec<(String, String)> {
    let row = |row: String| {
        let (written, dialled) = row.rsplit_once("  ").expect("two columns");
        (written.trim_end_matches(' ').to_owned(), dialled.to_owned())
    };
    rows(DIALLED).map(row).collect()
}

fn cells(table: &str) -> Vec<Vec<String>> {
    // A tab at the end of a number is part of the test.
    let cells = |row: String| {
        row.split('|')
            .map(|cell| cell.trim_matches(' ').to_owned())
            .collect()
    };
    rows(table).map(cells).collect()
}

/// The audit of a configuration with this number.
fn told(number: &str) -> Audit {
    let mut config: Json = serde_json::from_str(super::common::CONFIG).expect("JSON");
    config["help"][2]["tel"] = json!(number);
    let now = Moment {
        utc: 1_795_478_400_000,
        offset: 0,
    };
    audit(&config.to_string(), now)
}

#[test]
fn a_valid_number_is_dialled_as_expected() {
    for (written, dialled) in dialled() {
        assert_eq!(
            PhoneNumber::read(&written).dialled,
            Some(dialled),
            "{written}"
        );
        assert_eq!(PhoneNumber::read(&written).shown, written);
        // `Twice` is left out: some of these are the numbers of other help lines.
        let problems = told(&written).problems;
        let about: Vec<_> = problems
            .iter()
            .filter(|one| one.rule != Rule::Twice)
            .collect();
        let short = written.starts_with("+44 85258");
        assert!(about.is_empty() != short, "{written}: {about:?}");
    }
}

#[test]
fn an_invalid_number_is_reported_with_a_correction() {
    for row in cells(NOT_DIALLED) {
        let [written, rule, instead] = &row[..] else {
            panic!("{row:?}");
        };
        assert_eq!(PhoneNumber::read(written).dialled, None, "{written}");
        let audit = told(written);
        let [problem] = &audit.problems[..] else {
            panic!("{written}: {:?}", audit.problems);
        };
        assert_eq!(
            &format!("{:?}", problem.rule),
            rule,
            "{written}: {problem:?}"
        );
        assert_eq!(problem.path, "help[2].tel");
        assert!(problem.rule.is_error() && !audit.is_refused(), "{written}");
        if instead != "-" {
            assert_eq!(problem.about.get(1), Some(instead), "{written}");
            assert!(PhoneNumber::read(instead).dialled.is_some(), "{instead}");
        }
    }
    for row in cells(ODD) {
        let [written, rule] = &row[..] else {
            panic!("{row:?}");
        };
        assert!(PhoneNumber::read(written).dialled.is_some(), "{written}");
        let problems = told(written).problems;
        assert_eq!(problems.len(), 1, "{written}: {problems:?}");
        assert_eq!(&format!("{:?}", problems[0].rule), rule, "{written}");
        assert!(!problems[0].rule.is_error());
    }
}

/// After the correction no error is reported any more.
#[test]
fn every_suggested_correction_can_be_dialled() {
    for row in cells(NOT_DIALLED) {
        let (written, instead) = (&row[0], &row[2]);
        if instead != "-" {
            let left = told(instead).problems;
            let other = left.iter().find(|one| one.rule.is_error());
            assert_eq!(other, None, "{written} as {instead}");
        }
    }
}

/// Pages without the app dial the same: the numbers in these tables, every country code with and without the zero, and
/// random numbers made of the characters that numbers are written with.
#[test]
fn rust_and_javascript_dial_the_same_numbers() {
    let mut all: Vec<String> = dialled().into_iter().map(|(written, _)| written).collect();
    all.extend(
        cells(NOT_DIALLED)
            .into_iter()
            .chain(cells(ODD))
            .map(|row| row[0].clone()),
    );
    for code in 0..1000 {
        all.extend([
            format!("+{code} 0 808 808 80"),
            format!("+{code} 8 808 808 80"),
            format!("+{code}"),
        ]);
    }
    let mut runner = TestRunner::deterministic();
    let some = prop_oneof![
        "\\+?[0-9 ().-]{0,20}",
        "\\+?(00)?[0-9]{0,17}",
        "[+0-9 ().,;/#x*A\u{a0}\u{2009}\u{2010}-\u{2016}\u{200e}\u{202f}٠９-]{0,12}",
    ];
    for _ in 0..4000 {
        all.push(some.new_tree(&mut runner).expect("a number").current());
    }
    let calls: Vec<Json> = all
        .iter()
        .map(|written| json!(["dialled", written]))
        .collect();
    for (written, found) in all.iter().zip(called(&calls)) {
        assert_eq!(
            found,
            json!(PhoneNumber::read(written).dialled),
            "{written:?}"
        );
    }
}

/// A user who needs help can read a number that no link can dial.
#[test]
fn a_number_that_cannot_be_dialled_is_shown_without_a_link() {
    let html = super::brand::intro(super::brand::with(|config| {
        config["help"] = json!([
            {"name": "A", "what": "x", "checked": "", "tel": "+44 (0)808 808-8000"},
            {"name": "B", "what": "x", "checked": "", "tel": "116 123", "sms": {"number": "tel:85258", "body": "HI"}},
        ]);
    }));
    let call = super::common::messages().fill(Text::Call, &[("number", "+44 (0)808 808-8000")]);
    assert!(html.contains(&format!("<p>{call}</p>")), "{html}");
    assert!(html.contains("href=\"tel:116123\""), "{html}");
    for never in ["tel:+44", "sms:85258", "sms:tel"] {
        assert!(!html.contains(never), "{never} in {html}");
    }
}

proptest! {
    /// Any text is either dialled or reported as an error, and a suggested correction can be dialled.
    #[test]
    fn any_text_is_dialled_as_written_or_reported(written in "[+0-9 ().,;/#xA-C\u{200e}\u{a0}–٠９-]{0,16}|\\PC{0,12}") {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let audit = told(&written);
        let here = audit.problems.iter().filter(|one| one.path == "help[2].tel");
        let errors = here.filter(|one| one.rule.is_error() && one.rule != Rule::Replaced);
        match PhoneNumber::read(&written).dialled {
            Some(dialled) => {
                prop_assert_eq!(digits(&dialled), digits(&written));
                prop_assert_eq!(errors.count(), 0);
            }
            None => {
                let errors: Vec<_> = errors.collect();
                prop_assert_eq!(errors.len(), 1, "{:?}", audit.problems);
                if errors[0].about.len() > 1 && errors[0].rule != Rule::NumberSize {
                    prop_assert!(PhoneNumber::read(&errors[0].about[1]).dialled.is_some(), "{:?}", errors);
                }
            }
        }
    }
}
