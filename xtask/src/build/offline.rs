//! `sw.js` and `release.json`: what the service worker has to know of a finished build.
//!
//! The digest covers the content of every file and the worker itself, so any change is a new version, with a cache of its
//! own. What an organisation may edit in place after the build has no hash of its own.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use super::{compress, files, hash};

/// The worker, its first line written here.
pub const WORKER: &str = "sw.js";

/// What the server has now; the build has written what its files are called.
pub const RELEASE: &str = "release.json";

/// What the worker's first line begins with.
const LINE: &str = "self.release=";

/// What the worker knows of its version.
#[derive(Debug, Serialize)]
struct Release {
    /// SHA-256 over every file's name and content.
    digest: String,
    /// Every file with its SHA-256; empty where it may be edited in place.
    files: BTreeMap<String, String>,
}

/// Completes both in a finished folder, whose worker is `script`; returns the digest.
pub fn seal(folder: &Path, script: &str) -> Result<String> {
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
    // Enough of it to tell versions apart: it is part of the names of caches.
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

/// The same for a folder that was sealed before and has been changed since: another version, as if it had been built.
pub fn reseal(folder: &Path) -> Result<String> {
    let worker = files::read_text(&folder.join(WORKER))?;
    let (_, script) = worker
        .strip_prefix(LINE)
        .and_then(|rest| rest.split_once('\n'))
        .context("sw.js does not begin with what the build writes there")?;
    let digest = seal(folder, script)?;
    for (name, suffix) in [WORKER, RELEASE]
        .into_iter()
        .flat_map(|name| [(name, "br"), (name, "gz")])
    {
        let stale = compress::neighbour(&folder.join(name), suffix);
        if stale.is_file() {
            std::fs::remove_file(stale)?;
        }
    }
    Ok(digest)
}

/// Whether the worker keeps this file: all of them, but what it is made from, the compressed neighbours, and the script for
/// the pages of an organisation with its types, which the worker of this page does not see, and what is only for whoever edits the
/// configuration.
pub fn is_kept(name: &str) -> bool {
    let compressed = name.ends_with(".br") || name.ends_with(".gz");
    let apart = [WORKER, RELEASE].contains(&name)
        || name.starts_with("embed.")
        || name.starts_with("check-config");
    !compressed && !apart && !name.starts_with("schema/")
}

/// Whether this file need not be what the build made of it: what is edited, and the texts, of which the newest count.
fn is_editable(name: &str) -> bool {
    let texts =
        name.ends_with(".json") && (name.starts_with("packs/") || name.starts_with("locales/"));
    texts || is_edited(name)
}

/// Whether an editor changes or replaces this file where it lies: a configuration, the manifest, icons, a logo. A compressed
/// neighbour would be sent in its place, as it was before.
pub fn is_edited(name: &str) -> bool {
    let config = name.starts_with("config.") && name.ends_with(".json");
    let picture = [".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"];
    let picture = picture.iter().any(|end| name.ends_with(end));
    config || picture || name == "manifest.webmanifest"
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder =
            std::env::temp_dir().join(format!("xtask-offline-{name}-{}", std::process::id()));
        files::fresh(&folder).expect("a scratch folder");
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
        let digest = seal(&folder, "work();").expect("seals");
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
        let mut seen = vec![seal(&folder, "work();").expect("seals")];
        assert_eq!(reseal(&folder).expect("seals"), seen[0], "nothing changed");
        seen.push(seal(&folder, "work(1);").expect("seals"));
        for (name, content) in [
            ("config.json", "[]"),
            ("index.html", "another"),
            ("new.html", ""),
        ] {
            files::write(&folder.join(name), content.as_bytes()).expect("writes");
            seen.push(reseal(&folder).expect("seals"));
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
        assert!(reseal(&folder).is_err());
        std::fs::remove_dir_all(folder).expect("cleans up");
    }
}
