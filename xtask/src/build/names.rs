//! Shortens the names of imports and exports in the module and in wasm-bindgen's script. wasm-bindgen makes them from
//! long descriptions and hashes, and they are in both files. `docs/size.md` has what this saves.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use walrus::Module;

/// The prefixes of wasm-bindgen's own names. Other names stay, as our loader may use them.
const OURS: [&str; 3] = ["__wbg_", "__wbindgen_", "wasm_bindgen__"];

/// Gives short names to the imports and exports that only `glue` uses, in both `glue` and `wasm`.
///
/// # Errors
/// If the script does not use a name that the module has: then the two do not belong together.
pub fn shorten(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut module = Module::from_buffer(wasm).context("the compiled module cannot be read")?;
    let mut short = BTreeMap::new();
    for import in module.imports.iter_mut() {
        if OURS.iter().any(|prefix| import.name.starts_with(prefix)) {
            let next = format!("i{}", short.len());
            let name = std::mem::take(&mut import.name);
            import.name = short.entry(name).or_insert(next).clone();
        }
    }
    for export in module.exports.iter_mut() {
        if export.name.starts_with(OURS[2]) {
            let next = format!("i{}", short.len());
            let name = std::mem::take(&mut export.name);
            export.name = short.entry(name).or_insert(next).clone();
        }
    }
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    let mut seen = std::collections::BTreeSet::new();
    while !rest.is_empty() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let start = rest.find(word).unwrap_or(rest.len());
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
        match short.get(&rest[..end]) {
            Some(name) => {
                seen.insert(name);
                out.push_str(name);
            }
            None => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    if let Some((name, _)) = short.iter().find(|(_, short)| !seen.contains(short)) {
        bail!("the script does not know `{name}`, which the module has");
    }
    Ok((out, module.emit_wasm()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(import: &str, export: &str) -> Vec<u8> {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let (function, _) = module.add_import_func("./app_bg.js", import, ty);
        module.exports.add(export, function);
        module.exports.add("start", function);
        module.emit_wasm()
    }

    #[test]
    fn imports_and_exports_get_the_same_short_name_on_both_sides() {
        let wasm = module("__wbg_click_22281da934e153f5", "wasm_bindgen__convert__h1");
        let glue = "{ __wbg_click_22281da934e153f5: f, start: wasm.start, x: wasm.wasm_bindgen__convert__h1 }";
        let (glue, wasm) = shorten(glue, &wasm).expect("they belong together");
        assert_eq!(glue, "{ i0: f, start: wasm.start, x: wasm.i1 }");
        let module = Module::from_buffer(&wasm).expect("a module");
        let imports: Vec<_> = module
            .imports
            .iter()
            .map(|import| import.name.as_str())
            .collect();
        let exports: Vec<_> = module
            .exports
            .iter()
            .map(|export| export.name.as_str())
            .collect();
        assert_eq!((imports, exports), (vec!["i0"], vec!["i1", "start"]));
    }

    #[test]
    fn a_script_for_another_module_is_refused() {
        assert!(shorten("{}", &module("__wbg_click_1", "start2")).is_err());
    }
}
