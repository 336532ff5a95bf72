//! A device in memory, and the pages on it. A page can be stopped after any storage call, and any call can be made to
//! fail.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use vault::lock::RawStorage;
use vault::{Fault, PREFIX};

/// Keys and texts.
pub type Texts = BTreeMap<String, String>;

/// The storage of one page. Pages on the same device share their texts.
#[derive(Clone, Default)]
pub struct Device {
    pub texts: Rc<RefCell<Texts>>,
    page: Rc<Page>,
}

/// Whether writing this key and text fails.
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
    /// The first call that fails, counted from 0.
    pub from: usize,
    /// Whether all later calls fail too.
    pub on: bool,
    /// The fault that a failing write returns.
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

    /// Stops the page after this many more calls. After that nothing it does reaches the device.
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

    /// Makes calls fail, counted from now on.
    pub fn fail(&self, failure: Failure) {
        let from = self.page.calls.get() + failure.from;
        self.page.fails.set(Some(Failure { from, ..failure }));
    }

    /// Makes no more calls fail. Returns the faults of those that did.
    pub fn heal(&self) -> Vec<Fault> {
        self.page.fails.take();
        self.page.failed.take()
    }

    /// Makes the writes for which `refuses` is true fail with `fault`.
    pub fn refuse(&self, refuses: impl Fn(&str, &str) -> bool + 'static, fault: Fault) {
        self.page.refuses.replace(Some((Box::new(refuses), fault)));
    }

    /// How many bytes were written, including trial writes.
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
