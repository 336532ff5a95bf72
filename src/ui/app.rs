//! The shell: holds the session, hands actions to the reducer and its effects to the vault.

use std::rc::Rc;

use yew::prelude::*;

use super::view::View;
use crate::domain::{Config, Pack};
use crate::platform::{self, Browser, Ear, Host, Mirror, Place};
use crate::state::desk::{LockJob, Said};
use crate::state::{Action, Errand, Further, Later, Screen, Session, Task, reduce};
use crate::text::Messages;
use crate::vault::{Effect, Fault, Kept, Vault};

/// What the app starts with.
#[derive(Clone, Properties)]
pub struct AppProps {
    /// The questions.
    pub pack: Rc<Pack>,
    /// The text the pack was read from: a copy is kept beside the checks answered on it.
    pub pack_text: Rc<str>,
    /// The organisation's settings.
    pub config: Rc<Config>,
    /// The interface texts.
    pub messages: Rc<Messages>,
    /// The element the app is mounted in.
    pub root: web_sys::Element,
    /// What was tapped before the app was ready.
    pub early: Rc<Vec<Action>>,
    /// What started the app.
    pub host: Host,
}

impl PartialEq for AppProps {
    /// They are given once: two of them are the same when they share their texts.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.pack, &other.pack)
    }
}

/// What the shell hears.
pub enum Msg {
    /// Something the person or the browser did.
    Act(Action),
    /// What is kept has changed.
    Reload,
    /// Another tab changed it.
    Changed,
    /// What the later screens need has come, with their texts, or not.
    Arrived(Option<String>),
}

/// The app.
pub struct App {
    session: Session,
    /// The interface texts, as far as they have come.
    messages: Messages,
    /// Nothing when the browser gives this page no storage.
    store: Option<Browser>,
    /// The vault over it.
    vault: Option<Vault<Browser>>,
    /// The browser's history, on a page of our own.
    mirror: Option<Mirror>,
    /// Where it lives.
    place: Place,
    /// Hear other tabs, the network and news of a newer version, as long as the app is there.
    _ears: [Option<Ear>; 3],
    /// Where focus has to go once what was changed is on the page.
    focus: Option<Focus>,
    /// Whether focus may move at all: on someone else's page only if it was in here.
    may_focus: bool,
    /// What has to be told once what was changed is on the page.
    told: Vec<&'static str>,
}

/// Where focus has to go: the element that had it may be gone.
enum Focus {
    /// To the heading of a new screen.
    Screen,
    /// To the heading, as something on the screen was deleted.
    Heading,
    /// To the heading, if what had it went with what was pressed or waited on: who reads Help now meanwhile stays there.
    Lost,
    /// To what asks about this, or would ask: the question took the button's place, or the button the question's.
    Asking(String),
}

impl App {
    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        if let Action::Further(
            Further::Restore(_)
            | Further::Lock(LockJob::Now)
            | Further::Do(Errand::SaveBackup | Errand::SaveTable),
        ) = action
        {
            // What is kept now counts, whatever another tab has written in the meantime.
            self.reload();
        }
        // The button that was pressed goes with what it did.
        let gone = matches!(
            action,
            Action::Further(Further::Went(..) | Further::MakePlan | Further::Said(Said::Locked(_)))
        );
        let before = self.session.clone();
        let confirmed = action == Action::Confirm;
        let finishes = matches!(
            action,
            Action::Answer(..) | Action::StopFinish | Action::KeepPartial
        );
        let (next, tasks) = reduce(&self.session, action, platform::stamp());
        self.session = next;
        for task in tasks {
            match task {
                Task::Vault(effect) => self.perform(&effect),
                Task::Out(errand) => self.go_out(ctx, errand),
            }
        }
        if self.session.screen() != before.screen() {
            self.steps();
            if finishes && matches!(self.session.screen(), Screen::Result(_)) {
                self.told.push("complete");
            }
            if self.session.screen() == &Screen::Data {
                self.reload();
            }
        } else if self.session.asking != before.asking {
            let asked = self.session.asking.as_ref().or(before.asking.as_ref());
            let asked = asked.map(|asking| Focus::Asking(asking.about().to_owned()));
            self.focus = if confirmed {
                Some(Focus::Heading)
            } else {
                asked
            };
        } else if gone || before.waits() && self.session.later != before.later {
            self.focus = Some(Focus::Lost);
        }
        if let Some(mirror) = &self.mirror {
            mirror.follow(self.session.trail.depth());
        }
    }

    /// Another screen is about to be shown.
    fn steps(&mut self) {
        self.focus = Some(Focus::Screen);
        self.told.push("step");
    }

    /// Goes on an errand. Only the later screens send on one, so their code is here.
    fn go_out(&self, ctx: &Context<Self>, errand: Errand) {
        let reload = ctx.link().callback(|()| Msg::Reload);
        super::later::errand(&self.shown(ctx), self.store.as_ref(), errand, reload);
    }

    /// What every screen is given.
    fn shown<'a>(&'a self, ctx: &'a Context<Self>) -> View<'a> {
        let props = ctx.props();
        View {
            session: &self.session,
            messages: &self.messages,
            config: &props.config,
            now: platform::stamp().now,
            act: ctx.link().callback(Msg::Act),
        }
    }

    /// Watches whether the person goes away, while there is a lock that is open.
    fn watch(&self, ctx: &Context<Self>) {
        let shelf = &self.session.shelf;
        if self.session.later != Later::Here {
            return;
        }
        let lock = shelf.lock.as_deref().filter(|_| !shelf.locked);
        let now = Action::Further(Further::Lock(LockJob::Now));
        let gone = ctx.link().callback(move |()| Msg::Act(now.clone()));
        platform::later::watch(lock, move || gone.emit(()));
    }

    fn perform(&mut self, effect: &Effect) {
        let done = match &self.vault {
            Some(vault) => vault.apply(effect),
            None => Err(Fault::Blocked),
        };
        match done {
            Err(fault) => self.tell(Action::Faulted(fault)),
            Ok(kept) if matches!(effect, Effect::KeepDraft { .. }) => {
                self.tell(Action::DraftKept {
                    cleared: kept == Kept::WasCleared,
                });
            }
            // Written with each letter: the session knows it already.
            Ok(_) if matches!(effect, Effect::KeepNote(_)) => {}
            Ok(_) => self.reload(),
        }
    }

    /// Reads the vault again.
    fn reload(&mut self) {
        let shelf = match &self.vault {
            Some(vault) => vault.load(),
            None => Err(Fault::Blocked),
        };
        self.tell(match shelf {
            Ok(shelf) => Action::Shelved(shelf),
            Err(fault) => Action::Faulted(fault),
        });
    }

    /// Reads the vault again; where another screen is shown for it, locked or unlocked, that is read from its heading.
    fn look_again(&mut self) {
        let before = self.session.screen().clone();
        self.reload();
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
        let whole = texts.and_then(|texts| self.messages.complete(&texts).ok());
        let here = whole.is_some();
        if let Some(whole) = whole {
            self.messages = whole;
        }
        if here && self.session.later != Later::Here {
            platform::later::exit(&ctx.props().host);
        }
        self.act(ctx, Action::Arrived(here));
    }

    /// An action of the shell's own: none of these asks anything of the vault.
    fn tell(&mut self, action: Action) {
        self.session = reduce(&self.session, action, platform::stamp()).0;
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
        let waits = link.callback(|()| Msg::Act(Action::Renewal));
        let connected = link.callback(|()| Msg::Act(Action::FetchLater));
        let store = Browser::open();
        let vault = store
            .clone()
            .map(|store| Vault::new(store, props.pack.clone(), props.pack_text.clone()));
        let place = props.host.place();
        let mut app = Self {
            session: Session::new(props.pack.clone()),
            messages: (*props.messages).clone(),
            store,
            vault,
            mirror: (place == Place::Page).then(|| Mirror::attach(move |depth| moved.emit(depth))),
            place,
            _ears: [
                platform::on_storage_change(move || changed.emit(())),
                platform::on_online(move || connected.emit(())),
                platform::on_renewal(&props.root, move || waits.emit(())),
            ],
            focus: None,
            // Taps made before the app was ready were made in here.
            may_focus: props.early.len() > 1,
            told: Vec::new(),
        };
        app.reload();
        for action in props.early.iter() {
            app.act(ctx, action.clone());
        }
        // Always, whatever the person does: so this request says nothing about them.
        Self::fetch_later(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let before = self.session.later;
        self.may_focus |= platform::has_focus(&ctx.props().root);
        match msg {
            Msg::Act(action) => self.act(ctx, action),
            Msg::Reload => {
                self.look_again();
                self.watch(ctx);
            }
            Msg::Arrived(texts) => self.arrived(ctx, texts),
            Msg::Changed => match &self.store {
                // What is sealed has to be opened first.
                Some(store) if store.is_open() => {
                    let reload = ctx.link().callback(|()| Msg::Reload);
                    platform::later::refresh(store, move || reload.emit(()));
                }
                _ => self.look_again(),
            },
        }
        if before == Later::Missing && self.session.later == Later::Coming {
            Self::fetch_later(ctx);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        super::screen(&self.shown(ctx))
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let (root, host) = (&ctx.props().root, &ctx.props().host);
        let focus = |attribute, value| platform::focus(self.place, root, attribute, value);
        let may_focus = std::mem::take(&mut self.may_focus) || self.place == Place::Page;
        match self.focus.take().filter(|_| may_focus) {
            Some(Focus::Screen) => {
                focus("data-heading", "");
                if self.place == Place::Page {
                    platform::scroll_to_top();
                }
            }
            Some(Focus::Lost) if platform::has_focus(root) => {}
            Some(Focus::Heading | Focus::Lost) => focus("data-heading", ""),
            Some(Focus::Asking(about)) => focus("data-asks", &about),
            None => {}
        }
        if first {
            let _ = root.set_attribute("data-ready", "");
            host.tell("ready");
        }
        let later = match self.session.later {
            Later::Coming => "coming",
            Later::Here => "here",
            Later::Missing => "missing",
        };
        let _ = root.set_attribute("data-later", later);
        for event in self.told.drain(..) {
            host.tell(event);
        }
    }
}
