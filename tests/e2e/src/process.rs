//! Killing a process together with everything it started.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;
use xtask::run::start_group;

/// How long to wait for killed processes to exit.
const GONE: Duration = Duration::from_secs(5);

/// A process and its descendants. All of them are killed on drop.
///
/// Browsers move some of their processes into process groups of their own, so killing the group is not enough.
#[derive(Debug)]
pub struct Family(Child);

impl Family {
    /// Starts the command in a process group of its own. Its output goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        start_group(command, log).map(Self)
    }

    /// Whether the process itself has exited.
    pub fn ended(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(Some(_)))
    }
}

/// The running processes that are this one, in its group, or started by any of them. Without `/proc`, only the process itself.
fn family_of(first: u32) -> Vec<u32> {
    let mut all: Vec<(u32, u32, u32)> = Vec::new();
    for entry in Path::new("/proc")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
    {
        let Some(id) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        if let Some((parent, group)) = kin(id) {
            all.push((id, parent, group));
        }
    }
    let mut family = vec![first];
    let mut known = 0;
    while known < family.len() {
        known = family.len();
        for (id, parent, group) in &all {
            if !family.contains(id) && (*group == first || family.contains(parent)) {
                family.push(*id);
            }
        }
    }
    family
}

/// On Ctrl-C, kills everything this process started. Drivers run in groups of their own, so the terminal's signal does not reach them.
pub fn end_with_us() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::spawn(move || {
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            let us = std::process::id();
            let others: Vec<_> = family_of(us).into_iter().filter(|id| *id != us).collect();
            end(&others);
            std::process::exit(130);
        }
    });
    Ok(())
}

/// The parent and group of a running process. `/proc/<id>/stat` is "id (name) state parent group …".
fn kin(id: u32) -> Option<(u32, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    let mut words = rest.split_whitespace();
    if words.next()? == "Z" {
        return None;
    }
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// Kills the processes and waits until they are gone.
fn end(ids: &[u32]) {
    let _ = Command::new("kill")
        .args(["-KILL", "--"])
        .args(ids.iter().map(u32::to_string))
        .stderr(Stdio::null())
        .status();
    let start = Instant::now();
    while ids.iter().any(|id| kin(*id).is_some()) && start.elapsed() < GONE {
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for Family {
    fn drop(&mut self) {
        let family = family_of(self.0.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.kill();
        let _ = self.0.wait();
        end(&family);
    }
}
