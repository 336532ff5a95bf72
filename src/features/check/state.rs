//! The check that is being answered.

use crate::session::storage_mode::StorageMode;
use instrument::check::Check;
use instrument::{Answer, Answers};

/// The check that is being answered.
#[derive(Clone, Debug, PartialEq)]
pub struct UnderWay {
    /// What it is and when it began.
    pub check: Check,
    /// Its answers on the current pack.
    pub answers: Answers,
    /// The draft of it as this tab last read or wrote it, if it ever did.
    pub kept: Option<Check>,
}

/// Whether an unfinished check can be carried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// As it is.
    Open,
    /// The questions have changed since.
    OtherPack,
    /// It is older than the pack allows, in whole days.
    TooOld(i64),
}

/// Something that happens to a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Choose where results stay.
    Keep(StorageMode),
    /// Begin a new check.
    Start,
    /// Carry on with the newest unfinished check.
    Resume,
    /// Drop the newest unfinished check and begin a new one.
    StartAgain,
    /// Keep what the newest unfinished check holds, as a finished one.
    KeepPartial,
    /// Answer or skip an item.
    Answer(usize, Answer),
    /// Stop, leaving the draft for later.
    StopKeep,
    /// Stop, and see the result of what was answered.
    StopFinish,
    /// Stop, and drop what was answered.
    StopDrop,
}
