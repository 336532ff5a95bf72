//! Debian's own packages, where we may install them.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use super::path;
use crate::run;

/// Packages with a service would start it as they are installed, and an installation fails where the service finds its port taken.
/// Debian asks this file first. One that is there already is the administrator's own answer and stays.
const INSTALL: &str = r#"
rule=/usr/sbin/policy-rc.d
if [ ! -e "$rule" ]; then
  trap 'rm -f "$rule"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\nexit 101\n' > "$rule"
  chmod 755 "$rule"
fi
apt-get install --yes --quiet "$@"
"#;

/// What installs packages, as root or by sudo.
#[derive(Debug)]
pub struct Apt {
    program: PathBuf,
    root: bool,
}

impl Apt {
    /// Nothing where there is no apt, or where we may not use it.
    pub fn find() -> Option<Self> {
        let program = path::first(&["apt-get"])?;
        let root = says(Command::new("id").arg("-u"), "0");
        let may = root || says(Command::new("sudo").args(["-n", "id", "-u"]), "0");
        may.then_some(Self { program, root })
    }

    /// Installs these, and starts no service of theirs.
    pub fn install(&self, packages: &[&str]) -> Result<()> {
        run::run(
            self.command()
                .arg(&self.program)
                .args(["update", "--quiet"]),
        )?;
        run::run(
            self.command()
                .args(["sh", "-c", INSTALL, "install"])
                .args(packages),
        )
    }

    fn command(&self) -> Command {
        let mut command = Command::new("env");
        if !self.root {
            command = Command::new("sudo");
            command.args(["-n", "env"]);
        }
        command.arg("DEBIAN_FRONTEND=noninteractive");
        command
    }
}

fn says(command: &mut Command, wanted: &str) -> bool {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == wanted)
}
