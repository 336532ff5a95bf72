//! `index.html`: written by the app's own code natively, then given the hashed names.

use anyhow::{Result, bail};

use crate::project::{APP, Project};
use crate::run;

/// The hashed names the page refers to.
#[derive(Debug, Clone)]
pub struct Names {
    /// The classic script that keeps early taps.
    pub loader: String,
    /// The style sheet.
    pub css: String,
    /// wasm-bindgen's script.
    pub glue: String,
    /// The module the page starts with.
    pub wasm: String,
    /// The module with the screens that come later.
    pub later: String,
    /// The style sheet of the check on paper.
    pub paper: String,
    /// The languages there are texts in, with a space between them.
    pub languages: String,
}

impl Names {
    /// `release.json`: what a script that a host page kept from an earlier release has to ask for.
    pub fn release(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec(&serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"),
            "glue": self.glue,
            "wasm": self.wasm,
            "later": self.later,
            "css": self.css,
            "languages": self.languages.split(' ').collect::<Vec<_>>(),
        }))?)
    }
}

/// The page with intro and first question in it, so that it reads before the module has run.
pub fn prerender(project: &Project, names: &Names) -> Result<String> {
    fill(&rendered(project, &["--template", "index.html"])?, names)
}

/// The check on paper.
pub fn paper(project: &Project, names: &Names) -> Result<String> {
    let page = rendered(project, &[])?;
    if !page.contains(STYLE) {
        bail!("the check on paper has no {STYLE}");
    }
    // Once: what follows are words that may hold anything.
    Ok(page.replacen(STYLE, &names.paper, 1))
}

/// Where the style sheet's name goes.
const STYLE: &str = "{{css}}";

fn rendered(project: &Project, arguments: &[&str]) -> Result<String> {
    let mut command = project.cargo();
    command.args(["run", "--quiet", "--locked", "--package", APP]);
    command.args(["--bin", "prerender", "--"]);
    command.arg("--config").arg(project.config());
    command.args(["--pack", super::assemble::PACK]);
    command.args(["--locale", super::assemble::LOCALE]);
    command.args(arguments);
    Ok(String::from_utf8(run::capture(&mut command)?)?)
}

fn fill(page: &str, names: &Names) -> Result<String> {
    let mut page = page.to_owned();
    for (placeholder, name) in [
        ("{{loader}}", &names.loader),
        (STYLE, &names.css),
        ("{{glue}}", &names.glue),
        ("{{wasm}}", &names.wasm),
        ("{{later}}", &names.later),
        ("{{languages}}", &names.languages),
    ] {
        if !page.contains(placeholder) {
            bail!("index.html has no {placeholder}, so the page would not load that file");
        }
        page = page.replace(placeholder, name);
    }
    if let Some(at) = page.find("{{") {
        let rest: String = page[at..].chars().take(30).collect();
        bail!("index.html has a placeholder that nothing filled: {rest}");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names {
            loader: "loader-1.js".into(),
            css: "app-2.css".into(),
            glue: "app-3.js".into(),
            wasm: "app-4.wasm".into(),
            later: "later-5.wasm".into(),
            paper: "paper-6.css".into(),
            languages: "en fr".into(),
        }
    }

    #[test]
    fn fills_every_name() {
        let page = "{{loader}} {{css}} {{glue}} {{wasm}} {{wasm}} {{later}} {{languages}}";
        assert_eq!(
            fill(page, &names()).expect("fills"),
            "loader-1.js app-2.css app-3.js app-4.wasm app-4.wasm later-5.wasm en fr"
        );
    }

    #[test]
    fn refuses_a_page_that_lacks_a_name_or_leaves_one() {
        let whole = "{{loader}} {{css}} {{glue}} {{wasm}} {{later}} {{languages}}";
        assert!(fill(whole, &names()).is_ok());
        assert!(fill(&whole.replace("{{wasm}}", ""), &names()).is_err());
        assert!(fill(&[whole, " {{title}}"].concat(), &names()).is_err());
    }
}
