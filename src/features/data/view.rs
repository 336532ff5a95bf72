//! Your data: what is stored, in plain words, with the ways to delete it, and at the end exactly as stored.

use yew::prelude::*;

use crate::components::forms::feature_button;
use crate::components::prose::{fold, heading, lead, list, p, small};
use crate::components::status::counted;
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, clear_all, confirm, nav_button, page};
use crate::features::app_update::view::renewal;
use crate::features::history::state as history;
use crate::features::lock::view::now;
use crate::session::{Action, Confirmation, Screen};
use crate::text::{Text, date, time_of_day};
use instrument::Moment;
use instrument::check::Check;
use instrument::order::stable_sort_by;
use vault::{Kind, Unreadable, VaultSnapshot};

/// Everything kept, one by one, and what can be done with it.
pub fn data(view: &ViewContext) -> Page {
    let snapshot = &view.session.snapshot;
    // Texts that cannot be read come first, then checks, newest first. The copies of packs come last: they are stored
    // only for the checks.
    let ranked: Vec<(usize, &(String, String))> = snapshot
        .raw
        .iter()
        .map(|thing| (rank(snapshot, &thing.0), thing))
        .collect();
    let things = stable_sort_by(&ranked, |(a, one), (b, other)| {
        a.cmp(b).then_with(|| other.0.cmp(&one.0))
    });
    let loose = view.session.unsaved.iter();
    let loose = loose.filter(|check| !view.session.is_kept(&check.id));
    let loose = stable_sort_by(&loose.collect::<Vec<&Check>>(), |a, b| a.newest_first(b));
    let count = things.len() + loose.len();
    let shown = view.session.features.history.shown;
    let mut rows: Vec<Html> = Vec::new();
    for check in loose.into_iter().take(shown) {
        rows.push(item(view, Text::DataUnkept, check));
    }
    rows.extend(
        things
            .iter()
            .take(shown)
            .map(|(_, (key, _))| row(view, key)),
    );
    let raw = things.iter().take(shown).map(|(_, (key, text))| {
        html! {
            <pre tabindex="0" role="group" aria-label={key.clone()}>{ plain(key) }{ "\n" }{ plain(text) }</pre>
        }
    });
    let raw: Vec<Html> = raw.collect();
    let raw = (!raw.is_empty()).then(|| {
        let label = match snapshot.lock {
            Some(_) => Text::DataOpened,
            None => Text::DataRaw,
        };
        fold("", view.text(label), raw)
    });
    let name = view.say(view.config.name());
    let nothing = if rows.is_empty() {
        p(view.text(Text::DataNothing))
    } else {
        Html::default()
    };
    let more = (count > shown).then(|| {
        let label = view.text(Text::DataMore);
        feature_button(view, "button quiet", "more", label, history::Action::More)
    });
    let go = |name, label, screen| nav_button(view, "link", name, label, Action::Go(screen));
    let mut ways = vec![go("copies", Text::Copies, Screen::Copies)];
    ways.push(go("lock", Text::Lock, Screen::Lock));
    ways.push(go("proof", Text::Proof, Screen::Proof));
    if snapshot.lock.is_some() {
        ways.push(now(view));
    }
    let content = vec![
        heading(view.text(Text::Data)),
        p(view.fill(Text::DataLead, &[("name", name)])),
        summary(view),
        nothing,
        list("link-list", ways),
        renewal(view),
        list("stored", rows),
        more.into_iter().collect(),
        clear_all(view),
        small(view.text(match snapshot.lock {
            Some(_) => Text::DataLocked,
            None => Text::DataDevice,
        })),
        raw.into_iter().collect(),
    ];
    page(Back::Yes, content)
}

/// How many checks, notes and plans are stored. Empty if there are none.
fn summary(view: &ViewContext) -> Html {
    let snapshot = &view.session.snapshot;
    let things = counted(
        view,
        [
            (snapshot.records.len(), Text::RestoredChecks),
            (snapshot.notes.len(), Text::RestoredNotes),
            (snapshot.plans.len(), Text::RestoredPlans),
        ],
    );
    things.map_or_else(Html::default, |things| {
        lead(view.fill(Text::DataSummary, &[("things", &things)]))
    })
}

/// The position of a stored text in the list.
fn rank(snapshot: &VaultSnapshot, key: &str) -> usize {
    if snapshot.unreadable_reason(key).is_some() {
        return 0;
    }
    match Kind::of(key).map(|(kind, _)| kind) {
        Some(Kind::Record) => 1,
        Some(Kind::Draft) => 2,
        Some(Kind::Note) => 3,
        Some(Kind::Plan) => 4,
        _ => 5,
    }
}

/// One stored text: what it is, and a way to delete it.
fn row(view: &ViewContext, key: &str) -> Html {
    let snapshot = &view.session.snapshot;
    if let Some(why) = snapshot.unreadable_reason(key) {
        let words = match why {
            Unreadable::Garbage => Text::AsideGarbage,
            Unreadable::Newer => Text::AsideNewer,
            Unreadable::NoPack => Text::AsideNoPack,
            Unreadable::Sealed => Text::AsideSealed,
            Unreadable::NoLock => Text::AsideNoLock,
        };
        let confirmation = Confirmation::DeleteUnreadable(key.to_owned());
        let delete = confirm(view, "delete-record", &confirmation);
        [p(view.text(words)), delete].into_iter().collect()
    } else {
        known(view, key)
    }
}

/// A text that could be read.
fn known(view: &ViewContext, key: &str) -> Html {
    let snapshot = &view.session.snapshot;
    let Some((kind, name)) = Kind::of(key) else {
        return Html::default();
    };
    let same = |check: &&Check| check.id.0 == name;
    let named = |label: Text, when: Option<Moment>| {
        let day = when.map_or_else(String::new, |when| date(view.messages, when));
        p(view.fill(label, &[("date", &day)]))
    };
    let delete = || {
        confirm(
            view,
            "delete-record",
            &Confirmation::DeleteUnreadable(key.to_owned()),
        )
    };
    let parts = match kind {
        Kind::Record => {
            let found = snapshot.records.iter().find(same);
            let found = found.map(|check| item(view, Text::DataRecord, check));
            found.into_iter().collect()
        }
        Kind::Draft => {
            let found = snapshot.drafts.iter().find(same);
            let found = found.map(|check| item(view, Text::DataDraft, check));
            found.into_iter().collect()
        }
        Kind::Note => {
            let check = snapshot.records.iter().find(same);
            let note = snapshot.notes.iter().find(|note| note.check.0 == name);
            let when = check.map(|check| check.changed);
            let when = when.or(note.map(|note| note.changed));
            vec![named(Text::DataNote, when), delete()]
        }
        Kind::Plan => {
            let plan = snapshot.plans.iter().find(|plan| plan.id.0 == name);
            let confirmation = plan.map(|plan| Confirmation::DeletePlan(plan.id.clone()));
            let delete =
                confirmation.map(|confirmation| confirm(view, "delete-plan", &confirmation));
            let made = named(Text::DataPlan, plan.map(|plan| plan.made));
            vec![made, delete.into_iter().collect()]
        }
        Kind::Settings => vec![p(view.text(Text::DataSettings)), delete()],
        Kind::Language => vec![p(view.text(Text::DataLanguage)), delete()],
        Kind::Pack | Kind::Lock | Kind::LockCopy | Kind::Sealed => {
            vec![p(view.text(Text::DataPack))]
        }
    };
    parts.into_iter().collect()
}

/// A check, kept or not, and the way to delete it.
fn item(view: &ViewContext, label: Text, check: &Check) -> Html {
    let when = if label == Text::DataDraft {
        check.started
    } else {
        check.changed
    };
    let (day, time) = (date(view.messages, when), time_of_day(when));
    let name = p(view.fill(label, &[("date", &day), ("time", &time)]));
    let delete = confirm(
        view,
        "delete-record",
        &Confirmation::Delete(check.id.clone()),
    );
    html! { <div data-record={check.id.0.clone()}>{ name }{ delete }</div> }
}
