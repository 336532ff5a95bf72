//! The browser, as the [`Ports`] of the runtime.

use std::rc::Rc;

use yew::prelude::*;

use super::context::BrowserContext;
use super::focus::move_focus;
use super::lazy;
use super::props::AppProps;
use crate::platform::{self, Browser, EventListener, HistorySync, Place, PressFilter};
use crate::runtime::Ports;
use crate::session::{
    Action, Content, Departure, Effect, Event, Focus, LazyCode, Session, Stamp, StorageMode,
};

/// The page that the app is on, and its listeners.
pub struct BrowserPorts {
    /// What effects need.
    context: BrowserContext,
    /// The browser's history, on a page of our own.
    history: Option<HistorySync>,
    /// Stops accidental presses before they reach the screens.
    presses: PressFilter,
    /// Where focus goes once the change is on the page.
    focus: Option<Focus>,
    /// Whether focus is in the app. On somebody else's page it only moves if it is.
    has_focus: bool,
    /// What is announced once the change is on the page.
    events: Vec<Event>,
    /// Whether the app is hidden until it has been drawn empty. If the browser freezes the page before that, it is
    /// drawn only when the page comes back.
    concealed: bool,
    /// For changes by other tabs, the page becoming visible, the network, and a newer version.
    _listeners: [Option<EventListener>; 4],
    /// For the page being left and shown.
    _leaving: [Option<EventListener>; 2],
}

impl BrowserPorts {
    /// Starts listening. Each action goes to `act`.
    pub fn new(props: &AppProps, act: Callback<Action>, has_focus: bool) -> Self {
        let emit = |action: Action| {
            let act = act.clone();
            move || act.emit(action.clone())
        };
        let host = &props.host;
        let moved = act.clone();
        Self {
            history: (host.place() == Place::Page)
                .then(|| HistorySync::attach(move |depth| moved.emit(Action::Depth(depth)))),
            presses: PressFilter::attach(host),
            focus: None,
            has_focus,
            events: Vec::new(),
            concealed: false,
            _listeners: [
                platform::on_storage_change(emit(Action::StorageChanged)),
                platform::on_show(emit(Action::StorageChanged)),
                platform::on_online(emit(Action::FetchLazy)),
                platform::on_renewal(host, emit(Action::Renewal)),
            ],
            _leaving: platform::on_leave(
                host,
                emit(Action::Leave),
                emit(Action::Show(StorageMode::by_default(&props.config))),
            ),
            context: BrowserContext {
                props: props.clone(),
                act,
                store: None,
                idle: platform::IdleTimer::default(),
            },
        }
    }

    /// Remembers whether focus is in the app, before a change removes the element that has it.
    pub fn look_for_focus(&mut self) {
        self.has_focus |= platform::has_focus(&self.context.props.host);
    }

    /// Called when the change is on the page.
    pub fn drawn(&mut self, lazy: LazyCode, first: bool) {
        let host = &self.context.props.host;
        let own_page = self.history.is_some();
        if self.focus.is_some() {
            self.presses.shown();
        }
        if let Some(focus) = self.focus.take().filter(|_| own_page || self.has_focus) {
            move_focus(focus, host, own_page);
        }
        self.has_focus = false;
        if std::mem::take(&mut self.concealed) {
            host.reveal();
        }
        if first {
            host.mark("data-ready", "");
            host.emit("ready");
        }
        host.mark(
            "data-later",
            match lazy {
                LazyCode::Loading => "coming",
                LazyCode::Loaded => "here",
                LazyCode::Missing => "missing",
            },
        );
        for event in self.events.drain(..) {
            host.emit(match event {
                Event::Step => "step",
                Event::Complete => "complete",
                Event::Language => "language",
            });
        }
    }

    /// A callback that reads the questions and texts that the script has fetched, and sends the action that `loaded`
    /// makes of them.
    fn content_callback(
        &self,
        loaded: fn(Option<Rc<Content>>) -> Action,
    ) -> impl Fn(Option<String>) + 'static {
        let (act, host) = (self.context.act.clone(), self.context.props.host.clone());
        move |texts| {
            // If there are texts, the code of the lazy screens has loaded.
            let content = texts.and_then(|texts| lazy::content(&host, &texts));
            act.emit(loaded(content));
        }
    }
}

impl Ports for BrowserPorts {
    type Store = Browser;

    fn stamp(&self) -> Stamp {
        platform::stamp()
    }

    fn open_store(&mut self) -> Option<Browser> {
        // Always the same one, as it holds the key of the lock.
        if self.context.store.is_none() {
            self.context.store = Browser::open();
        }
        self.context.store.clone()
    }

    fn refresh(&mut self) -> bool {
        let open = self.context.store.as_ref().filter(|store| store.is_open());
        if let Some(store) = open {
            let act = self.context.act.clone();
            platform::lazy::refresh(store, Box::new(move || act.emit(Action::Reload)));
        }
        open.is_some()
    }

    fn departure(&mut self) -> Option<Departure> {
        platform::lazy::departure(&self.presses)
    }

    fn perform(&mut self, session: &Session, content: &Content, effect: Effect) {
        match effect {
            Effect::Focus(focus) => self.focus = Some(focus),
            // The language of the page is set before anything is read out in it.
            Effect::Announce(Event::Language) => self.context.props.host.emit("language"),
            Effect::Announce(event) => self.events.push(event),
            Effect::Navigate(depth) => {
                if let Some(history) = &self.history {
                    history.follow(depth);
                }
            }
            Effect::RestartHistory => {
                if let Some(history) = &self.history {
                    history.restart();
                }
            }
            Effect::FetchLazy => {
                let callback = self.content_callback(Action::LazyLoaded);
                self.context.props.host.fetch_lazy(callback);
            }
            Effect::FetchLanguage(tag) => {
                let callback = self.content_callback(Action::LanguageLoaded);
                self.context.props.host.fetch_language(&tag, callback);
            }
            Effect::CloseLock => {
                if let Some(store) = &self.context.store {
                    store.close();
                }
            }
            Effect::Reveal => {
                self.focus = None;
                self.concealed = true;
            }
            // Only lazy screens ask for the others.
            effect => lazy::perform(&self.context, session, content, effect),
        }
    }
}
