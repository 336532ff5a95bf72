//! The TypeScript types of the element, which are delivered with `embed.js`. The compiler accepts what an integrator
//! writes, refuses mistakes, and finds the same names in the script.

use std::path::Path;
use std::process::Command;

#[test]
fn the_types_of_the_element_compile_and_match_the_script() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiler = root.join("node_modules/typescript/bin/tsc");
    assert!(
        compiler.is_file(),
        "TypeScript is not in node_modules: `cargo xtask test --only native` sets it up, or `npm ci --ignore-scripts`"
    );
    let output = Command::new("node")
        .arg(compiler)
        .args(["--project", "tests/types"])
        .current_dir(root)
        .output()
        .expect("Node.js 20 or later is needed for this test, as `node` on PATH: see https://nodejs.org");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
}

#[test]
fn the_documents_explain_every_reason_of_an_error() {
    let types = include_str!("../../web/static/embed.d.ts");
    let (_, list) = types
        .split_once("type CompassionCheckErrorReason =")
        .expect("the list of reasons");
    let list = list.split(';').next().expect("its end");
    let reasons: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(reasons.len() > 3, "{reasons:?}");
    let document = include_str!("../../docs/embed.md");
    let (_, table) = document
        .split_once("| `detail.reason` |")
        .expect("the table of reasons");
    let explained: Vec<&str> = table
        .lines()
        .skip(2)
        .map_while(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(explained, reasons);
}
