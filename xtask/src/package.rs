//! `cargo xtask package`: the release build as one zip, to be unpacked on any static host, below any path.
//!
//! The same sources give the same bytes: entries have a fixed order, and all have the date of the release. So an
//! organisation can build the zip itself and compare.
//!
//! The date matters. Many web servers send it as `Last-Modified`, and without `Cache-Control` browsers use it to guess
//! how long a file is fresh: a file from 1980 would count as fresh for years. The date must also change whenever a file
//! does. Otherwise a browser that asks whether its copy is still current would be told that it is.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::tz::Offset;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::build::{self, files};
use crate::hash;
use crate::project::Project;
use crate::{run, tools};

/// The folder inside the zip. It is the last part of the check's address unless an organisation renames it.
pub const FOLDER: &str = "compassion-check";

/// Documents for editors. They are beside the folder rather than in it, as they are not for the web. They keep their
/// paths, so that the links between them work.
const GUIDES: [&str; 12] = [
    "docs/install.md",
    "docs/configure.md",
    "docs/cms.md",
    "docs/embed.md",
    "docs/offline.md",
    "docs/languages.md",
    "docs/servers/apache.htaccess",
    "docs/servers/nginx.conf",
    "docs/servers/Caddyfile",
    "docs/servers/web.config",
    "docs/servers/_headers",
    "CHANGELOG.md",
];

/// Builds `dist/` and writes the zip into `out`; returns the path of the zip.
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
    let packed = pack(&entries, dos_date_time(released(project)?)?)?;
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

/// When these sources were released, in seconds since 1970: `SOURCE_DATE_EPOCH`, as is usual for reproducible builds,
/// or else the time of the last commit.
///
/// # Errors
/// If neither is known: sources without their git history need `SOURCE_DATE_EPOCH`. The dates in `CHANGELOG.md` would
/// not do, as the files change more often.
fn released(project: &Project) -> Result<i64> {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok();
    let text = match named {
        Some(text) => text,
        None => {
            let mut git = Command::new("git");
            git.args(["log", "-1", "--format=%ct"])
                .current_dir(project.root());
            let time = run::capture(&mut git).context(
                "no date for the files: this is no git checkout, so set SOURCE_DATE_EPOCH to the time of the release, in seconds \
                 since 1970",
            )?;
            String::from_utf8(time)?
        }
    };
    let text = text.trim();
    text.parse()
        .with_context(|| format!("{text} is not a time in seconds since 1970"))
}

/// A time in seconds since 1970 as a zip stores it: in UTC, from 1980 on, in steps of two seconds.
fn dos_date_time(seconds: i64) -> Result<DateTime> {
    let time = Offset::UTC.to_datetime(Timestamp::from_second(seconds)?);
    let part = |value: i8| u8::try_from(value);
    let date = DateTime::from_date_and_time(
        u16::try_from(time.year())?,
        part(time.month())?,
        part(time.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    );
    date.with_context(|| format!("a zip cannot hold the date {time}"))
}

/// A zip of these names and contents in this order, each with this date.
fn pack(entries: &[(String, Vec<u8>)], date: DateTime) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        // Compressing a compressed file again would make it larger.
        let packed = [".br", ".gz", ".png"].iter().any(|end| name.ends_with(end));
        let method = if packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(date)
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

    /// People who have the zip do not have the sources, so a link must lead to a document in the zip or to the web.
    #[test]
    fn every_link_in_the_guides_has_a_target() {
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

    /// Without `Cache-Control`, a browser would keep a file from 1980 for years.
    #[test]
    fn files_in_the_zip_have_the_date_of_the_release() {
        let project = Project::find().expect("the checkout");
        let time = released(&project).expect("this is a git checkout");
        assert!(time > 1_700_000_000, "{time}");
        dos_date_time(time).expect("a date that a zip can hold");
        assert!(dos_date_time(0).is_err(), "before there were zips");
    }

    #[test]
    fn all_settings_for_servers_are_in_the_zip() {
        let project = Project::find().expect("the checkout");
        for file in files::list(&project.path("docs/servers")).expect("a folder") {
            let name = Path::new("docs/servers").join(file);
            let there = GUIDES.iter().any(|guide| Path::new(guide) == name);
            assert!(there, "{}", name.display());
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
        // 2026-11-27 23:53:38 in UTC.
        let date = || dos_date_time(1_795_823_618).expect("a date");
        let packed = pack(&entries, date()).expect("a zip");
        assert_eq!(packed, pack(&entries, date()).expect("a zip"));
        let mut zip = zip::ZipArchive::new(Cursor::new(packed)).expect("it opens");
        for (at, (name, content)) in entries.iter().enumerate() {
            let mut file = zip.by_index(at).expect("an entry");
            assert_eq!(&file.name().expect("a name"), name);
            let date = file.last_modified().expect("a date");
            assert_eq!(date.to_string(), "2026-11-27 23:53:38");
            let mut back = Vec::new();
            file.read_to_end(&mut back).expect("it reads");
            assert_eq!(&back, content);
        }
    }
}
