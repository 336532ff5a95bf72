//! The check on paper: the questions with boxes to tick, how to score them by hand, and the guidance. Native only.

mod condition;
mod guidance;
mod questions;
mod reflection;
mod scoring;

use std::rc::Rc;

use yew::prelude::*;

use crate::components::prose::{h2, lead, list, p, section, small};
use crate::components::review;
use crate::components::view::plain;
use crate::features::help::view::{label as label_of, site};
use crate::text::paper::{PaperText, PaperTexts};
use crate::text::{Messages, Text};
use instrument::Pack;
use site_config::{Config, HelpLine, Place, RawText};

/// The page's style sheet. It is a file next to the page; the build puts a hash into its name.
pub const STYLE: &str = include_str!("../../styles/paper.css");

const TEMPLATE: &str = include_str!("page.html");

/// What the check on paper is made from.
#[derive(Clone, PartialEq, Properties)]
pub struct Paper {
    /// The questions, scales and guidance.
    pub pack: Rc<Pack>,
    /// The organisation's configuration, for its name, crisis help and directory.
    pub config: Rc<Config>,
    /// The interface texts that the page shares with the screens.
    pub messages: Rc<Messages>,
    /// The texts of the page itself.
    pub texts: Rc<PaperTexts>,
}

/// The whole page as HTML. `style` is the address of its style sheet.
pub fn render(paper: &Paper, style: &str) -> String {
    let renderer = yew::LocalServerRenderer::<Page>::with_props(paper.clone()).hydratable(false);
    let body = futures::executor::block_on(renderer.render());
    let title = Html::from(paper.pack.form().title.clone());
    let title = futures::executor::block_on(
        yew::LocalServerRenderer::<Plain>::with_props(Escaped { text: title })
            .hydratable(false)
            .render(),
    );
    // The body is filled in last: it may contain placeholders that an author wrote.
    TEMPLATE
        .replace("{{lang}}", paper.messages.lang())
        .replace("{{css}}", style)
        .replace("{{title}}", &title)
        .replace("{{body}}", &body)
}

#[derive(Clone, PartialEq, Properties)]
struct Escaped {
    text: Html,
}

#[component]
fn Plain(escaped: &Escaped) -> Html {
    escaped.text.clone()
}

#[component]
fn Page(paper: &Paper) -> Html {
    let form = paper.pack.form();
    let about = &form.about;
    html! {
        <>
            <header>
                <h1>{ plain(&form.title) }</h1>
                { lead(plain(&about.summary)) }
                { p(paper.own_text(PaperText::Lead)) }
                { help(paper) }
            </header>
            <main>
                { questions::questions(paper) }
                { scoring::scoring(paper) }
                { guidance::guidance(paper) }
                { reflection::reflection(paper) }
            </main>
            <footer>{ origin(paper) }</footer>
        </>
    }
}

/// Crisis help and the directory, which come first on the page.
fn help(paper: &Paper) -> Html {
    let Place { label, url } = paper.config.directory();
    let directory = paper.fill(
        PaperText::Directory,
        &[("label", paper.say(label)), ("url", url)],
    );
    let label = |line: HelpLine| label_of(&paper.messages, line);
    let groups = paper.config.help_by(|_| true, label);
    let lines = groups.iter().flat_map(|(label, lines)| {
        let line = move |line| help_line(paper, label, line);
        lines.iter().copied().map(line)
    });
    section(
        "help",
        vec![
            h2(paper.text(Text::HelpNow)),
            p(paper.text(Text::HelpLead)),
            list("", lines.collect()),
            p(directory),
        ],
    )
}

/// A line, with `label`, which says for whom it is.
fn help_line(paper: &Paper, label: &str, line: HelpLine) -> Html {
    let messages = &paper.messages;
    let call = line.tel().into_iter();
    let call = call.map(|number| messages.fill(Text::Call, &[("number", number.shown)]));
    let sms = line.sms().into_iter().map(|(number, body)| {
        let words = [("body", body), ("number", number.shown)];
        messages.fill(Text::Sms, &words)
    });
    let url = line.url().map(|url| site(url).to_owned());
    let email = line.email().map(str::to_owned);
    let relay = line.relay();
    let relay = relay.map(|number| messages.fill(Text::Relay, &[("number", number)]));
    let others = [url, email, relay].into_iter().flatten();
    let ways: Vec<String> = call.chain(sms).chain(others).collect();
    let checked = line.checked().map(|day| {
        let date = messages.iso_date(day);
        let said = messages.fill(Text::Checked, &[("date", &date)]);
        html! { <>{ " " }<small>{ plain(&said) }</small></> }
    });
    let label = match label {
        "" => String::new(),
        label => [label, ": "].concat(),
    };
    let what = [line.what(), line.hours()].map(|words| paper.say(words));
    html! {
        <>
            <strong>{ plain(paper.say(line.name())) }</strong>{ " " }
            <b>{ plain(&ways.join(messages.get(Text::ListComma))) }</b>{ " " }
            { plain(&label) }{ plain(what.join(" ").trim_end()) }{ checked }
        </>
    }
}

/// What the check is and is not, who wrote it, its licence, and further reading.
fn origin(paper: &Paper) -> Html {
    let form = paper.pack.form();
    let about = &form.about;
    let version = [("id", form.id.as_str()), ("version", form.version.as_str())];
    let reading = form.reading.iter().map(|source| {
        let said = [&source.title, &source.source, &source.url].map(String::as_str);
        plain(&said.join(" · "))
    });
    let organisation = paper.say(paper.config.name());
    html! {
        <>
            { h2(paper.own_text(PaperText::Origin)) }
            { p(plain(&about.honesty)) }
            { p(plain(&about.attribution)) }
            { p(plain(&about.licence)) }
            { p(plain(&review(&paper.messages, &paper.pack, None))) }
            { small(paper.fill(PaperText::Version, &version)) }
            { small(plain(&paper.messages.fill(Text::OfferedBy, &[("name", organisation)]))) }
            { h2(paper.text(Text::Reading)) }
            { list("reading", reading.collect()) }
        </>
    }
}

impl Paper {
    /// A text of the configuration, in the language of the page.
    fn say<'a>(&self, words: RawText<'a>) -> &'a str {
        words.in_language(self.messages.lang())
    }

    fn text(&self, key: Text) -> Html {
        plain(self.messages.get(key))
    }

    fn own_text(&self, word: PaperText) -> Html {
        plain(self.texts.get(word))
    }

    fn fill(&self, word: PaperText, values: &[(&str, &str)]) -> Html {
        plain(&self.texts.fill(word, values))
    }

    /// A list of names or numbers, with "or" before the last.
    fn either(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => {
                let most = most.join(self.messages.get(Text::ListComma));
                [&most, self.texts.get(PaperText::ListOr), last].concat()
            }
        }
    }

    /// A list of names or numbers, with "and" before the last.
    fn all(&self, names: &[String]) -> String {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.messages.list(&names)
    }
}

/// The number of an item on the page, from 1. `item` is its index.
fn number(item: usize) -> String {
    (item + 1).to_string()
}
