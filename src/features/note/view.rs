//! A private note to one check, and the tags that say what else was going on.

use yew::prelude::*;

use super::state;
use crate::components::forms::{area, tick};
use crate::components::prose::{heading, p, small};
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, page};
use crate::text::{Text, date, time_of_day};
use instrument::CheckId;

/// The most characters of a note. A browser is no good place for longer ones.
pub const MAX_CHARS: usize = 5_000;

/// The screen. Every change is stored at once, if the check itself is.
pub fn note(view: &ViewContext, id: &CheckId) -> Page {
    let Some(check) = view.session.record(id) else {
        return Page::default();
    };
    let pack = view.session.pack_of(check);
    let note = view.session.note(id);
    let (day, time) = (
        date(view.messages, check.changed),
        time_of_day(check.changed),
    );
    let tags = pack.iter().flat_map(|pack| &pack.form().after.tags);
    let tags = tags.map(|tag| {
        let on = note.is_some_and(|note| note.tags.contains(&tag.id));
        let (check, tag_id) = (id.clone(), tag.id.clone());
        tick(view, "tag", plain(&tag.text), on, move |on| {
            state::Action::Tag(check.clone(), tag_id.clone(), on)
        })
    });
    let write = id.clone();
    let kept = if view.session.is_kept(id) {
        Text::NoteKept
    } else {
        Text::NoteUnkept
    };
    let content = vec![
        heading(view.text(Text::NoteHeading)),
        p(view.fill(Text::NoteWhen, &[("date", &day), ("time", &time)])),
        html! { <fieldset><legend>{ view.text(Text::NoteTags) }</legend>{ for tags }</fieldset> },
        area(
            view,
            Text::NoteWords,
            Some(Text::NoteHint),
            note.map_or("", |note| &note.text),
            MAX_CHARS,
            move |text| state::Action::Write(write.clone(), text),
        ),
        small(view.text(kept)),
    ];
    page(Back::Yes, content)
}
