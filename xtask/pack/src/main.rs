//! `cargo xtask pack`: the commands for authors of packs.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use pack::{check, fhir, paper};

/// Commands for authors of packs.
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
        /// An organisation's configuration: every language it offers has to be there
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Warn about English texts that take more years than this to read with ease; 0 for never
        #[arg(long, default_value = "13", value_name = "YEARS")]
        age: u32,
    },
    /// Make a pack of a FHIR Questionnaire (R4 or R5), or say why it cannot be scored exactly
    Import(fhir::Import),
    /// Write a pack as a FHIR Questionnaire
    Export(fhir::Export),
    /// Write the check on paper: the questions, how to work them out by hand, and the words that go with it
    Paper {
        /// The pack
        file: PathBuf,
        /// The page to write; its style sheet is written beside it
        #[arg(long, default_value = "paper.html")]
        out: PathBuf,
        /// An organisation's configuration [default: the project's own]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// The interface texts [default: the project's English ones]
        #[arg(long, value_name = "FILE")]
        locale: Option<PathBuf>,
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
            let against = check::Against { config, age };
            let mut good = true;
            for file in &files {
                good &= check::file(file, &against)?;
            }
            anyhow::ensure!(good, "not every pack can be used");
            Ok(())
        }
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

/// A file of the project's.
fn own(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(file)
}
