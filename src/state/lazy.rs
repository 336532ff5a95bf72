//! What happens on the lazy screens: notes, the plan, the sheet for supervision, one's own data, the lock.

use std::rc::Rc;

use super::forms::{Document, FormState, Further, Obstacle, StatusMessage};
use super::{Asking, Content, Effect, Event, Keeping, LanguageStatus, Screen, Session, Stamp};
use instrument::{CheckId, Moment, Pack};
use split_point::split_points;
use vault::plan::{Outcome, Plan, PlanId};
use vault::{Kind, Note, Settings, VaultSnapshot, backup};

split_points! {
    /// What the session becomes, and what has to be done.
    "0301" pub fn step(session: &mut Session, further: Further, stamp: Stamp) -> Vec<Effect> = step_further;

    /// Meets what other tabs have done with the checks of this one, see [`super::twins`].
    "0302" pub fn meet(session: &mut Session, snapshot: &mut VaultSnapshot) -> Vec<vault::Effect> = Session::meet;

    /// A finished check of this tab has another id from now on.
    "0303" pub fn rename(session: &mut Session, old: &CheckId, new: &CheckId) = Session::rename;

    /// Deletes one thing, as was asked and answered.
    "0304" pub fn delete(session: &mut Session, asking: Asking) -> Vec<vault::Effect> = delete_one;

    /// Empties the forms of the later screens as the vault is locked.
    "0306" pub fn empty_forms(session: &mut Session, kept: &VaultSnapshot) = Session::empty_forms;

    /// Goes on in another language: on the very same questions, or not at all.
    "0305" pub fn change_language(session: &mut Session, content: Rc<Content>) -> Vec<Effect> = change_language_now;
}

fn step_further(session: &mut Session, further: Further, stamp: Stamp) -> Vec<Effect> {
    let now = stamp.now;
    let status = session.forms.status.take();
    match further {
        Further::Write(id, text) => session.change_note(&id, now, |note| note.text = text),
        Further::Tag(id, tag, on) => session.change_note(&id, now, |note| {
            note.tags.retain(|other| *other != tag);
            if on {
                note.tags.push(tag);
            }
        }),
        Further::Cue(words) => {
            session.forms.cue = words;
            Vec::new()
        }
        Further::Act(words) => {
            session.forms.act = words;
            Vec::new()
        }
        Further::MakePlan => session.make_plan(stamp),
        Further::Went(id, outcome) => {
            session.forms.went = Some(outcome);
            session.plan_went(&id, outcome, now)
        }
        Further::Include(part, on) => {
            session.forms.parts.retain(|other| *other != part);
            if on {
                session.forms.parts.push(part);
            }
            Vec::new()
        }
        Further::Bring(question, on) => {
            session.forms.questions.retain(|other| *other != question);
            if on {
                session.forms.questions.push(question);
            }
            Vec::new()
        }
        Further::Own(words) => {
            session.forms.own = words;
            Vec::new()
        }
        Further::More => {
            session.forms.shown += FormState::MORE;
            Vec::new()
        }
        Further::Export(document, to) => vec![Effect::Export(document, to)],
        Further::Print(id) => vec![Effect::Print(id)],
        Further::Minutes(minutes) => {
            session.forms.minutes = minutes;
            Vec::new()
        }
        Further::Fill(appointment) => {
            let filled = &mut session.forms.appointments;
            filled.retain(|other| other.about != appointment.about);
            filled.push(appointment);
            Vec::new()
        }
        Further::FileArrived(arrived) => match status {
            Some(StatusMessage::HandedOver(document, made)) => {
                session.file_arrived(document, made, arrived)
            }
            _ => Vec::new(),
        },
        Further::Restore(file) => session.restore(&file),
        Further::Lock(job) => session.lock(job),
        Further::Returned(returned) => {
            // A late write is no action of the person's, so the message on screen stays.
            session.forms.status = status;
            let unlocked = session.returned(&returned);
            let unlocked = unlocked.map(Effect::Vault);
            unlocked.into_iter().chain([Effect::Reload]).collect()
        }
        Further::Status(status) => {
            session.forms.status = Some(status);
            Vec::new()
        }
    }
}

fn delete_one(session: &mut Session, asking: Asking) -> Vec<vault::Effect> {
    match asking {
        Asking::Delete(id) => {
            let was_draft = session.has_draft(&id);
            let seen = session.record(&id).cloned();
            let under_way = session.under_way.as_ref();
            if under_way.is_some_and(|under_way| under_way.check.id == id) {
                session.under_way = None;
                // The screens before may be its questions.
                let here = session.navigation.here().clone();
                session.navigation.restart_at(here);
            }
            session.unkept.retain(|check| check.id != id);
            session.written.retain(|other| *other != id);
            session.forms.notes.retain(|note| note.check != id);
            session.snapshot.records.retain(|check| check.id != id);
            session.drop_draft(&id);
            session.stop_waiting(&id);
            if session.navigation.here() == &Screen::Result(id.clone()) {
                session.navigation.back();
            }
            // Two tabs may have left both of it.
            let mut effects = vec![vault::Effect::DropRecord {
                id: id.clone(),
                seen,
            }];
            if was_draft {
                effects.push(vault::Effect::DropDraft { id, seen: None });
            }
            effects
        }
        Asking::DeleteAside(key) => {
            session.snapshot.aside.retain(|(other, _)| other != &key);
            if let Some(about) = Kind::of(&key) {
                session.wait_only_for(|effect| effect.keeps() != Some(about));
                session
                    .forms
                    .notes
                    .retain(|note| (Kind::Note, &*note.check.0) != about);
            }
            vec![vault::Effect::DropAside(key)]
        }
        Asking::DeletePlan(id) => {
            session.forms.plans.retain(|plan| plan.id != id);
            let about = Some((Kind::Plan, id.0.as_str()));
            session.wait_only_for(|effect| effect.keeps() != about);
            session.snapshot.plans.retain(|plan| plan.id != id);
            vec![vault::Effect::DropPlan(id)]
        }
        Asking::ClearAll => Vec::new(),
    }
}

fn change_language_now(session: &mut Session, content: Rc<Content>) -> Vec<Effect> {
    if content.pack.key() != session.pack.key() {
        session.language = Some(LanguageStatus::Missing);
        return Vec::new();
    }
    session.language = Some(LanguageStatus::Changed);
    translate_plan(session, &content.pack);
    session.pack = content.pack.clone();
    let tag = content.messages.lang().to_owned();
    let mut effects = vec![Effect::Use(content), Effect::Reload];
    if session.keeping == Keeping::Device {
        effects.push(Effect::KeepLanguage(tag));
    }
    effects.push(Effect::Announce(Event::Language));
    effects
}

/// What was chosen of the pack's words for a plan is said in the words of `pack`, too.
fn translate_plan(session: &mut Session, pack: &Pack) {
    let old = session.pack.clone();
    let (old, new) = (&old.form().after, &pack.form().after);
    let forms = &mut session.forms;
    for (words, before, after) in [
        (&mut forms.cue, &old.cues, &new.cues),
        (&mut forms.act, &old.acts, &new.acts),
    ] {
        let chosen = before.iter().find(|offer| offer.text == *words);
        let same = chosen.and_then(|chosen| after.iter().find(|offer| offer.id == chosen.id));
        if let Some(offer) = same {
            words.clone_from(&offer.text);
        }
    }
}

impl Session {
    /// The note to a check: what is only in memory first, then what is kept.
    pub fn note(&self, id: &CheckId) -> Option<&Note> {
        let mut here = self.forms.notes.iter();
        let here = here.find(|note| &note.check == id);
        here.or_else(|| self.snapshot.note(id))
    }

    /// Every plan, newest first, kept or not.
    pub fn plans(&self) -> Vec<&Plan> {
        let loose = |plan: &&Plan| self.forms.plans.iter().any(|other| other.id == plan.id);
        let kept = self.snapshot.plans.iter().filter(|plan| !loose(plan));
        let all: Vec<&Plan> = self.forms.plans.iter().chain(kept).collect();
        instrument::order::stable_sort_by(&all, |a, b| a.newest_first(b))
    }

    /// The plan, if there is one: the newest, unless it was let go.
    pub fn plan(&self) -> Option<&Plan> {
        let newest = self.plans().first().copied();
        newest.filter(|plan| plan.stands())
    }

    /// Whether to offer the newer version that waits: letting it in loads the page anew, so only where nothing would be lost
    /// by that, and never while a question is open.
    pub fn offers_renewal(&self) -> bool {
        let forms = &self.forms;
        let settled = matches!(self.screen(), Screen::Intro | Screen::Data);
        let blank = self
            .under_way
            .as_ref()
            .is_none_or(|it| it.answers.is_blank());
        let kept = self.unkept.is_empty()
            && self.waiting.is_empty()
            && forms.notes.is_empty()
            && forms.plans.is_empty();
        let written = [&forms.cue, &forms.act, &forms.own]
            .into_iter()
            .any(|words| !words.is_empty());
        self.renewal && settled && blank && kept && !written
    }

    /// Where something goes that is not tied to a check: to the device, if that is where things are kept, or where it is already.
    fn keep_if_chosen(&self, effect: vault::Effect, kept: bool) -> Vec<Effect> {
        if kept || self.chosen == Keeping::Device {
            vec![Effect::Vault(effect)]
        } else {
            Vec::new()
        }
    }

    fn change_note(
        &mut self,
        id: &CheckId,
        now: Moment,
        change: impl FnOnce(&mut Note),
    ) -> Vec<Effect> {
        let mut note = match self.note(id) {
            Some(note) => note.clone(),
            None => Note::blank(id.clone(), now),
        };
        note.changed = now;
        change(&mut note);
        self.forms.notes.retain(|other| &other.check != id);
        // It is kept here until the vault has it: what cannot be written is not lost when the vault is read again.
        self.forms.notes.push(note.clone());
        if self.is_kept(id) {
            vec![Effect::Vault(vault::Effect::KeepNote(note))]
        } else {
            Vec::new()
        }
    }

    /// The words chosen or typed become the plan; the one before it is let go.
    fn make_plan(&mut self, stamp: Stamp) -> Vec<Effect> {
        let made = Plan::make(&self.forms.cue, &self.forms.act, stamp.now, stamp.chance);
        let Some(plan) = made else {
            self.forms.status = Some(StatusMessage::PlanUnfinished);
            return Vec::new();
        };
        // A plan that was answered for keeps its answer; the newer one stands before it all the same.
        let before = self.plan().filter(|plan| plan.outcome.is_none());
        let before = before.map(|plan| plan.id.clone());
        let mut tasks = match before {
            Some(id) => self.plan_went(&id, Outcome::LetGo, stamp.now),
            None => Vec::new(),
        };
        self.forms.cue.clear();
        self.forms.act.clear();
        self.forms.went = None;
        self.forms.status = Some(StatusMessage::PlanMade);
        tasks.append(&mut self.put_plan(plan));
        tasks
    }

    fn plan_went(&mut self, id: &PlanId, outcome: Outcome, now: Moment) -> Vec<Effect> {
        let found = self.plans().into_iter().find(|plan| &plan.id == id);
        let Some(mut plan) = found.cloned() else {
            return Vec::new();
        };
        plan.outcome = Some(outcome);
        plan.changed = now;
        self.put_plan(plan)
    }

    fn put_plan(&mut self, plan: Plan) -> Vec<Effect> {
        self.forms.plans.retain(|other| other.id != plan.id);
        self.forms.plans.push(plan.clone());
        let kept = self.snapshot.plans.iter().any(|other| other.id == plan.id);
        self.keep_if_chosen(vault::Effect::KeepPlan(plan), kept)
    }

    /// Of a copy of everything it is remembered when it was made, but only once it is known to be there.
    fn file_arrived(&mut self, document: Document, made: Moment, arrived: bool) -> Vec<Effect> {
        if !arrived {
            self.forms.status = Some(StatusMessage::ByHand(Obstacle::Lost, document, made));
            return Vec::new();
        }
        self.forms.status = Some(StatusMessage::Arrived);
        if document != Document::Backup {
            return Vec::new();
        }
        let settings = Settings {
            backed_up: Some(made),
        };
        self.snapshot.settings = settings.clone();
        let language = Kind::Language.key("");
        let kept = self.snapshot.raw.iter().any(|(key, _)| *key != language);
        self.keep_if_chosen(vault::Effect::KeepSettings(settings), kept)
    }

    fn restore(&mut self, file: &str) -> Vec<Effect> {
        if !self.can_keep {
            self.forms.status = Some(StatusMessage::NotDone);
            return Vec::new();
        }
        match backup::read(file, &self.snapshot, &self.pack) {
            Err(why) => {
                self.forms.status = Some(StatusMessage::Refused(why));
                Vec::new()
            }
            Ok(brought) => {
                self.forms.status = Some(StatusMessage::Restored(brought.account));
                vec![Effect::Vault(vault::Effect::Restore(brought.puts))]
            }
        }
    }
}
