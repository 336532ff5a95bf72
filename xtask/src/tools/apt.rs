//! Installs packages on Debian and its relatives, if the user may do so.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use super::path;
use crate::run;

/// Installs packages without starting their services. If a service started and its port were in use, the installation
/// would fail. Debian asks the program `policy-rc.d` first whether it may start a service. One that exists already is
/// the administrator's and stays.
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

/// apt-get, run as root or with sudo.
#[derive(Debug)]
pub struct Apt {
    program: PathBuf,
    root: bool,
}

impl Apt {
    /// `None` if there is no apt-get, or the user may not run it.
    pub fn find() -> Option<Self> {
        let program = path::first(&["apt-get"])?;
        let root = prints(Command::new("id").arg("-u"), "0");
        let may = root || prints(Command::new("sudo").args(["-n", "id", "-u"]), "0");
        may.then_some(Self { program, root })
    }

    /// Installs these packages without starting their services.
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

fn prints(command: &mut Command, wanted: &str) -> bool {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == wanted)
}
