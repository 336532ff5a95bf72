//! The app without its screens, for tests.

use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use compassion_check::features::action::FeatureAction;
use compassion_check::features::check::state as check;
use compassion_check::features::export::state as export;
use compassion_check::features::export::state::Document;
use compassion_check::runtime::{Ports, Runtime};
use compassion_check::session::{
    Action, Content, Departure, Effect, Screen, Session, Stamp, StatusMessage,
};
use compassion_check::text::Messages;
use instrument::{Answer, CheckId, Pack};
use vault::{Store, Vault};

use super::{LOCALE, LOCALE_CY, Memory, PACK};

/// The outside world in tests: effects are recorded, not done.
pub struct TestPorts<S> {
    /// `None` while there is no storage.
    pub store: Option<S>,
    pub clock: Stamp,
    /// The control that was just pressed.
    pub departure: Option<Departure>,
    /// The effects of the last action.
    pub effects: Vec<Effect>,
}

impl<S: Store + Clone> Ports for TestPorts<S> {
    type Store = S;

    fn stamp(&self) -> Stamp {
        self.clock
    }

    fn open_store(&mut self) -> Option<S> {
        self.store.clone()
    }

    fn refresh(&mut self) -> bool {
        false
    }

    fn departure(&mut self) -> Option<Departure> {
        self.departure.take()
    }

    fn perform(&mut self, _: &Session, _: &Content, effect: Effect) {
        self.effects.push(effect);
    }
}

/// A runtime on the pack of this text, whose page has not been opened yet.
pub fn runtime<S: Store + Clone>(store: S, clock: Stamp, text: &str) -> Runtime<TestPorts<S>> {
    let content = content(text);
    let ports = TestPorts {
        store: Some(store),
        clock,
        departure: None,
        effects: Vec::new(),
    };
    Runtime::new(Session::new(content.pack.clone()), content, ports)
}

/// The content with the pack of this text, in its language.
pub fn content(text: &str) -> Rc<Content> {
    let pack = Rc::new(Pack::read(text).expect("a whole pack"));
    let locale = match pack.form().lang.as_str() {
        "cy" => LOCALE_CY,
        _ => LOCALE,
    };
    Rc::new(Content {
        pack,
        pack_text: text.into(),
        messages: Messages::read(locale).expect("whole texts"),
        config: None,
    })
}

/// The app without its screens: the runtime over a store in memory.
pub struct TestApp {
    runtime: Runtime<TestPorts<Memory>>,
    /// A vault over the same store, for changes that a test makes without the app.
    pub vault: Vault<Memory>,
    pub store: Memory,
    pub clock: Stamp,
}

impl Deref for TestApp {
    type Target = Runtime<TestPorts<Memory>>;

    fn deref(&self) -> &Self::Target {
        &self.runtime
    }
}

impl DerefMut for TestApp {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.runtime
    }
}

impl TestApp {
    pub fn open(store: &Memory, clock: Stamp) -> Self {
        Self::on(store, clock, PACK)
    }

    /// The app opened on the pack of this text.
    pub fn on(store: &Memory, clock: Stamp, text: &str) -> Self {
        let mut app = Self::without_lazy(store, clock, text);
        app.load_lazy();
        app
    }

    /// The same before the code of the lazy screens is here.
    pub fn without_lazy(store: &Memory, clock: Stamp, text: &str) -> Self {
        let mut app = Self::with(store, clock, text);
        app.runtime.act(Action::Open);
        app
    }

    /// The app before its page is opened.
    fn with(store: &Memory, clock: Stamp, text: &str) -> Self {
        let runtime = runtime(store.clone(), clock, text);
        let pack = runtime.session.pack.clone();
        Self {
            runtime,
            vault: Vault::new(store.clone(), pack, text.into()),
            store: store.clone(),
            clock,
        }
    }

    /// The app opened where the browser gives the page no storage.
    pub fn blocked(clock: Stamp) -> Self {
        let mut app = Self::with(&Memory::default(), clock, PACK);
        app.runtime.ports.store = None;
        app.runtime.act(Action::Open);
        app.load_lazy();
        app
    }

    /// Lets the lazy screens load. In native code they are always there.
    pub fn load_lazy(&mut self) -> &mut Self {
        let content = self.content.clone();
        self.act(Action::LazyLoaded(Some(content)))
    }

    /// Reads the vault again.
    pub fn reload(&mut self) {
        self.runtime.ports.effects.clear();
        self.runtime.act(Action::Reload);
    }

    /// What the app does when another tab has changed something, or the page is in sight again.
    pub fn look_again(&mut self) {
        self.runtime.ports.effects.clear();
        self.runtime.act(Action::StorageChanged);
    }

    pub fn act(&mut self, action: impl Into<Action>) -> &mut Self {
        self.clock.now.utc += 1_000;
        self.clock.chance += 1;
        self.runtime.ports.clock = self.clock;
        self.runtime.ports.effects.clear();
        self.runtime.act(action.into());
        self
    }

    /// The effects of the last action, without those that any action may have: focus, announcements, history depth.
    pub fn sent(&self) -> Vec<&Effect> {
        let plain = |effect: &&Effect| {
            !matches!(
                effect,
                Effect::Focus(_) | Effect::Announce(_) | Effect::Navigate(_)
            )
        };
        self.runtime.ports.effects.iter().filter(plain).collect()
    }

    /// Answers a whole check and returns its id.
    pub fn check(&mut self) -> CheckId {
        let total = self.session.pack.len();
        self.act(check::Action::Start).answer(0, total);
        self.session.records()[0].id.clone()
    }

    /// The check whose result is on the screen.
    pub fn shown_result(&self) -> CheckId {
        match self.session.screen() {
            Screen::Result(id) => id.clone(),
            other => panic!("no result but {other:?}"),
        }
    }

    /// The answers of a finished check, by the ids of their items.
    pub fn answers_of(&self, id: &CheckId) -> Vec<(String, Answer)> {
        self.session.record(id).expect("a check").sheet.clone()
    }

    /// A copy of everything was saved, and the person says that it arrived.
    pub fn backed_up(&mut self) -> &mut Self {
        let made = self.clock.now;
        self.feature(FeatureAction::Status(StatusMessage::HandedOver(
            Document::Backup,
            made,
        )))
        .feature(export::Action::FileArrived(true))
    }

    pub fn feature(&mut self, action: impl Into<FeatureAction>) -> &mut Self {
        self.act(Action::Feature(action.into()))
    }

    /// Answers the items from `from` up to, not including, `to` with their middle option.
    pub fn answer(&mut self, from: usize, to: usize) -> &mut Self {
        for item in from..to {
            let options = self.session.pack.options(item);
            let value = options[options.len() / 2].value;
            self.act(check::Action::Answer(item, Answer::Chosen(value)));
        }
        self
    }
}
