//! A backup: everything stored, in one file that the user can save anywhere, and how it is restored.
//!
//! ```json
//! {"format":"compassion-check/backup", "v":1, "made":{"utc":0,"offset":0}, "kept":[["record/…","…"]]}
//! ```
//! Keys are written without their common prefix, and texts as they are stored. A backup file is not trusted. Each text
//! in it is read as strictly as one on the device, and replaces one there only if it is newer. A finished check is
//! never replaced: other answers under its id are restored as a separate check. Control characters in what the user
//! wrote are removed, because no screen shows them and exported texts may end up in a spreadsheet.

use std::cmp::Ordering;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::merge::{merge, newer, with_content_id};
use super::removal::mentioned;
use super::stored::{self, StoredMoment, versioned};
use super::{Change, Kind, PREFIX, Unreadable, VaultSnapshot};
use instrument::check::{Check, CheckId};
use instrument::order::{find, stable_sort_by};
use instrument::{Moment, Pack};

const FORMAT: &str = "compassion-check/backup";
const VERSION: i64 = 1;

/// The greatest size of a file, in bytes. A browser keeps about five million characters for a page.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// The greatest number of texts in a file. A lifetime of weekly checks, each with a note, is about six thousand.
pub const MAX_TEXTS: usize = 20_000;

/// The greatest length of a name. The app's names have at most 26 characters, digests 16.
const MAX_NAME_LENGTH: usize = 40;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Backup {
    format: String,
    v: i64,
    made: StoredMoment,
    /// Keys without [`PREFIX`], each with its text.
    kept: Vec<(String, String)>,
}

/// Why a file cannot be read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Longer than [`MAX_FILE_BYTES`], or with more texts than [`MAX_TEXTS`].
    TooLarge,
    /// Not a backup, or damaged or cut short.
    NotABackup,
    /// Written by a newer version.
    Newer,
}

/// Why a text in a file is not restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The text cannot be read.
    Unreadable(Unreadable),
    /// The device has a text under the same key that cannot be read, and that is not overwritten.
    InTheWay,
}

/// What was restored from a file, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreReport {
    /// The number of checks, finished or not, that were missing or older on the device.
    pub checks: usize,
    /// The number of notes, likewise.
    pub notes: usize,
    /// The number of plans, likewise.
    pub plans: usize,
    /// The number of texts of which the device already has the same or a newer version.
    pub already_here: usize,
    /// The texts that were not restored: the key in the file, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// What a file adds to the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestorePlan {
    /// The texts to write, by key.
    pub puts: Vec<(String, String)>,
    /// What is restored and what is not, for the user.
    pub report: RestoreReport,
}

/// Writes a backup of `snapshot` and of the `waiting` changes, which could not be stored yet and exist only on screen.
/// `pack` is the text of the current pack. It is added if a waiting check needs it and it is not stored.
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
        // The language belongs to the device, and sealed texts belong to its lock.
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

/// Reads a backup file and works out what it adds to `snapshot`. Writes nothing.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(
    file: &str,
    snapshot: &VaultSnapshot,
    current: &Rc<Pack>,
) -> Result<RestorePlan, Refusal> {
    if file.len() > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let backup: Backup = versioned(file, VERSION).map_err(|why| match why {
        Unreadable::Newer => Refusal::Newer,
        _ => Refusal::NotABackup,
    })?;
    if backup.format != FORMAT {
        return Err(Refusal::NotABackup);
    }
    if backup.kept.len() > MAX_TEXTS {
        return Err(Refusal::TooLarge);
    }
    let mut plan = RestorePlan::default();
    let mut pairs = Vec::new();
    for (short, text) in backup.kept {
        let key = [PREFIX, &short].concat();
        match Kind::of(&key).filter(|(_, name)| is_name(name)) {
            // The settings say when another device was last backed up, which means nothing here. The same is true of
            // its language.
            Some((Kind::Settings | Kind::Language, _)) => {}
            Some((Kind::Lock | Kind::LockCopy | Kind::Sealed, _)) | None => {
                let why = LeftOut::Unreadable(Unreadable::Garbage);
                plan.report.left_out.push((short, why));
            }
            Some((kind, _)) => pairs.push((key, stored::without_controls(kind, text))),
        }
    }
    // Read the file as if it were a device of its own, with the packs of both. What could not be shown there is not
    // restored.
    let pairs = merge(&rename_conflicting(merge(&pairs, &[]), snapshot), &[]);
    let packs = snapshot.raw.iter().filter(|(key, _)| is_pack(key));
    // A pack on this device that cannot be read is not replaced. Leave out the file's copy of it too, because no check
    // can be read with it here.
    let there =
        |(key, _): &&(String, String)| !is_pack(key) || snapshot.unreadable_reason(key).is_none();
    let device = pairs.iter().chain(packs).filter(there).cloned();
    let read = VaultSnapshot::read(device.collect(), false, current);
    for (key, text) in pairs {
        plan.decide(key, text, &read, snapshot);
    }
    // Restore a pack only if a check needs it. Both lists are in the order of the keys.
    let (packs, mut puts): (Vec<_>, Vec<_>) =
        plan.puts.into_iter().partition(|(key, _)| is_pack(key));
    let digests: Vec<&str> = packs
        .iter()
        .filter_map(|(key, _)| Some(Kind::of(key)?.1))
        .collect();
    let mut wanted = mentioned(&digests, puts.iter()).into_iter();
    let mut first: Vec<_> = packs;
    first.retain(|_| wanted.next() == Some(true));
    first.append(&mut puts);
    plan.puts = first;
    Ok(plan)
}

fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.len() <= MAX_NAME_LENGTH && name.bytes().all(allowed)
}

fn is_pack(key: &str) -> bool {
    matches!(Kind::of(key), Some((Kind::Pack, _)))
}

/// The texts of a file. A finished check gets a new id if the device has other answers under its id, and its note gets
/// the same one.
fn rename_conflicting(
    mut pairs: Vec<(String, String)>,
    here: &VaultSnapshot,
) -> Vec<(String, String)> {
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
        // A record on the device that cannot be read stays there. The check is reported as [`LeftOut::InTheWay`].
        let differs = matches!(finished(key), Some(Ok(_))) && taken(&check);
        if check.id.0 == name && differs {
            let own = with_content_id(&check, |own| !taken(own));
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

impl RestorePlan {
    /// Decides what to do with one text of the file. `read` is the file's content, and `here` is what the device has.
    fn decide(&mut self, key: String, text: String, read: &VaultSnapshot, here: &VaultSnapshot) {
        let short = key[PREFIX.len()..].to_owned();
        if let Some(why) = read.unreadable_reason(&key) {
            self.report.left_out.push((short, LeftOut::Unreadable(why)));
            return;
        }
        let Some((kind, name)) = Kind::of(&key) else {
            return;
        };
        let have = here.text(&key);
        let finished = Kind::Record.key(name);
        let unread = here.unreadable_reason(&key).is_some();
        // The device has the very same text, but not the questions needed to read it. The file brings them.
        let same = |have: &str| stored::without_controls(kind, have.to_owned()) == text;
        let completes = unread && kind != Kind::Pack && have.is_some_and(same);
        if unread && !completes
            || kind == Kind::Draft && here.unreadable_reason(&finished).is_some()
        {
            self.report.left_out.push((short, LeftOut::InTheWay));
            return;
        }
        let over = kind == Kind::Draft && here.text(&finished).is_some();
        let newest = |have: &str| newer(&key, &text, have) == Ordering::Greater;
        // A finished check on the device is not replaced. The file's has the same answers, or has been given a new id
        // by now.
        let stays = matches!(kind, Kind::Pack | Kind::Record);
        let older = !completes && have.is_some_and(|have| stays || !newest(have));
        let report = &mut self.report;
        let count = match kind {
            Kind::Pack if older => return,
            Kind::Pack => {
                self.puts.push((key, text));
                return;
            }
            _ if older || over => &mut report.already_here,
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
