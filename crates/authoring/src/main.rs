//! `cargo xtask pack` and `cargo xtask config`: the commands for authors of packs and editors of configurations.

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use authoring::{check, config, fhir, paper, read, sheets};
use clap::{Parser, Subcommand};
use instrument::Pack;

/// Check, score, convert and print packs
#[derive(Debug, Parser)]
#[command(name = "cargo xtask pack", bin_name = "cargo xtask pack")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find everything that is wrong with packs and their translations
    Check {
        /// The packs
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// An organisation's configuration; each pack must be translated into every language that it offers
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Warn about English texts that take more years than this to read with ease; 0 for never
        #[arg(long, default_value = "13", value_name = "YEARS")]
        age: u32,
    },
    /// Score a CSV file of answer sheets, one row for each sheet (columns: see crates/authoring/src/sheets.rs)
    Score {
        /// The pack
        file: PathBuf,
        /// The answer sheets, as CSV, with a column for each item named by its id
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
        /// Where to write the scores [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Convert a FHIR Questionnaire (R4 or R5) to a pack, or report why it cannot be scored exactly
    Import(fhir::Import),
    /// Write a pack as a FHIR Questionnaire
    Export(fhir::Export),
    /// Write the check on paper: the questions, how to score them by hand, and the guidance
    Paper {
        /// The pack
        file: PathBuf,
        /// The page to write; its style sheet is written to the same folder
        #[arg(long, default_value = "paper.html")]
        out: PathBuf,
        /// An organisation's configuration [default: the project's own]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// The interface texts [default: the project's English ones]
        #[arg(long, value_name = "FILE")]
        locale: Option<PathBuf>,
    },
    /// Commands for editors of a configuration, called as `cargo xtask config`
    #[command(subcommand, hide = true)]
    Config(Config),
}

#[derive(Debug, Subcommand)]
enum Config {
    /// Find everything that is wrong with a configuration
    Check {
        /// The configurations [default: the project's own]
        files: Vec<PathBuf>,
        /// The folder of the files that a configuration names [default: the configuration's own, then the project]
        #[arg(long)]
        folder: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Check { files, config, age } => {
            let options = check::CheckOptions { config, age };
            let mut good = true;
            for file in &files {
                good &= check::file(file, &options)?;
            }
            anyhow::ensure!(good, "not every pack can be used");
            Ok(())
        }
        Command::Config(Config::Check { mut files, folder }) => {
            if files.is_empty() {
                files.push(own("config.json"));
            }
            let mut good = true;
            for file in &files {
                good &= config::file(file, folder.as_deref(), &own(""))?;
            }
            anyhow::ensure!(good, "something has to be put right");
            Ok(())
        }
        Command::Score { file, answers, out } => score(&file, &answers, out.as_deref()),
        Command::Import(import) => fhir::import(&import),
        Command::Export(export) => fhir::export(&export),
        Command::Paper {
            file,
            out,
            config,
            locale,
        } => {
            let sources = paper::Sources {
                pack: file,
                config: config.unwrap_or_else(|| own("config.json")),
                locale: locale.unwrap_or_else(|| own("locales/en.json")),
            };
            let style = paper::write(&sources, &out)?;
            println!("Written: {} and {}", out.display(), style.display());
            Ok(())
        }
    }
}

fn score(file: &Path, answers: &Path, out: Option<&Path>) -> Result<()> {
    let text = read::text(file)?;
    let pack = Pack::read(&text).map_err(|wrong| {
        anyhow::anyhow!(
            "{}: run `cargo xtask pack check` on it:\n{}",
            file.display(),
            wrong.lines()
        )
    })?;
    let sheets =
        fs::File::open(answers).with_context(|| format!("could not read {}", answers.display()))?;
    let mut told = |said: String| eprintln!("{said}");
    let tally = match out {
        Some(path) => {
            let file = fs::File::create(path)
                .with_context(|| format!("could not write {}", path.display()))?;
            sheets::run(&pack, sheets, BufWriter::new(file), &mut told)?
        }
        None => sheets::run(
            &pack,
            sheets,
            BufWriter::new(std::io::stdout().lock()),
            &mut told,
        )?,
    };
    eprintln!(
        "{} sheets, {} of them with an error.",
        tally.rows, tally.wrong
    );
    anyhow::ensure!(
        tally.wrong == 0,
        "the column `error` says what is wrong with a sheet"
    );
    Ok(())
}

/// The path of a file in the project's folder.
fn own(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(file)
}
