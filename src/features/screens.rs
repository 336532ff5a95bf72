//! The list of the screens that are loaded lazily. `CONTRIBUTING.md` says how to add one.

/// Calls the macro `$define` with one line for each lazy screen:
///
/// - the number of its split point: `01` and two hexadecimal digits. A new screen has one more than the highest here;
/// - the function in its feature's `view.rs` that draws it;
/// - its variant of [`Screen`](crate::session::Screen), with the check that it is about, if any;
/// - its public name (`data-screen`);
/// - its heading while its code is on its way.
macro_rules! lazy_screens {
    ($define:ident) => {
        $define! {
            /// The result of a finished check.
            "0108" result::result = Result(id: CheckId), "result", ResultHeading;
            /// Earlier checks.
            "0104" history::history = History, "history", History;
            /// What is stored, and clearing it.
            "0105" data::data = Data, "data", Data;
            /// The way to someone who can help.
            "0107" find::find = Find, "find", Find;
            /// References and further reading.
            "0106" reading::reading = Reading, "reading", Reading;
            /// How a result came about.
            "0109" explain::explain = Explain(id: CheckId), "explain", Explain;
            /// A private note to a check.
            "010a" note::note = Note(id: CheckId), "note", NoteHeading;
            /// The plan.
            "010b" plan::plan = Plan, "plan", Plan;
            /// The page for supervision.
            "010d" supervision_sheet::sheet = Sheet(id: CheckId), "sheet", Sheet;
            /// Entries for a calendar.
            "010e" calendar::calendar = Calendar, "calendar", Calendar;
            /// Saving everything to a file, and restoring it.
            "010f" copies::copies = Copies, "copies", Copies;
            /// Setting, changing and removing the lock.
            "0110" lock::lock = Lock, "lock", Lock;
            /// Everything is locked.
            "0111" lock::locked = Locked, "locked", LockedHeading;
            /// How the person can check that nothing is sent.
            "0112" privacy_proof::proof = Proof, "proof", Proof;
            /// A paced breath, and the five senses.
            "0113" minute::minute = Minute, "minute", Minute;
            /// Whether one is all right to see clients. Its heading is in the pack, and it is reached from a result, whose
            /// heading stands in for it.
            "0114" reflection::reflect = Reflect(id: CheckId), "reflect", ResultHeading;
        }
    };
}

pub(crate) use lazy_screens;
