//! The static server, asked over real sockets as a browser would.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Result;
use xtask::server::{Folder, Header, Options, Page, Pages, Server};

/// A small site in a folder of its own, removed afterwards.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Result<Self> {
        let root = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&root)?;
        std::fs::write(root.join("index.html"), "<html>page</html>")?;
        std::fs::write(root.join("app.js"), "plain")?;
        std::fs::write(root.join("app.js.br"), "as brotli")?;
        std::fs::write(root.join("app.js.gz"), "as gzip")?;
        Ok(Self(root))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

type Answer = ureq::http::Response<ureq::Body>;

/// One request that follows nothing and sends these headers.
fn ask(method: &str, url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(20)))
        .proxy(None)
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Ok(agent.run(request.body(())?)?)
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[test]
fn sends_the_smallest_form_the_browser_takes() -> Result<()> {
    let site = Site::new("forms")?;
    let server = Server::start(site.path(), Options::default())?;
    let url = format!("{}app.js", server.url());
    for (accepted, encoding, body) in [
        ("gzip, br", "br", "as brotli"),
        ("identity", "", "plain"),
        ("br;q=0", "", "plain"),
    ] {
        let mut answer = ask("GET", &url, &[("Accept-Encoding", accepted)])?;
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "Content-Encoding"), encoding);
        assert_eq!(header(&answer, "Vary"), "Accept-Encoding");
        assert_eq!(answer.body_mut().read_to_string()?, body);
    }
    let answer = ask("GET", &url, &[("Accept-Encoding", "gzip")])?;
    assert_eq!(header(&answer, "Content-Encoding"), "gzip");
    Ok(())
}

#[test]
fn an_unchanged_file_is_not_sent_again() -> Result<()> {
    let site = Site::new("unchanged")?;
    let server = Server::start(site.path(), Options::default())?;
    let first = ask("GET", &server.url(), &[])?;
    assert_eq!(header(&first, "Cache-Control"), "no-cache");
    let tag = header(&first, "ETag").to_owned();
    let again = ask("GET", &server.url(), &[("If-None-Match", &tag)])?;
    assert_eq!(again.status(), 304);
    std::fs::write(site.path().join("index.html"), "<html>new</html>")?;
    let changed = ask("GET", &server.url(), &[("If-None-Match", &tag)])?;
    assert_eq!(changed.status(), 200);
    Ok(())
}

#[test]
fn head_has_no_body_and_other_methods_are_refused() -> Result<()> {
    let site = Site::new("methods")?;
    let server = Server::start(site.path(), Options::default())?;
    let mut head = ask("HEAD", &server.url(), &[])?;
    assert_eq!(head.status(), 200);
    assert_eq!(head.body_mut().read_to_string()?, "");
    assert_eq!(ask("DELETE", &server.url(), &[])?.status(), 405);
    assert_eq!(
        ask("GET", &format!("{}no.js", server.url()), &[])?.status(),
        404
    );
    Ok(())
}

#[test]
fn a_prefix_stands_before_everything_and_requests_are_remembered() -> Result<()> {
    let site = Site::new("prefix")?;
    let options = Options {
        prefix: "/tools/check/".into(),
        ..Options::default()
    };
    let server = Server::start(site.path(), options)?;
    let root = server.url();
    assert!(root.ends_with("/tools/check/"), "{root}");
    assert_eq!(ask("GET", &format!("{root}app.js?a=b"), &[])?.status(), 200);
    let bare = ask("GET", root.trim_end_matches('/'), &[])?;
    assert_eq!(bare.status(), 308);
    assert_eq!(header(&bare, "Location"), "/tools/check/");
    let paths: Vec<_> = server.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/tools/check/app.js?a=b", "/tools/check"]);
    server.clear_log();
    assert!(server.requests().is_empty());
    Ok(())
}

#[test]
fn a_held_file_comes_once_it_is_let_go_and_others_meanwhile() -> Result<()> {
    let site = Site::new("hold")?;
    let server = Server::start(site.path(), Options::default())?;
    let hold = server.hold(".js");
    let (send, arrived) = mpsc::channel();
    let url = format!("{}app.js", server.url());
    let waiting = std::thread::spawn(move || {
        let answer = ask("GET", &url, &[]).map(|answer| answer.status().as_u16());
        send.send(answer)
    });
    // By the time another file has come, the held one has not.
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    assert_eq!(ask("GET", &server.url(), &[])?.status(), 200);
    assert!(arrived.try_recv().is_err());
    drop(hold);
    assert_eq!(arrived.recv_timeout(Duration::from_secs(20))??, 200);
    assert!(waiting.join().is_ok());
    Ok(())
}

#[test]
fn a_refused_file_fails_until_it_is_allowed() -> Result<()> {
    let site = Site::new("refuse")?;
    let server = Server::start(site.path(), Options::default())?;
    let url = format!("{}app.js", server.url());
    let refusal = server.refuse("app.js");
    assert_eq!(ask("GET", &url, &[])?.status(), 503);
    drop(refusal);
    assert_eq!(ask("GET", &url, &[])?.status(), 200);
    Ok(())
}

#[test]
fn the_port_is_free_again_afterwards() -> Result<()> {
    let site = Site::new("port")?;
    let server = Server::start(site.path(), Options::default())?;
    let port = server.port();
    drop(server);
    let options = Options {
        port,
        ..Options::default()
    };
    let again = Server::start(site.path(), options)?;
    assert_eq!(ask("GET", &again.url(), &[])?.status(), 200);
    Ok(())
}

#[test]
fn every_connection_a_browser_keeps_open_is_answered() -> Result<()> {
    use std::io::{Read, Write};
    let site = Site::new("connections")?;
    let server = Server::start(site.path(), Options::default())?;
    for _ in 0..20 {
        let mut open = Vec::new();
        for _ in 0..6 {
            let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port()))?;
            stream.set_read_timeout(Some(Duration::from_secs(20)))?;
            stream.write_all(b"GET /app.js HTTP/1.1\r\nHost: x\r\n\r\n")?;
            open.push(stream);
        }
        for stream in &mut open {
            let mut start = [0; 15];
            stream.read_exact(&mut start)?;
            assert_eq!(&start, b"HTTP/1.1 200 OK");
        }
    }
    Ok(())
}

/// A test that stops the server and only then lets go of what was held must not find it sent in between.
#[test]
fn what_is_held_is_not_sent_when_the_server_stops() -> Result<()> {
    use std::io::{Read, Write};

    let site = Site::new("stopped")?;
    for _ in 0..50 {
        let server = Server::start(site.path(), Options::default())?;
        let _held = server.hold("app.js");
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port()))?;
        stream.write_all(b"GET /app.js HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        let start = Instant::now();
        while server.requests().is_empty() {
            anyhow::ensure!(start.elapsed() < Duration::from_secs(20), "not asked");
            std::thread::yield_now();
        }
        drop(server);
        let mut sent = Vec::new();
        // The connection may have been cut rather than closed.
        let _ = stream.read_to_end(&mut sent);
        assert_eq!(sent, b"");
    }
    Ok(())
}

#[test]
fn another_origin_may_read_what_it_needs_and_no_more() -> Result<()> {
    let site = Site::new("headers")?;
    let allowed = |server: &Server, file: &str, known: &[(&str, &str)]| -> Result<String> {
        let answer = ask("GET", &format!("{}{file}", server.url()), known)?;
        Ok(header(&answer, "Access-Control-Allow-Origin").to_owned())
    };
    let closed = Server::start(site.path(), Options::default())?;
    assert_eq!(allowed(&closed, "app.js", &[])?, "");
    let options = Options {
        headers: Header::cross_origin(),
        ..Options::default()
    };
    let open = Server::start(site.path(), options)?;
    assert_eq!(allowed(&open, "app.js?v=1", &[])?, "*");
    assert_eq!(allowed(&open, "no.wasm", &[])?, "*");
    assert_eq!(allowed(&open, "index.html", &[])?, "");
    Ok(())
}

/// One page, which says what it was asked.
#[derive(Debug)]
struct Echo;

impl Pages for Echo {
    fn page(&self, path: &str, query: &str) -> Option<Page> {
        (path == "/echo").then(|| Page {
            html: format!("<html>{query}</html>"),
            headers: vec![(
                "Content-Security-Policy".into(),
                "default-src 'none'".into(),
            )],
        })
    }
}

#[test]
fn pages_are_made_and_other_folders_stand_beside_the_first() -> Result<()> {
    let (site, other) = (Site::new("pages")?, Site::new("other")?);
    std::fs::write(other.path().join("only.css"), "here")?;
    let options = Options {
        prefix: "deep".into(),
        folders: vec![Folder {
            path: "npm".into(),
            root: other.path().to_owned(),
        }],
        pages: Some(std::sync::Arc::new(Echo)),
        ..Options::default()
    };
    let server = Server::start(site.path(), options)?;
    let at = |path: &str| ask("GET", &format!("{}{path}", server.url()), &[]);
    let mut page = at("echo?mode=inline")?;
    assert_eq!(
        page.body_mut().read_to_string()?,
        "<html>mode=inline</html>"
    );
    let policy = header(&page, "Content-Security-Policy");
    assert_eq!(policy, "default-src 'none'");
    assert_eq!(at("npm/only.css")?.body_mut().read_to_string()?, "here");
    assert_eq!(at("")?.status(), 200);
    for missing in ["only.css", "npmonly.css", "npm/../app.js", "npm/nothing"] {
        assert_eq!(at(missing)?.status(), 404, "{missing}");
    }
    let post = ask("POST", &format!("{}echo", server.url()), &[])?;
    assert_eq!(post.status(), 405);
    Ok(())
}
