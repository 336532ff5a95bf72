//! Completes `sw.js` and `release.json`, which tell the service worker what is in a finished build.
//!
//! The digest covers the content of every file and the worker itself, so any change makes a new version, with a cache
//! of its own. Files that an organisation may edit after the build are listed without a hash.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use super::{compress, files};
use crate::hash;

/// The service worker. This module writes its first line.
pub const WORKER: &str = "sw.js";

/// Says which version the server has. The build writes the file names into it, and this module the digest.
pub const RELEASE: &str = "release.json";

/// The start of the worker's first line.
const LINE: &str = "self.release=";

/// What the worker's first line says about its version.
#[derive(Debug, Serialize)]
struct Release {
    /// The first 16 digits of a SHA-256 over every file's name and content and the worker.
    digest: String,
    /// Every file with its SHA-256, which is empty if the file may be edited in place.
    files: BTreeMap<String, String>,
}

/// Writes both files into a finished build and returns the digest. `script` is the worker without its first line.
pub fn write_release(folder: &Path, script: &str) -> Result<String> {
    let mut listed = BTreeMap::new();
    let mut all = String::new();
    for path in files::list(folder)? {
        let name = path.to_string_lossy().replace('\\', "/");
        if !is_kept(&name) {
            continue;
        }
        let content = hash::hex(&std::fs::read(folder.join(&path))?);
        all += &format!("{name} {content}\n");
        let checked = if is_editable(&name) {
            String::new()
        } else {
            content
        };
        listed.insert(name, checked);
    }
    all += script;
    // The digest is part of cache names. 16 digits are enough to tell versions apart.
    let digest = hash::hex(all.as_bytes())[..16].to_owned();
    let release = Release {
        digest: digest.clone(),
        files: listed,
    };
    let line = serde_json::to_string(&release)?;
    let worker = format!("{LINE}{line};\n{script}");
    files::write(&folder.join(WORKER), worker.as_bytes())?;
    let release = folder.join(RELEASE);
    let mut served: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&files::read_text(&release)?).context("release.json")?;
    served.insert("digest".to_owned(), digest.as_str().into());
    files::write(&release, &serde_json::to_vec(&served)?)?;
    Ok(digest)
}

/// Updates both files in a build that has changed since [`write_release`], which makes it another version. Deletes
/// their compressed forms, which are out of date then. Returns the new digest.
pub fn update_release(folder: &Path) -> Result<String> {
    let worker = files::read_text(&folder.join(WORKER))?;
    let (_, script) = worker
        .strip_prefix(LINE)
        .and_then(|rest| rest.split_once('\n'))
        .context("sw.js does not begin with what the build writes there")?;
    let digest = write_release(folder, script)?;
    for (name, suffix) in [WORKER, RELEASE]
        .into_iter()
        .flat_map(|name| [(name, "br"), (name, "gz")])
    {
        let stale = compress::compressed_path(&folder.join(name), suffix);
        if stale.is_file() {
            std::fs::remove_file(stale)?;
        }
    }
    Ok(digest)
}

/// Whether the worker caches this file. It does not cache itself, `release.json`, compressed forms, files for editors
/// of the configuration, and the script for host pages with its types: the worker never sees those pages' requests.
pub fn is_kept(name: &str) -> bool {
    let compressed = name.ends_with(".br") || name.ends_with(".gz");
    let apart = [WORKER, RELEASE].contains(&name)
        || name.starts_with("embed.")
        || name.starts_with("check-config");
    !compressed && !apart && !name.starts_with("schema/")
}

/// Whether this file may differ from the one in the build: files that are edited, and packs and locales, of which the
/// newest are used.
fn is_editable(name: &str) -> bool {
    let texts =
        name.ends_with(".json") && (name.starts_with("packs/") || name.starts_with("locales/"));
    texts || is_edited(name)
}

/// Whether an editor may change or replace this file on the server: a configuration, help lines, the manifest, an icon or a
/// logo.
/// Such a file gets no compressed form, as the server would then send the old content.
pub fn is_edited(name: &str) -> bool {
    let config = name.starts_with("config.") && name.ends_with(".json");
    let picture = [".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"];
    let picture = picture.iter().any(|end| name.ends_with(end));
    let help = name.starts_with("help/") && name.ends_with(".json");
    config || help || picture || name == "manifest.webmanifest"
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder =
            std::env::temp_dir().join(format!("xtask-offline-{name}-{}", std::process::id()));
        files::recreate(&folder).expect("a scratch folder");
        for (name, content) in [
            ("index.html", "page"),
            ("index.html.br", "small page"),
            ("config.json", "{}"),
            ("packs/a.json", "{}"),
            ("app-1a2b3c4d.js", "script"),
            ("embed.js", "for others"),
            ("check-config.html", "for editors"),
            ("release.json", "{\"version\":\"1\"}"),
        ] {
            files::write(&folder.join(name), content.as_bytes()).expect("writes");
        }
        folder
    }

    fn listed(folder: &Path) -> Value {
        let worker = files::read_text(&folder.join(WORKER)).expect("a worker");
        let line = worker.lines().next().expect("a line");
        let json = line
            .strip_prefix(LINE)
            .and_then(|line| line.strip_suffix(';'));
        serde_json::from_str(json.expect("an assignment")).expect("JSON")
    }

    #[test]
    fn lists_every_file_a_page_needs() {
        let folder = folder("lists");
        let digest = write_release(&folder, "work();").expect("seals");
        let release = listed(&folder);
        assert_eq!(release["digest"], *digest);
        assert_eq!(
            release["files"],
            serde_json::json!({
                "app-1a2b3c4d.js": hash::hex(b"script"),
                "config.json": "",
                "index.html": hash::hex(b"page"),
                "packs/a.json": "",
            })
        );
        let served = files::read_text(&folder.join(RELEASE)).expect("reads");
        assert_eq!(
            served,
            format!("{{\"digest\":\"{digest}\",\"version\":\"1\"}}")
        );
        std::fs::remove_dir_all(folder).expect("cleans up");
    }

    #[test]
    fn editable_files_are_recognised() {
        for edited in [
            "config.json",
            "config.branch.json",
            "manifest.webmanifest",
            "icon.svg",
            "logo.png",
        ] {
            assert!(is_edited(edited) && is_editable(edited), "{edited}");
        }
        for built in [
            "index.html",
            "app-1a2b3c4d.js",
            "packs/practitioner.json",
            "check-config.json",
        ] {
            assert!(!is_edited(built), "{built}");
        }
    }

    #[test]
    fn any_change_gives_another_digest() {
        let folder = folder("changes");
        let mut seen = vec![write_release(&folder, "work();").expect("seals")];
        assert_eq!(
            update_release(&folder).expect("seals"),
            seen[0],
            "nothing changed"
        );
        seen.push(write_release(&folder, "work(1);").expect("seals"));
        for (name, content) in [
            ("config.json", "[]"),
            ("index.html", "another"),
            ("new.html", ""),
        ] {
            files::write(&folder.join(name), content.as_bytes()).expect("writes");
            seen.push(update_release(&folder).expect("seals"));
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
        assert!(
            files::read_text(&folder.join(WORKER))
                .expect("reads")
                .ends_with("\nwork(1);")
        );
        std::fs::remove_dir_all(folder).expect("cleans up");
    }

    #[test]
    fn a_worker_without_a_release_is_refused() {
        let folder = folder("elsewhere");
        files::write(&folder.join(WORKER), b"work();").expect("writes");
        assert!(update_release(&folder).is_err());
        std::fs::remove_dir_all(folder).expect("cleans up");
    }
}
