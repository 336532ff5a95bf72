//! Stops the page after each storage call in turn, as when a phone runs out of power. The next unlock must find
//! everything.

use vault::lock::{LockJob, LockOutcome};
use vault::{Change, Kind, Store};

use super::device::Texts;
use super::page::{
    NEW, OLD, Page, assert_sealed, change, check, draft, held, locked_stock, note, open, record,
    remove, set, stock,
};

/// Unlocks the texts that are left, if they are locked, and returns the passphrase that worked.
fn open_again(texts: &Texts, passphrases: &[&'static str]) -> (Page, Option<&'static str>) {
    let page = Page::of(texts);
    if page.store.locked() != Ok(true) {
        return (page, None);
    }
    let opens = |words: &&&str| page.run(open(words)) == Some(LockOutcome::Opened);
    let words = passphrases.iter().find(opens).copied();
    assert!(words.is_some(), "no passphrase opens it");
    (page, words)
}

/// One scenario: what the page does, and which passphrases may unlock what is left.
struct Play {
    name: &'static str,
    /// Whether the lock is set and open at the start.
    is_open: bool,
    act: fn(&Page),
    passphrases: &'static [&'static str],
    /// The least number of storage calls it takes.
    calls: usize,
}

impl Play {
    /// How many extra texts may be left: the draft of a finished check, which is not shown.
    fn spare(&self) -> usize {
        usize::from(self.name == "a check that ends its draft")
    }
}

fn job(page: &Page, job: LockJob) {
    page.run(job);
}

const PLAYS: [Play; 9] = [
    Play {
        name: "set",
        is_open: false,
        act: |page| job(page, set(OLD)),
        passphrases: &[OLD],
        calls: 60,
    },
    Play {
        name: "open",
        is_open: false,
        act: |page| job(page, open(OLD)),
        passphrases: &[OLD],
        calls: 30,
    },
    Play {
        name: "change",
        is_open: true,
        act: |page| job(page, change(OLD, NEW)),
        passphrases: &[OLD, NEW],
        calls: 8,
    },
    Play {
        name: "remove",
        is_open: true,
        act: |page| job(page, remove(OLD)),
        passphrases: &[OLD],
        calls: 60,
    },
    Play {
        name: "after",
        is_open: true,
        act: |page| job(page, LockJob::SetMinutes(15)),
        passphrases: &[OLD],
        calls: 6,
    },
    Play {
        name: "a new check",
        is_open: true,
        act: |page| page.act(&record(check(&page.pack, 300, 5, 4))),
        passphrases: &[OLD],
        calls: 10,
    },
    Play {
        name: "a check that ends its draft",
        is_open: true,
        act: |page| page.act(&record(check(&page.pack, 200, 5, 1))),
        passphrases: &[OLD],
        calls: 12,
    },
    Play {
        name: "a changed draft",
        is_open: true,
        act: |page| page.act(&draft(check(&page.pack, 200, 4, 1))),
        passphrases: &[OLD],
        calls: 10,
    },
    Play {
        name: "a changed note, and a check that is deleted",
        is_open: true,
        act: |page| {
            page.act(&note(&check(&page.pack, 0, 5, 2), 400, "other words"));
            let seen = check(&page.pack, 100, 5, 3);
            page.act(&Change::DropRecord {
                id: seen.id.clone(),
                seen: Some(seen),
            });
        },
        passphrases: &[OLD],
        calls: 20,
    },
];

impl Page {
    /// Makes a change, which may fail because the page was stopped, and runs all tasks.
    fn act(&self, effect: &Change) {
        let _ = self.vault.apply(effect);
        self.tasks.run();
    }

    /// A page on which `play` can start.
    fn before(play: &Play) -> Self {
        let page = match play.name {
            "set" => Self::of(&stock()),
            _ => Self::of(&locked_stock()),
        };
        if play.is_open {
            assert_eq!(page.run(open(OLD)), Some(LockOutcome::Opened));
        }
        page
    }
}

/// Asserts that each key has its text from before or its text from after, and that there are no other keys.
fn assert_between(left: &Texts, before: &Texts, after: &Texts, what: &str) {
    for key in before.keys().chain(after.keys()) {
        let states = [before.get(key), after.get(key)];
        assert!(states.contains(&left.get(key)), "{what}: {key}");
    }
    for key in left.keys() {
        let known = before.contains_key(key) || after.contains_key(key);
        assert!(known, "{what}: {key} came from nowhere");
    }
}

#[test]
fn nothing_is_lost_wherever_the_page_stops() {
    let mut points = 0;
    for play in &PLAYS {
        let page = Page::before(play);
        let before = held(&match play.name {
            "open" => page.beside(OLD).load(),
            _ => page.load(),
        });
        (play.act)(&page);
        let after = held(&page.load());
        let removes = play.name == "remove";
        let mut stopped = 0;
        loop {
            let page = Page::before(play);
            page.device.stop_after(stopped);
            (play.act)(&page);
            let finished = !page.device.is_stopped();
            let what = format!("{}, stopped after {stopped} calls", play.name);

            let (again, words) = open_again(&page.texts(), play.passphrases);
            assert_between(&held(&again.load()), &before, &after, &what);
            match words {
                Some(_) => assert_sealed(&again, play.spare(), &what),
                None => assert!(play.name == "set" || removes, "{what}: no lock"),
            }
            if finished {
                assert_eq!(held(&again.load()), after, "{what}");
                assert_eq!(
                    words,
                    (!removes).then(|| play.passphrases[play.passphrases.len() - 1])
                );
            }
            // The lock can still be removed, and everything is then readable.
            if let Some(words) = words {
                let kept = held(&again.load());
                assert_eq!(
                    again.run(remove(words)),
                    Some(LockOutcome::Removed),
                    "{what}"
                );
                assert_eq!(held(&again.load()), kept, "{what}");
            }
            assert_eq!(again.keys(Kind::Sealed), [""; 0], "{what}");
            assert_eq!(again.store.locked(), Ok(false), "{what}");
            if finished {
                break;
            }
            stopped += 1;
        }
        assert!(stopped >= play.calls, "{}: only {stopped} calls", play.name);
        points += stopped + 1;
    }
    println!("{points} points at which a page was stopped, lost: 0");
    assert!(points > 250, "only {points}");
}
