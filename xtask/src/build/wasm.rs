//! The first half of the build: compiles the app to WebAssembly, splits it in two, runs wasm-bindgen and optimises the
//! result.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Mode, entry, files, names, order, panics, split};
use crate::project::{APP, Project, WASM};
use crate::run;
use crate::tools::BuildTools;

/// The compiled modules and the script that loads the first.
#[derive(Debug, Clone)]
pub struct Module {
    /// wasm-bindgen's script, an ES module.
    pub glue: PathBuf,
    /// The module the page starts with, which the script refers to by its file name.
    pub wasm: PathBuf,
    /// The module with the lazy screens.
    pub later: PathBuf,
}

/// The script that is put in front of wasm-bindgen's, in the checkout.
const ENTRY: &str = "web/enter-module.js";

/// Compiles the app into `folder`.
pub fn compile(project: &Project, tools: &BuildTools, mode: Mode, folder: &Path) -> Result<Module> {
    let profile = match mode {
        Mode::Quick => "debug",
        Mode::Release => "release",
    };
    println!("Compiling the app for the browser ({profile}).");
    let mut cargo = project.cargo();
    // `cargo build` would skip link-time optimisation: the library is also an rlib, which excludes it.
    cargo.args(["rustc", "--locked", "--package", APP, "--lib"]);
    cargo.args(["--crate-type", "cdylib", "--target", WASM]);
    cargo.args(["--features", "split"]);
    if mode == Mode::Release {
        cargo.arg("--release");
        cargo.args(short_paths());
    }
    // The splitter moves data as well as functions, so it needs to know what refers to what.
    cargo.args(["--", "-C", "link-args=--emit-relocs"]);
    run::run(&mut cargo)?;

    files::recreate(folder)?;
    let compiled = project.target(&format!("{WASM}/{profile}/{}.wasm", APP.replace('-', "_")));
    let mut linked = std::fs::read(compiled)?;
    if mode == Mode::Release {
        linked = panics::remove_quoting_panic(&linked)?;
    }
    let halves = split::split(&linked, &folder.join("split"))?;
    connect(&halves.first, folder).context("wasm-bindgen could not make the script")?;

    let module = Module {
        glue: folder.join("app.js"),
        wasm: folder.join("app_bg.wasm"),
        later: folder.join("later.wasm"),
    };
    std::fs::rename(&halves.second, &module.later)?;
    let glue = files::read_text(&module.glue)?;
    let glue = entry::watch(&glue, &files::read_text(&project.path(ENTRY))?)?;
    files::write(&module.glue, glue.as_bytes())?;
    if mode == Mode::Release {
        let wasm = std::fs::read(&module.wasm)?;
        let (glue, short) = names::shorten(&glue, &wasm)?;
        files::write(&module.glue, glue.as_bytes())?;
        files::write(&module.wasm, &short)?;
        for wasm in [&module.wasm, &module.later] {
            optimise(tools.wasm_opt(), wasm)?;
        }
    }
    Ok(module)
}

/// Makes wasm-bindgen's script, `app.js`, and the module that it loads, `app_bg.wasm`.
///
/// This calls the library of the `wasm-bindgen` command. The command itself would take minutes to install.
fn connect(module: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?;
    bindgen.input_path(module).out_name("app").typescript(false);
    // The second module imports the exports that the linker made.
    bindgen.keep_lld_exports(true);
    // The script then finds the module in its own folder.
    bindgen.omit_default_module_path(false);
    bindgen.generate(folder)
}

/// Compiler flags that shorten the source paths in panic messages. Without them, the paths of dependencies begin with
/// the builder's home folder. That is private, and makes the bytes different on every machine.
fn short_paths() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| home.join("registry/src").read_dir().ok());
    let mut flags: Vec<String> = sources
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| format!("--remap-path-prefix={}/=", registry.path().display()))
        .collect();
    // A folder lists its entries in any order; changed flags would compile everything again.
    flags.sort();
    // Cargo reads TOML, in which a JSON list of strings is valid.
    let flags = serde_json::json!(flags);
    vec![
        "--config".into(),
        format!("target.{WASM}.rustflags={flags}"),
    ]
}

/// Makes the module smaller in place.
///
/// There are no feature flags: the module names the features it uses, and allowing more would let the optimiser write
/// instructions that browsers refuse. There is no inlining: repeated code compresses well, so the download is 1 %
/// smaller without it. Then the functions are put in an order that compresses well, which saves another 2 %.
pub fn optimise(mut wasm_opt: std::process::Command, wasm: &Path) -> Result<()> {
    let smaller = wasm.with_extension("opt.wasm");
    // Below address 1024 there is only the end of the stack, so wasm-opt may fold offsets into instructions.
    wasm_opt.arg("--low-memory-unused");
    // Rebuilds control flow from flat code, which is smaller than the compiler's.
    wasm_opt.args(["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"]);
    for inlined in ["always", "flexible", "one-caller"] {
        let size = format!("--{inlined}-inline-max-function-size");
        wasm_opt.args([&size, "0"]);
    }
    // The sections that say which tools made the module and which features it uses. Browsers do not read them.
    wasm_opt.args(["--strip-producers", "--strip-target-features"]);
    wasm_opt.arg(wasm).arg("-o").arg(&smaller);
    run::run(&mut wasm_opt)?;
    let ordered = order::by_similarity(&std::fs::read(&smaller)?)?;
    std::fs::remove_file(smaller)?;
    files::write(wasm, &ordered)
}
