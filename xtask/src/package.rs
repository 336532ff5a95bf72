//! `cargo xtask package`: the release build as one zip, to be unpacked on any static host, below any path.
//!
//! The same sources give the same bytes: entries are sorted and carry no time of their own, so an organisation can build
//! the zip itself and compare.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::build::{self, files, hash};
use crate::project::Project;
use crate::tools;

/// The folder inside the zip, and so the last part of the address where nothing else is chosen.
pub const FOLDER: &str = "compassion-check";

/// What an editor reads, beside the folder rather than in it: it is not for the web. Under the names by which they refer to
/// each other.
const GUIDES: [&str; 7] = [
    "docs/install.md",
    "docs/configure.md",
    "docs/cms.md",
    "docs/embed.md",
    "docs/offline.md",
    "docs/languages.md",
    "CHANGELOG.md",
];

/// Builds `dist/` and writes the zip into `out`; returns where it lies.
pub fn package(project: &Project, out: &Path) -> Result<PathBuf> {
    let tools = tools::for_build(project)?;
    let dist = build::release(project, &tools, &project.path("dist"))?;
    let mut entries = Vec::new();
    for name in GUIDES {
        entries.push((name.to_owned(), std::fs::read(project.path(name))?));
    }
    for file in files::list(&dist)? {
        let name = file.to_string_lossy().replace('\\', "/");
        entries.push((format!("{FOLDER}/{name}"), std::fs::read(dist.join(&file))?));
    }
    let packed = pack(&entries)?;
    let place = out.join(format!("{FOLDER}-{}.zip", env!("CARGO_PKG_VERSION")));
    files::write(&place, &packed)?;
    let sum = hash::hex(&packed);
    println!(
        "{} files, {:.1} KiB, SHA-256 {sum}",
        entries.len(),
        packed.len() as f64 / 1024.0
    );
    Ok(place)
}

/// The zip of these names and contents, in their order.
fn pack(entries: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        // What is compressed already only grows when it is compressed again.
        let packed = [".br", ".gz", ".png"].iter().any(|end| name.ends_with(end));
        let method = if packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        zip.start_file(name.as_str(), options)
            .with_context(|| format!("could not add {name}"))?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// Whoever has the zip has not the sources.
    #[test]
    fn the_guides_lead_to_nothing_that_is_not_there() {
        let project = Project::find().expect("the checkout");
        for name in GUIDES {
            let text = files::read_text(&project.path(name)).expect("it is there");
            for link in text.split("](").skip(1) {
                let link = link.split([')', '#']).next().unwrap_or_default();
                let beside = Path::new(name).with_file_name(link);
                let there = GUIDES.iter().any(|guide| Path::new(guide) == beside);
                let outside = link.is_empty() || link.starts_with("https://");
                assert!(outside || there, "{name} leads to {link}");
            }
        }
    }

    #[test]
    fn the_zip_reads_back_and_is_the_same_each_time() {
        let entries = [
            ("docs/install.md", "copy the folder"),
            ("compassion-check/index.html", "<!doctype html>"),
            ("compassion-check/index.html.br", "packed"),
        ];
        let entries = entries.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let packed = pack(&entries).expect("a zip");
        assert_eq!(packed, pack(&entries).expect("a zip"));
        let mut zip = zip::ZipArchive::new(Cursor::new(packed)).expect("it opens");
        for (at, (name, content)) in entries.iter().enumerate() {
            let mut file = zip.by_index(at).expect("an entry");
            assert_eq!(&file.name().expect("a name"), name);
            let mut back = Vec::new();
            file.read_to_end(&mut back).expect("it reads");
            assert_eq!(&back, content);
        }
    }
}
