//! `index.html` and the other pages. The app's own code renders them natively, and this module fills in the hashed
//! names.

use anyhow::{Context, Result, bail, ensure};

use super::{files, first_styles};
use crate::project::{APP, Project};
use crate::run;

/// The English interface texts. In the build, this file has only those of the first load.
pub const LOCALE: &str = "locales/en.json";

/// What is filled into the pages, mostly the hashed names of files.
#[derive(Debug, Clone)]
pub struct Names {
    /// The classic script that starts the app and remembers early taps.
    pub loader: String,
    /// The style sheet.
    pub css: String,
    /// The styles that each page has inline, as text.
    pub first_styles: String,
    /// wasm-bindgen's script.
    pub glue: String,
    /// The module the page starts with.
    pub wasm: String,
    /// The module with the screens that come later.
    pub later: String,
    /// The style sheet of the check on paper.
    pub paper: String,
    /// The same style sheet as text.
    pub paper_styles: String,
    /// The script that the page needs only in a frame.
    pub frame: String,
    /// The languages that have interface texts, separated by spaces.
    pub languages: String,
    /// The name of the pack the page is built with.
    pub pack: String,
    /// The script that is loaded once the check has started or failed, for the service worker and newer help lines.
    pub extras: String,
    /// The script of the static pages, which do not run the app.
    pub static_page: String,
    /// The script of the page for editors of a configuration.
    pub editor: String,
    /// The style sheet of that page alone.
    pub editor_css: String,
}

impl Names {
    /// `release.json` before the digest is added. An `embed.js` cached from an earlier release reads in it which files
    /// to load.
    pub fn release(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec(&serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"),
            "glue": self.glue,
            "wasm": self.wasm,
            "later": self.later,
            "css": self.css,
            "languages": self.languages.split(' ').collect::<Vec<_>>(),
            "pack": self.pack,
        }))?)
    }
}

/// `index.html` with the intro and the first question in it, so that people can read them before the module runs.
pub fn prerender(project: &Project, names: &Names) -> Result<String> {
    // The page is part of the first load, so it has only the lines of the configuration itself.
    let page = without_comments(&rendered(project, &["--template", "index.html"])?);
    let page = fill(&page, &names.all())?;
    first_styles::write(&page, &names.first_styles)
}

/// `paper.html`: the check on paper.
pub fn paper(project: &Project, names: &Names) -> Result<String> {
    let page = styled(&with_all_help(project, &[])?, &names.paper)?;
    // Printed by `cargo xtask pack`, the paper has no script. On the server it may load the configuration.
    let script = format!(
        "<script type=\"module\" src=\"./{}\"></script>",
        names.static_page
    );
    let mut scripted = page;
    for (place, with) in [
        ("default-src 'none';", POLICY.to_owned()),
        ("</head>", script + "</head>"),
    ] {
        ensure!(
            scripted.contains(place),
            "the check on paper has no {place}"
        );
        scripted = scripted.replacen(place, &with, 1);
    }
    first_styles::write(&scripted, &names.paper_styles)
}

/// The start of the paper's content security policy once it has a script.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self';";

/// `signs.html`: the signs in words, for browsers that cannot run the check. It is complete without its script.
pub fn signs(project: &Project, names: &Names) -> Result<String> {
    static_page(project, names, "web/signs.html")
}

/// The page of last resort. The service worker answers with it if it has no valid page and cannot fetch one.
pub fn last_resort(project: &Project, names: &Names) -> Result<String> {
    static_page(project, names, "web/last-resort.html")
}

/// A static page, which does not run the app, from its template.
fn static_page(project: &Project, names: &Names, template: &str) -> Result<String> {
    let page = with_all_help(project, &["--template", template])?;
    let page = styled(&page, &names.css)?;
    ensure!(
        page.contains(STATIC_PAGE),
        "{template} has no {STATIC_PAGE}"
    );
    let page = page.replacen(STATIC_PAGE, &names.static_page, 1);
    first_styles::write(&page, &names.first_styles)
}

/// The placeholder for the name of its script.
const STATIC_PAGE: &str = "{{static-page}}";

/// The page that tells an editor what is wrong with a configuration, with its title and its text for browsers without
/// scripts.
pub fn editor(project: &Project, names: &Names) -> Result<String> {
    let page = files::read_text(&project.path("web/check-config.html"))?;
    let said: serde_json::Value =
        serde_json::from_str(&files::read_text(&project.path(EDITOR_WORDS))?)?;
    let said = |name: &str| {
        let words = said["page"][name].as_str();
        words.with_context(|| format!("{EDITOR_WORDS} has no `page.{name}`"))
    };
    let page = fill(
        &page,
        &[
            (STYLE, &names.css),
            ("{{glue}}", &names.glue),
            ("{{wasm}}", &names.wasm),
            ("{{later}}", &names.later),
            ("{{editor}}", &names.editor),
            ("{{editor-css}}", &names.editor_css),
            ("{{editor-title}}", said("title")?),
            ("{{editor-noscript}}", said("noscript")?),
        ],
    )?;
    first_styles::write(&page, &names.first_styles)
}

/// The texts of that page, which are delivered beside it.
pub const EDITOR_WORDS: &str = "web/check-config.json";

fn styled(page: &str, sheet: &str) -> Result<String> {
    if !page.contains(STYLE) {
        bail!("the page has no {STYLE}");
    }
    // Only the first: the texts after it may contain anything.
    Ok(page.replacen(STYLE, sheet, 1))
}

/// The placeholder for the style sheet's name.
const STYLE: &str = "{{css}}";

/// The page without HTML comments, which are for people who read the source.
fn without_comments(page: &str) -> String {
    let mut parts = page.split("<!--");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once("-->").map_or(part, |(_, rest)| rest);
        kept.truncate(kept.trim_end().len());
        kept.push_str(rest);
    }
    kept
}

/// A page with all help lines: those of the configuration, and those of the file that it names.
fn with_all_help(project: &Project, arguments: &[&str]) -> Result<String> {
    let Some(file) = super::organisation::more_help(project)? else {
        return rendered(project, arguments);
    };
    let file = file.to_string_lossy();
    let more = ["--more-help", &*file];
    rendered(project, &[arguments, &more].concat())
}

fn rendered(project: &Project, arguments: &[&str]) -> Result<String> {
    let mut command = project.cargo();
    command.args(["run", "--quiet", "--locked", "--package", APP]);
    command.args(["--bin", "prerender", "--"]);
    command.arg("--config").arg(project.config());
    let pack = super::organisation::pack(project)?;
    command.arg("--pack").arg(format!("packs/{pack}.json"));
    command.args(["--locale", LOCALE]);
    command.args(arguments);
    Ok(String::from_utf8(run::capture(&mut command)?)?)
}

impl Names {
    /// The placeholders of `index.html` and what replaces them.
    fn all(&self) -> [(&'static str, &str); 9] {
        [
            ("{{loader}}", &self.loader),
            (STYLE, &self.css),
            ("{{glue}}", &self.glue),
            ("{{wasm}}", &self.wasm),
            ("{{later}}", &self.later),
            ("{{frame}}", &self.frame),
            ("{{languages}}", &self.languages),
            ("{{pack}}", &self.pack),
            ("{{extras}}", &self.extras),
        ]
    }
}

fn fill(page: &str, names: &[(&str, &str)]) -> Result<String> {
    let mut page = page.to_owned();
    for (placeholder, name) in names {
        if !page.contains(placeholder) {
            bail!("the page has no {placeholder}, so it would not load that file");
        }
        page = page.replace(placeholder, name);
    }
    if let Some(at) = page.find("{{") {
        let rest: String = page[at..].chars().take(30).collect();
        bail!("the page has a placeholder that nothing filled: {rest}");
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
            first_styles: String::new(),
            glue: "app-3.js".into(),
            wasm: "app-4.wasm".into(),
            later: "later-5.wasm".into(),
            paper: "paper-6.css".into(),
            paper_styles: String::new(),
            frame: "frame-7.js".into(),
            languages: "en fr".into(),
            pack: "five".into(),
            extras: "extras-6.js".into(),
            static_page: "static-page-6.js".into(),
            editor: "check-config-8.js".into(),
            editor_css: "check-config-9.css".into(),
        }
    }

    #[test]
    fn comments_are_removed() {
        assert_eq!(
            without_comments("<a>\n  <!-- why\n this -->\n<b><!-- x --></b>"),
            "<a>\n<b></b>"
        );
        assert_eq!(
            without_comments("<!doctype html>\n<p>"),
            "<!doctype html>\n<p>"
        );
    }

    #[test]
    fn every_placeholder_is_filled() {
        let page = "{{loader}} {{css}} {{glue}} {{wasm}} {{wasm}} {{later}} {{frame}} {{languages}} {{pack}} {{extras}}";
        assert_eq!(
            fill(page, &names().all()).expect("fills"),
            "loader-1.js app-2.css app-3.js app-4.wasm app-4.wasm later-5.wasm frame-7.js en fr five extras-6.js"
        );
    }

    #[test]
    fn a_missing_or_unfilled_placeholder_is_refused() {
        let whole = "{{loader}} {{css}} {{glue}} {{wasm}} {{later}} {{frame}} {{languages}} {{pack}} {{extras}}";
        assert!(fill(whole, &names().all()).is_ok());
        assert!(fill(&whole.replace("{{wasm}}", ""), &names().all()).is_err());
        assert!(fill(&[whole, " {{title}}"].concat(), &names().all()).is_err());
    }
}
