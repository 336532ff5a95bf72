//! The arguments of the program, and its work.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use compassion_check::text::build_locale_files;
use instrument::Pack;
use instrument::pack::first_part;
use instrument::pack::translation::{template, translate};

/// Prints a translated pack, a template for translators, the first part of a pack, or the interface texts as the page
/// fetches them.
#[derive(Parser)]
struct Args {
    /// The pack as the page fetches it, because the translated pack contains its digest. With `--deliver`, the
    /// interface texts.
    pack: PathBuf,
    /// The file with the translated texts of the pack.
    #[arg(required_unless_present_any = ["into", "deliver", "first"])]
    texts: Option<PathBuf>,
    /// Print a template for translators: the texts of the pack, to be translated into this language (BCP 47).
    #[arg(long, value_name = "LANG", conflicts_with = "texts")]
    into: Option<String>,
    /// Print the two files of interface texts that the page fetches, one on each line: first load, lazy screens.
    #[arg(long, conflicts_with_all = ["texts", "into"])]
    deliver: bool,
    /// Print the part of the pack that the page fetches before the first question.
    #[arg(long, conflicts_with_all = ["texts", "into", "deliver"])]
    first: bool,
}

/// Runs the program, which prints to standard output.
pub(super) fn run() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let pack = read(&args.pack)?;
    if args.first {
        print!("{}", first_part(&pack).map_err(|errors| errors.lines())?);
    }
    if args.deliver {
        let [first, later] = build_locale_files(&pack)
            .map_err(|error| format!("{}: {error}", args.pack.display()))?;
        println!("{first}\n{later}");
    }
    if let Some(lang) = &args.into {
        print!("{}", template(&pack, lang)?);
    }
    if let Some(path) = &args.texts {
        let lines = |errors: Vec<String>| format!("{}:\n  {}", path.display(), errors.join("\n  "));
        let whole = translate(&pack, &read(path)?)
            .map_err(|errors| lines(errors.iter().map(ToString::to_string).collect()))?;
        Pack::read(&whole)
            .map_err(|errors| lines(errors.iter().map(ToString::to_string).collect()))?;
        print!("{whole}");
    }
    Ok(())
}
