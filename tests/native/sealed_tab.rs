//! A tab with an open lock, without a browser. A test decides when sealed texts reach the device.

use std::cell::{Cell, RefCell};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use compassion_check::features::action::FeatureAction;
use compassion_check::features::check;
use compassion_check::features::lock::rule::deferred_failure;
use compassion_check::runtime::Runtime;
use compassion_check::session::{Action, Screen, Stamp};
use instrument::{Answer, CheckId};
use vault::lock::{
    Cipher, CipherError, DeferredFailure, Environment, KEY_LABEL, LockJob, LockOutcome,
    LockableStore, Sealed, Secret, decode,
};
use vault::{Fault, Kind, Store as _};

use super::common::{PACK, TestPorts, at, runtime};
pub use super::device::Device;
use super::tasks::{Tasks, at_once};

/// Does not encrypt, so that a test can read what is written. The real ciphers are tested with the lock itself.
#[derive(Clone)]
struct PlainCipher;

const TAG: usize = 16;

thread_local! {
    static RANDOM: Cell<u64> = const { Cell::new(0) };
}

impl Cipher for PlainCipher {
    type Key = ();

    fn random(&self, count: usize) -> Result<Vec<u8>, CipherError> {
        let number = RANDOM.replace(RANDOM.get() + 1).to_be_bytes();
        Ok(number.into_iter().cycle().take(count).collect())
    }

    async fn key_from_passphrase(&self, _: &str, _: &[u8], _: u32) -> Result<(), CipherError> {
        Ok(())
    }

    async fn key_from_bytes(&self, _: &[u8]) -> Result<(), CipherError> {
        Ok(())
    }

    async fn seal(
        &self,
        _: &(),
        _: &[u8],
        label: &str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        assert!(label == KEY_LABEL || bytes.starts_with(b"["));
        Ok([bytes, &[0; TAG]].concat())
    }

    async fn open(&self, _: &(), _: &str, sealed: &Sealed) -> Result<Vec<u8>, CipherError> {
        let length = sealed.data.len() - TAG;
        Ok(sealed.data[..length].to_vec())
    }
}

/// The key inside a sealed text. `None` for a trial write that tests whether there is room.
fn key_of(sealed: &str) -> Option<String> {
    let mut data = Sealed::read(sealed).ok()?.data;
    data.truncate(data.len() - TAG);
    Some(decode(&String::from_utf8(data).ok()?)?.0)
}

/// The keys inside the sealed texts on the device.
pub fn keys(device: &Device) -> Vec<String> {
    let texts = device.texts.borrow();
    let of_sealed = |key: &str| matches!(Kind::of(key), Some((Kind::Sealed, _)));
    let sealed = texts.iter().filter(|(key, _)| of_sealed(key));
    sealed
        .map(|(_, text)| key_of(text).expect("a sealed text"))
        .collect()
}

/// A tab with an open lock.
pub struct Tab {
    runtime: Runtime<TestPorts<LockableStore<Device>>>,
    store: LockableStore<Device>,
    pub device: Device,
    /// The texts that are still being sealed.
    pub tasks: Tasks,
    failures: Rc<RefCell<Vec<DeferredFailure>>>,
}

impl Deref for Tab {
    type Target = Runtime<TestPorts<LockableStore<Device>>>;

    fn deref(&self) -> &Self::Target {
        &self.runtime
    }
}

impl DerefMut for Tab {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.runtime
    }
}

fn secret() -> Secret {
    Secret("any passphrase".to_owned())
}

impl Tab {
    /// Another tab on `device`. The first puts the lock on, the others open it, if it is still on.
    pub fn open(device: &Device, clock: Stamp) -> Self {
        let device = device.page();
        let store = LockableStore::with_storage(device.clone());
        let mut tab = Self {
            runtime: runtime(store.clone(), clock, PACK),
            store,
            device,
            tasks: Tasks::default(),
            failures: Rc::default(),
        };
        let is_empty = tab.device.texts.borrow().is_empty();
        if is_empty {
            let (new, again) = (secret(), secret());
            let minutes = 5;
            let job = LockJob::Set {
                new,
                again,
                minutes,
            };
            assert_eq!(tab.lock(job), Some(LockOutcome::Set));
        } else if tab.store.locked() == Ok(true) {
            let outcome = tab.lock(LockJob::Open(secret()));
            assert_eq!(outcome, Some(LockOutcome::Opened));
        }
        tab.runtime.act(Action::Open);
        let content = tab.content.clone();
        tab.act(Action::LazyLoaded(Some(content)));
        tab.look_again();
        tab
    }

    /// Runs a job of the lock to its end. Texts that are being sealed have to wait until then.
    pub fn lock(&self, job: LockJob) -> Option<LockOutcome> {
        let (tasks, failures) = (self.tasks.clone(), Rc::clone(&self.failures));
        let environment = Environment {
            cipher: PlainCipher,
            spawn: Rc::new(move |task| tasks.spawn(task)),
            report: Rc::new(move |told| failures.borrow_mut().push(told)),
            normalise: |text| [text.to_owned(), text.to_owned()],
        };
        at_once(self.store.run(job, environment))
    }

    pub fn take_lock_off(&self) {
        let outcome = self.lock(LockJob::Remove(secret()));
        assert_eq!(outcome, Some(LockOutcome::Removed));
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
            self.act(check::state::Action::Answer(item, Answer::Chosen(value)));
        }
    }

    /// Another tab has changed something, or the page is shown again.
    pub fn look_again(&mut self) {
        at_once(self.store.refresh());
        self.runtime.act(Action::Reload);
    }

    /// Finishes the sealing and writes the sealed texts. Writes of the keys that `fails` selects fail for lack of room.
    pub fn arrive(&mut self, fails: impl Fn(&str) -> bool + 'static) {
        let refuses =
            move |_: &str, text: &str| key_of(text).is_some_and(|key: String| fails(&key));
        self.device.refuse(refuses, Fault::Full);
        self.tasks.run();
        self.device.refuse(|_, _| false, Fault::Full);
        for failure in self.failures.take() {
            self.act(deferred_failure(failure));
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

/// Two tabs with one draft of three answers, which is stored on the device. The second tab has resumed it.
pub fn two_tabs(device: &Device) -> (Tab, Tab) {
    let mut first = Tab::open(device, at(100, 0));
    first.act(check::state::Action::Start);
    first.answer(0, 3, 2);
    first.arrive(|_| false);
    let mut second = Tab::open(device, at(100, 30));
    second.act(check::state::Action::Resume);
    (first, second)
}
