//! What several tests share: the real content, sheets of answers, and a store that can fail.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use compassion_check::session::Stamp;
use compassion_check::text::Messages;
use instrument::rational::Rational;
use instrument::{Answer, Answers, Moment, Pack};
use site_config::Config;
use vault::{Fault, Store};

#[path = "test_app.rs"]
mod test_app;
pub use test_app::{TestApp, TestPorts, content, runtime};

pub const PACK: &str = include_str!("../../packs/practitioner.json");
/// The first version of our questions. It never changes, so tests of the engine can name its items and scales.
pub const FIRST_PACK: &str = include_str!("../golden/practitioner-1.0.0.json");
pub const PACK_CY: &str = include_str!("../../packs/practitioner.cy.json");
pub const CONFIG: &str = include_str!("../../config.json");
pub const HELP: &str = include_str!("../../help/uk.json");
pub const LOCALE: &str = include_str!("../../locales/en.json");
pub const LOCALE_CY: &str = include_str!("../../locales/cy.json");

thread_local! {
    static DEFAULT: Rc<Pack> = Rc::new(Pack::read(PACK).expect("the default pack is whole"));
    static FIRST: Rc<Pack> = Rc::new(Pack::read(FIRST_PACK).expect("the first version is whole"));
}

pub fn pack() -> Rc<Pack> {
    DEFAULT.with(Rc::clone)
}

pub fn first_pack() -> Rc<Pack> {
    FIRST.with(Rc::clone)
}

pub fn config() -> Config {
    Config::read(CONFIG).expect("the default configuration is whole")
}

/// The default configuration with all its help lines.
pub fn config_with_help() -> Config {
    let mut config = config();
    config.add_help(HELP).expect("our own lines are whole");
    config
}

pub fn messages() -> Messages {
    Messages::read(LOCALE).expect("the English texts are whole")
}

/// `minute` minutes into the day `day`, counted in UTC from 1 January 1970. `chance` is `minute`, too.
pub fn at(day: i64, minute: i64) -> Stamp {
    Stamp {
        now: Moment {
            utc: day * 86_400_000 + minute * 60_000,
            offset: 0,
        },
        chance: u32::try_from(minute).expect("a small number"),
    }
}

/// Every item answered by `choose(item, values of its options)`; `None` skips.
pub fn sheet(pack: &Pack, mut choose: impl FnMut(usize, &[i32]) -> Option<i32>) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for item in 0..pack.len() {
        let values: Vec<i32> = pack
            .options(item)
            .iter()
            .map(|choice| choice.value)
            .collect();
        let answer = choose(item, &values).map_or(Answer::Skipped, Answer::Chosen);
        answers.set(item, answer);
    }
    answers
}

/// The exact mean of whole numbers.
pub fn mean(values: impl IntoIterator<Item = i32>) -> Option<Rational> {
    let (mut sum, mut count) = (0, 0);
    for value in values {
        sum += i64::from(value);
        count += 1;
    }
    Rational::of(sum, count)
}

/// A whole number, exact.
pub fn whole(number: i64) -> Rational {
    Rational::of(number, 1).expect("one is not nothing")
}

/// The items in `given`, by id, with their values. All other items are skipped.
pub fn only(pack: &Pack, given: &[(&str, i32)]) -> Answers {
    sheet(pack, |item, _| {
        let id = &pack.item(item).id;
        given
            .iter()
            .find(|(name, _)| name == id)
            .map(|(_, value)| *value)
    })
}

/// A store in memory that behaves like local storage, and fails on request. It lists every key, not only ours.
#[derive(Clone, Default)]
pub struct Memory {
    pub kept: Rc<RefCell<BTreeMap<String, String>>>,
    pub room: Rc<Cell<Option<usize>>>,
    pub blocked: Rc<Cell<bool>>,
    /// How many calls there were, except of `get`.
    pub calls: Rc<Cell<usize>>,
    /// How many bytes went in and out.
    pub bytes: Rc<Cell<usize>>,
    /// The number of the call that fails, counted from 1.
    pub throws: Rc<Cell<Option<usize>>>,
}

impl Memory {
    pub fn keys(&self) -> Vec<String> {
        self.kept.borrow().keys().cloned().collect()
    }

    /// Counts a call, and fails if it is the one in `throws`.
    fn call(&self) -> Result<(), Fault> {
        self.calls.set(self.calls.get() + 1);
        match self.throws.get() {
            Some(number) if number == self.calls.get() => Err(Fault::Blocked),
            _ => Ok(()),
        }
    }

    fn pass(&self, bytes: usize) {
        self.bytes.set(self.bytes.get() + bytes);
    }

    pub fn insert(&self, key: &str, text: &str) {
        self.kept
            .borrow_mut()
            .insert(key.to_owned(), text.to_owned());
    }
}

impl Store for Memory {
    fn all(&self) -> Result<Vec<(String, String)>, Fault> {
        self.call()?;
        if self.blocked.get() {
            return Err(Fault::Blocked);
        }
        let kept = self.kept.borrow();
        self.pass(kept.iter().map(|(key, text)| key.len() + text.len()).sum());
        Ok(kept
            .iter()
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect())
    }

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        self.call()?;
        let text = self.kept.borrow().get(key).cloned();
        self.pass(key.len() + text.as_ref().map_or(0, String::len));
        Ok(text)
    }

    fn get(&self, key: &str) -> Option<String> {
        self.kept.borrow().get(key).cloned()
    }

    fn put(&self, key: &str, text: &str) -> Result<(), Fault> {
        self.call().map_err(|_| Fault::Full)?;
        self.pass(key.len() + text.len());
        if self.blocked.get() {
            return Err(Fault::Blocked);
        }
        if let Some(room) = self.room.get() {
            let kept = self.kept.borrow();
            let others = kept.iter().filter(|(other, _)| *other != key);
            let used: usize = others.map(|(key, text)| key.len() + text.len()).sum();
            if used + key.len() + text.len() > room {
                return Err(Fault::Full);
            }
        }
        self.insert(key, text);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.call().map_err(|_| Fault::Stuck)?;
        self.kept.borrow_mut().remove(key);
        Ok(())
    }
}
