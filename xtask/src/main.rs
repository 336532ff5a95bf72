//! `cargo xtask`: the project's own commands.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::build::{self, Mode};
use xtask::project::Project;
use xtask::test::{Step, TestOptions};
use xtask::{bench, pack, package, serve, test, tools};

/// Sets up what it needs, then builds, serves or tests the check.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the check and serve it on this machine
    Serve {
        /// The port, 0 for a free one [default: 8080 or the next free one]
        #[arg(long)]
        port: Option<u16>,
        /// Build as for an organisation: smaller, slower to build
        #[arg(long)]
        release: bool,
        /// An organisation's configuration [default: config.json]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Also serve demo host pages that embed the check, from another origin
        #[arg(long)]
        demo: bool,
    },
    /// Build what an organisation installs, print its sizes, and fail if it is over the byte budget
    Build {
        /// Where to put it
        #[arg(long, default_value = "dist")]
        out: PathBuf,
        /// An organisation's configuration [default: config.json]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Build, and write the zip that an organisation unpacks on its web server
    Package {
        /// The folder to put it in
        #[arg(long, default_value = "target/package")]
        out: PathBuf,
        /// An organisation's configuration [default: config.json]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// Run every check and test, in order
    Test {
        /// Only this step; may be repeated
        #[arg(long, value_name = "STEP")]
        only: Vec<Step>,
        /// List the steps and run none
        #[arg(long)]
        list: bool,
        /// Passed on to the tests of the steps `native` and `e2e`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Build, measure how long the check takes to load and respond, and compare it with the targets
    Bench {
        /// Measure only this part
        #[arg(long)]
        only: Option<bench::Part>,
    },
    /// Commands for authors of packs; `cargo xtask pack help` lists them
    #[command(disable_help_flag = true)]
    Pack {
        /// The subcommand and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Commands for editors of a configuration; `cargo xtask config check` finds everything that is wrong with one
    #[command(disable_help_flag = true)]
    Config {
        /// The subcommand and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Build into the staging folder of Trunk, which calls this as a hook
    Assemble {
        /// The folder, which is emptied first
        #[arg(long, env = "TRUNK_STAGING_DIR")]
        staging: PathBuf,
        /// Trunk's profile: `release`, or anything else for a quick build
        #[arg(long, env = "TRUNK_PROFILE", default_value = "debug")]
        profile: String,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    if let Command::Test { list: true, .. } = command {
        for step in Step::ALL {
            println!("{:12} {}", step.name(), step.purpose());
        }
        return Ok(());
    }
    let project = Project::find()?;
    match command {
        Command::Serve {
            port,
            release,
            config,
            demo,
        } => {
            // The host pages belong to a made-up organisation. This is its configuration.
            let config = config.or_else(|| demo.then(|| project.path("demo/config.json")));
            let options = serve::ServeOptions {
                port,
                release,
                demo,
            };
            serve::serve(&project.with_config(config)?, options)
        }
        Command::Build { out, config } => {
            let project = project.with_config(config)?;
            let tools = tools::for_build(&project)?;
            let out = build::release(&project, &tools, &out)?;
            println!("Built into {}.", out.display());
            Ok(())
        }
        Command::Package { out, config } => {
            let place = package::package(&project.with_config(config)?, &out)?;
            println!("Packed into {}.", place.display());
            Ok(())
        }
        Command::Test {
            only, arguments, ..
        } => test::test(&project, &TestOptions { only, arguments }),
        Command::Bench { only } => bench::bench(&project, only),
        Command::Pack { arguments } => pack::pack(&project, &arguments),
        Command::Config { arguments } => {
            let own = [OsString::from("config")];
            pack::pack(&project, &[&own, &arguments[..]].concat())
        }
        Command::Assemble { staging, profile } => {
            let tools = tools::for_build(&project)?;
            let mode = match profile.as_str() {
                "release" => Mode::Release,
                _ => Mode::Quick,
            };
            build::build_into(&project, &tools, mode, &staging)
        }
    }
}
