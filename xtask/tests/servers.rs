//! Tests the settings in `docs/servers` on each web server that is installed here. `cargo xtask test --only servers`
//! installs the servers and fails if one is missing. None of them needs to run as root.

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use xtask::build::{compress, files};
use xtask::server::free_port;
use xtask::tools::servers;

/// A server that ends with the test.
struct Running {
    child: Child,
    port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A temporary folder with a site, which has the check in a folder of its own.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let place = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        files::recreate(&place).expect("a scratch folder");
        let folder = place.join("site/compassion-check");
        for (file, content) in [
            ("index.html", "<!doctype html><title>The page</title>"),
            ("app-1a2b3c4d.js", "console.log('the script');"),
            ("app-1a2b3c4d.wasm", "\0asm"),
            ("sw.js", "self.release={};"),
            ("config.json", "{}"),
            ("packs/practitioner.json", "{\"format\":1}"),
            ("manifest.webmanifest", "{}"),
        ] {
            let file_in_place = folder.join(file);
            files::write(&file_in_place, content.as_bytes()).expect("writes");
            // As in a build, files that editors change have no compressed form.
            if !["config.json", "manifest.webmanifest"].contains(&file) {
                compress::write_compressed(&file_in_place).expect("compresses");
            }
        }
        Self(place)
    }

    fn site(&self) -> String {
        self.0.join("site").display().to_string()
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let place = self.0.join(name);
        fs::write(&place, text).expect("writes");
        place
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn snippet(name: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/servers");
    fs::read_to_string(place.join(name)).expect("it is there")
}

/// The path of a server, if it is installed. If not, its test does nothing: `cargo xtask test` reports that, and its
/// step `servers` installs the server.
fn installed(name: &str) -> Option<PathBuf> {
    let found = servers::program(name);
    assert!(
        found.is_some() || !required(),
        "{name} is not installed here"
    );
    found
}

fn required() -> bool {
    std::env::var_os(servers::REQUIRED).is_some()
}

fn run(mut command: Command, port: u16) -> Running {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the server starts");
    let mut running = Running { child, port };
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let ended = running.child.try_wait().expect("its state");
        assert!(ended.is_none(), "it ended with {ended:?}: see above");
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "it does not listen"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    running
}

type Headers = Vec<(String, String)>;

/// The headers and the body of a file of the check.
fn get(server: &Running, file: &str, encodings: &str) -> (Headers, Vec<u8>) {
    let url = format!("http://127.0.0.1:{}/compassion-check/{file}", server.port);
    let request = ureq::get(&url).header("Accept-Encoding", encodings);
    let mut response = request
        .call()
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()))
        .collect();
    (headers, response.body_mut().read_to_vec().expect("a body"))
}

/// Checks what every server must send, as its settings and docs/install.md say. `encodings` are those it can send.
fn serves_well(server: &Running, encodings: &[&str]) {
    const ASKED: &str = "no-cache";
    const FIXED: &str = "public, max-age=31536000, immutable";
    let files = [
        ("", "text/html", ASKED, true),
        ("index.html", "text/html", ASKED, true),
        ("app-1a2b3c4d.js", "text/javascript", FIXED, true),
        ("app-1a2b3c4d.wasm", "application/wasm", FIXED, true),
        ("sw.js", "text/javascript", ASKED, true),
        ("packs/practitioner.json", "application/json", ASKED, true),
        ("config.json", "application/json", ASKED, false),
        (
            "manifest.webmanifest",
            "application/manifest+json",
            ASKED,
            false,
        ),
    ];
    for (file, kind, caching, packed) in files {
        let (_, plain) = get(server, file, "identity");
        for encoding in ["identity", "gzip", "br"] {
            let (headers, body) = get(server, file, encoding);
            let header = |name: &str| {
                let all = headers.iter().filter(|(other, _)| other == name);
                all.map(|(_, value)| &**value)
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let which = format!("{file} as {encoding}: {headers:?}");
            let sent = header("content-type");
            assert_eq!(sent.split(';').next(), Some(kind), "{which}");
            assert_eq!(header("cache-control"), caching, "{which}");
            assert_eq!(header("x-content-type-options"), "nosniff", "{which}");
            assert_eq!(header("access-control-allow-origin"), "*", "{which}");
            let resource = header("cross-origin-resource-policy");
            assert_eq!(resource, "cross-origin", "{which}");
            let embedder = header("cross-origin-embedder-policy");
            assert_eq!(embedder, "require-corp", "{which}");
            assert_eq!(header("content-security-policy"), "", "{which}");
            assert_eq!(header("content-language"), "", "{which}");
            let expected = if packed && encodings.contains(&encoding) {
                encoding
            } else {
                ""
            };
            assert_eq!(header("content-encoding"), expected, "{which}");
            if expected.is_empty() {
                assert_eq!(body, plain, "{which}");
            } else {
                assert_ne!(body, plain, "{which}");
                let vary = header("vary").to_lowercase();
                assert!(vary.contains("accept-encoding"), "{which}");
            }
        }
    }
}

#[test]
fn apache() {
    let Some(program) = installed("apache2") else {
        return;
    };
    let scratch = Scratch::new("apache");
    scratch.put(
        "site/compassion-check/.htaccess",
        &snippet("apache.htaccess"),
    );
    let port = free_port().expect("a port");
    let (place, site) = (scratch.0.display(), scratch.site());
    // Like Debian's configuration where it matters: `.br` is a language, and types come from its list. The policy for
    // the whole site must not reach the check.
    let modules = [
        ("mpm_event", "mpm_event"),
        ("authz_core", "authz_core"),
        ("mime", "mime"),
        ("dir", "dir"),
        ("negotiation", "negotiation"),
        ("headers", "headers"),
        ("rewrite", "rewrite"),
    ];
    let modules: String = modules
        .iter()
        .map(|(name, file)| {
            format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{file}.so\n")
        })
        .collect();
    let config = scratch.put(
        "apache.conf",
        &format!(
            "{modules}
            ServerRoot {place}
            ServerName 127.0.0.1
            Listen 127.0.0.1:{port}
            PidFile {place}/pid
            ErrorLog /dev/stderr
            DocumentRoot {site}
            DirectoryIndex index.html
            TypesConfig /etc/mime.types
            AddLanguage br .br
            AddType application/x-gzip .gz .tgz
            Header set Content-Security-Policy \"default-src 'self'\"
            <Directory {site}>
                Require all granted
                Options FollowSymLinks
                AllowOverride FileInfo
            </Directory>"
        ),
    );
    let mut command = Command::new(program);
    command.arg("-X").arg("-f").arg(config);
    serves_well(&run(command, port), &["br", "gzip"]);
}

#[test]
fn nginx() {
    let Some(program) = installed("nginx") else {
        return;
    };
    let scratch = Scratch::new("nginx");
    let module = Path::new(servers::NGINX_BROTLI);
    let mut snippet = snippet("nginx.conf");
    let (mut load, mut encodings) = (String::new(), vec!["gzip"]);
    if module.is_file() {
        load = format!("load_module {};", module.display());
        snippet = snippet.replace("# brotli_static on;", "brotli_static on;");
        encodings.push("br");
    }
    assert!(
        encodings.len() == 2 || !required(),
        "nginx has no module for brotli here"
    );
    let port = free_port().expect("a port");
    let (place, site) = (scratch.0.display(), scratch.site());
    let config = scratch.put(
        "nginx.conf",
        &format!(
            "{load}
            daemon off;
            master_process off;
            pid {place}/pid;
            error_log stderr;
            events {{}}
            http {{
                access_log off;
                client_body_temp_path {place}/body;
                proxy_temp_path {place}/proxy;
                fastcgi_temp_path {place}/fastcgi;
                uwsgi_temp_path {place}/uwsgi;
                scgi_temp_path {place}/scgi;
                add_header Content-Security-Policy \"default-src 'self'\";
                server {{
                    listen 127.0.0.1:{port};
                    root {site};
                    {snippet}
                }}
            }}"
        ),
    );
    let mut command = Command::new(program);
    command
        .arg("-e")
        .arg("stderr")
        .arg("-p")
        .arg(&scratch.0)
        .arg("-c")
        .arg(config);
    serves_well(&run(command, port), &encodings);
}

#[test]
fn caddy() {
    let Some(program) = installed("caddy") else {
        return;
    };
    let scratch = Scratch::new("caddy");
    let port = free_port().expect("a port");
    let site = scratch.site();
    let snippet = snippet("Caddyfile");
    let config = scratch.put(
        "Caddyfile",
        &format!(
            "{{
                admin off
                auto_https off
            }}
            http://127.0.0.1:{port} {{
                root * {site}
                header Content-Security-Policy \"default-src 'self'\"
                {snippet}
            }}"
        ),
    );
    let mut command = Command::new(program);
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(config)
        .env("HOME", &scratch.0)
        .env("XDG_DATA_HOME", &scratch.0)
        .env("XDG_CONFIG_HOME", &scratch.0);
    serves_well(&run(command, port), &["br", "gzip"]);
}
