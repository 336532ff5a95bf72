//! From a request's path to a file, never one outside the root.

use std::path::{Path, PathBuf};

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// This file.
    File(PathBuf),
    /// A folder asked for without its closing slash: relative addresses would go wrong.
    Redirect(String),
    /// Nothing that is served.
    Missing,
}

/// Finds the file for a path (no query). `root` is canonical; `prefix` is empty or `/a/b`.
pub(super) fn resolve(root: &Path, prefix: &str, path: &str) -> Target {
    let Some(rest) = path.strip_prefix(prefix) else {
        return Target::Missing;
    };
    if rest.is_empty() {
        return Target::Redirect(format!("{prefix}/"));
    }
    let Some(rest) = rest.strip_prefix('/') else {
        return Target::Missing;
    };
    let Some(rest) = decode(rest) else {
        return Target::Missing;
    };
    let mut file = root.to_owned();
    for part in rest.split('/').filter(|part| !part.is_empty()) {
        // A backslash or a drive letter would be a way out on Windows.
        if part == ".." || part == "." || part.contains(['\\', ':', '\0']) {
            return Target::Missing;
        }
        file.push(part);
    }
    // Canonical, so that a symbolic link does not lead outside either.
    let Ok(file) = file.canonicalize() else {
        return Target::Missing;
    };
    if !file.starts_with(root) {
        return Target::Missing;
    }
    if file.is_dir() {
        if !rest.is_empty() && !rest.ends_with('/') {
            return Target::Redirect(format!("{path}/"));
        }
        let index = file.join("index.html");
        return if index.is_file() {
            Target::File(index)
        } else {
            Target::Missing
        };
    }
    if rest.ends_with('/') {
        return Target::Missing;
    }
    Target::File(file)
}

/// Undoes `%41`; nothing that is not UTF-8 afterwards.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (PathBuf, PathBuf) {
        let top = std::env::temp_dir().join(format!("xtask-resolve-{}", std::process::id()));
        let root = top.join("site");
        std::fs::create_dir_all(root.join("packs")).expect("folders");
        std::fs::write(top.join("secret.txt"), "no").expect("writes");
        std::fs::write(root.join("index.html"), "page").expect("writes");
        std::fs::write(root.join("packs/a b.json"), "{}").expect("writes");
        #[cfg(unix)]
        {
            let _ = std::fs::remove_file(root.join("link.txt"));
            std::os::unix::fs::symlink(top.join("secret.txt"), root.join("link.txt"))
                .expect("links");
        }
        (
            top.canonicalize().expect("exists"),
            root.canonicalize().expect("exists"),
        )
    }

    #[test]
    fn only_files_inside_the_folder_are_served() {
        let (top, root) = site();
        let at = |path| resolve(&root, "", path);
        assert_eq!(at("/"), Target::File(root.join("index.html")));
        let pack = Target::File(root.join("packs/a b.json"));
        assert_eq!(at("/packs/a%20b.json"), pack);
        assert_eq!(at("/packs"), Target::Redirect("/packs/".into()));
        for outside in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/packs/../../secret.txt",
            "/packs/%2E%2E%2f..%2fsecret.txt",
            "/..%5csecret.txt",
            "//etc/passwd",
            "/link.txt",
            "/C:/secret.txt",
            "/%00",
            "/%ff",
            "/%4",
            "/nothing",
            "/index.html/",
            "/packs/",
            "index.html",
        ] {
            assert_eq!(at(outside), Target::Missing, "{outside}");
        }
        std::fs::remove_dir_all(top).ok();
    }

    #[test]
    fn a_prefix_is_part_of_every_path() {
        let root = std::env::temp_dir().join(format!("xtask-prefix-{}", std::process::id()));
        std::fs::create_dir_all(&root).expect("folder");
        std::fs::write(root.join("index.html"), "page").expect("writes");
        let root = root.canonicalize().expect("exists");
        let at = |path| resolve(&root, "/tools/check", path);
        assert_eq!(at("/tools/check"), Target::Redirect("/tools/check/".into()));
        assert_eq!(at("/tools/check/"), Target::File(root.join("index.html")));
        assert_eq!(at("/tools/checkindex.html"), Target::Missing);
        assert_eq!(at("/index.html"), Target::Missing);
        std::fs::remove_dir_all(root).ok();
    }
}
