//! The CSV table, read back by the csv crate: the cells are the same, and a spreadsheet runs none of them as a formula.

use compassion_check::features::copies::csv::{Cell, Row, checks, write};
use compassion_check::features::export::state::Separator;
use instrument::invisible::may_be_dropped;
use instrument::{Answer, Answers, Check, CheckId, Moment, Pack};
use proptest::prelude::*;

use super::common::{FIRST_PACK as PACK, first_pack as pack, messages, only, sheet};

fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.expect("well-formed");
            record.iter().map(str::to_owned).collect()
        })
        .collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn number(text: &str) -> Cell {
    Cell::Number(text.to_owned())
}

#[test]
fn a_csv_file_follows_rfc_4180_and_begins_with_a_byte_order_mark() {
    let rows = [
        vec![text("a"), number("2.25"), text("")],
        vec![text("say \"no\", twice"), number("-3"), text("two\nlines")],
    ];
    assert_eq!(
        write(&rows, Separator::Comma),
        "\u{feff}\"a\",2.25,\"\"\r\n\"say \"\"no\"\", twice\",-3,\"two\nlines\"\r\n"
    );
}

#[test]
fn cells_that_begin_like_a_formula_are_escaped() {
    for bad in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\" =1",
        "'=1",
        "\u{a0}=1",
        "＝1",
        "＋1",
        "－1",
        " ＠x",
        "\u{202e}=1",
        "\u{feff}=1",
        "\u{200b}\u{ad}+1",
        "\u{e0041}@x",
    ] {
        assert_eq!(
            read(&write(&[vec![text(bad)]], Separator::Comma)),
            [[format!("'{bad}")]],
            "{bad:?}"
        );
        assert_eq!(
            read(&write(&[vec![number(bad)]], Separator::Comma)),
            [[if bad == "-1" {
                "-1".into()
            } else {
                format!("'{bad}")
            }]],
            "{bad:?}"
        );
    }
    for (bad, safe) in [
        ("x;=1+1", "x;'=1+1"),
        (";=1", ";'=1"),
        ("x\n -1", "x\n '-1"),
        ("a; \"@b\";c", "a; \"'@b\";c"),
    ] {
        assert_eq!(
            read(&write(&[vec![text(bad)]], Separator::Comma)),
            [[safe]],
            "{bad:?}"
        );
    }
    for plain in ["", "a=1", "1-2", " x", "\"quoted\"", "'tis", "2.5"] {
        assert_eq!(
            read(&write(&[vec![text(plain)]], Separator::Comma)),
            [[plain]]
        );
    }
}

#[test]
fn with_semicolons_only_numbers_get_a_decimal_comma() {
    let rows = [vec![
        text("a;b, =c"),
        number("-2.25"),
        number("2.2.5"),
        text("1.5"),
    ]];
    assert_eq!(
        write(&rows, Separator::Semicolon),
        "\u{feff}\"a;b, '=c\";-2,25;\"2.2.5\";\"1.5\"\r\n"
    );
}

#[test]
fn invisible_characters_do_not_hide_a_formula() {
    for (bad, safe) in [
        ("\0=1+1", "'=1+1"),
        ("\u{7}\u{1b}-1", "'-1"),
        ("\u{9f}\0\u{feff}\0@x", "'\u{feff}@x"),
        ("x;\0=1", "x;'=1"),
        ("x\n\u{200b}=1", "x\n\u{200b}'=1"),
        ("a\0b\u{7f}c", "abc"),
    ] {
        assert_eq!(
            read(&write(&[vec![text(bad)]], Separator::Comma)),
            [[safe]],
            "{bad:?}"
        );
    }
    // Joiners within words are a part of them.
    let joined = "می\u{200c}خواهم 👩\u{200d}⚕\u{fe0f}";
    assert_eq!(
        read(&write(&[vec![text(joined)]], Separator::Comma)),
        [[joined]]
    );
}

fn check(pack: &Pack, answers: &Answers) -> Check {
    // 2026-07-31T23:30Z in Brisbane is already August.
    let now = Moment {
        utc: 1_785_540_600_000,
        offset: 600,
    };
    Check::begin(CheckId("a".into()), pack, now).with(pack, answers, now)
}

/// The cell of the row in the column whose heading is `head`.
fn cell<'a>(table: &'a [Vec<String>], row: usize, head: &str) -> &'a str {
    let column = table[0].iter().position(|cell| cell == head);
    &table[row][column.unwrap_or_else(|| panic!("{head}: {:?}", table[0]))]
}

#[test]
fn a_row_has_the_date_the_pack_and_the_answers() {
    let pack = pack();
    let mut answers = only(&pack, &[("e1", 4), ("e2", 2), ("e4", 3)]);
    answers.set(0, Answer::Chosen(3));
    let check = check(&pack, &answers);
    let row = Row {
        check: &check,
        pack: &pack,
        note: "=long, but \"fine\"",
        tags: &["work", "autumn"],
    };
    let table = read(&checks(&messages(), &[row], Separator::Comma));
    assert_eq!(table.len(), 2);
    assert_eq!(table[0].len(), 7 + 2 * pack.scales().len() + pack.len());
    assert_eq!(
        table[1][..7],
        [
            "2026-08-01",
            "09:30",
            "UTC+10:00",
            "practitioner",
            "1.0.0",
            "work, autumn",
            "'=long, but \"fine\""
        ]
    );
    let name = "(practitioner 1.0.0)";
    let at = |head: &str| cell(&table, 1, &[head, name].join(" ")).to_owned();
    assert_eq!(at("Running on empty, result"), "2.67");
    assert_eq!(
        at("Running on empty, in words"),
        pack.bands(&pack.scales()[0])[2].label
    );
    let other = &pack.scales()[1].title;
    assert_eq!(
        (
            at(&format!("{other}, result")),
            at(&format!("{other}, in words"))
        ),
        (String::new(), "not enough answered".into())
    );
    let item = |index: usize| {
        at(&format!(
            "{}: {}",
            pack.item(index).id,
            pack.item(index).text
        ))
    };
    assert_eq!(
        [item(0), item(1), item(2)],
        ["Often", "Sometimes", "skipped"]
    );
}

#[test]
fn two_versions_of_a_pack_share_no_column() {
    let first = pack();
    let other =
        |from: &str, to: &str| Pack::read(&PACK.replacen(from, to, 1)).expect("a whole pack");
    let newer = other(r#""version": "1.0.0""#, r#""version": "1.1.0""#);
    let edited = other("nothing left", "little left");
    let made: Vec<(Check, &Pack)> = [&*first, &newer, &edited, &first]
        .map(|pack| {
            (
                check(pack, &sheet(pack, |_, values| values.last().copied())),
                pack,
            )
        })
        .into();
    let rows: Vec<Row> = made
        .iter()
        .map(|(check, pack)| Row {
            check,
            pack,
            note: "",
            tags: &[],
        })
        .collect();
    let table = read(&checks(&messages(), &rows, Separator::Comma));
    let mut heads = table[0].clone();
    heads.sort();
    heads.dedup();
    assert_eq!(
        heads.len(),
        table[0].len(),
        "no two columns are called the same"
    );
    let own = 2 * first.scales().len() + first.len();
    let filled = |row: usize| -> Vec<usize> {
        let columns = (0..3).filter(|at| {
            table[row][7 + at * own..7 + (at + 1) * own]
                .iter()
                .all(|cell| !cell.is_empty())
        });
        columns.collect()
    };
    assert_eq!(
        [filled(1), filled(2), filled(3), filled(4)],
        [[0], [1], [2], [0]]
    );
    let empty = table[2][7..].iter().filter(|cell| cell.is_empty()).count();
    assert_eq!(empty, 2 * own, "and nothing elsewhere");
}

proptest! {
    /// Whichever invisible characters a spreadsheet drops, no cell begins like a formula.
    #[test]
    fn no_cell_begins_like_a_formula_whatever_is_dropped(
        said in "[\0\u{1}\u{8}\u{1f}\u{7f}\u{85}\u{9f}\u{ad}\u{200b}\u{200f}\u{202e}\u{2066}\u{feff}\u{fe0f}\u{e0001} \"';\t\r\n=+@a＝-]{0,12}",
        dropped in any::<u64>(),
        semicolons in any::<bool>(),
    ) {
        let separator = if semicolons { Separator::Semicolon } else { Separator::Comma };
        let back = read(&write(&[vec![text(&said)]], separator));
        let cell = &back[0][0];
        prop_assert!(!cell.chars().any(|c| c.is_control() && !"\t\r\n".contains(c)), "{:?}", cell);
        let kept = cell.chars().enumerate().filter(|(at, c)| {
            let shown = c.is_alphanumeric() || c.is_ascii_punctuation() || c.is_whitespace() || *c == '＝';
            shown || dropped & (1 << (at % 64)) == 0
        });
        let kept: String = kept.map(|(_, c)| c).collect();
        let spaces = |c: char| c == ' ' || may_be_dropped(c);
        for shown in [kept.as_str(), kept.trim_start_matches(spaces)] {
            prop_assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{:?} of {:?}", shown, cell);
        }
    }

    #[test]
    fn the_csv_crate_reads_the_same_cells(
        rows in prop::collection::vec(prop::collection::vec(("[ \"'\t\r\n=+@,;＝-]{0,3}", "\\PC{0,8}"), 1..5), 1..5),
    ) {
        let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|(start, rest)| [start.as_str(), rest].concat()).collect()).collect();
        let table: Vec<Vec<Cell>> = cells.iter().map(|row| row.iter().map(|cell| text(cell)).collect()).collect();
        let back = read(&write(&table, Separator::Comma));
        prop_assert_eq!(back.len(), cells.len());
        for (back, cells) in back.iter().flatten().zip(cells.iter().flatten()) {
            // Apostrophes are put in where a cell might begin, and nothing else is changed.
            let words = |text: &str| text.replace('\'', "");
            prop_assert!(words(back) == words(cells) && back.len() >= cells.len(), "{:?} for {:?}", back, cells);
            let bare = back.trim_start_matches([' ', '"']);
            prop_assert!(!bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{:?}", back);
        }
    }
}
