//! Stops the page after each storage call in turn, as when a phone runs out of power. The next unlock must find
//! everything.

use vault::lock::{LockJob, LockOutcome};
use vault::{Change, Kind, Store};

use super::device::Texts;
use super::page::{
    NEW, OLD, Page, assert_sealed, change, check, draft, locked_sample_texts, note, open,
    readable_texts, record, remove, sample_texts, set,
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

/// What the page does, and which passphrases may unlock what is left.
struct Scenario {
    name: &'static str,
    /// Whether the lock is set and open at the start.
    is_open: bool,
    act: fn(&Page),
    passphrases: &'static [&'static str],
    /// The least number of storage calls it takes.
    calls: usize,
}

impl Scenario {
    /// How many extra texts may be left: the draft of a finished check, which is not shown.
    fn spare(&self) -> usize {
        usize::from(self.name == "a check that ends its draft")
    }
}

fn job(page: &Page, job: LockJob) {
    page.run(job);
}

const SCENARIOS: [Scenario; 9] = [
    Scenario {
        name: "set",
        is_open: false,
        act: |page| job(page, set(OLD)),
        passphrases: &[OLD],
        calls: 60,
    },
    Scenario {
        name: "open",
        is_open: false,
        act: |page| job(page, open(OLD)),
        passphrases: &[OLD],
        calls: 30,
    },
    Scenario {
        name: "change",
        is_open: true,
        act: |page| job(page, change(OLD, NEW)),
        passphrases: &[OLD, NEW],
        calls: 8,
    },
    Scenario {
        name: "remove",
        is_open: true,
        act: |page| job(page, remove(OLD)),
        passphrases: &[OLD],
        calls: 60,
    },
    Scenario {
        name: "after",
        is_open: true,
        act: |page| job(page, LockJob::SetMinutes(15)),
        passphrases: &[OLD],
        calls: 6,
    },
    Scenario {
        name: "a new check",
        is_open: true,
        act: |page| page.act(&record(check(&page.pack, 300, 5, 4))),
        passphrases: &[OLD],
        calls: 10,
    },
    Scenario {
        name: "a check that ends its draft",
        is_open: true,
        act: |page| page.act(&record(check(&page.pack, 200, 5, 1))),
        passphrases: &[OLD],
        calls: 12,
    },
    Scenario {
        name: "a changed draft",
        is_open: true,
        act: |page| page.act(&draft(check(&page.pack, 200, 4, 1))),
        passphrases: &[OLD],
        calls: 10,
    },
    Scenario {
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

    /// A page on which `scenario` can start.
    fn before(scenario: &Scenario) -> Self {
        let page = match scenario.name {
            "set" => Self::of(&sample_texts()),
            _ => Self::of(&locked_sample_texts()),
        };
        if scenario.is_open {
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
fn nothing_is_lost_whenever_the_page_stops() {
    let mut points = 0;
    for scenario in &SCENARIOS {
        let page = Page::before(scenario);
        let before = readable_texts(&match scenario.name {
            "open" => page.unlocked_tab(OLD).load(),
            _ => page.load(),
        });
        (scenario.act)(&page);
        let after = readable_texts(&page.load());
        let removes = scenario.name == "remove";
        let mut stopped = 0;
        loop {
            let page = Page::before(scenario);
            page.device.stop_after(stopped);
            (scenario.act)(&page);
            let finished = !page.device.is_stopped();
            let what = format!("{}, stopped after {stopped} calls", scenario.name);

            let (again, words) = open_again(&page.texts(), scenario.passphrases);
            assert_between(&readable_texts(&again.load()), &before, &after, &what);
            match words {
                Some(_) => assert_sealed(&again, scenario.spare(), &what),
                None => assert!(scenario.name == "set" || removes, "{what}: no lock"),
            }
            if finished {
                assert_eq!(readable_texts(&again.load()), after, "{what}");
                assert_eq!(
                    words,
                    (!removes).then(|| scenario.passphrases[scenario.passphrases.len() - 1])
                );
            }
            // The lock can still be removed, and everything is then readable.
            if let Some(words) = words {
                let kept = readable_texts(&again.load());
                assert_eq!(
                    again.run(remove(words)),
                    Some(LockOutcome::Removed),
                    "{what}"
                );
                assert_eq!(readable_texts(&again.load()), kept, "{what}");
            }
            assert_eq!(again.keys(Kind::Sealed), [""; 0], "{what}");
            assert_eq!(again.store.locked(), Ok(false), "{what}");
            if finished {
                break;
            }
            stopped += 1;
        }
        assert!(
            stopped >= scenario.calls,
            "{}: only {stopped} calls",
            scenario.name
        );
        points += stopped + 1;
    }
    println!("{points} points at which a page was stopped, lost: 0");
    assert!(points > 250, "only {points}");
}
