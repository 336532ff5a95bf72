//! A device in memory, and the pages on it. A page can be stopped after any call of its storage, and any call can fail.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use vault::lock::RawStorage;
use vault::{Fault, PREFIX};

/// Keys and texts.
pub type Texts = BTreeMap<String, String>;

/// The storage of one page. Pages on the same device share what is kept.
#[derive(Clone, Default)]
pub struct Device {
    pub texts: Rc<RefCell<Texts>>,
    page: Rc<Page>,
}

/// Which write of the page fails: its key, and its text.
type Refuses = Box<dyn Fn(&str, &str) -> bool>;

#[derive(Default)]
struct Page {
    calls: Cell<usize>,
    stops_after: Cell<Option<usize>>,
    fails: Cell<Option<Failure>>,
    failed: RefCell<Vec<Fault>>,
    refuses: RefCell<Option<(Refuses, Fault)>>,
    put_bytes: Cell<usize>,
}

/// Which calls fail.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// The first call that does, counted from 0.
    pub from: usize,
    /// Whether all that follow fail, too.
    pub on: bool,
    /// What a write fails with.
    pub put: Fault,
}

impl Device {
    /// A device with these texts.
    pub fn with(texts: Texts) -> Self {
        let device = Self::default();
        device.texts.replace(texts);
        device
    }

    /// Another page on the same device.
    pub fn page(&self) -> Self {
        Self {
            texts: Rc::clone(&self.texts),
            page: Rc::default(),
        }
    }

    /// After so many more calls the page is stopped: nothing it does from then on reaches the device.
    pub fn stop_after(&self, calls: usize) {
        self.page
            .stops_after
            .set(Some(self.page.calls.get() + calls));
    }

    /// Whether the page was stopped.
    pub fn is_stopped(&self) -> bool {
        let after = self.page.stops_after.get();
        after.is_some_and(|after| self.page.calls.get() > after)
    }

    /// Lets calls fail, counted from now on.
    pub fn fail(&self, failure: Failure) {
        let from = self.page.calls.get() + failure.from;
        self.page.fails.set(Some(Failure { from, ..failure }));
    }

    /// From now on no call fails. Returns how those did that failed.
    pub fn heal(&self) -> Vec<Fault> {
        self.page.fails.take();
        self.page.failed.take()
    }

    /// Lets the writes of which `refuses` is true fail with `fault`.
    pub fn refuse(&self, refuses: impl Fn(&str, &str) -> bool + 'static, fault: Fault) {
        self.page.refuses.replace(Some((Box::new(refuses), fault)));
    }

    /// How many bytes were written, in trials too.
    #[allow(dead_code, reason = "the tests of the app count them")]
    pub fn put_bytes(&self) -> usize {
        self.page.put_bytes.get()
    }

    fn call(&self, fault: Fault) -> Result<(), Fault> {
        let number = self.page.calls.replace(self.page.calls.get() + 1);
        if self.is_stopped() {
            return Err(Fault::Blocked);
        }
        if let Some(failure) = self.page.fails.get()
            && (number == failure.from || failure.on && number > failure.from)
        {
            self.page.failed.borrow_mut().push(fault);
            return Err(fault);
        }
        Ok(())
    }
}

impl RawStorage for Device {
    fn open() -> Option<Self> {
        Some(Self::default())
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        self.call(Fault::Blocked)?;
        let texts = self.texts.borrow();
        let ours = texts.keys().filter(|key| key.starts_with(PREFIX));
        Ok(ours.cloned().collect())
    }

    fn text(&self, key: &str) -> Result<Option<String>, Fault> {
        self.call(Fault::Blocked)?;
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        let fails = self.page.fails.get();
        self.call(fails.map_or(Fault::Full, |failure| failure.put))?;
        if let Some((refuses, fault)) = &*self.page.refuses.borrow()
            && refuses(key, text)
        {
            return Err(*fault);
        }
        let bytes = self.page.put_bytes.get() + text.len();
        self.page.put_bytes.set(bytes);
        self.texts
            .borrow_mut()
            .insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.call(Fault::Stuck)?;
        self.texts.borrow_mut().remove(key);
        Ok(())
    }
}
