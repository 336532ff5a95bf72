//! Answers: the file or its precompressed neighbour, with the headers a browser needs.

use std::io::Cursor;
use std::path::Path;

use tiny_http::{Header, Method, Response, StatusCode};

use super::mime;
use super::resolve::{Target, resolve};
use crate::build::{compress, hash};

/// An answer whose length is known beforehand.
pub(super) type Answer = Response<Cursor<Vec<u8>>>;

/// The answer to one request.
pub(super) fn answer(root: &Path, prefix: &str, request: &tiny_http::Request) -> Answer {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return plain(405).with_header(header("Allow", "GET, HEAD"));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    match resolve(root, prefix, path) {
        Target::File(path) => file(&path, request),
        Target::Redirect(to) => plain(308).with_header(header("Location", &to)),
        Target::Missing => plain(404),
    }
}

/// A status and its number as text.
pub(super) fn plain(status: u16) -> Answer {
    Response::from_string(format!("{status}\n"))
        .with_status_code(StatusCode(status))
        .with_header(header("Cache-Control", "no-store"))
}

fn file(path: &Path, request: &tiny_http::Request) -> Answer {
    let accepted = value(request, "Accept-Encoding").unwrap_or_default();
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
    let tag = format!("\"{}\"", &hash::hex(&content)[..16]);
    let unchanged = value(request, "If-None-Match").is_some_and(|known| known.contains(&tag));
    let mut response = if unchanged {
        Response::from_data(Vec::new()).with_status_code(StatusCode(304))
    } else {
        // Known lengths are sent as such, never in chunks: sizes in a test's log are then real.
        Response::from_data(content).with_chunked_threshold(usize::MAX)
    };
    response.add_header(header("Content-Type", mime::of(path)));
    response.add_header(header("Cache-Control", "no-cache"));
    response.add_header(header("ETag", &tag));
    response.add_header(header("Vary", "Accept-Encoding"));
    response.add_header(header("X-Content-Type-Options", "nosniff"));
    if let Some(encoding) = encoding {
        response.add_header(header("Content-Encoding", encoding));
    }
    response
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

fn value<'a>(request: &'a tiny_http::Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

/// Headers here are made of ASCII we wrote ourselves, or of a path that arrived in one.
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .or_else(|()| Header::from_bytes("X-Unsendable", name))
        .expect("a header name of our own is ASCII")
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
