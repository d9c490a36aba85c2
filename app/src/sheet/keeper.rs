//! Saves a record's sheet whenever a field is left: one save at a time, wrong fields held back.
use super::merge::{Clash, merge};
use super::{Sheet, Values, text};
use crate::wire::AppError;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin, sync::Arc};
use wire::problem::Problem;

type Answer<V> = Pin<Box<dyn Future<Output = Result<V, AppError>> + Send>>;
type Save = Arc<dyn Fn(i64, Values) -> Answer<i64> + Send + Sync>;
type Read = Arc<dyn Fn() -> Answer<(i64, Values)> + Send + Sync>;

/// How far saving has come, for the head of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was changed yet.
    #[default]
    Untouched,
    /// A save is on its way.
    Saving,
    /// Everything that is right is stored.
    Saved,
    /// It could not be saved; why, in words.
    Failed(String),
}

/// Keeps one record saved. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// The fields.
    pub sheet: Sheet,
    /// How far saving has come.
    pub state: RwSignal<Kept>,
    /// Fields that somebody else changed at the same time.
    pub clashes: RwSignal<Vec<Clash>>,
    t: T,
    stored: StoredValue<(i64, Values)>,
    again: StoredValue<bool>,
    save: StoredValue<Save>,
    read: StoredValue<Read>,
}

impl Keeper {
    /// Keeps `sheet`, of which `version` is stored. `save` stores texts on top of a version and answers the new one;
    /// `read` answers what is stored now.
    pub fn new<S, R>(
        t: T,
        sheet: Sheet,
        version: i64,
        save: impl Fn(i64, Values) -> S + Send + Sync + 'static,
        read: impl Fn() -> R + Send + Sync + 'static,
    ) -> Keeper
    where
        S: Future<Output = Result<i64, AppError>> + Send + 'static,
        R: Future<Output = Result<(i64, Values), AppError>> + Send + 'static,
    {
        let save: Save = Arc::new(move |version, values| Box::pin(save(version, values)));
        let read: Read = Arc::new(move || Box::pin(read()));
        Keeper {
            sheet,
            state: RwSignal::new(Kept::default()),
            clashes: RwSignal::new(Vec::new()),
            t,
            stored: StoredValue::new((version, sheet.values())),
            again: StoredValue::new(false),
            save: StoredValue::new(save),
            read: StoredValue::new(read),
        }
    }

    /// A field was left: check it, and save what is right.
    pub fn leave(self, code: &str) {
        self.sheet.check(code);
        self.save();
    }

    /// Saves what differs from the stored texts; fields that are wrong stay as they are stored.
    pub fn save(self) {
        if self.state.with_untracked(|state| *state == Kept::Saving) {
            self.again.set_value(true);
            return;
        }
        let (version, stored) = self.stored.get_value();
        let refused = self.sheet.refused();
        let mut values = self.sheet.values();
        for (code, typed) in &mut values {
            if refused.iter().any(|field| field == code) {
                *typed = text(&stored, code).to_owned();
            }
        }
        if values == stored {
            return;
        }
        self.state.set(Kept::Saving);
        let answer = self.save.with_value(|save| save(version, values.clone()));
        spawn_local(async move {
            let answer = answer.await;
            if self.gone() {
                return;
            }
            match answer {
                Ok(version) => {
                    self.stored.set_value((version, values));
                    self.finish(Kept::Saved);
                }
                Err(error) => self.refused(error).await,
            }
        });
    }

    async fn refused(self, error: AppError) {
        match &error.0 {
            Problem::Stale { .. } => self.join().await,
            Problem::Refused { refusals } => {
                let before = self.sheet.refused().len();
                let elsewhere = self.sheet.refuse(refusals.clone());
                if !elsewhere.is_empty() || self.sheet.refused().len() == before {
                    self.finish(Kept::Failed(error.sentence(self.t)));
                } else {
                    // The rest is right: save it without the refused ones.
                    self.again.set_value(true);
                    self.finish(Kept::Saved);
                }
            }
            _ => self.finish(Kept::Failed(error.sentence(self.t))),
        }
    }

    /// Somebody else saved first: put both together, and ask where both changed the same.
    async fn join(self) {
        let answer = self.read.with_value(|read| read());
        let answer = answer.await;
        if self.gone() {
            return;
        }
        match answer {
            Ok((version, theirs)) => {
                let base = self.stored.with_value(|(_, base)| base.clone());
                let (merged, clashes) = merge(&base, &self.sheet.values(), &theirs);
                self.stored.set_value((version, theirs));
                self.sheet.fill(&merged);
                self.clashes.update(|all| {
                    all.retain(|old| clashes.iter().all(|new| new.code != old.code));
                    all.extend(clashes);
                });
                self.again.set_value(true);
                self.finish(Kept::Saved);
            }
            Err(error) => self.finish(Kept::Failed(error.sentence(self.t))),
        }
    }

    /// Whether the page was left while an answer was on its way: then there is nothing to tell any more.
    fn gone(self) -> bool {
        self.state.is_disposed()
    }

    /// Ends a save, and begins the next where something was left meanwhile.
    fn finish(self, state: Kept) {
        self.state.set(state);
        if self.again.get_value() {
            self.again.set_value(false);
            self.save();
        }
    }

    /// Ends a clash with the text that was typed here, or with the other person's.
    pub fn settle(self, clash: &Clash, mine: bool) {
        let text = if mine { &clash.mine } else { &clash.theirs };
        self.sheet.text(clash.code).set(text.clone());
        self.clashes.update(|all| all.retain(|other| other.code != clash.code));
        self.leave(clash.code);
    }

    /// The record was read again: take over what fits, when nothing is on its way from here.
    pub fn refresh(self, version: i64, theirs: Values) {
        if self.gone() {
            return;
        }
        let quiet = self.state.with_untracked(|state| *state != Kept::Saving);
        let (stored, base) = self.stored.get_value();
        if !quiet || version < stored {
            return;
        }
        let (merged, clashes) = merge(&base, &self.sheet.values(), &theirs);
        if version == stored {
            // The server's own form of what was saved from here. What is being typed since then is nobody's clash.
            let typing = |code: &str| clashes.iter().find(|clash| clash.code == code).map(|clash| clash.mine.clone());
            let merged = merged.into_iter().map(|(code, text)| (code, typing(code).unwrap_or(text))).collect();
            self.sheet.fill(&merged);
        } else {
            self.sheet.fill(&merged);
            self.clashes.update(|all| all.extend(clashes));
        }
        self.stored.set_value((version, theirs));
    }
}
