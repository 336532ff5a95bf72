//! The shell: holds the session, hands actions to the reducer and its effects to the vault.

use std::rc::Rc;

use yew::prelude::*;

use super::view::View;
use crate::domain::{Config, Pack};
use crate::platform::{self, Browser, Mirror};
use crate::state::{Action, Later, Screen, Session, reduce};
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
    /// The way to the code of the later screens.
    pub later: platform::Later,
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
    /// Another tab changed what is kept.
    Reload,
}

/// The app.
pub struct App {
    session: Session,
    /// Nothing when the browser gives this page no storage.
    vault: Option<Vault<Browser>>,
    mirror: Mirror,
    /// Where focus has to go once what was changed is on the page.
    focus: Option<Focus>,
}

/// Where focus has to go: the element that had it may be gone.
enum Focus {
    /// To the heading of a new screen.
    Screen,
    /// To the heading, as something on the screen was deleted.
    Heading,
    /// To the heading, if what had it went with what was waited on: who reads Help now meanwhile stays there.
    Lost,
    /// To what asks about this, or would ask: the question took the button's place, or the button the question's.
    Asking(String),
}

impl App {
    fn act(&mut self, action: Action) {
        let before = self.session.clone();
        let confirmed = action == Action::Confirm;
        let (next, effects) = reduce(&self.session, action, platform::stamp());
        self.session = next;
        for effect in effects {
            self.perform(&effect);
        }
        if self.session.screen() != before.screen() {
            self.focus = Some(Focus::Screen);
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
        } else if before.waits() && self.session.later != before.later {
            self.focus = Some(Focus::Lost);
        }
        self.mirror.follow(self.session.trail.depth());
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

    /// Asks for the code of the later screens; its outcome is an action.
    fn fetch_later(ctx: &Context<Self>) {
        let arrived = ctx.link().callback(|here| Msg::Act(Action::Arrived(here)));
        ctx.props().later.fetch(move |here| arrived.emit(here));
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
        let changed = link.callback(|()| Msg::Reload);
        platform::on_storage_change(move || changed.emit(()));
        let connected = link.callback(|()| Msg::Act(Action::FetchLater));
        platform::on_online(move || connected.emit(()));
        let vault = Browser::open()
            .map(|store| Vault::new(store, props.pack.clone(), props.pack_text.clone()));
        let mut app = Self {
            session: Session::new(props.pack.clone()),
            vault,
            mirror: Mirror::attach(move |depth| moved.emit(depth)),
            focus: None,
        };
        app.reload();
        for action in props.early.iter() {
            app.act(action.clone());
        }
        // Always, whatever the person does: so this request says nothing about them.
        Self::fetch_later(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let before = self.session.later;
        match msg {
            Msg::Act(action) => self.act(action),
            Msg::Reload => self.reload(),
        }
        if before == Later::Missing && self.session.later == Later::Coming {
            Self::fetch_later(ctx);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        super::screen(&View {
            session: &self.session,
            messages: &props.messages,
            config: &props.config,
            now: platform::stamp().now,
            act: ctx.link().callback(Msg::Act),
        })
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let root = &ctx.props().root;
        match self.focus.take() {
            Some(Focus::Screen) => {
                platform::focus(root, "data-heading", "");
                platform::scroll_to_top();
            }
            Some(Focus::Lost) if platform::has_focus(root) => {}
            Some(Focus::Heading | Focus::Lost) => platform::focus(root, "data-heading", ""),
            Some(Focus::Asking(about)) => platform::focus(root, "data-asks", &about),
            None => {}
        }
        if first {
            let _ = root.set_attribute("data-ready", "");
        }
        let later = match self.session.later {
            Later::Coming => "coming",
            Later::Here => "here",
            Later::Missing => "missing",
        };
        let _ = root.set_attribute("data-later", later);
    }
}
