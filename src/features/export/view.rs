//! What is shown after an export: the question whether the file arrived, or the text to copy by hand if something
//! failed.

use yew::prelude::*;

use super::file::file;
use super::state;
use crate::components::forms::{BY_HAND, feature_button};
use crate::components::link_out;
use crate::components::prose::{p, span};
use crate::components::status::status_message;
use crate::components::view::ViewContext;
use crate::features::export::state::{Destination, Document, Obstacle};
use crate::platform;
use crate::session::StatusMessage;
use crate::text::Text;
use instrument::Moment;

/// What to tell the person after an export.
fn about_outcome(said: &StatusMessage) -> bool {
    matches!(
        said,
        StatusMessage::HandedOver(..)
            | StatusMessage::Arrived
            | StatusMessage::Unshared(_)
            | StatusMessage::ByHand(..)
            | StatusMessage::Copied
            | StatusMessage::NotDone
    )
}

/// Whether the question or the text is about the table.
fn about_table(said: &StatusMessage) -> bool {
    matches!(
        said,
        StatusMessage::HandedOver(Document::Table(_), _)
            | StatusMessage::Unshared(Document::Table(_))
            | StatusMessage::ByHand(_, Document::Table(_), _)
    )
}

/// The place for this on a screen with exports.
pub fn outcome(view: &ViewContext) -> Html {
    outcome_of(view, about_outcome)
}

/// The place directly below the button that saves a table.
pub fn outcome_of_table(view: &ViewContext) -> Html {
    outcome_of(view, about_table)
}

/// The place for all other exports on a screen that also saves a table.
pub fn outcome_of_others(view: &ViewContext) -> Html {
    outcome_of(view, |said| about_outcome(said) && !about_table(said))
}

fn outcome_of(view: &ViewContext, here: fn(&StatusMessage) -> bool) -> Html {
    let button =
        |name, label, action| feature_button(view, "button quiet", name, view.text(label), action);
    let parts = match view
        .session
        .features
        .status
        .as_ref()
        .filter(|said| here(said))
    {
        Some(StatusMessage::HandedOver(..)) => vec![
            button(
                "file-arrived",
                Text::FileYes,
                state::Action::FileArrived(true),
            ),
            button(
                "file-missing",
                Text::FileNo,
                state::Action::FileArrived(false),
            ),
        ],
        Some(StatusMessage::Unshared(document)) => vec![download(view, document)],
        Some(StatusMessage::ByHand(obstacle, document, made)) => {
            by_hand(view, *obstacle, document, *made)
        }
        _ => Vec::new(),
    };
    html! {
        <>
            { status_message(view, here) }
            <div class="export-actions">{ for parts }</div>
        </>
    }
}

fn download(view: &ViewContext, document: &Document) -> Html {
    let action = state::Action::Export(document.clone(), Destination::Download);
    let label = view.text(Text::FileDownload);
    feature_button(view, "button quiet", "download", label, action)
}

/// The text itself, and what else may be tried.
fn by_hand(view: &ViewContext, obstacle: Obstacle, document: &Document, made: Moment) -> Vec<Html> {
    let Some(file) = file(view, document, made) else {
        return Vec::new();
    };
    let select = Callback::from(|event: FocusEvent| platform::select_all(&event));
    let text = html! {
        <label class="field by-hand">
            { span(view.text(Text::ByHandText)) }
            <textarea rows="6" readonly=true autocomplete="off" data-asks={BY_HAND} value={file.text} onfocus={select} />
        </label>
    };
    let copy = state::Action::Export(document.clone(), Destination::Clipboard);
    let copy = feature_button(
        view,
        "button quiet",
        "copy-text",
        view.text(Text::SheetCopy),
        copy,
    );
    let other = match (obstacle, document) {
        // The sheet has its own button to copy it.
        (Obstacle::Printer, Document::Sheet(id)) if view.session.is_kept(id) => full_page(view),
        (_, Document::Sheet(_)) | (Obstacle::Clipboard, _) => Html::default(),
        (Obstacle::ShareSheet, _) => [copy, download(view, document)].into_iter().collect(),
        (Obstacle::Lost | Obstacle::Printer, _) => copy,
    };
    vec![text, other]
}

/// A link from a frame to the check's own page, which may be able to print, if what is stored here can be found there.
fn full_page(view: &ViewContext) -> Html {
    let own = !view.session.inline && platform::is_own_window();
    if own || view.session.full_page.is_some() {
        return Html::default();
    }
    let address = [&view.config.base, "index.html"].concat();
    p(link_out("", &address, view.messages.get(Text::OpenFull)))
}
