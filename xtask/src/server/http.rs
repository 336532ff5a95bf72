//! As much of HTTP/1.1 as a static server on loopback needs: a request's head, an answer of known length, and
//! connections that stay open.
//!
//! A thread for each connection, never a pool: a browser keeps several open and expects an answer on every one, however
//! long another is held back.

use std::borrow::Cow;
use std::io::{self, BufRead, Read, Write};

/// Longer heads are refused.
const LONGEST: u64 = 64 * 1024;

/// The head of a request.
pub(super) struct Incoming {
    pub(super) method: String,
    /// Path and query as they were sent.
    pub(super) url: String,
    headers: Vec<(String, String)>,
}

impl Incoming {
    /// The next request on a connection, or nothing when the browser has closed it.
    pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = from.by_ref().take(LONGEST);
        let mut line = String::new();
        // A stray empty line before a request is to be overlooked.
        while line.trim_end().is_empty() {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Ok(None);
            }
        }
        let mut words = line.split_whitespace();
        let (Some(method), Some(url), Some(_)) = (words.next(), words.next(), words.next()) else {
            return Err(malformed());
        };
        let (method, url) = (method.to_owned(), url.to_owned());
        let mut headers = Vec::new();
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Err(malformed());
            }
            let text = line.trim_end();
            if text.is_empty() {
                return Ok(Some(Self {
                    method,
                    url,
                    headers,
                }));
            }
            let (name, value) = text.split_once(':').ok_or_else(malformed)?;
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }

    /// Its path and its query, which may be empty.
    pub(super) fn target(&self) -> (&str, &str) {
        let url = self.url.split('#').next().unwrap_or_default();
        url.split_once('?').unwrap_or((url, ""))
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Forgets that the browser has a copy, so that the answer is the whole file.
    pub(super) fn forget_copy(&mut self) {
        self.headers.retain(|(name, _)| {
            !["If-None-Match", "If-Modified-Since"]
                .iter()
                .any(|other| other.eq_ignore_ascii_case(name))
        });
    }

    /// Whether another request can follow: not when the browser says so, nor after a body, which nobody here reads.
    pub(super) fn is_last(&self) -> bool {
        let closing = self
            .header("Connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"));
        let length = self.header("Content-Length").unwrap_or("0");
        closing || length != "0" || self.header("Transfer-Encoding").is_some()
    }
}

fn malformed() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

/// An answer whose length is known.
pub(super) struct Answer {
    status: u16,
    headers: Vec<(Cow<'static, str>, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    pub(super) fn with(mut self, name: impl Into<Cow<'static, str>>, value: &str) -> Self {
        // A path may hold anything, a header must not hold a line's end.
        let value = value.replace(['\r', '\n'], "");
        self.headers.push((name.into(), value));
        self
    }

    /// Sends it as the answer to `request`.
    pub(super) fn send(&self, request: &Incoming, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.bytes(request))?;
        to.flush()
    }

    /// The same with a pause halfway through the body.
    pub(super) fn send_in_two(
        &self,
        request: &Incoming,
        to: &mut impl Write,
        pause: impl FnOnce(),
    ) -> io::Result<()> {
        let whole = self.bytes(request);
        let (first, second) = whole.split_at(whole.len().saturating_sub(self.body.len() / 2));
        to.write_all(first)?;
        to.flush()?;
        pause();
        to.write_all(second)?;
        to.flush()
    }

    /// What is sent as the answer to `request`.
    fn bytes(&self, request: &Incoming) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            text += &format!("{name}: {value}\r\n");
        }
        if self.status != 304 {
            text += &format!("Content-Length: {}\r\n", self.body.len());
        }
        let last = if request.is_last() {
            "close"
        } else {
            "keep-alive"
        };
        text += &format!("Connection: {last}\r\n\r\n");
        let mut whole = text.into_bytes();
        if request.method != "HEAD" && self.status != 304 {
            whole.extend_from_slice(&self.body);
        }
        whole
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        304 => "Not Modified",
        308 => "Permanent Redirect",
        404 => "Not Found",
        405 => "Method Not Allowed",
        503 => "Service Unavailable",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<Option<Incoming>> {
        Incoming::read(&mut text.as_bytes())
    }

    #[test]
    fn the_head_of_a_request_is_parsed() {
        let request = read(
            "\r\nGET /a?b HTTP/1.1\r\nHost: x\r\naccept-encoding:  br \r\nif-none-match: x\r\n\r\n",
        );
        let mut request = request.expect("reads").expect("is there");
        assert_eq!((&*request.method, &*request.url), ("GET", "/a?b"));
        assert_eq!(request.target(), ("/a", "b"));
        assert_eq!(request.header("Accept-Encoding"), Some("br"));
        assert!(!request.is_last());
        request.forget_copy();
        assert_eq!(request.header("If-None-Match"), None);
        assert_eq!(request.header("Host"), Some("x"));
    }

    #[test]
    fn malformed_requests_are_refused() {
        assert!(read("").expect("reads").is_none());
        assert!(read("GET /\r\n\r\n").is_err());
        assert!(read("GET / HTTP/1.1\r\nHost: x\r\n").is_err());
        assert!(read("GET / HTTP/1.1\r\nno colon\r\n\r\n").is_err());
    }

    #[test]
    fn a_request_with_a_body_is_the_last_on_its_connection() {
        let request = read("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        assert!(request.expect("reads").expect("is there").is_last());
    }
}
