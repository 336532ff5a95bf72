//! The linked module made two: what the first question needs, and what only split points (`crates/split-point`) lead to.
//!
//! `wasm_split_cli_support` does it. It is still one program: the second module works on the memory and the table of functions of the
//! first. Here it is checked beforehand that the split points are whole: the library drops a point without a word where two share a
//! number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use walrus::Module;
use wasm_split_cli_support::{Options, transform};

/// What the imports of split points come from until the module is taken apart.
const PLACEHOLDER: &str = "__wasm_split_placeholder__";

/// What the names of both sides of a split point begin with, up to its number.
const IMPORT: &str = "__wasm_split_00later00_import_";
const EXPORT: &str = "__wasm_split_00later00_export_";

/// The digits of a split point's number.
const DIGITS: usize = 32;

/// Where both modules lie.
#[derive(Debug)]
pub struct Halves {
    /// What the page starts with. wasm-bindgen has not seen it yet.
    pub first: PathBuf,
    /// The rest.
    pub second: PathBuf,
}

/// Takes a module apart that was linked with `--emit-relocs`, into `folder`.
///
/// # Errors
/// When the split points are not whole, see `check`, and when the library cannot take the module apart.
pub fn split(linked: &[u8], folder: &Path) -> Result<Halves> {
    let points = check(linked)?;
    println!("Taking it apart at {points} split points.");
    let first = folder.join("app.wasm");
    let mut options = Options::new(linked);
    options.output_dir = folder;
    options.main_out_path = &first;
    // For a script of the library's that nobody loads: `web/start.js` does what it would do.
    options.main_module = "./app.js";
    std::fs::create_dir_all(folder)?;
    let done =
        transform(options).map_err(|error| anyhow!("cannot take the module apart: {error:#}"))?;
    match &done.split_modules[..] {
        [second] => Ok(Halves {
            first,
            second: second.clone(),
        }),
        others => bail!("taken apart, there is not one second module, but {others:?}"),
    }
}

/// How many split points the module has.
///
/// # Errors
/// When there is none, when two have the same number, and when one has only one of its two sides.
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

/// The functions' names by their split points' numbers.
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

    /// A module that calls and offers these, by the last digit of their number.
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
        // What nothing calls is left out by the linker, and its work goes with the first module.
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
