//! Renders the screens into the template of the page.

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use clap::Parser;
use compassion_check::features::check::state as check;
use compassion_check::paper::{self, Paper};
use compassion_check::session::{Session, Stamp, StorageMode, update};
use compassion_check::static_pages::{Shown, StaticPage, render};
use compassion_check::text::paper::PaperTexts;
use compassion_check::text::{Messages, Text};
use instrument::{Moment, Pack};
use site_config::Config;

/// Renders the template, or without one the check on paper, and prints the HTML.
#[derive(Parser)]
struct Args {
    /// The organisation's configuration.
    #[arg(long)]
    config: PathBuf,
    /// A file with more help lines.
    #[arg(long)]
    more_help: Option<PathBuf>,
    /// The pack with the questions.
    #[arg(long)]
    pack: PathBuf,
    /// The interface texts.
    #[arg(long)]
    locale: PathBuf,
    /// The HTML template with placeholders. Without it, the check on paper is rendered.
    #[arg(long)]
    template: Option<PathBuf>,
}

/// The time on the prerendered screens. None of them shows it.
const DAY_ZERO: Moment = Moment { utc: 0, offset: 0 };

/// Renders the template or the check on paper to standard output.
pub(super) fn write() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut config = Config::read(&read(&args.config)?)?;
    if let Some(file) = &args.more_help {
        config.add_help(&read(file)?)?;
    }
    let config = Rc::new(config);
    let pack = Rc::new(Pack::read(&read(&args.pack)?).map_err(|errors| errors.lines())?);
    let locale = read(&args.locale)?;
    let messages = Rc::new(Messages::read(&locale)?);
    let Some(template) = args.template else {
        let texts = Rc::new(PaperTexts::read(&locale)?);
        let paper = Paper {
            pack,
            config,
            messages,
            texts,
        };
        // The build fills in the hashed name of its style sheet.
        print!("{}", paper::render(&paper, "{{css}}"));
        return Ok(());
    };

    let stamp = Stamp {
        now: DAY_ZERO,
        chance: 0,
    };
    let mut opened = Session::new(pack.clone());
    update(
        &mut opened,
        check::Action::Keep(StorageMode::by_default(&config)).into(),
        stamp,
    );
    let mut begun = opened.clone();
    update(&mut begun, check::Action::Start.into(), stamp);
    let html_of = |session: &Session, shown| {
        render(StaticPage {
            config: config.clone(),
            messages: messages.clone(),
            session: Rc::new(session.clone()),
            now: DAY_ZERO,
            shown,
        })
    };
    let form = pack.form();
    let page = read(&template)?
        .replace("{{lang}}", messages.lang())
        .replace("{{title}}", &escape(&form.title))
        .replace("{{description}}", &escape(&form.about.summary))
        .replace("{{intro}}", &html_of(&opened, Shown::Screen))
        .replace("{{question}}", &html_of(&begun, Shown::Screen))
        .replace("{{broken}}", &html_of(&opened, Shown::Broken))
        .replace("{{noscript}}", &html_of(&opened, Shown::NoScript))
        .replace("{{signs-title}}", &escape(messages.get(Text::SignsTitle)))
        .replace("{{signs}}", &html_of(&opened, Shown::Signs));
    print!("{page}");
    Ok(())
}

/// Escapes text for an element or a double-quoted attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
