//! What an action asks for outside the session: files, the lock, another language, and reading the vault again.

use compassion_check::features::export::state::{Destination, Document};
use compassion_check::features::language::state::LanguageStatus;
use compassion_check::features::{check, copies, export, lock, supervision_sheet};
use compassion_check::session::{
    Action, Confirmation, Departure, Effect, Event, Focus, LazyCode, Notice, Screen, StatusMessage,
    StorageMode,
};
use instrument::CheckId;
use vault::lock::{LockJob, Secret};

use super::common::{Memory, PACK, TestApp, at, content};
use super::focus::focus_and_events;
use super::lock::{LOCK, lock as stored_lock};
use super::translation::whole;

fn opened() -> TestApp {
    TestApp::open(&Memory::default(), at(100, 0))
}

#[test]
fn the_lazy_screens_are_fetched_as_the_page_is_opened_and_never_twice() {
    let mut app = TestApp::without_lazy(&Memory::default(), at(100, 0), PACK);
    assert_eq!(app.sent(), [&Effect::FetchLazy]);
    app.act(Action::FetchLazy);
    assert!(app.sent().is_empty(), "it is on its way");
    app.load_lazy();
    assert_eq!(app.sent(), [&Effect::StartLazy]);
    app.act(Action::FetchLazy).act(Action::Open);
    assert!(app.sent().is_empty(), "it is here");
    assert_eq!(app.session.lazy, LazyCode::Loaded);
}

#[test]
fn leaving_the_page_closes_the_lock_and_draws_an_empty_page() {
    let mut app = opened();
    app.act(check::state::Action::Start).act(Action::Leave);
    assert_eq!(app.ports.effects, [Effect::CloseLock, Effect::Reveal]);
}

#[test]
fn a_page_that_is_shown_again_starts_over_and_a_new_page_does_not() {
    let mut app = opened();
    app.act(Action::Show(StorageMode::Memory));
    assert!(app.ports.effects.is_empty());
    assert_eq!(
        app.session.storage_choice,
        StorageMode::Device,
        "nothing was left"
    );

    let id = app.check();
    app.act(Action::Leave);
    let other = TestApp::open(&app.store, at(100, 60)).check();
    app.act(Action::Show(StorageMode::Memory));
    let expected = [
        Effect::Announce(Event::Step),
        Effect::RestartHistory,
        Effect::WatchIdle,
    ];
    assert_eq!(app.ports.effects, expected);
    assert_eq!(app.session.storage_choice, StorageMode::Memory);
    assert!(
        app.session.is_kept(&id) && app.session.is_kept(&other),
        "read again"
    );
}

/// These actions read the vault again, so that what another tab has stored meanwhile is there.
#[test]
fn the_vault_is_read_again_where_changes_of_other_tabs_matter() {
    let after = |act: fn(&mut TestApp)| {
        let mut app = opened();
        let other: CheckId = TestApp::open(&app.store, at(100, 60)).check();
        act(&mut app);
        app.session.is_kept(&other)
    };
    assert!(!after(|_| {}), "not by itself");
    assert!(after(TestApp::reload) && after(TestApp::look_again));
    assert!(after(|app| {
        app.act(Action::Go(Screen::Data));
    }));
    assert!(!after(|app| {
        app.act(Action::Go(Screen::Reading));
    }));
    let export = |to| export::state::Action::Export(Document::Backup, to);
    assert!(after(|app| {
        app.feature(export::state::Action::Export(
            Document::Backup,
            Destination::File,
        ));
    }));
    assert!(after(|app| {
        let restore = copies::state::Action::Restore("no copy".to_owned());
        app.feature(restore);
    }));
    let mut app = opened();
    app.feature(export(Destination::Clipboard));
    let clipboard = Effect::Export(Document::Backup, Destination::Clipboard);
    assert_eq!(app.sent(), [&clipboard]);
}

#[test]
fn actions_that_leave_the_app_only_produce_effects() {
    let mut app = opened();
    let id = app.check();
    let before = app.session.clone();
    app.feature(supervision_sheet::state::Action::Print(id.clone()));
    assert_eq!(app.sent(), [&Effect::Print(id)]);
    let open = LockJob::Open(Secret("typed".to_owned()));
    app.feature(lock::state::Action::Do(open.clone()));
    assert_eq!(app.sent(), [&Effect::Lock(open)]);
    assert_eq!(app.session.features.status, Some(StatusMessage::Working));
    app.session.features.status = None;
    assert_eq!(app.session, before);
}

#[test]
fn a_changed_language_is_announced_and_stored_if_results_are() {
    let welsh = || Action::LanguageLoaded(Some(content(&whole())));
    let mut app = opened();
    app.act(Action::SetLanguage("cy".to_owned()));
    assert_eq!(app.sent(), [&Effect::FetchLanguage("cy".to_owned())]);
    app.act(welsh());
    assert_eq!(app.sent(), [&Effect::KeepLanguage("cy".to_owned())]);
    assert_eq!(focus_and_events(&app), (None, vec![Event::Language]));
    assert_eq!(app.content.messages.lang(), "cy", "the texts, too");

    let mut app = opened();
    app.act(check::state::Action::Keep(StorageMode::Memory))
        .act(welsh());
    assert!(app.sent().is_empty());
    assert_eq!(focus_and_events(&app).1, [Event::Language]);

    let mut app = opened();
    let other = PACK.replacen("\"2.0.0\"", "\"3.0.0\"", 1);
    app.act(Action::LanguageLoaded(Some(content(&other))));
    assert!(app.sent().is_empty());
    assert_eq!(focus_and_events(&app), (None, vec![]));
    assert_eq!(app.content.messages.lang(), "en");
}

/// The copy of the pack is stored once the whole pack has loaded, but not while the vault is locked.
#[test]
fn the_pack_is_stored_with_earlier_checks_unless_the_vault_is_locked() {
    let copies = |store: &Memory| {
        let keys = store.keys().into_iter();
        keys.filter(|key| key.contains("/pack/")).count()
    };
    let store = Memory::default();
    TestApp::open(&store, at(100, 0)).check();
    store
        .kept
        .borrow_mut()
        .retain(|key, _| !key.contains("/pack/"));
    let mut app = TestApp::without_lazy(&store, at(101, 0), PACK);
    assert_eq!(copies(&store), 0);
    app.load_lazy();
    assert_eq!(copies(&store), 1);

    store
        .kept
        .borrow_mut()
        .retain(|key, _| !key.contains("/pack/"));
    store.insert(LOCK, &stored_lock().write());
    let mut app = TestApp::without_lazy(&store, at(101, 0), PACK);
    app.load_lazy();
    assert_eq!(copies(&store), 0);
    assert!(
        app.session.pending_changes.is_empty(),
        "nor is it tried again"
    );
}

/// If another tab has put a lock on, the locked screen replaces the current one, and focus goes to its heading.
#[test]
fn a_lock_that_is_found_shows_its_screen() {
    let mut app = opened();
    app.check();
    app.store.insert(LOCK, &stored_lock().write());
    app.look_again();
    assert_eq!(app.session.screen(), &Screen::Locked);
    assert_eq!(
        focus_and_events(&app),
        (Some(Focus::Screen), vec![Event::Step])
    );
}

/// Browsers report a visible page before they report that it is shown again. Only the second changes its history.
#[test]
fn reading_the_vault_again_does_not_touch_the_browser_history() {
    let mut app = opened();
    app.act(check::state::Action::Start).act(Action::Leave);
    app.look_again();
    assert!(app.ports.effects.is_empty());
    app.reload();
    assert_eq!(app.ports.effects, [Effect::WatchIdle]);
    app.act(Action::Go(Screen::Find));
    assert!(app.ports.effects.contains(&Effect::Navigate(1)));
}

/// A browser may block storage for a moment only, so the app asks again each time it reads the vault.
#[test]
fn blocked_storage_is_tried_again_at_each_load() {
    let store = Memory::default();
    let id = TestApp::open(&store, at(99, 0)).check();
    let mut blocked = TestApp::blocked(at(100, 0));
    assert_eq!(blocked.session.notice, Some(Notice::Blocked));
    blocked.act(check::state::Action::Start).answer(0, 2);
    blocked.ports.store = Some(store.clone());
    blocked.look_again();
    assert_eq!(blocked.session.notice, None);
    assert!(blocked.session.storage_available && blocked.session.is_kept(&id));
    blocked.answer(2, 3);
    assert!(store.keys().iter().any(|key| key.contains("/draft/")));
}

/// Without storage the vault cannot be read again after the change. This must not remove the message about it.
#[test]
fn a_changed_language_is_announced_even_if_storage_is_blocked() {
    let mut app = TestApp::blocked(at(100, 0));
    app.act(Action::LanguageLoaded(Some(content(&whole()))));
    assert_eq!(app.session.language, Some(LanguageStatus::Changed));
    assert_eq!(focus_and_events(&app).1, [Event::Language]);
}

/// Nothing has to be written before a deletion. A check written only now might not get the id that is to be deleted.
#[test]
fn a_deletion_does_not_first_retry_waiting_changes() {
    let mut app = opened();
    let id = app.check();
    app.store.room.set(Some(0));
    app.act(check::state::Action::Start).answer(0, 1);
    assert_eq!(app.session.pending_changes.len(), 1);
    app.store.room.set(None);
    app.ports.departure = Some(Departure {
        control: "delete".to_owned(),
        nth: 0,
        top: 0,
    });
    app.act(Action::Ask(Confirmation::Delete(id)));
    assert_eq!(app.session.pending_changes.len(), 1);
    app.act(Action::Decline);
    assert!(
        app.session.pending_changes.is_empty(),
        "any other action tries again"
    );
}
