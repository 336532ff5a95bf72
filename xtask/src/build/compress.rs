//! Writes a `.br` and a `.gz` file beside each file worth compressing, so that a static host can send them as they are.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

/// Extensions of files worth compressing. Pictures other than SVG are compressed already.
const KINDS: [&str; 9] = [
    "html",
    "js",
    "css",
    "wasm",
    "json",
    "svg",
    "txt",
    "webmanifest",
    "xml",
];

/// Whether a file of this name is worth compressing.
pub fn is_worth_compressing(file: &Path) -> bool {
    file.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| KINDS.contains(&extension))
}

/// Writes both compressed forms of a file beside it.
pub fn write_compressed(file: &Path) -> Result<()> {
    let content = std::fs::read(file)?;
    std::fs::write(compressed_path(file, "br"), brotli(&content)?)?;
    std::fs::write(compressed_path(file, "gz"), gzip(&content)?)?;
    Ok(())
}

/// The path of a compressed form: `app.js` and `br` become `app.js.br`.
pub fn compressed_path(file: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &parameters)?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_compressed_forms_decompress_to_the_original() {
        let text = "the same sentence, again and again. ".repeat(40);
        let mut back = String::new();
        brotli::Decompressor::new(&brotli(text.as_bytes()).expect("brotli")[..], 4096)
            .read_to_string(&mut back)
            .expect("reads back");
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(&gzip(text.as_bytes()).expect("gzip")[..])
            .read_to_string(&mut back)
            .expect("reads back");
        assert_eq!(back, text);
    }

    #[test]
    fn images_are_not_compressed() {
        assert!(is_worth_compressing(Path::new("a/app.wasm")));
        assert!(!is_worth_compressing(Path::new("a/icon.png")));
    }
}
