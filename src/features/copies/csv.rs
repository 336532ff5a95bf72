//! Checks as a table for a spreadsheet: comma-separated values after RFC 4180, or the same with semicolons.

use crate::features::export::state::Separator;
use crate::text::{Messages, Text};
use instrument::guidance::scale_words;
use instrument::invisible::{may_be_dropped, without_controls};
use instrument::pack::PackKey;
use instrument::{Answer, Check, Pack, score};

/// A cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, written so that no spreadsheet takes them for a formula.
    Text(String),
    /// A number with a decimal point. Anything else is treated as words.
    Number(String),
}

/// One check with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The check.
    pub check: &'a Check,
    /// The pack it was answered on.
    pub pack: &'a Pack,
    /// The person's note; empty if there is none.
    pub note: &'a str,
    /// The person's tags, as shown.
    pub tags: &'a [&'a str],
}

/// Writes `rows` with CRLF, every text in quotes, and a byte order mark, which tells spreadsheets that it is UTF-8.
pub fn write(rows: &[Vec<Cell>], separator: Separator) -> String {
    let (between, point) = match separator {
        Separator::Comma => (',', "."),
        Separator::Semicolon => (';', ","),
    };
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(between);
            }
            match cell {
                Cell::Number(number) if is_number(number) => {
                    out.push_str(&number.replace('.', point));
                }
                Cell::Number(text) | Cell::Text(text) => quoted(text, between, &mut out),
            }
        }
        out.push_str("\r\n");
    }
    out
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    plain(whole) && plain(part)
}

fn quoted(text: &str, between: char, out: &mut String) {
    // A spreadsheet would drop control characters, and then whatever follows them would begin the cell.
    let text = &without_controls(text);
    out.push('"');
    if formula(text) {
        out.push('\'');
    }
    // A program that expects the other separator would split the text into cells.
    let parts = |c: char| matches!(c, ';' | '\t' | '\r' | '\n') || c == ',' && between == ';';
    let (mut begins, mut said) = (false, false);
    for letter in text.chars() {
        if begins && SIGNS.contains(&letter) {
            out.push('\'');
        }
        let blank = blank(letter);
        // The beginning of the cell has been dealt with above.
        let parts = parts(letter) && (said || !letter.is_whitespace());
        begins = parts || begins && blank;
        said |= !blank;
        out.push(letter);
        if letter == '"' {
            out.push('"');
        }
    }
    out.push('"');
}

/// The characters a formula may begin with, from OWASP's page on CSV injection.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet might run `text` instead of showing it: it begins with such a sign, perhaps after spaces,
/// quotes or invisible characters, which some programs strip first.
fn formula(text: &str) -> bool {
    let shown = text.trim_start_matches(blank);
    let stripped = &text[..text.len() - shown.len()];
    shown.starts_with(SIGNS) || stripped.contains(['\t', '\r', '\n'])
}

/// Whether some program strips or drops `c` before it looks for a formula.
fn blank(c: char) -> bool {
    c == '"' || c == '\'' || c.is_whitespace() || may_be_dropped(c)
}

/// One row for each check, in the order given.
///
/// Each pack, identified by its digest, has its own columns, so two versions of a question never share one.
pub fn checks(messages: &Messages, rows: &[Row], separator: Separator) -> String {
    let mut packs: Vec<&Pack> = Vec::new();
    for row in rows {
        if !packs.contains(&row.pack) {
            packs.push(row.pack);
        }
    }
    let said = |key: Text| Cell::Text(messages.get(key).to_owned());
    let mut head = [
        Text::CsvDate,
        Text::CsvTime,
        Text::CsvOffset,
        Text::CsvPack,
        Text::CsvVersion,
        Text::CsvTags,
        Text::CsvNote,
    ]
    .map(said)
    .to_vec();
    for pack in &packs {
        columns(messages, pack, &named(pack.key(), &packs), &mut head);
    }
    let mut table = vec![head];
    for row in rows {
        let mut cells = about(messages, row);
        for pack in &packs {
            answered(messages, row, pack, &mut cells);
        }
        table.push(cells);
    }
    write(&table, separator)
}

/// A pack's name in a column heading. If another pack has the same name, the digest follows.
fn named(key: &PackKey, packs: &[&Pack]) -> String {
    let alike = |pack: &&&Pack| pack.key().id == key.id && pack.key().version == key.version;
    let mut parts = vec![key.id.as_str(), key.version.as_str()];
    if packs.iter().filter(alike).count() > 1 {
        parts.push(&key.digest);
    }
    parts.join(" ")
}

fn columns(messages: &Messages, pack: &Pack, name: &str, head: &mut Vec<Cell>) {
    let mut column = |key, values: &[(&str, &str)]| {
        head.push(Cell::Text(messages.fill(key, values)));
    };
    for scale in pack.scales() {
        let values = [("scale", scale.title.as_str()), ("pack", name)];
        column(Text::CsvBand, &values);
        column(Text::CsvMean, &values);
    }
    for index in 0..pack.len() {
        let item = pack.item(index);
        let values = [("item", &*item.id), ("text", &*item.text), ("pack", name)];
        column(Text::CsvItem, &values);
    }
}

fn about(messages: &Messages, row: &Row) -> Vec<Cell> {
    let when = row.check.changed;
    [
        when.local().iso_date(),
        when.local().iso_time(),
        // `+01:00` alone would look like a formula.
        ["UTC", &when.offset_text()].concat(),
        row.check.pack.id.clone(),
        row.check.pack.version.clone(),
        row.tags.join(messages.get(Text::ListComma)),
        row.note.to_owned(),
    ]
    .map(Cell::Text)
    .to_vec()
}

/// The cells of one pack's columns: empty unless the check was answered on it.
fn answered(messages: &Messages, row: &Row, pack: &Pack, cells: &mut Vec<Cell>) {
    let mut text = |text: &str| cells.push(Cell::Text(text.to_owned()));
    let Some(answers) = row.check.answers(pack) else {
        for _ in 0..2 * pack.scales().len() + pack.len() {
            text("");
        }
        return;
    };
    let profile = score(pack, &answers);
    let words = scale_words(pack, &profile, &answers);
    for (at, words) in words.into_iter().enumerate() {
        match (words, profile.value(at)) {
            (Some(words), Some(value)) => {
                cells.push(Cell::Text(words.label.to_owned()));
                cells.push(Cell::Number(value.to_text(2).unwrap_or_default()));
            }
            _ => {
                let open = messages.get(Text::NotEnough);
                cells.extend([open, ""].map(|text| Cell::Text(text.to_owned())));
            }
        }
    }
    for (index, answer) in answers.iter().enumerate() {
        let label = match answer {
            Some(Answer::Chosen(value)) => {
                let choice = pack
                    .options(index)
                    .iter()
                    .find(|choice| choice.value == value);
                choice.map_or("", |choice| &choice.label)
            }
            Some(Answer::Skipped) => messages.get(Text::Skipped),
            None => "",
        };
        cells.push(Cell::Text(label.to_owned()));
    }
}
