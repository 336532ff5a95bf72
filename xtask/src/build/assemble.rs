//! The second half of the build: writes the compiled module and everything around it into a staging folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::wasm::Module;
use super::{Mode, bake, compress, files, json, offline, organisation, page, translate};
use crate::hash;
use crate::project::Project;
use crate::run;
use crate::tools::BuildTools;

/// The configuration, and the JSON Schemas of the files that an editor changes.
const CONFIG: &str = "config.json";
const SCHEMAS: [&str; 2] = ["schema/config.json", "schema/help.json"];

/// The script for host pages.
pub const EMBED: &str = "embed.js";

/// The output uses only syntax that these browsers understand. All of them can load the module.
const BROWSERS: &str = "--target=es2022,chrome109,firefox115,safari16";

/// Writes the page's files into an existing folder and returns the names of the files of the first load.
pub fn assemble(
    project: &Project,
    tools: &BuildTools,
    module: &Module,
    mode: Mode,
    staging: &Path,
) -> Result<Vec<String>> {
    let names = hashed(project, tools, module, mode, staging)?;
    let mut packs = Vec::new();
    let (translations, data) = data(project)?
        .into_iter()
        .partition::<Vec<_>, _>(|(_, name)| translate::base_pack(name).is_some());
    for (source, name) in data {
        if name.starts_with("locales/") {
            let [first, later] = translate::build_locale_files(project, &source)?;
            let apart = Path::new(&name).with_extension("later.json");
            files::write(&staging.join(apart), later.as_bytes())?;
            files::write(&staging.join(name), first.as_bytes())?;
            continue;
        }
        let text = files::read_text(&source)?;
        if name == CONFIG || name.starts_with("help/") {
            // Not minified, as an editor will change these files.
            files::write(&staging.join(&name), text.as_bytes())?;
            continue;
        }
        let text = json::minify(&text).with_context(|| source.display().to_string())?;
        files::write(&staging.join(&name), text.as_bytes())?;
        if name.starts_with("packs/") {
            packs.push(name);
        }
    }
    for (source, name) in translations {
        if let Some(base) = translate::base_pack(&name) {
            translate::translate(project, &source, &base, staging, &name)?;
            packs.push(name);
        }
    }
    for name in packs {
        translate::first(project, staging, &name)?;
    }
    files::write(&staging.join("release.json"), &names.release()?)?;
    embed(project, tools, staging, &names.pack)?;
    let fixed = project.path("web/static");
    if fixed.is_dir() {
        files::copy(&fixed, staging)?;
    }
    organisation::copy_files(project, staging)?;
    for name in SCHEMAS {
        let schema = files::read_text(&project.path(name))?;
        files::write(&staging.join(name), schema.as_bytes())?;
    }
    let page = page::prerender(project, &names)?;
    files::write(&staging.join("index.html"), page.as_bytes())?;
    let paper = page::paper(project, &names)?;
    files::write(&staging.join("paper.html"), paper.as_bytes())?;
    let signs = page::signs(project, &names)?;
    files::write(&staging.join("signs.html"), signs.as_bytes())?;
    let editor = page::editor(project, &names)?;
    files::write(&staging.join("check-config.html"), editor.as_bytes())?;
    let words = json::minify(&files::read_text(&project.path(page::EDITOR_WORDS))?)?;
    files::write(&staging.join("check-config.json"), words.as_bytes())?;
    // Last, because the worker lists every other file.
    let last_resort = serde_json::to_string(&page::last_resort(project, &names)?)?;
    let define = format!("--define:LAST_RESORT={last_resort}");
    let worker = script(project, tools, "web/sw.js", &["--format=iife", &define])?;
    offline::write_release(staging, &String::from_utf8(worker)?)?;
    if mode == Mode::Release {
        for file in files::list(staging)? {
            let edited = offline::is_edited(&file.to_string_lossy());
            if compress::is_worth_compressing(&file) && !edited {
                compress::write_compressed(&staging.join(file))?;
            }
        }
    }
    let page::Names {
        loader,
        glue,
        wasm,
        pack,
        ..
    } = names;
    // The style sheet is not among them. The styles of the screens up to the pause are inline in the page, and the page
    // loads the sheet once the first screen works (`web/loader.js`).
    let questions = format!("packs/{pack}.first.json");
    let data = ["index.html", CONFIG, &questions, page::LOCALE].map(str::to_owned);
    Ok(data.into_iter().chain([loader, glue, wasm]).collect())
}

/// Writes the files that have a hash of their content in their names. A file that another one names comes first.
fn hashed(
    project: &Project,
    tools: &BuildTools,
    module: &Module,
    mode: Mode,
    staging: &Path,
) -> Result<page::Names> {
    let keep = |stem: &str, extension: &str, content: &[u8]| -> Result<String> {
        let name = hash::name(stem, extension, content);
        files::write(&staging.join(&name), content)?;
        Ok(name)
    };
    let wasm = keep("app", "wasm", &std::fs::read(&module.wasm)?)?;
    let later = keep("later", "wasm", &std::fs::read(&module.later)?)?;

    // The page names the module itself, so that it is fetched at the same time as the script. The name in the script is
    // corrected as well, for pages that load the script alone.
    let original = module
        .wasm
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let glue = files::read_text(&module.glue)?;
    if !glue.contains(&*original) {
        bail!("{} does not refer to {original}", module.glue.display());
    }
    if glue.contains("./snippets/") {
        bail!("a crate brings JavaScript of its own (wasm-bindgen snippets), which is not copied");
    }
    let glue = glue.replace(&*original, &wasm);
    let glue = match mode {
        Mode::Quick => glue.into_bytes(),
        Mode::Release => {
            let mut esbuild = tools.esbuild();
            esbuild.args([
                "--minify",
                "--format=esm",
                "--legal-comments=none",
                BROWSERS,
            ]);
            filter(&mut esbuild, glue.as_bytes())?
        }
    };
    let css = style(project, tools, "styles/main.css")?;
    let first_styles = style(project, tools, "styles/first.css")?;
    let paper = style(project, tools, "styles/paper.css")?;
    let editor_css = style(project, tools, "styles/check-config.css")?;

    // esbuild ends its output with a newline.
    let text = |css: &[u8]| Ok::<_, anyhow::Error>(std::str::from_utf8(css)?.trim_end().to_owned());

    let loader = script(project, tools, "web/loader.js", &["--format=iife"])?;
    let frame = script(project, tools, "web/frame.js", &["--format=esm"])?;
    let define = format!(
        "--define:WORDS={}",
        bake::words(&files::read_text(&project.path(page::LOCALE))?)?
    );
    let extras = script(project, tools, "web/extras.js", &["--format=esm", &define])?;
    let static_page = script(
        project,
        tools,
        "web/static-page.js",
        &["--format=esm", &define],
    )?;
    let editor = script(project, tools, "web/check-config.js", &["--format=iife"])?;

    Ok(page::Names {
        loader: keep("loader", "js", &loader)?,
        css: keep("app", "css", &css)?,
        first_styles: text(&first_styles)?,
        glue: keep("app", "js", &glue)?,
        wasm,
        later,
        paper: keep("paper", "css", &paper)?,
        paper_styles: text(&paper)?,
        frame: keep("frame", "js", &frame)?,
        languages: languages(project)?,
        pack: organisation::pack(project)?,
        extras: keep("extras", "js", &extras)?,
        static_page: keep("static-page", "js", &static_page)?,
        editor: keep("check-config", "js", &editor)?,
        editor_css: keep("check-config", "css", &editor_css)?,
    })
}

/// Bundles a script and what it imports into one file.
fn script(project: &Project, tools: &BuildTools, source: &str, how: &[&str]) -> Result<Vec<u8>> {
    let mut esbuild = tools.esbuild();
    esbuild.args(["--bundle", "--minify", "--log-level=warning", BROWSERS]);
    // Rules of the app as constants, for scripts that run before it or without it.
    esbuild.args([
        format!("--define:RULES={}", site_config::script::rules()),
        format!("--define:DEFAULT_LANGUAGE={:?}", site_config::LANGUAGE),
        format!("--define:DEFAULT_PACK={:?}", site_config::PACK),
    ]);
    esbuild.args(how).arg(project.path(source));
    run::capture(&mut esbuild)
}

/// Writes the script for host pages, with the data it needs when nothing else loads. Its name has no hash, because
/// organisations paste it into their pages.
fn embed(project: &Project, tools: &BuildTools, staging: &Path, pack: &str) -> Result<()> {
    let read = |name: &str| files::read_text(&staging.join(name));
    // The source file, as the delivered texts have no names.
    let locale = files::read_text(&project.path(page::LOCALE))?;
    let baked = bake::bake(
        &read("config.json")?,
        &read(&format!("packs/{pack}.json"))?,
        &locale,
    )?;
    let define = format!("--define:BAKED={baked}");
    let script = script(
        project,
        tools,
        "web/embed/main.js",
        &["--format=esm", &define],
    )?;
    files::write(&staging.join(EMBED), &script)
}

/// Bundles a style sheet and what it imports into one file.
fn style(project: &Project, tools: &BuildTools, source: &str) -> Result<Vec<u8>> {
    let mut esbuild = tools.esbuild();
    esbuild.args(["--bundle", "--minify", "--log-level=warning", BROWSERS]);
    esbuild.arg(project.path(source));
    run::capture(&mut esbuild)
}

/// The languages that have interface texts, separated by spaces.
fn languages(project: &Project) -> Result<String> {
    let found = files::list(&project.path("locales"))?;
    let stems = found.iter().filter_map(|file| file.file_stem()?.to_str());
    Ok(stems.collect::<Vec<_>>().join(" "))
}

/// The folder in `packs/` with examples to learn the format from. They are not delivered.
const EXAMPLES: &str = "examples/";

/// The configuration and every file of help lines, pack and locale: the path of each, and its name in the build.
fn data(project: &Project) -> Result<Vec<(PathBuf, String)>> {
    let mut found = vec![(project.config().to_owned(), CONFIG.to_owned())];
    for folder in ["packs", "locales", "help"] {
        for file in files::list(&project.path(folder))? {
            if file
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let file = file.to_string_lossy().replace('\\', "/");
                if file.starts_with(EXAMPLES) {
                    continue;
                }
                let name = format!("{folder}/{file}");
                found.push((project.path(&name), name));
            }
        }
    }
    Ok(found)
}

/// Runs a program with `input` as its standard input and returns its standard output.
fn filter(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let shown = run::show(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{shown}`"))?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    // esbuild reads everything before it writes anything, so writing first cannot block.
    stdin.write_all(input)?;
    drop(stdin);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(output.stdout)
}
