//! Answers: the file or its precompressed neighbour, with the headers a browser needs.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::http::{Answer, Incoming};
use super::mime;
use super::options::{Caching, Page};
use super::resolve::{Target, resolve};
use crate::build::{compress, hash};

/// The answer to one request.
pub(super) fn answer(root: &Path, prefix: &str, request: &Incoming, caching: Caching) -> Answer {
    if !reads(request) {
        return refused();
    }
    match resolve(root, prefix, request.target().0) {
        Target::File(path) => file(&path, request, caching),
        Target::Redirect(to) => plain(308).with("Location", &to),
        Target::Missing => plain(404),
    }
}

/// A page that was made for this request.
pub(super) fn page(page: Page, request: &Incoming) -> Answer {
    if !reads(request) {
        return refused();
    }
    let answer = Answer::new(200, page.html.into_bytes())
        .with("Content-Type", "text/html; charset=utf-8")
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff");
    page.headers
        .into_iter()
        .fold(answer, |answer, (name, value)| answer.with(name, &value))
}

fn reads(request: &Incoming) -> bool {
    ["GET", "HEAD"].contains(&&*request.method)
}

fn refused() -> Answer {
    plain(405).with("Allow", "GET, HEAD")
}

/// A status and its number as text.
pub(super) fn plain(status: u16) -> Answer {
    Answer::new(status, format!("{status}\n").into_bytes())
        .with("Content-Type", "text/plain; charset=utf-8")
        .with("Cache-Control", "no-store")
}

fn file(path: &Path, request: &Incoming, caching: Caching) -> Answer {
    let accepted = request.header("Accept-Encoding").unwrap_or_default();
    let packed = ENCODINGS
        .iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, suffix)| {
            let content = std::fs::read(compress::neighbour(path, suffix)).ok()?;
            Some((Some(*encoding), content))
        });
    let Some((encoding, content)) = packed.or_else(|| Some((None, std::fs::read(path).ok()?)))
    else {
        return plain(404);
    };
    let (asked, header, value) = match caching {
        Caching::Ask => {
            let tag = format!("\"{}\"", &hash::hex(&content)[..16]);
            ("If-None-Match", "ETag", tag)
        }
        Caching::Unsaid => ("If-Modified-Since", "Last-Modified", modified(path)),
    };
    let known = request.header(asked);
    let answer = if known.is_some_and(|known| known.contains(&value)) {
        Answer::new(304, Vec::new())
    } else {
        Answer::new(200, content)
    };
    let answer = match caching {
        Caching::Ask => answer.with("Cache-Control", "no-cache"),
        Caching::Unsaid => answer,
    };
    let answer = answer
        .with("Content-Type", mime::of(path))
        .with(header, &value)
        .with("Vary", "Accept-Encoding")
        .with("X-Content-Type-Options", "nosniff");
    match encoding {
        Some(encoding) => answer.with("Content-Encoding", encoding),
        None => answer,
    }
}

/// When a file was last changed, as HTTP writes it.
fn modified(path: &Path) -> String {
    let time = std::fs::metadata(path).and_then(|about| about.modified());
    let time = time
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok())
        .unwrap_or_default();
    Offset::UTC
        .to_datetime(time)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

/// Encodings we may have beside a file, the smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Whether an `Accept-Encoding` value allows an encoding; `;q=0` is the polite form of no.
fn accepts(value: &str, encoding: &str) -> bool {
    value.split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        named
            && !words.any(|word| {
                word.strip_prefix("q=")
                    .is_some_and(|weight| weight.parse() == Ok(0.0_f32))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_can_be_refused() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("GZIP;q=0.5", "gzip"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "br"));
    }
}
