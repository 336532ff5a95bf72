//! A backup: everything kept, in one file that a person can put where they like, and reading it back.
//!
//! ```json
//! {"format":"compassion-check/backup", "v":1, "made":{"utc":0,"offset":0}, "kept":[["record/…","…"]]}
//! ```
//! Keys are without the common prefix, texts just as they are stored. A file is never trusted: each text is read as strictly as
//! what is on the device, and what is here is changed only where the file has something newer. A finished check is never changed: other
//! answers under its id come in as a check of their own. Control characters in what a person wrote are dropped: no screen shows them,
//! and what a copy brings may go on to a spreadsheet.

use std::cmp::Ordering;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::apply::mentioned;
use super::merge::{apart, merge, newer};
use super::snapshot::{Unread, VaultSnapshot};
use super::stored::{self, StoredMoment, versioned};
use super::{Change, Kind, PREFIX};
use instrument::check::{Check, CheckId};
use instrument::order::{find, stable_sort_by};
use instrument::{Moment, Pack};

const FORMAT: &str = "compassion-check/backup";
const VERSION: i64 = 1;

/// A file longer than this, in bytes, is not read: a browser keeps about five million characters for a page.
pub const LARGEST: usize = 16 << 20;

/// A file with more texts than this is not read: weekly checks of a lifetime, each with its note, are some six thousand.
pub const MOST: usize = 20_000;

/// Names longer than this are nobody's: ours have at most 26 characters, digests 16.
const LONGEST_NAME: usize = 40;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Backup {
    format: String,
    v: i64,
    made: StoredMoment,
    /// Keys, each with its text.
    kept: Vec<(String, String)>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Longer than [`LARGEST`], or of more texts than [`MOST`].
    TooLarge,
    /// No backup, or one that is damaged or cut short.
    NotABackup,
    /// Written by a newer version.
    Newer,
}

/// Why one text of a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It cannot be read as what it says it is.
    Unread(Unread),
    /// Something that cannot be read is here under the same key, and is not overwritten.
    InTheWay,
}

/// What was taken of a file and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreReport {
    /// Checks, finished or not, that were not here or were older here.
    pub checks: usize,
    /// Notes.
    pub notes: usize,
    /// Plans.
    pub plans: usize,
    /// What is here already, the same or newer.
    pub here: usize,
    /// What was not taken: its key in the file, and why.
    pub left: Vec<(String, LeftOut)>,
}

/// What a file brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The texts to write, by key.
    pub puts: Vec<(String, String)>,
    /// The account of it.
    pub report: RestoreReport,
}

/// The file with everything in `snapshot`, and with what is `waiting` to be kept: that is only on screen. `pack` is the text of the current
/// pack, in case none of the checks on it could be kept.
pub fn write(
    snapshot: &VaultSnapshot,
    waiting: &[Change],
    (current, pack): (&Pack, &str),
    made: Moment,
) -> String {
    let mut waiting: Vec<_> = waiting.iter().filter_map(Change::text).collect();
    let key = Kind::Pack.key(&current.key().digest);
    if waiting
        .iter()
        .any(|(_, text)| text.contains(&current.key().digest))
        && snapshot.text(&key).is_none()
    {
        waiting.push((key, pack.to_owned()));
    }
    let pair = |(key, text): &(String, String)| {
        let key = key.strip_prefix(PREFIX)?;
        // The language belongs to the device, what is sealed to its lock.
        let kind = Kind::of(&[PREFIX, key].concat()).map(|(kind, _)| kind);
        let stays = matches!(kind, Some(Kind::Language | Kind::Sealed));
        (!stays).then(|| (key.to_owned(), text.clone()))
    };
    let all = match waiting.as_slice() {
        [] => &snapshot.raw,
        _ => &merge(&snapshot.raw, &waiting),
    };
    json::to_string(&Backup {
        format: FORMAT.to_owned(),
        v: VERSION,
        made: made.into(),
        kept: all.iter().filter_map(pair).collect(),
    })
}

/// Reads a backup file and works out what it would add to `snapshot`. Writes nothing.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(file: &str, snapshot: &VaultSnapshot, current: &Rc<Pack>) -> Result<Brought, Refusal> {
    if file.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let backup: Backup = versioned(file, VERSION).map_err(|why| match why {
        Unread::Newer => Refusal::Newer,
        _ => Refusal::NotABackup,
    })?;
    if backup.format != FORMAT {
        return Err(Refusal::NotABackup);
    }
    if backup.kept.len() > MOST {
        return Err(Refusal::TooLarge);
    }
    let mut brought = Brought::default();
    let mut pairs = Vec::new();
    for (short, text) in backup.kept {
        let key = [PREFIX, &short].concat();
        match Kind::of(&key).filter(|(_, name)| is_name(name)) {
            // When a backup was made of another device says nothing about this one, nor does its language.
            Some((Kind::Settings | Kind::Language, _)) => {}
            Some((Kind::Lock | Kind::LockCopy | Kind::Sealed, _)) | None => {
                let why = LeftOut::Unread(Unread::Garbage);
                brought.report.left.push((short, why));
            }
            Some((kind, _)) => pairs.push((key, stored::without_controls(kind, text))),
        }
    }
    // As if the file were a device of its own, with the packs of both: what could not be shown there is not taken here.
    let pairs = merge(&beside(merge(&pairs, &[]), snapshot), &[]);
    let packs = snapshot.raw.iter().filter(|(key, _)| is_pack(key));
    // A pack that cannot be read here stays, so the same of the file will not be there to read a check by.
    let there = |(key, _): &&(String, String)| !is_pack(key) || snapshot.set_aside(key).is_none();
    let device = pairs.iter().chain(packs).filter(there).cloned();
    let read = VaultSnapshot::read(device.collect(), false, current);
    for (key, text) in pairs {
        brought.weigh(key, text, &read, snapshot);
    }
    // A copy of a pack comes along only for the sake of a check. They are in the order of their keys.
    let (packs, mut puts): (Vec<_>, Vec<_>) =
        brought.puts.into_iter().partition(|(key, _)| is_pack(key));
    let digests: Vec<&str> = packs
        .iter()
        .filter_map(|(key, _)| Some(Kind::of(key)?.1))
        .collect();
    let mut wanted = mentioned(&digests, puts.iter()).into_iter();
    let mut first: Vec<_> = packs;
    first.retain(|_| wanted.next() == Some(true));
    first.append(&mut puts);
    brought.puts = first;
    Ok(brought)
}

fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.len() <= LONGEST_NAME && name.bytes().all(allowed)
}

fn is_pack(key: &str) -> bool {
    matches!(Kind::of(key), Some((Kind::Pack, _)))
}

/// The texts of a file, with an id of its own for each finished check whose id has other answers here, and for the note to it.
fn beside(mut pairs: Vec<(String, String)>, here: &VaultSnapshot) -> Vec<(String, String)> {
    let mut renamed: Vec<(CheckId, CheckId)> = Vec::new();
    let finished = |key: &str| Some(stored::read_check(here.text(key)?));
    for (key, text) in &mut pairs {
        let Some((Kind::Record, name)) = Kind::of(key) else {
            continue;
        };
        let Ok(check) = stored::read_check(text) else {
            continue;
        };
        let taken = |check: &Check| match finished(&Kind::Record.key(&check.id.0)) {
            Some(Ok(have)) => !have.same_answers(check),
            Some(Err(_)) => true,
            None => false,
        };
        // One that cannot be read here stays in the way, and is told of.
        let differs = matches!(finished(key), Some(Ok(_))) && taken(&check);
        if check.id.0 == name && differs {
            let own = apart(&check, |own| !taken(own));
            (*key, *text) = (Kind::Record.key(&own.id.0), stored::write_check(&own));
            renamed.push((check.id, own.id));
        }
    }
    let renamed = stable_sort_by(&renamed, |a, b| a.0.cmp(&b.0));
    for (key, text) in &mut pairs {
        if let Some((Kind::Note, _)) = Kind::of(key)
            && let Ok(mut note) = stored::read_note(text)
            && let Ok(place) = find(&renamed, |(id, _)| id.cmp(&note.check))
        {
            let own = renamed[place].1.clone();
            note.check = own.clone();
            (*key, *text) = (Kind::Note.key(&own.0), stored::write_note(&note));
        }
    }
    pairs
}

impl Brought {
    /// Decides about one text of the file, which was `read` on its own, beside what is `here`.
    fn weigh(&mut self, key: String, text: String, read: &VaultSnapshot, here: &VaultSnapshot) {
        let short = key[PREFIX.len()..].to_owned();
        if let Some(why) = read.set_aside(&key) {
            self.report.left.push((short, LeftOut::Unread(why)));
            return;
        }
        let Some((kind, name)) = Kind::of(&key) else {
            return;
        };
        let have = here.text(&key);
        let finished = Kind::Record.key(name);
        let unread = here.set_aside(&key).is_some();
        // The very same check, whose questions are not here: the file brings them.
        let same = |have: &str| stored::without_controls(kind, have.to_owned()) == text;
        let mends = unread && kind != Kind::Pack && have.is_some_and(same);
        if unread && !mends || kind == Kind::Draft && here.set_aside(&finished).is_some() {
            self.report.left.push((short, LeftOut::InTheWay));
            return;
        }
        let over = kind == Kind::Draft && here.text(&finished).is_some();
        let newest = |have: &str| newer(&key, &text, have) == Ordering::Greater;
        // What is finished here is not replaced: the same answers are here, others have an id of their own by now.
        let stays = matches!(kind, Kind::Pack | Kind::Record);
        let older = !mends && have.is_some_and(|have| stays || !newest(have));
        let report = &mut self.report;
        let count = match kind {
            Kind::Pack if older => return,
            Kind::Pack => {
                self.puts.push((key, text));
                return;
            }
            _ if older || over => &mut report.here,
            Kind::Note => &mut report.notes,
            Kind::Plan => &mut report.plans,
            _ => &mut report.checks,
        };
        *count += 1;
        if !(older || over) {
            self.puts.push((key, text));
        }
    }
}
