//! A tab with an open lock, without a browser: what it keeps arrives on the device when a test says so.

use compassion_check::features::action::FeatureAction;
use compassion_check::features::check::state as check;
use compassion_check::features::lock::state as lock;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use compassion_check::runtime::Runtime;
use compassion_check::session::{Action, Screen, Stamp};
use instrument::{Answer, CheckId};
use vault::lock::{inside, outside};
use vault::{Entries, Entry, Fault, Store, merge};

use super::common::{PACK, TestPorts, at, runtime};

/// A device as tabs with an open lock see it: sealed texts under names made by chance. Here the seal is left out.
pub type Device = Rc<RefCell<BTreeMap<String, String>>>;

/// What a tab with an open lock keeps things in.
#[derive(Clone, Default)]
pub struct Sealing {
    device: Device,
    entries: Rc<RefCell<Entries>>,
    /// Name, key and text of what is being sealed.
    pub under_way: Rc<RefCell<Vec<(String, String, String)>>>,
    /// So many bytes were tried for room.
    pub tried: Rc<Cell<usize>>,
    names: Rc<Cell<usize>>,
    tab: &'static str,
}

/// So long is everything, sealed.
const LENGTH: usize = 1;

impl Sealing {
    fn send(&self, name: &str, key: &str, text: &str) {
        let one = (name.to_owned(), key.to_owned(), text.to_owned());
        self.under_way.borrow_mut().push(one);
    }

    /// Reads what other tabs have sealed.
    fn refresh(&self) {
        let mut entries = self.entries.borrow_mut();
        let device = self.device.borrow();
        let fresh: Vec<Entry> = device
            .iter()
            .filter(|(name, sealed)| {
                let same = |entry: &Entry| entry.name == **name && entry.sealed == **sealed;
                !entries.all().iter().any(same)
            })
            .map(|(name, sealed)| {
                let (key, text) = outside(sealed).expect("sealed by a tab");
                Entry {
                    name: name.clone(),
                    sealed: sealed.clone(),
                    key,
                    text,
                    before: None,
                }
            })
            .collect();
        entries.retain(|entry| {
            let newer = fresh.iter().any(|other| other.name == entry.name);
            !newer && (entry.sealed.is_empty() || device.contains_key(&entry.name))
        });
        entries.extend(fresh);
        for entry in entries.part() {
            entries.again(LENGTH);
            self.send(&entry.name, &entry.key, &entry.text);
        }
    }
}

impl Store for Sealing {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        let entries = self.entries.borrow();
        let all = entries.all().iter();
        let all: Vec<_> = all
            .map(|entry| (entry.key.clone(), entry.text.clone()))
            .collect();
        Ok(merge(&all, &[]))
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        let stands = |name: &str| Ok(self.device.borrow().contains_key(name));
        let entries = self.entries.borrow();
        Ok(entries.text(key, stands)?.map(str::to_owned))
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        let mut entries = self.entries.borrow_mut();
        entries.make_room(LENGTH, |bytes| {
            self.tried.set(self.tried.get() + bytes);
            Ok(())
        })?;
        let name = entries.name(key).map(str::to_owned).unwrap_or_else(|| {
            self.names.set(self.names.get() + 1);
            format!("{}{}", self.tab, self.names.get())
        });
        entries.put(&name, key, text, LENGTH);
        self.send(&name, key, text);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.entries.borrow_mut().remove(key, |name| {
            self.device.borrow_mut().remove(name);
            Ok(())
        })
    }

    fn locked(&self) -> Result<bool, Fault> {
        Ok(false)
    }
}

/// A tab with an open lock.
pub struct Tab {
    runtime: Runtime<TestPorts<Sealing>>,
    pub store: Sealing,
}

impl Deref for Tab {
    type Target = Runtime<TestPorts<Sealing>>;

    fn deref(&self) -> &Self::Target {
        &self.runtime
    }
}

impl DerefMut for Tab {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.runtime
    }
}

impl Tab {
    pub fn open(device: &Device, tab: &'static str, clock: Stamp) -> Self {
        let store = Sealing {
            device: device.clone(),
            tab,
            ..Sealing::default()
        };
        let mut tab = Self {
            runtime: runtime(store.clone(), clock, PACK),
            store,
        };
        tab.runtime.act(Action::Open);
        let content = tab.content.clone();
        tab.act(Action::LazyLoaded(Some(content)));
        tab.look_again();
        tab
    }

    pub fn feature(&mut self, action: impl Into<FeatureAction>) {
        self.act(Action::Feature(action.into()));
    }

    pub fn act(&mut self, action: impl Into<Action>) {
        let clock = &mut self.ports.clock;
        clock.now.utc += 1_000;
        clock.chance += 1;
        self.runtime.act(action.into());
    }

    pub fn answer(&mut self, from: usize, to: usize, value: i32) {
        for item in from..to {
            self.act(check::Action::Answer(item, Answer::Chosen(value)));
        }
    }

    /// Another tab has changed something, or the page is shown again.
    pub fn look_again(&mut self) {
        self.store.refresh();
        self.runtime.act(Action::Reload);
    }

    /// The ciphers are done: what they sealed is written, but for what `fails` for want of room.
    pub fn arrive(&mut self, fails: impl Fn(&str) -> bool) {
        self.arrive_or(Fault::Full, fails);
    }

    /// The ciphers are done: what they sealed is written, but for what `fails`, because of `fault`.
    pub fn arrive_or(&mut self, fault: Fault, fails: impl Fn(&str) -> bool) {
        let sent = std::mem::take(&mut *self.store.under_way.borrow_mut());
        for (name, key, text) in sent {
            let returned = {
                let mut entries = self.store.entries.borrow_mut();
                let mut device = self.store.device.borrow_mut();
                let mut returned = None;
                if fails(&key) {
                    returned = entries.failed(&name, &key, &text, fault);
                } else if entries.wants(&name, &key, &text) {
                    let sealed = inside(&key, &text);
                    device.insert(name.clone(), sealed.clone());
                    entries.arrived(&name, &key, sealed);
                }
                for name in entries.settle(LENGTH) {
                    device.remove(&name);
                }
                returned
            };
            if let Some(returned) = returned {
                self.feature(lock::Action::Returned(Box::new(returned)));
            }
        }
    }

    pub fn shown(&self) -> CheckId {
        match self.session.screen() {
            Screen::Result(id) => id.clone(),
            other => panic!("no result but {other:?}"),
        }
    }

    pub fn sheet(&self, id: &CheckId) -> Vec<(String, Answer)> {
        self.session.record(id).expect("a check").sheet.clone()
    }
}

/// A tab with three answers, which have arrived, and another one that goes on with them.
pub fn two_tabs(device: &Device) -> (Tab, Tab) {
    let mut first = Tab::open(device, "a", at(100, 0));
    first.act(check::Action::Start);
    first.answer(0, 3, 2);
    first.arrive(|_| false);
    let mut second = Tab::open(device, "b", at(100, 30));
    second.act(check::Action::Resume);
    (first, second)
}
