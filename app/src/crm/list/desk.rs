//! The list while somebody works on it: rows changed one by one or together, each refusal at its row.
use super::keys;
use crate::{
    crm::api::{change_opportunities, list_opportunities},
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use domain::ids::{CustomFieldId, OpportunityId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use wire::{
    opportunities::{
        ChangeOne, ChangeOpportunities, ChangeTo, Changed, LIST_ROWS, MOST_CHANGED, MOST_ROWS, OpportunityFilter,
        OpportunityList, OpportunityRow, Which,
    },
    shared::IdempotencyKey,
};

/// A cell that can be changed in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Where it stands.
    Stage,
    /// Who works on it.
    Owner,
    /// What it is expected to bring.
    Expected,
    /// What it is expected to bring again and again.
    Recurring,
    /// By which plan.
    Plan,
    /// When it is expected to close.
    Close,
    /// A field of its team.
    Own(CustomFieldId),
}

/// One list on the screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// What is shown.
    pub list: RwSignal<OpportunityList>,
    /// What it is filtered by.
    pub filter: StoredValue<OpportunityFilter>,
    /// Chosen rows.
    pub chosen: RwSignal<BTreeSet<OpportunityId>>,
    /// Whether all that match are chosen, shown or not.
    pub all: RwSignal<bool>,
    /// The cell that is open.
    pub editing: RwSignal<Option<(OpportunityId, Cell)>>,
    /// Rows whose change was refused, and why.
    pub refused: RwSignal<BTreeMap<OpportunityId, String>>,
    /// A change has no answer yet.
    pub busy: RwSignal<bool>,
    /// The row that keys begin from.
    pub at: RwSignal<Option<OpportunityId>>,
    /// Spoken, politely.
    pub said: RwSignal<String>,
    /// The reader's texts.
    pub t: T,
    toasts: Toasts,
}

impl Desk {
    pub(super) fn new(t: T, list: OpportunityList, filter: OpportunityFilter) -> Desk {
        Desk {
            at: RwSignal::new(list.rows.first().map(|row| row.id)),
            list: RwSignal::new(list),
            filter: StoredValue::new(filter),
            chosen: RwSignal::new(BTreeSet::new()),
            all: RwSignal::new(false),
            editing: RwSignal::new(None),
            refused: RwSignal::new(BTreeMap::new()),
            busy: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            t,
            toasts: use_toasts(),
        }
    }

    /// Reads the rows that are shown anew.
    pub(super) fn read(self) {
        let Some(shown) = self.list.try_with_untracked(|list| list.rows.len()) else { return };
        let rows = u32::try_from(shown).unwrap_or(MOST_ROWS).clamp(LIST_ROWS, MOST_ROWS);
        let filter = self.filter.get_value();
        spawn_local(async move {
            let Ok(fresh) = list_opportunities(filter, None, rows).await else { return };
            // Gone with its page meanwhile: nothing to show.
            if self.list.is_disposed() {
                return;
            }
            let here: BTreeSet<OpportunityId> = fresh.rows.iter().map(|row| row.id).collect();
            self.chosen.update(|chosen| chosen.retain(|id| here.contains(id)));
            if self.chosen.with_untracked(BTreeSet::is_empty) {
                self.all.set(false);
            }
            if self.at.get_untracked().is_none_or(|at| !here.contains(&at)) {
                self.at.set(fresh.rows.first().map(|row| row.id));
            }
            self.list.set(fresh);
            if let Some(at) = self.at.get_untracked() {
                keys::keep_focus(at);
            }
        });
    }

    /// Reads further.
    pub(super) fn more(self) {
        let filter = self.filter.get_value();
        let Some(after) = self.list.with_untracked(|list| list.next.clone()) else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let more = list_opportunities(filter, Some(after), LIST_ROWS).await;
            if self.list.is_disposed() {
                return;
            }
            self.busy.set(false);
            match more {
                Ok(more) => self.list.update(|list| {
                    for row in more.rows {
                        if list.rows.iter().all(|known| known.id != row.id) {
                            list.rows.push(row);
                        }
                    }
                    list.next = more.next;
                }),
                Err(error) => self.toasts.warn(error.sentence(self.t)),
            }
        });
    }

    /// Chooses a row, or no longer.
    pub(super) fn toggle(self, id: OpportunityId) {
        self.all.set(false);
        self.chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    }

    /// Chooses every row that is shown, or none.
    pub(super) fn toggle_shown(self) {
        self.all.set(false);
        let shown: BTreeSet<_> = self.list.with_untracked(|list| list.rows.iter().map(|row| row.id).collect());
        self.chosen.update(|chosen| *chosen = if *chosen == shown { BTreeSet::new() } else { shown });
    }

    /// Chooses none.
    pub(super) fn let_go(self) {
        self.all.set(false);
        self.chosen.set(BTreeSet::new());
    }

    /// Whether all that match can be changed at once.
    pub(super) fn whole(self) -> bool {
        self.list.with(|list| list.total <= MOST_CHANGED && list.total as usize > self.chosen.with(BTreeSet::len))
    }

    /// What the chosen rows that are shown are expected to bring.
    pub(super) fn sum(self) -> Decimal {
        self.chosen.with(|chosen| {
            let chosen = |row: &&OpportunityRow| chosen.contains(&row.id);
            self.list.with(|list| list.rows.iter().filter(chosen).map(|row| row.expected).sum())
        })
    }

    /// Changes one row.
    pub(super) fn change(self, id: OpportunityId, version: i64, to: ChangeTo) {
        self.send(Which::Rows(vec![ChangeOne { id, version, to }]));
    }

    /// Changes what is chosen.
    pub(super) fn change_chosen(self, to: ChangeTo) {
        let filter = self.filter.get_value();
        if self.all.get_untracked() {
            return self.send(Which::Matching { filter, to });
        }
        let rows = self.chosen.with_untracked(|chosen| {
            let one = |row: &OpportunityRow| ChangeOne { id: row.id, version: row.version, to: to.clone() };
            self.list.with_untracked(|list| {
                list.rows.iter().filter(|row| chosen.contains(&row.id)).map(one).collect::<Vec<_>>()
            })
        });
        if !rows.is_empty() {
            self.send(Which::Rows(rows));
        }
    }

    fn send(self, which: Which) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.refused.set(BTreeMap::new());
        let one = match &which {
            Which::Rows(rows) if rows.len() == 1 => rows.first().map(|row| row.id),
            _ => None,
        };
        let launches = match &which {
            Which::Rows(rows) => rows.iter().any(|row| matches!(row.to, ChangeTo::Launch(_))),
            Which::Matching { to, .. } => matches!(to, ChangeTo::Launch(_)),
        };
        spawn_local(async move {
            let answer = ask(which).await;
            let here = !self.list.is_disposed();
            if here {
                self.busy.set(false);
            }
            match answer {
                Ok(changed) => self.answered(changed, here, launches),
                Err(error) => {
                    let sentence = error.sentence(self.t);
                    match one.filter(|_| here) {
                        Some(id) => self.refused.set(BTreeMap::from([(id, sentence)])),
                        None => self.toasts.warn(sentence),
                    }
                }
            }
        });
    }

    /// What became of a change, or of plans that were to be started.
    fn answered(self, changed: Changed, here: bool, launches: bool) {
        let t = self.t;
        let why = |refused: wire::problem::Problem| {
            let error = AppError(refused);
            if launches && error.at(t, "plan").is_some() { t.plans_not_for().to_owned() } else { error.sentence(t) }
        };
        let refused: BTreeMap<OpportunityId, String> =
            changed.verdicts.iter().filter_map(|verdict| Some((verdict.id, why(verdict.refused.clone()?)))).collect();
        let done = changed.verdicts.len() - refused.len();
        let said = |count: usize| match launches {
            true => t.plans_started_on(count as i64),
            false => t.crm_list_changed(count as i64),
        };
        let started = changed.undo.len();
        if !changed.undo.is_empty() {
            let undo = changed.undo;
            self.toasts.undo(said(started), move || self.take_back(undo.clone()));
        }
        if launches && started < done {
            self.toasts.say(t.plans_waiting((done - started) as i64));
        }
        if let Some((id, why)) = refused.first_key_value().filter(|_| changed.verdicts.len() > 1) {
            let title = changed.verdicts.iter().find(|verdict| verdict.id == *id).map(|verdict| verdict.title.as_str());
            let said = t.crm_list_refused(refused.len() as i64, title.unwrap_or_default(), why);
            self.toasts.warn(said);
        }
        if here {
            if refused.is_empty() {
                self.editing.set(None);
            }
            self.said.set(said(if launches { started } else { done }));
            // What was not changed stays chosen: it can be looked at and tried again.
            self.all.set(false);
            self.chosen.update(|chosen| chosen.retain(|id| refused.contains_key(id)));
            self.refused.set(refused);
            self.read();
        }
    }

    /// The way back. The toast that offers it outlives this page: then it is sent all the same.
    fn take_back(self, undo: Vec<ChangeOne>) {
        let (t, toasts) = (self.t, self.toasts);
        spawn_local(async move {
            match ask(Which::Rows(undo)).await {
                Ok(changed) => {
                    let refused = changed.verdicts.iter().filter(|verdict| verdict.refused.is_some()).count();
                    if refused == 0 {
                        toasts.say(t.crm_list_taken_back());
                        if changed.stayed > 0 {
                            toasts.say(t.plans_stayed(i64::from(changed.stayed)));
                        }
                    } else {
                        toasts.warn(t.crm_list_not_taken_back(refused as i64));
                    }
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
            self.read();
        });
    }
}

async fn ask(which: Which) -> Result<Changed, AppError> {
    change_opportunities(ChangeOpportunities { key: IdempotencyKey(Uuid::new_v4()), which }).await
}
