//! The web servers that the settings in `docs/servers` are for, and PHP for the code in `docs/cms.md`: found, or
//! installed by apt.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::apt::Apt;
use super::path;

/// The environment variable that makes the tests fail if a server is missing.
pub const REQUIRED: &str = "REQUIRE_SERVERS";

/// Where Debian puts nginx's module that sends `.br` files.
pub const NGINX_BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// A program the tests need and how to get it.
struct Part {
    what: &'static str,
    find: fn() -> Option<PathBuf>,
    /// The Debian package that has it.
    package: &'static str,
}

const PARTS: [Part; 5] = [
    Part {
        what: "Apache",
        find: || program("apache2"),
        package: "apache2",
    },
    Part {
        what: "nginx",
        find: || program("nginx"),
        package: "nginx",
    },
    Part {
        what: "nginx's brotli module",
        find: || Some(PathBuf::from(NGINX_BROTLI)).filter(|file| file.is_file()),
        package: "libnginx-mod-http-brotli-static",
    },
    Part {
        what: "Caddy",
        find: || program("caddy"),
        package: "caddy",
    },
    Part {
        what: "PHP",
        find: || program("php"),
        package: "php-cli",
    },
];

/// A program on `PATH`, or where Debian puts servers.
pub fn program(name: &str) -> Option<PathBuf> {
    let servers = || Some(Path::new("/usr/sbin").join(name)).filter(|file| file.is_file());
    path::first(&[name]).or_else(servers)
}

/// Installs what is missing if apt-get can be used. Fails with instructions if something is still missing.
pub fn ensure() -> Result<()> {
    let packages: Vec<_> = missing().iter().map(|part| part.package).collect();
    if packages.is_empty() {
        return Ok(());
    }
    if let Some(apt) = Apt::find() {
        let all = packages.join(" ");
        println!("Installing servers for the tests by apt-get (about a minute, once): {all}");
        apt.install(&packages)?;
    }
    match missing_names() {
        Some(names) => bail!(
            "{names}: not here. On Debian, as root: apt-get update && apt-get install {}",
            packages.join(" ")
        ),
        None => Ok(()),
    }
}

/// The names of what is missing and so is not tested; `None` if nothing is.
pub fn missing_names() -> Option<String> {
    let names: Vec<_> = missing().iter().map(|part| part.what).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn missing() -> Vec<&'static Part> {
    let parts = PARTS.iter();
    parts.filter(|part| (part.find)().is_none()).collect()
}
