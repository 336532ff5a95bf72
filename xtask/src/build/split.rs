//! Splits the linked module in two: what the first question needs, and what only split points (`crates/split-point`)
//! lead to.
//!
//! The library `wasm_split_cli_support` does this. The result is still one program: the second module uses the memory
//! and the function table of the first. This module checks beforehand that the split points are complete, because the
//! library silently drops one if two share a number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use walrus::Module;
use wasm_split_cli_support::{Options, transform};

/// The module name in the imports of split points, until the module is split.
const PLACEHOLDER: &str = "__wasm_split_placeholder__";

/// The prefixes in the names of a split point's import and export. The number follows.
const IMPORT: &str = "__wasm_split_00later00_import_";
const EXPORT: &str = "__wasm_split_00later00_export_";

/// How many digits the number has in these names.
const DIGITS: usize = 32;

/// The paths of both modules.
#[derive(Debug)]
pub struct SplitModules {
    /// The module the page starts with, before wasm-bindgen processes it.
    pub first: PathBuf,
    /// The module that is loaded later.
    pub second: PathBuf,
}

/// Splits a module that was linked with `--emit-relocs`, and writes both parts into `folder`.
///
/// # Errors
/// If the split points are not complete (see `check`), or the library cannot split the module.
pub fn split(linked: &[u8], folder: &Path) -> Result<SplitModules> {
    let points = check(linked)?;
    println!("Taking it apart at {points} split points.");
    let first = folder.join("app.wasm");
    let mut options = Options::new(linked);
    options.output_dir = folder;
    options.main_out_path = &first;
    // For a script that the library writes and that we do not use: `web/start.js` does its work.
    options.main_module = "./app.js";
    std::fs::create_dir_all(folder)?;
    let done =
        transform(options).map_err(|error| anyhow!("cannot take the module apart: {error:#}"))?;
    match &done.split_modules[..] {
        [second] => Ok(SplitModules {
            first,
            second: second.clone(),
        }),
        others => bail!("taken apart, there is not one second module, but {others:?}"),
    }
}

/// How many split points the module calls.
///
/// # Errors
/// If there is none, if two have the same number, or if one that is called has no export.
fn check(linked: &[u8]) -> Result<usize> {
    let module = Module::from_buffer(linked).context("the compiled module cannot be read")?;
    let imports = module
        .imports
        .iter()
        .filter(|import| import.module == PLACEHOLDER);
    let imports = numbered(imports.map(|import| import.name.as_str()), IMPORT)?;
    let exports = module.exports.iter().map(|export| export.name.as_str());
    let exports = exports.filter(|name| name.starts_with(EXPORT));
    let exports = numbered(exports, EXPORT)?;
    for (number, name) in &imports {
        if exports.get(number) != Some(name) {
            bail!("the split point `{name}` is called, but has no work of its own to export");
        }
    }
    if imports.is_empty() {
        bail!("the module has no split point: was it compiled with `--features split`?");
    }
    Ok(imports.len())
}

/// The function names of split points by number. `prefix` comes before the number in `names`.
fn numbered<'a>(
    names: impl Iterator<Item = &'a str>,
    prefix: &str,
) -> Result<BTreeMap<&'a str, &'a str>> {
    let mut found = BTreeMap::new();
    for name in names {
        let rest = name.strip_prefix(prefix);
        let point = rest.and_then(|rest| rest.split_at_checked(DIGITS));
        let (number, function) =
            point.with_context(|| format!("`{name}` is no name of a split point"))?;
        if let Some(other) = found.insert(number, function) {
            bail!("two split points have the number {number}: `{other}` and `{function}`");
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports and exports these split points. Each is given as the last digit of its number and its
    /// name.
    fn module(imports: &[&str], exports: &[&str]) -> Vec<u8> {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let (work, _) = module.add_import_func("./app_bg.js", "work", ty);
        let zeros = "0".repeat(DIGITS - 1);
        for point in imports {
            let name = [IMPORT, &zeros, point].concat();
            module.add_import_func(PLACEHOLDER, &name, ty);
        }
        for point in exports {
            module.exports.add(&[EXPORT, &zeros, point].concat(), work);
        }
        module.emit_wasm()
    }

    fn refused(imports: &[&str], exports: &[&str]) -> String {
        let error = check(&module(imports, exports)).expect_err("not whole");
        error.to_string()
    }

    #[test]
    fn complete_split_points_are_counted() {
        let points = ["1_list", "2_note"];
        assert_eq!(check(&module(&points, &points)).expect("whole"), 2);
        // The linker leaves out an import that nothing calls. The exported function is then part of the first module.
        assert_eq!(check(&module(&points[..1], &points)).expect("whole"), 1);
    }

    #[test]
    fn a_number_used_twice_is_refused() {
        let error = refused(&["1_list", "1_note"], &["1_list", "1_note"]);
        assert!(error.contains("`_list` and `_note`"), "{error}");
    }

    #[test]
    fn a_split_point_without_its_other_side_is_refused() {
        let error = refused(&["1_list", "2_note"], &["1_list"]);
        assert!(error.contains("`_note` is called"), "{error}");
    }

    #[test]
    fn a_module_without_split_points_is_refused() {
        assert!(refused(&[], &[]).contains("no split point"));
    }

    #[test]
    fn a_name_that_is_not_from_the_macro_is_refused() {
        let mut other = Module::default();
        let ty = other.types.add(&[], &[]);
        other.add_import_func(PLACEHOLDER, "list", ty);
        let error = check(&other.emit_wasm()).expect_err("no split point's name");
        assert!(error.to_string().contains("`list`"), "{error}");
    }
}
