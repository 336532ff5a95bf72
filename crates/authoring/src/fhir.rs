//! `pack import` and `pack export`: FHIR Questionnaires to packs and back.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ::fhir::{Options, Release};
use anyhow::{Context, Result, bail};

use crate::read;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What to import, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// The Questionnaire, FHIR R4 or R5
    questionnaire: PathBuf,
    /// A bands file: what the pack needs and a Questionnaire cannot hold, such as bands and guidance (docs/fhir.md)
    #[arg(long, value_name = "FILE")]
    bands: Option<PathBuf>,
    /// A ValueSet, a CodeSystem or a Bundle of them that the Questionnaire refers to; may be repeated
    #[arg(long, value_name = "FILE")]
    value_set: Vec<PathBuf>,
    /// Import only the questions, without any scoring
    #[arg(long)]
    unscored: bool,
    /// Where to write the pack; its other languages are written to the same folder [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What to export, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// The pack
    pack: PathBuf,
    /// The release of FHIR to write
    #[arg(long, value_name = "RELEASE", default_value = "r4")]
    fhir: Fhir,
    /// The pack's texts in another language, as in packs/NAME.LANG.json; may be repeated
    #[arg(long, value_name = "FILE")]
    translation: Vec<PathBuf>,
    /// Where to write the Questionnaire [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where to write the bands file, with what a Questionnaire cannot hold; `pack import --bands` reads it
    #[arg(long, value_name = "FILE")]
    bands: Option<PathBuf>,
}

/// A release of FHIR.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Fhir {
    R4,
    R5,
}

fn text(path: &Path) -> Result<String> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("could not read {shown}"))?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("could not read {shown}"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        bail!("{shown} is larger than {} MiB", LARGEST / 1024 / 1024);
    }
    read::decode(path, &bytes)
}

fn named(path: &Path) -> Result<(String, String)> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok((name.to_string_lossy().into_owned(), text(path)?))
}

/// Writes to `path`, or to standard output.
fn write(path: Option<&Path>, text: &str) -> Result<()> {
    match path {
        Some(path) => {
            let shown = path.display();
            std::fs::write(path, text).with_context(|| format!("could not write {shown}"))?;
            eprintln!("Written: {shown}");
        }
        None => print!("{text}"),
    }
    Ok(())
}

/// Imports a Questionnaire. The report goes to standard error.
///
/// # Errors
/// When the Questionnaire is refused, or a file cannot be read or written.
pub fn import(import: &Import) -> Result<()> {
    let questionnaire = text(&import.questionnaire)?;
    let sets = import.value_set.iter().map(|path| named(path));
    let options = Options {
        bands: import.bands.as_deref().map(named).transpose()?,
        value_sets: sets.collect::<Result<_>>()?,
        unscored: import.unscored,
    };
    let (imported, report) = ::fhir::import(&questionnaire, &options);
    eprint!("{report}");
    let Some(imported) = imported else {
        let count = report.refusals.len();
        let reasons = if count == 1 { "reason" } else { "reasons" };
        let shown = import.questionnaire.display();
        bail!("{shown} is refused, for {count} {reasons}");
    };
    eprintln!("Licence, shown with the check: {}", imported.licence);
    write(import.out.as_deref(), &imported.pack)?;
    for (lang, texts) in &imported.translations {
        match &import.out {
            Some(out) => write(Some(&out.with_extension(format!("{lang}.json"))), texts)?,
            None => eprintln!("note: its language {lang} is written only with --out"),
        }
    }
    Ok(())
}

/// Exports a pack.
///
/// # Errors
/// When the pack or a translation is not valid, or a file cannot be read or written.
pub fn export(export: &Export) -> Result<()> {
    let pack = text(&export.pack)?;
    let translations = export.translation.iter().map(|path| text(path));
    let translations: Vec<String> = translations.collect::<Result<_>>()?;
    let release = match export.fhir {
        Fhir::R4 => Release::R4,
        Fhir::R5 => Release::R5,
    };
    let exported = ::fhir::export(&pack, &translations, release);
    let exported = exported.map_err(|error| {
        let shown = export.pack.display();
        anyhow::anyhow!("{shown} cannot be exported:\n{error}")
    })?;
    for note in &exported.notes {
        eprintln!("note: {note}");
    }
    write(export.out.as_deref(), &exported.questionnaire)?;
    if let Some(bands) = &export.bands {
        write(Some(bands), &exported.bands)?;
    }
    Ok(())
}
