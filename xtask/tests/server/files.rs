//! Which files are sent, in which form, with which headers.

use std::io::{Read, Write};

use anyhow::Result;
use xtask::server::{Caching, Header, Options, Server};

use crate::site::{Site, ask, header};

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
        assert_eq!(header(&answer, "Vary"), "accept-encoding");
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
fn a_server_with_default_settings_sends_only_last_modified() -> Result<()> {
    let site = Site::new("unsaid")?;
    let options = Options {
        caching: Caching::LastModifiedOnly,
        ..Options::default()
    };
    let server = Server::start(site.path(), options)?;
    let first = ask("GET", &server.url(), &[])?;
    assert_eq!(header(&first, "Cache-Control"), "");
    assert_eq!(header(&first, "ETag"), "");
    let date = header(&first, "Last-Modified").to_owned();
    assert!(date.ends_with(" GMT"), "{date}");
    let again = ask("GET", &server.url(), &[("If-Modified-Since", &date)])?;
    assert_eq!(again.status(), 304);
    assert_eq!(header(&again, "ETag"), "");
    Ok(())
}

#[test]
fn files_have_the_types_that_browsers_insist_on() -> Result<()> {
    let site = Site::new("types")?;
    let server = Server::start(site.path(), Options::default())?;
    for (file, wanted) in [
        ("a.wasm", "application/wasm"),
        ("a.js", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.html", "text/html"),
        ("a.svg", "image/svg+xml"),
        ("a.webmanifest", "application/manifest+json"),
        ("LICENSE", "application/octet-stream"),
    ] {
        std::fs::write(site.path().join(file), "x")?;
        let answer = ask("GET", &format!("{}{file}", server.url()), &[])?;
        assert_eq!(header(&answer, "Content-Type"), wanted, "{file}");
        assert_eq!(header(&answer, "X-Content-Type-Options"), "nosniff");
    }
    Ok(())
}

/// The status for a path that is sent byte for byte. HTTP clients would change or refuse some of these paths.
fn status_of(server: &Server, path: &str) -> Result<String> {
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port()))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    Ok(status.to_owned())
}

#[test]
fn only_files_inside_the_folder_are_served() -> Result<()> {
    let top = Site::new("outside")?;
    let root = top.path().join("site");
    std::fs::create_dir_all(root.join("packs"))?;
    std::fs::write(top.path().join("secret.txt"), "no")?;
    std::fs::write(root.join("index.html"), "page")?;
    std::fs::write(root.join("packs/a b.json"), "{}")?;
    #[cfg(unix)]
    std::os::unix::fs::symlink(top.path().join("secret.txt"), root.join("link.txt"))?;
    let server = Server::start(&root, Options::default())?;
    for (path, wanted) in [
        ("/", "200"),
        ("/packs/a%20b.json", "200"),
        ("/packs", "307"),
        ("/../secret.txt", "404"),
        ("/%2e%2e/secret.txt", "404"),
        ("/packs/../../secret.txt", "404"),
        ("/packs/%2E%2E%2f..%2fsecret.txt", "404"),
        ("/..%5csecret.txt", "404"),
        ("//etc/passwd", "404"),
        ("/link.txt", "404"),
        ("/C:/secret.txt", "404"),
        ("/%00", "404"),
        ("/%ff", "404"),
        ("/%4", "404"),
        ("/nothing", "404"),
        ("/index.html/", "404"),
        ("/packs/", "404"),
        ("index.html", "404"),
    ] {
        assert_eq!(status_of(&server, path)?, wanted, "{path}");
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
