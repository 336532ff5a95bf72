//! A page on a device, with its store, its vault and its tasks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use instrument::{Answer, Answers, Check, CheckId, Moment, Pack};
use vault::lock::{DeferredFailure, Environment, LockJob, LockOutcome, LockableStore, Secret};
use vault::plan::Plan;
use vault::{Change, Kind, Note, Settings, Store, StoreOutcome, Vault, VaultSnapshot};

use super::cipher::RustCrypto;
use super::device::{Device, Texts};
use super::tasks::Tasks;

pub const PACK: &str = include_str!("../../../../packs/examples/wellbeing.json");

pub const OLD: &str = "quiet kettle by the window";
pub const NEW: &str = "another kettle altogether";

pub fn secret(words: &str) -> Secret {
    Secret(words.to_owned())
}

pub fn set(words: &str) -> LockJob {
    LockJob::Set {
        new: secret(words),
        again: secret(words),
        minutes: 5,
    }
}

pub fn open(words: &str) -> LockJob {
    LockJob::Open(secret(words))
}

pub fn remove(words: &str) -> LockJob {
    LockJob::Remove(secret(words))
}

pub fn change(old: &str, new: &str) -> LockJob {
    LockJob::Change {
        old: secret(old),
        new: secret(new),
        again: secret(new),
    }
}

/// Composes and decomposes only "é". It stands in for the browser's Unicode normalisation.
fn normalise(text: &str) -> [String; 2] {
    let (composed, decomposed) = ("\u{e9}", "e\u{301}");
    [
        text.replace(decomposed, composed),
        text.replace(composed, decomposed),
    ]
}

pub fn moment(minute: i64) -> Moment {
    Moment {
        utc: 1_772_573_400_000 + minute * 60_000,
        offset: 0,
    }
}

/// A check begun at this minute, whose first `answers` items all have the answer `value`.
pub fn check(pack: &Pack, minute: i64, answers: usize, value: i32) -> Check {
    let mut sheet = Answers::blank(pack.len());
    for item in 0..answers {
        sheet.set(item, Answer::Chosen(value));
    }
    let begun = moment(minute);
    let id = CheckId::new(begun, u32::try_from(minute).expect("a small number"));
    Check::begin(id, pack, begun).with(pack, &sheet, moment(minute + 1))
}

pub fn record(check: Check) -> Change {
    Change::KeepRecord { check, draft: None }
}

pub fn draft(check: Check) -> Change {
    Change::KeepDraft {
        check,
        before: None,
    }
}

pub fn note(check: &Check, minute: i64, words: &str) -> Change {
    let mut note = Note::blank(check.id.clone(), moment(minute));
    note.text = words.to_owned();
    Change::KeepNote(note)
}

/// One page, as in one browser tab.
pub struct Page {
    pub device: Device,
    pub tasks: Tasks,
    pub store: LockableStore<Device>,
    pub vault: Vault<LockableStore<Device>>,
    pub pack: Rc<Pack>,
    /// The failures that the lock has reported.
    pub failures: Rc<RefCell<Vec<DeferredFailure>>>,
    cipher: RustCrypto,
}

thread_local! {
    static PAGES: Cell<u64> = const { Cell::new(0) };
}

impl Page {
    /// Another page on the same device as `device`.
    pub fn on(device: &Device) -> Self {
        let number = PAGES.replace(PAGES.get() + 1);
        Self::with(device, RustCrypto::quick(number))
    }

    pub fn with(device: &Device, cipher: RustCrypto) -> Self {
        let device = device.page();
        let pack = Rc::new(Pack::read(PACK).expect("a whole pack"));
        let store = LockableStore::with_storage(device.clone());
        Self {
            vault: Vault::new(store.clone(), pack.clone(), PACK.into()),
            device,
            tasks: Tasks::default(),
            store,
            pack,
            failures: Rc::default(),
            cipher,
        }
    }

    /// A page on a new device with these `texts`.
    pub fn of(texts: &Texts) -> Self {
        Self::on(&Device::with(texts.clone()))
    }

    /// Another page on the same device, with the lock opened by `words`.
    pub fn unlocked_tab(&self, words: &str) -> Self {
        let other = Self::on(&self.device);
        assert_eq!(other.run(open(words)), Some(LockOutcome::Opened));
        other
    }

    /// Begins a job. Its outcome is set once the tasks are done.
    pub fn begin(&self, job: LockJob) -> Rc<Cell<Option<LockOutcome>>> {
        let (tasks, failures) = (self.tasks.clone(), Rc::clone(&self.failures));
        let environment = Environment {
            cipher: self.cipher.clone(),
            spawn: Rc::new(move |task| tasks.spawn(task)),
            report: Rc::new(move |told| failures.borrow_mut().push(told)),
            normalise,
        };
        let outcome = Rc::new(Cell::new(None));
        let (store, told) = (self.store.clone(), Rc::clone(&outcome));
        self.tasks.spawn(Box::pin(async move {
            told.set(store.run(job, environment).await)
        }));
        outcome
    }

    /// Does a job and all other pending tasks.
    pub fn run(&self, job: LockJob) -> Option<LockOutcome> {
        let outcome = self.begin(job);
        self.tasks.run();
        outcome.get()
    }

    /// Begins reading what other tabs have changed.
    pub fn begin_refresh(&self) {
        let store = self.store.clone();
        self.tasks
            .spawn(Box::pin(async move { store.refresh().await }));
    }

    pub fn refresh(&self) {
        self.begin_refresh();
        self.tasks.run();
    }

    pub fn keep(&self, effect: &Change) {
        assert_eq!(
            self.vault.apply(effect),
            Ok(StoreOutcome::Done),
            "{effect:?}"
        );
    }

    pub fn load(&self) -> VaultSnapshot {
        self.vault.load().expect("a readable store")
    }

    pub fn texts(&self) -> Texts {
        self.device.texts.borrow().clone()
    }

    /// The keys of one kind on the device.
    pub fn keys(&self, kind: Kind) -> Vec<String> {
        let of_kind = |key: &String| Kind::of(key).is_some_and(|(found, _)| found == kind);
        self.texts().into_keys().filter(of_kind).collect()
    }
}

/// A device with two finished checks, an unfinished one, two notes, a plan, settings, the pack and the language, all of
/// them readable.
pub fn sample_texts() -> Texts {
    let page = Page::on(&Device::default());
    let (first, second) = (check(&page.pack, 0, 5, 2), check(&page.pack, 100, 5, 3));
    for effect in [
        record(first.clone()),
        record(second.clone()),
        draft(check(&page.pack, 200, 3, 1)),
        note(&first, 10, "words to the first"),
        note(&second, 110, "words to the second"),
        Change::KeepPlan(Plan::make("home", "eat", moment(20), 1).expect("both parts")),
        Change::KeepSettings(Settings {
            backed_up: Some(moment(30)),
            nation: Some("Wales".to_owned()),
            changed: Some(moment(31)),
        }),
    ] {
        page.keep(&effect);
    }
    page.store.keep_language("cy");
    page.texts()
}

/// The same device with a lock that [`OLD`] opens.
pub fn locked_sample_texts() -> Texts {
    let page = Page::of(&sample_texts());
    assert_eq!(page.run(set(OLD)), Some(LockOutcome::Set));
    page.texts()
}

/// The keys and texts in a snapshot, without the lock. Asserts that all of them could be read.
pub fn readable_texts(snapshot: &VaultSnapshot) -> Texts {
    assert!(!snapshot.locked, "locked");
    assert_eq!(snapshot.unreadable, [], "something cannot be read");
    snapshot.raw.iter().cloned().collect()
}

/// Asserts that everything under the lock is sealed and that both copies of the lock are there. Each text is sealed
/// once, but up to `spare` extra sealed texts are allowed. `what` describes the situation.
pub fn assert_sealed(page: &Page, spare: usize, what: &str) {
    let texts = page.texts();
    for key in texts.keys() {
        let kind = Kind::of(key).map(|(kind, _)| kind);
        let sealed = matches!(
            kind,
            Some(Kind::Language | Kind::Lock | Kind::LockCopy | Kind::Sealed)
        );
        assert!(sealed, "{what}: {key} stands readable beside the lock");
    }
    // The language is never sealed, so it is not counted.
    let readable = readable_texts(&page.load()).len() - 1;
    let sealed = page.keys(Kind::Sealed).len();
    let once = (readable..=readable + spare).contains(&sealed);
    assert!(once, "{what}: {sealed} sealed of {readable} texts");
    let lock = |kind: Kind| texts.get(&kind.key("")).cloned();
    assert!(lock(Kind::Lock).is_some());
    assert_eq!(lock(Kind::Lock), lock(Kind::LockCopy));
    assert_eq!(page.store.locked(), Ok(false));
}
