//! The signs in words: the questions and guidance as a page to read, for browsers that cannot run the app. It is
//! prerendered into a file of its own.

use yew::prelude::*;

use crate::components::prose::{h2, h3, heading, lead, list, p, paragraphs, section, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{exit_strip, link_to};
use crate::features::help::view::all_lines;
use crate::text::Text;
use instrument::pack::{Entry, Section, Slot};

/// Help comes first, then the questions, what they mean, and what may help. All but the help is from the pack.
pub fn signs(view: &ViewContext) -> Html {
    let form = view.session.pack.form();
    let help = vec![
        h2(view.text(Text::HelpNow)),
        p(view.text(Text::HelpLead)),
        all_lines(view),
        p(link_to(view, "button quiet", view.config.directory())),
    ];
    let mut asked = vec![h2(view.text(Text::SignsAsked))];
    asked.extend(form.recall.as_ref().map(|recall| p(plain(&recall.stem))));
    asked.extend(form.sections.iter().map(one_section));
    let said = |slot| {
        let entries = form.guidance.entries.iter();
        entries.filter(move |entry| entry.slot == slot)
    };
    let mut steps = vec![
        h2(view.text(Text::SignsSteps)),
        p(view.text(Text::SignsStepsLead)),
    ];
    steps.extend(said(Slot::Step).map(|entry| words(h3, entry)));
    let mut content = vec![
        heading(view.text(Text::SignsTitle)),
        lead(view.text(Text::SignsLead)),
        section("help-open", help),
        p(paper(view)),
        section("", asked),
    ];
    content.extend(
        [Slot::Reassure, Slot::Differ, Slot::Why]
            .into_iter()
            .flat_map(said)
            .map(|entry| section("", vec![words(h2, entry)])),
    );
    content.push(section("", steps));
    content.push(small(plain(&form.about.honesty)));
    content.push(small(plain(&form.about.attribution)));
    html! {
        <div class="page signs" data-screen="signs">
            { exit_strip(view) }
            <main class="content">{ for content }</main>
        </div>
    }
}

fn one_section(asked: &Section) -> Html {
    let items = asked.items.iter().map(|item| plain(&item.text)).collect();
    [h3(plain(&asked.title)), list("topics", items)]
        .into_iter()
        .collect()
}

fn words(title: fn(Html) -> Html, entry: &Entry) -> Html {
    [title(plain(&entry.title)), paragraphs(&entry.text)]
        .into_iter()
        .collect()
}

/// A link to the check on paper, which the build writes next to this page.
fn paper(view: &ViewContext) -> Html {
    link_to_file("paper.html", view.text(Text::PlainPaper))
}

/// Links to the two pages that need neither scripts nor WebAssembly.
pub fn plain_pages(view: &ViewContext) -> Html {
    let signs = link_to_file("signs.html", view.text(Text::PlainSigns));
    list("link-list", vec![signs, paper(view)])
}

/// A link to a file next to the page. It opens in a new tab, as there is no way back in a frame.
fn link_to_file(file: &'static str, label: Html) -> Html {
    html! { <a class="link" href={file} target="_blank" rel="noopener">{ label }</a> }
}
