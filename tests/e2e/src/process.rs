//! Killing a process together with everything it started.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;
use xtask::run::start_group;

/// How long to wait for killed processes to exit.
const EXIT_TIMEOUT: Duration = Duration::from_secs(5);

/// A process and its descendants. All of them are killed on drop.
///
/// Browsers move some of their processes into process groups of their own, so killing the group is not enough.
#[derive(Debug)]
pub struct ProcessTree(Child);

impl ProcessTree {
    /// Starts the command in a process group of its own. Its output goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        start_group(command, log).map(Self)
    }

    /// Whether the process itself has exited.
    pub fn has_exited(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(Some(_)))
    }
}

/// The running processes that are this one, in its group, or started by any of them. Without `/proc`, only the process itself.
fn tree_of(first: u32) -> Vec<u32> {
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
        if let Some((parent, group)) = parent_and_group(id) {
            all.push((id, parent, group));
        }
    }
    let mut tree = vec![first];
    let mut known = 0;
    while known < tree.len() {
        known = tree.len();
        for (id, parent, group) in &all {
            if !tree.contains(id) && (*group == first || tree.contains(parent)) {
                tree.push(*id);
            }
        }
    }
    tree
}

/// On Ctrl-C, kills everything this process started. Drivers run in groups of their own, so the terminal's signal does not reach them.
pub fn kill_children_on_interrupt() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    std::thread::spawn(move || {
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            let this = std::process::id();
            let others: Vec<_> = tree_of(this).into_iter().filter(|id| *id != this).collect();
            kill_and_wait(&others);
            std::process::exit(130);
        }
    });
    Ok(())
}

/// The parent and group of a running process. `/proc/<id>/stat` is "id (name) state parent group …".
fn parent_and_group(id: u32) -> Option<(u32, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    let mut words = rest.split_whitespace();
    if words.next()? == "Z" {
        return None;
    }
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// Kills the processes and waits until they are gone.
fn kill_and_wait(ids: &[u32]) {
    let _ = Command::new("kill")
        .args(["-KILL", "--"])
        .args(ids.iter().map(u32::to_string))
        .stderr(Stdio::null())
        .status();
    let start = Instant::now();
    while ids.iter().any(|id| parent_and_group(*id).is_some()) && start.elapsed() < EXIT_TIMEOUT {
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Drop for ProcessTree {
    fn drop(&mut self) {
        let tree = tree_of(self.0.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.kill();
        let _ = self.0.wait();
        kill_and_wait(&tree);
    }
}
