//! What the program does.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use compassion_check::domain::Pack;
use compassion_check::domain::pack::translation::{template, translate};

/// Puts translated texts into a pack and prints it whole; or prints a pack's texts, to be translated.
#[derive(Parser)]
struct Args {
    /// The pack, as it is delivered: its digest goes into the translated one.
    pack: PathBuf,
    /// The file with the translated texts.
    #[arg(required_unless_present = "into")]
    texts: Option<PathBuf>,
    /// Prints the texts of the pack as they stand, to be translated into this language (BCP 47).
    #[arg(long, value_name = "LANG", conflicts_with = "texts")]
    into: Option<String>,
}

/// Does it.
pub(super) fn run() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let pack = read(&args.pack)?;
    if let Some(lang) = &args.into {
        print!("{}", template(&pack, lang)?);
    }
    if let Some(path) = &args.texts {
        let said = |wrong: Vec<String>| {
            let lines = wrong.iter().map(|line| format!("\n  {line}"));
            format!("{}:{}", path.display(), lines.collect::<String>())
        };
        let whole = translate(&pack, &read(path)?).map_err(said)?;
        Pack::read(&whole).map_err(said)?;
        print!("{whole}");
    }
    Ok(())
}
