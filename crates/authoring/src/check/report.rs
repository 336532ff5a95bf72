//! The report: each finding with the lines it is about, as miette draws them.

use std::fmt;
use std::path::Path;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
};

use super::findings::{At, Finding, Findings, Severity};
use super::place::Places;

/// Prints every finding about `path` and a verdict. Returns whether there are no errors.
pub fn print(path: &Path, text: &str, found: &Findings) -> bool {
    let [errors, warnings] = print_findings(path, text, found);
    let verdict = if errors == 0 {
        "can be used"
    } else {
        "cannot be used"
    };
    println!(
        "{}: {verdict} ({errors} errors, {warnings} warnings)",
        path.display()
    );
    errors == 0
}

/// Prints every finding about `path`. Returns the number of errors and the number of warnings.
pub fn print_findings(path: &Path, text: &str, found: &Findings) -> [usize; 2] {
    let theme = if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    eprint!(
        "{}",
        render(&path.display().to_string(), text, found, theme)
    );
    [Severity::Error, Severity::Warning].map(|severity| {
        let all = found.all();
        all.iter().filter(|one| one.severity == severity).count()
    })
}

/// The report as text, without colours.
pub fn to_text(name: &str, text: &str, found: &Findings) -> String {
    render(name, text, found, GraphicalTheme::unicode_nocolor())
}

/// The length in bytes above which a line is not printed. A minified pack is one line, too long to be of help.
const LONGEST: usize = 400;

fn render(name: &str, text: &str, found: &Findings, theme: GraphicalTheme) -> String {
    let places = Places::of(text);
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110);
    let mut out = String::new();
    for finding in found.all() {
        let span = span(finding, text, &places);
        // A file in another encoding, such as UTF-16, cannot be drawn either.
        let foreign = text.contains('\0').then_some((1, 1));
        let named = long_line(text, span.start).or(foreign);
        let shown = if named.is_some() { "" } else { text };
        let reported = ReportedFinding {
            source: NamedSource::new(name, shown.to_owned()),
            span,
            named,
            finding,
            missing: matches!(&finding.at, At::Path(path) if !places.has(path)),
        };
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut out, &reported);
        out.push('\n');
    }
    out
}

/// The line and the column of `at`, both from 1, if that line is too long to draw.
fn long_line(text: &str, at: usize) -> Option<(usize, usize)> {
    let (before, behind) = text.split_at_checked(at)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = behind.find('\n').map_or(text.len(), |end| at + end);
    let line = before.matches('\n').count() + 1;
    (end - start > LONGEST).then(|| (line, text[start..at].chars().count() + 1))
}

fn span(finding: &Finding, text: &str, places: &Places) -> std::ops::Range<usize> {
    match &finding.at {
        At::Path(path) => places.find(text, path),
        At::Line(line, column, length) => {
            let before = text.split_inclusive('\n').take(line - 1).map(str::len);
            let start: usize = before.sum();
            let behind = |start: usize, characters| {
                let rest = text.get(start..).unwrap_or_default();
                let there = rest.char_indices().nth(characters);
                there.map_or(text.len(), |(at, _)| start + at)
            };
            let at = behind(start, column - 1);
            at..behind(at, *length)
        }
    }
}

#[derive(Debug)]
struct ReportedFinding<'a> {
    source: NamedSource<String>,
    span: std::ops::Range<usize>,
    /// The line and the column, if they are printed in place of an excerpt.
    named: Option<(usize, usize)>,
    finding: &'a Finding,
    /// Whether there is no value at its path. The mark is then on the value around it.
    missing: bool,
}

impl fmt::Display for ReportedFinding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.finding.at {
            At::Path(path) if !path.is_empty() => write!(f, "{path}: {}", self.finding.what)?,
            _ => f.write_str(&self.finding.what)?,
        }
        match self.named {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ReportedFinding<'_> {}

impl Diagnostic for ReportedFinding<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.finding.hint))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.named.is_none().then_some(&self.source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.named.is_some() {
            return None;
        }
        let label = if self.missing { "in here" } else { "here" };
        let span = LabeledSpan::new_with_span(Some(label.to_owned()), self.span.clone());
        Some(Box::new(std::iter::once(span)))
    }
}
