//! The static server, asked over real sockets as a browser would.

mod files;
mod gates;
mod site;

use std::time::Duration;

use anyhow::Result;
use xtask::server::{Folder, Options, Page, Pages, Server};

use site::{Site, ask, header};

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
fn a_prefix_applies_to_every_path_and_requests_are_recorded() -> Result<()> {
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
    assert_eq!(bare.status(), 307);
    assert_eq!(header(&bare, "Location"), "/tools/check/");
    let paths: Vec<_> = server.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/tools/check/app.js?a=b", "/tools/check"]);
    server.clear_log();
    assert!(server.requests().is_empty());
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

/// Makes one page, which shows its query.
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
fn pages_and_additional_folders_are_served() -> Result<()> {
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
