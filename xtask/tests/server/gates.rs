//! Files held back, halved and refused.

use std::io::{Read, Write};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Result;
use xtask::server::{Options, Server};

use crate::site::{Site, ask, header};

#[test]
fn a_held_file_is_sent_once_it_is_released_and_others_meanwhile() -> Result<()> {
    let site = Site::new("hold")?;
    let server = Server::start(site.path(), Options::default())?;
    let hold = server.hold(".js");
    let (send, arrived) = mpsc::channel();
    let url = format!("{}app.js", server.url());
    let waiting = std::thread::spawn(move || {
        let answer = ask("GET", &url, &[]).map(|answer| answer.status().as_u16());
        send.send(answer)
    });
    // Another file arrives while this one is held back.
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
fn the_second_half_of_a_file_is_sent_once_it_is_released() -> Result<()> {
    let site = Site::new("half")?;
    let server = Server::start(site.path(), Options::default())?;
    let url = format!("{}app.js", server.url());
    let first = ask("GET", &url, &[])?;
    let tag = header(&first, "ETag").to_owned();
    let half = server.halve(".js");
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port()))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    // A browser that has a copy still gets the whole file.
    write!(
        stream,
        "GET /app.js HTTP/1.1\r\nHost: x\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n"
    )?;
    let mut sent = Vec::new();
    let mut byte = [0];
    while !sent.ends_with(b"\r\n\r\npla") {
        stream.read_exact(&mut byte)?;
        sent.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&sent).to_lowercase();
    assert!(head.starts_with("http/1.1 200 "), "{head}");
    assert!(head.contains("\r\ncontent-length: 5\r\n"), "{head}");
    // Another file arrives while the second half is held back.
    assert_eq!(ask("GET", &server.url(), &[])?.status(), 200);
    stream.set_nonblocking(true)?;
    let early = stream.read(&mut byte).map_err(|error| error.kind());
    assert_eq!(early, Err(std::io::ErrorKind::WouldBlock));
    stream.set_nonblocking(false)?;
    drop(half);
    let mut rest = String::new();
    stream.read_to_string(&mut rest)?;
    assert_eq!(rest, "in");
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

/// A test may stop the server before it drops the guard of a held file. The file must not be sent in between.
#[test]
fn held_files_are_not_sent_when_the_server_stops() -> Result<()> {
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
        // The connection may have been reset rather than closed.
        let _ = stream.read_to_end(&mut sent);
        assert_eq!(sent, b"");
    }
    Ok(())
}
