//! `pack score`: the scores are in order and those of an independent scorer, and each error is in its row.

use std::cell::Cell;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use authoring::sheets::{BLOCK, ROW, Tally, run};
use instrument::Pack;

fn examples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/examples")
}

fn example(name: &str) -> Pack {
    let text = fs::read_to_string(examples().join(name)).expect("an example");
    Pack::read(&text).expect("a whole pack")
}

/// The scores of `sheets`, the messages, and the number of rows.
fn scored(pack: &Pack, sheets: &str) -> anyhow::Result<(String, Vec<String>, Tally)> {
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let tally = run(pack, sheets.as_bytes(), &mut out, &mut |said| {
        told.push(said)
    })?;
    Ok((String::from_utf8(out).expect("UTF-8"), told, tally))
}

/// The scores beside the examples were made by `tests/reference/score.py`.
#[test]
fn the_examples_score_as_in_the_reference_scorer() {
    let mut held = 0;
    for entry in fs::read_dir(examples()).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("a name");
        let Some(stem) = name.strip_suffix(".answers.csv") else {
            continue;
        };
        let read =
            |end: &str| fs::read_to_string(examples().join([stem, end].concat())).expect("a file");
        let (out, told, tally) =
            scored(&example(&[stem, ".json"].concat()), &read(".answers.csv")).expect("columns");
        assert_eq!(out, read(".scores.csv"), "{stem}");
        assert!(
            told.is_empty() && tally.rows > 25 && tally.wrong == 1,
            "{tally:?}"
        );
        held += 1;
    }
    assert_eq!(held, 4);
}

#[test]
fn a_file_with_semicolons_is_refused_with_that_reason() {
    let pack = example("wellbeing.json");
    let wrong = scored(&pack, "sheet;rest;interest\none;1;2\n").expect_err("one column");
    assert!(wrong.to_string().contains("semicolons"), "{wrong}");
}

#[test]
fn an_error_is_in_its_row_and_other_rows_are_scored() {
    let pack = example("wellbeing.json");
    let sheets = "\u{feff}sheet,rest,interest,calm,company,ahead\n\
                  first,4,4,4,4,4\n\
                  second,5,4,4,4,4\n\
                  \"third, with a comma\", 1 ,1,1,1,1\n\
                  fourth,1,1\n\
                  fifth,1,one,1,1,1\n\
                  sixth,0.5,1,1,1,1\n\
                  seventh,,,,,\n";
    let (out, told, tally) = scored(&pack, sheets).expect("columns");
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            "sheet,index,index.band,index.answered,error",
            "first,100,full,5,",
            "second,,,,rest: not one of its answers: 5",
            "\"third, with a comma\",25,thin,5,",
            "fourth,,,,3 cells in 6 columns",
            "fifth,,,,interest: not one of its answers: one",
            "sixth,,,,rest: not one of its answers: 0.5",
            "seventh,,,0,",
        ]
    );
    assert_eq!((told, tally), (Vec::new(), Tally { rows: 7, wrong: 4 }));
}

#[test]
fn an_unknown_column_is_refused_and_a_missing_one_is_reported() {
    let pack = example("wellbeing.json");
    for (head, said) in [
        ("rest,intrest", "intrest"),
        ("rest,rest", "twice"),
        ("rest,sheet,other", "other"),
    ] {
        let error = scored(&pack, &format!("{head}\n1,1\n")).expect_err("a wrong column");
        assert!(error.to_string().contains(said), "{error}");
    }
    let (out, told, _) = scored(&pack, "rest,calm\n1,1\n").expect("columns");
    assert_eq!(
        told,
        ["No column for interest, company, ahead: not answered on any sheet."]
    );
    assert!(out.ends_with("1,,,2,\n"), "{out}");
}

#[test]
fn rows_keep_their_order_over_many_blocks() {
    let pack = example("two-languages.json");
    let mut sheets = String::from("sheet,end,home,mine,late\n");
    let rows = 50_000;
    for row in 0..rows {
        sheets.push_str(&format!("{row},{},{},2,2\n", row % 4 + 1, row / 4 % 4 + 1));
    }
    let (out, _, tally) = scored(&pack, &sheets).expect("columns");
    assert_eq!(tally, Tally { rows, wrong: 0 });
    for (row, line) in out.lines().skip(1).enumerate() {
        let sum = (row % 4 + 1) + (5 - (row / 4 % 4 + 1)) + 2 + 3;
        let wanted = format!(
            "{row},{},",
            f64::from(u32::try_from(sum).expect("small")) / 4.0
        );
        assert!(line.starts_with(&wanted), "{line}: {wanted}");
    }
}

/// A reader that makes sheets as they are read, `left` of them.
struct Sheets<'a> {
    left: usize,
    read: &'a Cell<usize>,
    rest: Vec<u8>,
}

impl Read for Sheets<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.len() < into.len() && self.left > 0 {
            self.left -= 1;
            self.read.set(self.read.get() + 1);
            self.rest.extend_from_slice(b"4,3,2,1,0\n");
        }
        let taken = self.rest.len().min(into.len());
        into[..taken].copy_from_slice(&self.rest[..taken]);
        self.rest.drain(..taken);
        Ok(taken)
    }
}

/// A writer that counts rows, and by how many rows it was ever behind the reader.
struct Scores<'a> {
    written: usize,
    read: &'a Cell<usize>,
    behind: usize,
}

impl Write for Scores<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.behind = self.behind.max(self.read.get() - self.written);
        self.written += bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fewer than two blocks of rows are in memory at any time, however many rows there are.
#[test]
fn eight_blocks_take_no_more_memory_than_two() {
    let pack = example("wellbeing.json");
    let read = Cell::new(0);
    let rows = 8 * BLOCK;
    let head = "rest,interest,calm,company,ahead\n".as_bytes();
    let sheets = Sheets {
        left: rows,
        read: &read,
        rest: Vec::new(),
    };
    let mut scores = Scores {
        written: 0,
        read: &read,
        behind: 0,
    };
    let tally = run(&pack, head.chain(sheets), &mut scores, &mut |_| ()).expect("columns");
    assert_eq!(tally, Tally { rows, wrong: 0 });
    assert_eq!(scores.written, rows + 1);
    // The CSV reader's buffer adds far less than another block.
    assert!(scores.behind < 2 * BLOCK, "{}", scores.behind);
}

/// A row whose quotation mark is never closed would go on for ever.
#[test]
fn an_unclosed_quote_does_not_fill_the_memory() {
    let pack = example("wellbeing.json");
    let sheets = "rest,calm\n4,4\n\"4,4\n".as_bytes().chain(io::repeat(b'x'));
    let mut out = Vec::new();
    let tally = run(&pack, sheets, &mut out, &mut |_| ()).expect("columns");
    assert_eq!(tally, Tally { rows: 2, wrong: 1 });
    assert!(
        String::from_utf8(out)
            .expect("UTF-8")
            .contains("a quote may not be closed")
    );
    let head = "rest,\""
        .as_bytes()
        .chain(io::repeat(b'x').take(8 * ROW as u64));
    assert!(run(&pack, head, &mut Vec::new(), &mut |_| ()).is_err());
}
