//! Media types by file extension.

use std::path::Path;

/// The type a file is sent as. A module sent as anything but `application/wasm` cannot be compiled
/// while it arrives.
pub(super) fn of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_types_that_browsers_insist_on() {
        assert_eq!(of(Path::new("app-1.wasm")), "application/wasm");
        assert!(of(Path::new("app-1.js")).starts_with("text/javascript"));
        assert_eq!(of(Path::new("packs/a.json")), "application/json");
        assert!(of(Path::new("index.html")).starts_with("text/html"));
        assert_eq!(of(Path::new("LICENSE")), "application/octet-stream");
    }
}
