//! The byte table and the budget for what a practitioner downloads before the first answer.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;

use super::assemble::EMBED;
use super::{bake, compress, files};

/// The budget for everything needed to answer the first question, in KiB of brotli.
pub const BUDGET: f64 = 114.0;

/// One file's sizes in bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Path inside the build.
    pub file: String,
    /// Uncompressed.
    pub raw: u64,
    /// Gzip, or raw if it is not compressed.
    pub gzip: u64,
    /// Brotli, or raw if it is not compressed.
    pub brotli: u64,
    /// Whether it is fetched before the first question can be answered.
    pub first_load: bool,
}

/// The sizes of a whole build.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// The budget in KiB.
    pub budget_kib: f64,
    /// The sum over the files of the first load.
    pub first_load: Row,
    /// Every file.
    pub files: Vec<Row>,
}

impl Table {
    /// Measures a finished build; `first_load` names the files of the first load.
    pub fn measure(dist: &Path, first_load: &[String]) -> Result<Self> {
        let mut rows = Vec::new();
        for path in files::list(dist)? {
            let file = path.to_string_lossy().replace('\\', "/");
            if file.ends_with(".br") || file.ends_with(".gz") {
                continue;
            }
            let whole = dist.join(&path);
            let raw = std::fs::metadata(&whole)?.len();
            let packed = |suffix| {
                std::fs::metadata(compress::compressed_path(&whole, suffix))
                    .map_or(raw, |it| it.len())
            };
            rows.push(Row {
                raw,
                gzip: packed("gz"),
                brotli: packed("br"),
                first_load: first_load.contains(&file),
                file,
            });
        }
        for wanted in first_load {
            if !rows.iter().any(|row| row.file == *wanted) {
                bail!("the build lacks {wanted}, which the first load needs");
            }
        }
        rows.sort_by_key(|row| (!row.first_load, std::cmp::Reverse(row.brotli)));
        Ok(Self {
            budget_kib: BUDGET,
            first_load: total(&rows),
            files: rows,
        })
    }

    /// The table as text, in KiB.
    pub fn show(&self) -> String {
        let width = self.files.iter().map(|row| row.file.len()).max();
        let width = width.unwrap_or(0).max("first load".len());
        let mut text = format!(
            "{:width$}  {:>8}  {:>8}  {:>8}   (KiB)\n",
            "file", "raw", "gzip", "brotli"
        );
        let mut line = |row: &Row, name: &str| {
            let _ = writeln!(
                text,
                "{name:width$}  {:>8.1}  {:>8.1}  {:>8.1}",
                kib(row.raw),
                kib(row.gzip),
                kib(row.brotli)
            );
        };
        for row in self.files.iter().filter(|row| row.first_load) {
            line(row, &row.file);
        }
        line(&self.first_load, "first load");
        for row in self.files.iter().filter(|row| !row.first_load) {
            line(row, &row.file);
        }
        text
    }

    /// Fails if the first load is over the budget, or `embed.js` over its limit.
    pub fn check(&self) -> Result<()> {
        let have = kib(self.first_load.brotli);
        if have > self.budget_kib {
            bail!(
                "over the byte budget: the first load is {have:.1} KiB brotli, {:.1} KiB more than \
                 the {:.0} KiB it may be",
                have - self.budget_kib,
                self.budget_kib
            );
        }
        println!(
            "The first load is {have:.1} KiB brotli of the {:.0} KiB it may be.",
            self.budget_kib
        );
        if let Some(row) = self.files.iter().find(|row| row.file == EMBED) {
            let have = kib(row.brotli);
            if have > bake::MAX_KIB {
                bail!(
                    "{EMBED} is {have:.1} KiB brotli, and may be {}",
                    bake::MAX_KIB
                );
            }
            println!(
                "{EMBED} is {have:.1} KiB brotli of the {} it may be.",
                bake::MAX_KIB
            );
        }
        Ok(())
    }
}

fn total(rows: &[Row]) -> Row {
    let sum = |part: fn(&Row) -> u64| rows.iter().filter(|row| row.first_load).map(part).sum();
    Row {
        file: "first load".into(),
        raw: sum(|row| row.raw),
        gzip: sum(|row| row.gzip),
        brotli: sum(|row| row.brotli),
        first_load: true,
    }
}

fn kib(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(brotli: u64) -> Table {
        let row = |file: &str, brotli, first_load| Row {
            file: file.into(),
            raw: brotli * 4,
            gzip: brotli * 2,
            brotli,
            first_load,
        };
        let files = vec![
            row("index.html", brotli, true),
            row("icon.svg", 9_999_999, false),
        ];
        Table {
            budget_kib: BUDGET,
            first_load: total(&files),
            files,
        }
    }

    #[test]
    fn only_the_first_load_counts() {
        table(114 * 1024)
            .check()
            .expect("exactly the budget passes");
        let error = table(115 * 1024).check().expect_err("one more does not");
        assert!(error.to_string().contains("1.0 KiB more"), "{error}");
    }

    #[test]
    fn the_script_for_host_pages_has_a_limit_of_its_own() {
        let with = |brotli| {
            let mut table = table(1024);
            let other = table.files[1].clone();
            table.files.push(Row {
                file: EMBED.into(),
                brotli,
                ..other
            });
            table.check()
        };
        // 7.6 KiB.
        with(7782).expect("exactly the limit passes");
        assert!(with(7782 + 60).is_err());
    }

    #[test]
    fn the_table_names_the_sum() {
        let text = table(2048).show();
        assert!(text.contains("first load"), "{text}");
        assert!(text.contains("2.0"), "{text}");
    }
}
