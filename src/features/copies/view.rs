//! The screen for copies: save everything to a file, restore it, and save a table for a spreadsheet.

use yew::prelude::*;

use super::state;
use crate::components::forms::feature_button;
use crate::components::prose::{h2, heading, p, section, small, span};
use crate::components::status::status_message;
use crate::components::view::ViewContext;
use crate::components::{Back, Page, page};
use crate::features::action::FeatureAction;
use crate::features::export::state as export;
use crate::features::export::state::{Destination, Document, Separator};
use crate::features::export::view::{outcome_of_others, outcome_of_table};
use crate::platform;
use crate::session::{Action, StatusMessage};
use crate::text::{Text, date};
use vault::backup::{MAX_FILE_BYTES, Refusal};

/// The screen.
pub fn copies(view: &ViewContext) -> Page {
    let last = match view.session.snapshot.settings.backed_up {
        Some(when) => view.fill(Text::BackedUp, &[("date", &date(view.messages, when))]),
        None => view.text(Text::BackedUpNever),
    };
    let save = |class, name, label, document| {
        let export = export::Action::Export(document, Destination::File);
        feature_button(view, class, name, view.text(label), export)
    };
    let content = vec![
        heading(view.text(Text::Copies)),
        p(view.text(Text::CopiesLead)),
        save(
            "button primary",
            "save-backup",
            Text::BackupSave,
            Document::Backup,
        ),
        small(last),
        outcome_of_others(view),
        section(
            "",
            vec![
                h2(view.text(Text::RestoreHeading)),
                restore(view),
                status_message(view, |said| {
                    matches!(
                        said,
                        StatusMessage::Restored(_)
                            | StatusMessage::Refused(_)
                            | StatusMessage::NoRoom
                    )
                }),
            ],
        ),
        section(
            "",
            vec![
                h2(view.text(Text::TableHeading)),
                p(view.text(Text::TableHint)),
                save(
                    "button quiet",
                    "save-table",
                    Text::TableSave,
                    Document::Table(Separator::Comma),
                ),
                p(view.text(Text::TableSemicolonsHint)),
                save(
                    "button quiet",
                    "save-table-semicolons",
                    Text::TableSemicolons,
                    Document::Table(Separator::Semicolon),
                ),
                outcome_of_table(view),
            ],
        ),
    ];
    page(Back::Yes, content)
}

fn restore(view: &ViewContext) -> Html {
    let act = view.act.clone();
    let onchange = Callback::from(move |event: Event| {
        let act = act.clone();
        platform::read_file(&event, MAX_FILE_BYTES, move |file| {
            act.emit(Action::Feature(match file {
                Ok(text) => state::Action::Restore(text).into(),
                Err(_) => FeatureAction::Status(StatusMessage::Refused(Refusal::TooLarge)),
            }));
        });
    });
    // The browser's own control lies over the button, unseen, so that it is reached and used as everywhere else. It has
    // no `accept`: phones may give a copy another extension or type, and then would not let it be chosen.
    html! {
        <>
            { p(view.text(Text::RestoreHint)) }
            <label class="button quiet file">
                { span(view.text(Text::RestoreChoose)) }
                <input type="file" name="backup" data-action="restore"
                    onclick={|_| platform::start_grace_period()} {onchange} />
            </label>
        </>
    }
}
