//! Carries out what the autosave machine asks for: waits, sends, tries again, compares.
use super::{
    autosave::{Autosave, Event, Standing, Todo},
    desk::Desk,
    keys::Column,
    merge::merge,
    row_data::RowData,
};
use crate::quotes::api::{read_quote, save_quote};
use domain::{days::Stamp, quotes::line::LineInput, refusal::FieldRefusal};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use wire::{
    problem::Problem,
    quotes::{QuoteFields, QuoteView, SaveQuote, SavedQuote},
};

/// Milliseconds of rest after the last key before what was typed is sent.
const PAUSE: u64 = 600;

/// What is stored, as far as this page knows.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The head.
    pub fields: QuoteFields,
    /// The lines.
    pub lines: Vec<LineInput>,
}

/// Saving, as the page shows it.
#[derive(Clone, Copy)]
pub struct Saver {
    machine: StoredValue<Autosave>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// What is stored.
    pub stored: StoredValue<Stored>,
    /// How it stands.
    pub standing: RwSignal<Standing>,
    /// When the last save was done.
    pub saved: RwSignal<Stamp>,
    /// What somebody else saved meanwhile; the user decides.
    pub theirs: RwSignal<Option<QuoteView>>,
    /// Why the server will not take it.
    pub problem: RwSignal<Option<Problem>>,
    /// What is still to be sent when the page was left during a request.
    last: StoredValue<Arc<Mutex<Option<SaveQuote>>>>,
}

impl Saver {
    /// A page that was just read.
    pub fn new(view: &QuoteView) -> Saver {
        Saver {
            machine: StoredValue::new(Autosave::new(view.version)),
            timer: StoredValue::new(None),
            stored: StoredValue::new(Stored { fields: view.fields.clone(), lines: view.lines.clone() }),
            standing: RwSignal::new(Standing::Saved),
            saved: RwSignal::new(view.saved),
            theirs: RwSignal::new(None),
            problem: RwSignal::new(None),
            last: StoredValue::new(Arc::default()),
        }
    }

    /// The row's version as far as this page knows.
    pub fn version(self) -> i64 {
        self.machine.with_value(Autosave::version)
    }

    /// Whether something typed is not stored yet.
    pub fn unsaved(self) -> bool {
        self.machine.with_value(Autosave::unsaved)
    }
}

impl Desk {
    /// Something was typed or moved.
    pub fn edited(self) {
        self.tell(Event::Edited);
    }

    /// A field was left: what was typed is sent without waiting.
    pub fn left(self) {
        self.tell(Event::Paused);
    }

    /// Tells the machine what happened, and does what it says.
    pub fn tell(self, event: Event) {
        let saver = self.saver;
        let told = saver.machine.try_update_value(|machine| (machine.on(event), machine.standing()));
        let Some((todo, standing)) = told else { return };
        if saver.standing.get_untracked() != standing {
            saver.standing.set(standing);
        }
        match todo {
            Some(Todo::Pause) => self.later(PAUSE, Event::Paused),
            Some(Todo::RetryIn(milliseconds)) => self.later(milliseconds.into(), Event::Retry),
            Some(Todo::Send) => self.send(),
            Some(Todo::Compare) => spawn_local(async move { self.compare(read_quote(self.id).await.ok()) }),
            None => {}
        }
    }

    fn later(self, milliseconds: u64, event: Event) {
        let act = move || self.tell(event.clone());
        let handle = set_timeout_with_handle(act, Duration::from_millis(milliseconds)).ok();
        if let Some(Some(before)) = self.saver.timer.try_update_value(|timer| std::mem::replace(timer, handle)) {
            before.clear();
        }
    }

    /// What can be saved now: refused and unreadable cells keep what is stored.
    pub fn to_save(self) -> SaveQuote {
        let fields = self.saver.stored.with_value(|stored| self.head.to_save(&stored.fields));
        let lines = self
            .rows
            .with_untracked(|rows| rows.iter().filter_map(|row| row.data.with_untracked(RowData::input)).collect());
        SaveQuote { id: self.id, version: self.saver.version(), fields, lines }
    }

    fn send(self) {
        let command = self.to_save();
        let sent = Stored { fields: command.fields.clone(), lines: command.lines.clone() };
        let Some(last) = self.saver.last.try_get_value() else { return };
        spawn_local(async move {
            let answer = save_quote(command).await.map_err(|error| error.0);
            // The page may be gone by now; what was typed last still goes out.
            let waiting = last.lock().ok().and_then(|mut last| last.take());
            if let (Some(waiting), Ok(saved)) = (waiting, &answer) {
                let _ = save_quote(SaveQuote { version: saved.version, ..waiting }).await;
            } else {
                self.answered(answer, sent);
            }
        });
    }

    fn answered(self, answer: Result<SavedQuote, Problem>, sent: Stored) {
        let saver = self.saver;
        // The page may be gone by now.
        if saver.stored.try_with_value(|_| ()).is_none() {
            return;
        }
        match answer {
            Ok(saved) => {
                saver.stored.set_value(sent);
                saver.saved.set(saved.saved);
                saver.problem.set(None);
                self.take_book(&saved.book);
                let draft = saved.draft_version;
                let approval = saved.approval;
                self.view.update(|view| {
                    if view.approval.reasons != approval.reasons || approval.last.is_some() {
                        view.approval = approval;
                    }
                    view.unsent_changes = view.sent_version != Some(draft);
                    (view.version, view.draft_version, view.saved) = (saved.version, draft, saved.saved);
                });
                self.tell(Event::Saved { version: saved.version });
            }
            Err(Problem::Stale { .. }) => self.tell(Event::Stale),
            Err(Problem::Unavailable) => self.tell(Event::Unreached),
            Err(Problem::Refused { refusals }) => {
                let before = self.to_save();
                let unplaced: Vec<FieldRefusal> =
                    refusals.into_iter().filter(|refusal| !self.refused(refusal, &sent)).collect();
                let after = self.to_save();
                let again = unplaced.is_empty() && (before.fields != after.fields || before.lines != after.lines);
                saver.problem.set((!unplaced.is_empty()).then_some(Problem::Refused { refusals: unplaced }));
                self.tell(Event::Refused { again });
            }
            Err(problem) => {
                saver.problem.set(Some(problem));
                self.tell(Event::Failed);
            }
        }
    }

    /// Marks the cell or field of a refusal; whether there is one.
    fn refused(self, refusal: &FieldRefusal, sent: &Stored) -> bool {
        let mut path = refusal.field.split('.');
        if path.next() != Some("lines") {
            return self.head.refuse(&refusal.field, &sent.fields, refusal.refusal.clone());
        }
        let line = path.next().and_then(|at| sent.lines.get(at.parse::<usize>().ok()?)).map(LineInput::id);
        let column = path.next().map(|field| Column::of_field(field).unwrap_or(Column::Name));
        let row = line.and_then(|id| self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).copied()));
        let (Some(row), Some(column)) = (row, column) else { return false };
        let before = self
            .saver
            .stored
            .with_value(|stored| stored.lines.iter().find(|line| line.id() == row.id).map(RowData::stored));
        row.data.update(|data| data.refuse(column, refusal.refusal.clone(), before.as_ref(), self.t.figures()));
        self.tick.update(|tick| *tick += 1);
        true
    }

    /// After a stale save: puts together what fits together and saves that; else asks.
    fn compare(self, theirs: Option<QuoteView>) {
        let Some(theirs) = theirs else {
            self.later(2_000, Event::Stale);
            return;
        };
        let Some(base) = self.saver.stored.try_get_value() else { return };
        let mine = self.to_save();
        let mine = Stored { fields: mine.fields, lines: mine.lines };
        let now = Stored { fields: theirs.fields.clone(), lines: theirs.lines.clone() };
        match merge(&base, &mine, &now) {
            Some(merged) => {
                let version = theirs.version;
                self.saver.stored.set_value(now);
                self.take_merged(&theirs, &mine, merged);
                self.view.set(theirs);
                self.tell(Event::Over { version });
            }
            None => self.saver.theirs.set(Some(theirs)),
        }
    }

    /// Takes what somebody else saved in place of what is typed here.
    pub fn load_theirs(self) {
        if let Some(theirs) = self.saver.theirs.try_update(Option::take).flatten() {
            self.take_over(theirs);
        }
    }

    /// Saves what is typed here over what somebody else saved.
    pub fn keep_mine(self) {
        if let Some(theirs) = self.saver.theirs.try_update(Option::take).flatten() {
            let version = theirs.version;
            self.view.set(theirs);
            self.tell(Event::Over { version });
        }
    }

    fn take_over(self, view: QuoteView) {
        let stored = Stored { fields: view.fields.clone(), lines: view.lines.clone() };
        self.saver.stored.set_value(stored);
        self.adopt(&view);
        self.saver.saved.set(view.saved);
        self.tell(Event::Adopted { version: view.version });
        self.view.set(view);
    }

    /// Takes in what was read anew after something happened elsewhere. What is being typed stays.
    pub fn take_in(self, view: QuoteView) {
        // An answer that was overtaken by a save tells of a time before it.
        if self.saver.stored.try_with_value(|_| ()).is_some() && view.version < self.saver.version() {
            return;
        }
        let Some(same) =
            self.saver.stored.try_with_value(|stored| stored.fields == view.fields && stored.lines == view.lines)
        else {
            return;
        };
        let typing = self.saver.unsaved()
            || self.rows.with_untracked(|rows| rows.iter().any(|row| row.edited.get_untracked().is_some()));
        match (same, typing) {
            (true, false) => {
                self.tell(Event::Adopted { version: view.version });
                self.view.set(view);
            }
            // The next save finds out by itself that the version moved on.
            (_, true) => self.view.update(|mine| {
                let version = mine.version;
                *mine = view;
                mine.version = version;
            }),
            (false, false) => self.take_over(view),
        }
    }

    /// The page is being left: what was typed is sent, now or after the request on its way.
    pub fn leave(self) {
        let saver = self.saver;
        if let Some(Some(timer)) = saver.timer.try_get_value() {
            timer.clear();
        }
        if !saver.unsaved() || self.saver.standing.get_untracked() == Standing::Conflict {
            return;
        }
        let command = self.to_save();
        if saver.standing.get_untracked() == Standing::Saving {
            saver.last.with_value(|last| {
                if let Ok(mut last) = last.lock() {
                    *last = Some(command);
                }
            });
        } else {
            spawn_local(async move {
                let _ = save_quote(command).await;
            });
        }
    }
}
