//! `pack score`: scores a file of answer sheets, to compare a pack with scoring by hand or by another program.
//!
//! **Input**: comma-separated values (RFC 4180, UTF-8), a row for each sheet. The first row names the columns. A
//! column named by the id of an item contains the `value` of the chosen option, or is empty if the item is not
//! answered. The column `sheet` is copied to the output. Items without a column are not answered. Any other column is
//! refused: it may be a misspelt item.
//!
//! **Output**, in the same order: `sheet` (or the number of the row), then for each scale `ID` (at most six decimal
//! places, halves rounded up; empty without a result), `ID.band` and `ID.answered`; last `error`. A row with an error
//! has no scores.
//!
//! Rows are read, scored on all cores and written in blocks, so a larger file does not take more memory.

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use instrument::{Answer, Answers, Pack, score};
use rayon::prelude::*;
use thiserror::Error;

/// Rows in a block: enough to keep every core busy, but few enough to need little memory.
pub const BLOCK: usize = 16_384;

/// Rows that a core scores at a time.
const ROWS_PER_TASK: usize = 256;

/// The longest row, in bytes. Without a limit, an unclosed quotation mark would make the rest of the file one row.
pub const ROW: usize = 1 << 20;

/// Decimal places of a result.
const PLACES: u32 = 6;

/// The column that is copied to the output.
const SHEET: &str = "sheet";

/// How many rows there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows in all.
    pub rows: usize,
    /// Rows with an error.
    pub wrong: usize,
}

/// What each column of the file is.
struct Columns {
    /// The index of each column's item. `None` for the column `sheet`.
    places: Vec<Option<usize>>,
    /// The ids of the items without a column.
    missing: Vec<String>,
}

/// Scores every row of `answers` and writes the scores to `out`. Calls `told` with a message if items have no column.
///
/// # Errors
/// When the columns cannot be used, or reading or writing fails. An error in a row is written to `out` instead.
pub fn run(
    pack: &Pack,
    answers: impl Read,
    out: impl Write,
    told: &mut dyn FnMut(String),
) -> Result<Tally> {
    let since = Rc::new(Cell::new(0));
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(Bounded {
        inner: answers,
        since: Rc::clone(&since),
    });
    let columns = columns(
        pack,
        reader
            .headers()
            .context("the first row names the columns")?,
    )?;
    if !columns.missing.is_empty() {
        told(format!(
            "No column for {}: not answered on any sheet.",
            columns.missing.join(", ")
        ));
    }
    let mut out = WriterBuilder::new().from_writer(out);
    out.write_record(header(pack))?;
    let mut out = out.into_inner().map_err(|error| error.into_error())?;
    let mut tally = Tally::default();
    let mut block: Vec<csv::Result<StringRecord>> = Vec::with_capacity(BLOCK);
    let mut records = reader.records();
    loop {
        block.clear();
        let rows = records.by_ref().take(BLOCK);
        block.extend(rows.inspect(|_| since.set(0)));
        if block.is_empty() {
            break;
        }
        let first = tally.rows;
        let pieces: Vec<(Vec<u8>, usize)> = block
            .par_chunks(ROWS_PER_TASK)
            .enumerate()
            .map(|(at, rows)| score_rows(pack, &columns, first + at * ROWS_PER_TASK, rows))
            .collect::<Result<_>>()?;
        for (text, wrong) in &pieces {
            out.write_all(text)?;
            tally.wrong += wrong;
        }
        tally.rows += block.len();
    }
    out.flush()?;
    Ok(tally)
}

/// A reader that fails once a row is longer than [`ROW`]. `since` counts the bytes read since the last row.
struct Bounded<R> {
    inner: R,
    since: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let since = self.since.get();
        if since > ROW {
            return Err(io::Error::other(
                "a row of more than a megabyte: a quote may not be closed",
            ));
        }
        let read = self.inner.read(into)?;
        self.since.set(since + read);
        Ok(read)
    }
}

fn columns(pack: &Pack, head: &StringRecord) -> Result<Columns> {
    let mut places = Vec::new();
    if let [only] = head.iter().collect::<Vec<_>>().as_slice()
        && only.contains([';', '\t'])
    {
        bail!(
            "one column only, “{only}”: save the sheets with commas between the cells, not with semicolons or tabs"
        );
    }
    for name in head {
        let name = name.trim_start_matches('\u{feff}').trim();
        let place = if name == SHEET {
            None
        } else {
            Some(pack.item_index(name))
        };
        match place {
            None => places.push(None),
            Some(Some(item)) if places.contains(&Some(item)) => {
                bail!("the column “{name}” is there twice")
            }
            Some(Some(item)) => places.push(Some(item)),
            Some(None) => bail!(
                "the column “{name}” is no item of this pack; its items are {}",
                ids(pack).join(", ")
            ),
        }
    }
    let missing = (0..pack.len()).filter(|item| !places.contains(&Some(*item)));
    let missing = missing.map(|item| pack.item(item).id.clone()).collect();
    Ok(Columns { places, missing })
}

fn ids(pack: &Pack) -> Vec<&str> {
    (0..pack.len())
        .map(|item| pack.item(item).id.as_str())
        .collect()
}

fn header(pack: &Pack) -> Vec<String> {
    let mut head = vec![SHEET.to_owned()];
    for scale in pack.scales() {
        head.extend(["", ".band", ".answered"].map(|part| [&scale.id, part].concat()));
    }
    head.push("error".to_owned());
    head
}

/// Scores consecutive rows, of which `first` come before. Returns their lines, and how many of them have an error.
fn score_rows(
    pack: &Pack,
    columns: &Columns,
    first: usize,
    rows: &[csv::Result<StringRecord>],
) -> Result<(Vec<u8>, usize)> {
    let mut out = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut wrong = 0;
    for (at, row) in rows.iter().enumerate() {
        let number = (first + at + 1).to_string();
        let read = row
            .as_ref()
            .map_err(RowError::Csv)
            .and_then(|row| read(pack, columns, row));
        let (sheet, answers) = match read {
            Ok((sheet, answers)) => (sheet, Ok(answers)),
            Err(error) => {
                let row = row.as_ref().ok();
                (row.and_then(|row| sheet_name(columns, row)), Err(error))
            }
        };
        out.write_field(sheet.unwrap_or(&number))?;
        match answers {
            Ok(answers) => {
                write_scores(pack, &answers, &mut out)?;
                out.write_field("")?;
            }
            Err(error) => {
                wrong += 1;
                for _ in 0..3 * pack.scales().len() {
                    out.write_field("")?;
                }
                out.write_field(error.to_string())?;
            }
        }
        out.write_record(None::<&[u8]>)?;
    }
    Ok((out.into_inner().map_err(|error| error.into_error())?, wrong))
}

fn sheet_name<'a>(columns: &Columns, row: &'a StringRecord) -> Option<&'a str> {
    let place = columns.places.iter().position(Option::is_none)?;
    row.get(place)
}

/// Why a row is not scored.
#[derive(Debug, Error)]
enum RowError<'a> {
    /// It cannot be read as CSV.
    #[error("{0}")]
    Csv(&'a csv::Error),
    /// Its number of cells is not that of the first row.
    #[error("{cells} cells in {columns} columns")]
    Cells {
        /// Cells in the row.
        cells: usize,
        /// Columns of the file.
        columns: usize,
    },
    /// A cell is not the value of any of the item's options.
    #[error("{item}: not one of its answers: {cell}")]
    NoSuchAnswer {
        /// The item's id.
        item: String,
        /// The text in the cell.
        cell: String,
    },
}

/// The cell `sheet` of a row, if there is that column, and the row's answers.
fn read<'a>(
    pack: &Pack,
    columns: &Columns,
    row: &'a StringRecord,
) -> Result<(Option<&'a str>, Answers), RowError<'a>> {
    if row.len() != columns.places.len() {
        return Err(RowError::Cells {
            cells: row.len(),
            columns: columns.places.len(),
        });
    }
    let mut answers = Answers::blank(pack.len());
    for (cell, place) in row.iter().zip(&columns.places) {
        let (Some(item), cell) = (*place, cell.trim()) else {
            continue;
        };
        if cell.is_empty() {
            continue;
        }
        let value = cell.parse().ok();
        let mut options = pack.options(item).iter();
        let known = options.find(|choice| Some(choice.value) == value);
        match known {
            Some(choice) => answers.set(item, Answer::Chosen(choice.value)),
            None => {
                return Err(RowError::NoSuchAnswer {
                    item: pack.item(item).id.clone(),
                    cell: cell.to_owned(),
                });
            }
        }
    }
    Ok((sheet_name(columns, row), answers))
}

fn write_scores(pack: &Pack, answers: &Answers, out: &mut csv::Writer<Vec<u8>>) -> Result<()> {
    let profile = score(pack, answers);
    for (at, scale) in pack.scales().iter().enumerate() {
        match (profile.value(at), profile.band(at)) {
            (Some(value), Some(band)) => {
                let text = value.to_text(PLACES).with_context(|| {
                    format!("a result of “{}” is too large to be written: `pack check` refuses this pack", scale.id)
                })?;
                out.write_field(text)?;
                out.write_field(&pack.bands(scale)[band].id)?;
            }
            _ => {
                out.write_field("")?;
                out.write_field("")?;
            }
        }
        out.write_field(profile.scales[at].answered.to_string())?;
    }
    Ok(())
}
