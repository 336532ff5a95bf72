//! The app as a Yew component: holds the session and the vault, lets [`Runtime`] do what each action asks of them, and does the rest.

use std::rc::Rc;

use yew::prelude::*;

use super::focus::Focus;
pub use super::props::{AppProps, Msg};
use super::prose::worded;
use super::view::View;
use crate::platform::{self, Browser, EventListener, HistorySync, Place, Presses};
use crate::runtime::Runtime;
use crate::state::forms::{LockJob, StatusMessage};
use crate::state::{Action, Errand, Further, Later, Screen, Session, Task};
use crate::text::Messages;
use vault::Vault;

/// What a text to be copied by hand asks for: its field is selected as soon as it has focus.
pub(super) const BY_HAND: &str = "by-hand";

/// The app.
pub struct App {
    pub(super) session: Session,
    /// The interface texts, as far as they have come.
    pub(super) messages: Messages,
    /// The text of the session's pack, which is kept with its checks.
    pub(super) pack_text: Rc<str>,
    /// `None` while the browser gives this page no storage.
    pub(super) store: Option<Browser>,
    /// The vault over it.
    pub(super) vault: Option<Vault<Browser>>,
    /// The browser's history, on a page of our own.
    pub(super) history: Option<HistorySync>,
    /// Keeps from the screens what is pressed by accident.
    presses: Presses,
    /// Notices when the person has gone.
    idle: platform::later::IdleTimer,
    /// Hear other tabs, the page coming into sight, the network and news of a newer version, as long as the app is there.
    _listeners: [Option<EventListener>; 4],
    /// Hear the page being left and shown.
    _page: [Option<EventListener>; 2],
    /// Whether the page was left, and has not been shown again.
    pub(super) left: bool,
    /// Whether the app is out of sight until it has been drawn empty. Where a browser freezes the page before that, it is drawn
    /// only when the page comes back.
    pub(super) concealed: bool,
    /// Where focus has to go once what was changed is on the page.
    pub(super) focus: Option<Focus>,
    /// Whether focus may move at all: on someone else's page only if it was in here.
    may_focus: bool,
    /// What has to be told once what was changed is on the page.
    pub(super) told: Vec<&'static str>,
}

impl App {
    pub(super) fn act(&mut self, ctx: &Context<Self>, action: Action) {
        // Only screens of the second module have a place to come back to.
        if self.session.later == Later::Here
            && let Some(departure) = platform::later::departure(&self.presses)
        {
            self.runtime().act(Action::Depart(departure));
        }
        // The button that was pressed goes with what it did.
        let gone = matches!(
            action,
            Action::Further(
                Further::Went(..)
                    | Further::MakePlan
                    | Further::FileArrived(_)
                    | Further::Status(StatusMessage::Locked(_))
            )
        );
        let (screen, asking) = (self.session.screen().clone(), self.session.asking.clone());
        let (waited, later) = (self.session.waits(), self.session.later);
        let by_hand = self.session.forms.is_by_hand();
        let confirmed = action == Action::Confirm;
        let finishes = matches!(
            action,
            Action::Answer(..) | Action::StopFinish | Action::KeepPartial
        );
        for task in self.runtime().act(action) {
            match task {
                Task::Vault(_) => {}
                Task::Out(errand) => self.go_out(ctx, errand),
                Task::SetLanguage(tag) => {
                    let heard = ctx.link().callback(Msg::LanguageLoaded);
                    let host = &ctx.props().host;
                    host.speak(&tag, move |texts| heard.emit(texts));
                }
            }
        }
        if *self.session.screen() != screen {
            self.steps();
            // The control that led away is no longer on the screen.
            if confirmed {
                self.focus = Some(Focus::Screen);
            }
            if finishes && matches!(self.session.screen(), Screen::Result(_)) {
                self.told.push("complete");
            }
        } else if self.session.asking != asking {
            let asked = self.session.asking.as_ref().or(asking.as_ref());
            let asked = asked.map(|asking| Focus::Asking(asking.about().to_owned()));
            self.focus = if confirmed {
                Some(Focus::Heading)
            } else {
                asked
            };
        } else if self.session.forms.is_by_hand() && !by_hand {
            self.focus = Some(Focus::Asking(BY_HAND.to_owned()));
        } else if gone || waited && self.session.later != later {
            self.focus = Some(Focus::Lost);
        }
        if let Some(history) = &self.history {
            history.follow(self.session.navigation.depth());
        }
    }

    /// Another screen is about to be shown.
    fn steps(&mut self) {
        // The scroll of someone else's page is not ours, and focus must not go where nobody looks.
        let back = self.session.returns_to().filter(|_| self.history.is_some());
        self.focus = Some(back.cloned().map_or(Focus::Screen, Focus::Return));
        self.told.push("step");
    }

    /// Goes on an errand. Only the later screens send on one, so their code is here.
    fn go_out(&self, ctx: &Context<Self>, errand: Errand) {
        let reload = ctx.link().callback(|()| Msg::Reload);
        let out = (&ctx.props().host, self.store.as_ref());
        super::later::errand(&self.shown(ctx), out, errand, reload);
    }

    /// What every screen is given.
    fn shown<'a>(&'a self, ctx: &'a Context<Self>) -> View<'a> {
        let props = ctx.props();
        View {
            session: &self.session,
            messages: &self.messages,
            config: &props.config,
            host: Some(&props.host),
            now: platform::stamp().now,
            act: ctx.link().callback(Msg::Act),
        }
    }

    /// Watches whether the person goes away, while there is a lock that is open.
    pub(super) fn watch(&self, ctx: &Context<Self>) {
        let snapshot = &self.session.snapshot;
        if self.session.later != Later::Here {
            return;
        }
        let now = Action::Further(Further::Lock(LockJob::Now));
        let gone = ctx.link().callback(move |()| Msg::Act(now.clone()));
        platform::later::watch(&self.idle, snapshot, Box::new(move || gone.emit(())));
    }

    /// The session and the vault behind it.
    pub(super) fn runtime(&mut self) -> Runtime<'_, Browser> {
        Runtime::new(&mut self.session, self.vault.as_ref(), platform::stamp())
    }

    /// Opens local storage if it could not be opened before: a browser may block it for a moment only.
    fn open_store(&mut self) {
        if self.store.is_some() {
            return;
        }
        self.store = Browser::open();
        let over = |store| Vault::new(store, self.session.pack.clone(), self.pack_text.clone());
        self.vault = self.store.clone().map(over);
    }

    /// Reads the vault again, and tries to keep what could not be kept before. Where another screen is shown for it, locked or
    /// unlocked, that is read from its heading.
    fn look_again(&mut self) {
        self.open_store();
        let before = self.session.screen().clone();
        let mut runtime = self.runtime();
        runtime.reload();
        runtime.try_again();
        if self.session.screen() != &before {
            self.steps();
        }
    }

    /// Asks for the code of the later screens; its outcome is an action.
    fn fetch_later(ctx: &Context<Self>) {
        let arrived = ctx.link().callback(Msg::Arrived);
        ctx.props()
            .host
            .fetch_later(move |texts| arrived.emit(texts));
    }

    /// The later screens' code is in place, with these texts; or it did not come.
    fn arrived(&mut self, ctx: &Context<Self>, texts: Option<String>) {
        match texts {
            Some(texts) => super::later::arrived(self, ctx, &texts),
            None => self.act(ctx, Action::Arrived(None)),
        }
    }
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let link = ctx.link();
        let moved = link.callback(|depth| Msg::Act(Action::Depth(depth)));
        let changed = link.callback(|()| Msg::Changed);
        let in_sight = changed.clone();
        let waits = link.callback(|()| Msg::Act(Action::Renewal));
        let connected = link.callback(|()| Msg::Act(Action::FetchLater));
        let (left_page, shown) = (
            link.callback(|()| Msg::Leave),
            link.callback(|()| Msg::Show),
        );
        let place = props.host.place();
        let left = props.left.take();
        let early = if left.is_some() {
            Vec::new()
        } else {
            props.early()
        };
        let (session, messages, pack_text) = left.unwrap_or_else(|| {
            let session = Session::new(props.pack.clone());
            (session, (*props.messages).clone(), props.pack_text.clone())
        });
        let mut app = Self {
            session,
            messages,
            pack_text,
            store: None,
            vault: None,
            history: (place == Place::Page)
                .then(|| HistorySync::attach(move |depth| moved.emit(depth))),
            presses: Presses::attach(&props.host),
            idle: platform::later::IdleTimer::default(),
            _listeners: [
                platform::on_storage_change(move || changed.emit(())),
                platform::on_show(move || in_sight.emit(())),
                platform::on_online(move || connected.emit(())),
                platform::on_renewal(&props.host, move || waits.emit(())),
            ],
            _page: platform::on_leave(
                &props.host,
                move || left_page.emit(()),
                move || shown.emit(()),
            ),
            left: false,
            concealed: false,
            focus: None,
            // Taps made before the app was ready were made in here.
            may_focus: early.len() > 1,
            told: Vec::new(),
        };
        app.session.inline = place == Place::Inline;
        app.session.full_page = props.host.text("fullPage").map(Into::into);
        app.open_store();
        let mut runtime = app.runtime();
        runtime.reload();
        runtime.try_again();
        for action in early {
            app.act(ctx, action);
        }
        // Always, whatever the person does: so this request says nothing about them.
        if app.session.later != Later::Here {
            Self::fetch_later(ctx);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let before = self.session.later;
        self.may_focus |= platform::has_focus(&ctx.props().host);
        match msg {
            Msg::Act(action) => self.act(ctx, action),
            Msg::Reload => {
                self.look_again();
                self.watch(ctx);
            }
            Msg::Arrived(texts) => self.arrived(ctx, texts),
            Msg::LanguageLoaded(None) => self.act(ctx, Action::LanguageLoaded(None)),
            Msg::LanguageLoaded(Some(texts)) => super::later::heard(self, ctx, &texts),
            Msg::Changed => match &self.store {
                // What is sealed has to be opened first.
                Some(store) if store.is_open() => {
                    let reload = ctx.link().callback(|()| Msg::Reload);
                    platform::later::refresh(store, Box::new(move || reload.emit(())));
                }
                _ => self.look_again(),
            },
            Msg::Leave => self.leave(),
            Msg::Show => self.show_again(ctx),
        }
        if before == Later::Missing && self.session.later == Later::Coming {
            Self::fetch_later(ctx);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        worded(super::screen(&self.shown(ctx)))
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let host = &ctx.props().host;
        let own_page = self.history.is_some();
        if self.focus.is_some() {
            self.presses.shown();
        }
        if let Some(focus) = self.focus.take().filter(|_| own_page || self.may_focus) {
            focus.go(host);
        }
        self.may_focus = false;
        if std::mem::take(&mut self.concealed) {
            host.reveal();
        }
        if first {
            host.mark("data-ready", "");
            host.emit("ready");
        }
        let later = match self.session.later {
            Later::Coming => "coming",
            Later::Here => "here",
            Later::Missing => "missing",
        };
        host.mark("data-later", later);
        for event in self.told.drain(..) {
            host.emit(event);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        // Nothing closes a lock while the app is off the page, so it closes now. Writes that wait for room go on waiting.
        if self.session.snapshot.lock.is_some() {
            self.leave();
        }
        // This component is not drawn again. Its session goes on in the next one.
        let empty = Session::new(self.session.pack.clone());
        let session = std::mem::replace(&mut self.session, empty);
        let left = (session, self.messages.clone(), self.pack_text.clone());
        ctx.props().left.replace(Some(left));
    }
}
