//! Watches the calls from the browser into the module. For each event, timer and promise, wasm-bindgen's script calls a
//! closure of the app.

use anyhow::{Result, ensure};

/// The start of a call of a closure in wasm-bindgen's script. The rest of the name stands for the closure's type.
const CALL: &str = "wasm.wasm_bindgen__convert__closures";

/// Puts `entry` in front of `glue`, and makes each call of a closure in `glue` go through the function `enterModule` of
/// `entry`.
///
/// # Errors
/// If `glue` has no such call, or not every one could be changed: then this wasm-bindgen writes them differently.
pub fn watch(glue: &str, entry: &str) -> Result<String> {
    let mut parts = glue.split(CALL);
    let mut out = [entry, "\n", parts.next().unwrap_or_default()].concat();
    let mut calls = 0;
    for part in parts {
        let Some((name, rest)) = part.split_once('(') else {
            break;
        };
        out.extend(["enterModule(", CALL, name, ", ", rest]);
        calls += 1;
    }
    let found = glue.matches(CALL).count();
    ensure!(
        calls > 0 && calls == found,
        "of {found} calls of closures in wasm-bindgen's script {calls} are watched"
    );
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::watch;

    #[test]
    fn every_call_of_a_closure_goes_through_the_entry() {
        let glue = "function f(arg0, arg1) {
    wasm.wasm_bindgen__convert__closures_____invoke__h1(arg0, arg1);
}
function g(arg0, arg1, arg2) {
    const ret = wasm.wasm_bindgen__convert__closures_____invoke__h2(arg0, arg1, f(arg2));
}
wasm.start(host);";
        let watched = "let x;
function f(arg0, arg1) {
    enterModule(wasm.wasm_bindgen__convert__closures_____invoke__h1, arg0, arg1);
}
function g(arg0, arg1, arg2) {
    const ret = enterModule(wasm.wasm_bindgen__convert__closures_____invoke__h2, arg0, arg1, f(arg2));
}
wasm.start(host);";
        assert_eq!(watch(glue, "let x;").expect("calls"), watched);
    }

    #[test]
    fn a_script_without_such_calls_is_refused() {
        assert!(watch("wasm.start(host);", "let x;").is_err());
    }
}
