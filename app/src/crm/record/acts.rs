//! What can be done to an opportunity: moved, won, lost, opened again, offered.
use crate::{
    crm::api::{close_opportunity, place_card, put_back, read_opportunity},
    quotes::api::create_quote,
    sheet::Keeper,
    ui::{Toasts, use_toasts},
    wire::AppError,
};
use domain::{
    crm::OpportunityState,
    ids::{OpportunityId, QuoteId, StageId},
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    crm::{CloseOpportunity, LaneId, OpportunityView, PlaceCard},
    opportunities::Group,
    quotes::CreateQuote,
    shared::IdempotencyKey,
};

/// The hands on one record. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// What is shown.
    pub view: RwSignal<OpportunityView>,
    /// Its typed facts.
    pub keeper: Keeper,
    /// Whether the reason of a loss is being asked.
    pub asking: RwSignal<bool>,
    /// The one it was merged into meanwhile.
    pub moved: RwSignal<Option<OpportunityId>>,
    /// Whether a quotation is being made.
    pub offering: RwSignal<bool>,
    key: StoredValue<IdempotencyKey>,
    id: OpportunityId,
    t: T,
    toasts: Toasts,
}

impl Acts {
    pub(super) fn new(t: T, view: RwSignal<OpportunityView>, keeper: Keeper) -> Acts {
        Acts {
            view,
            keeper,
            asking: RwSignal::new(false),
            moved: RwSignal::new(None),
            offering: RwSignal::new(false),
            key: StoredValue::new(IdempotencyKey(Uuid::new_v4())),
            id: view.with_untracked(|view| view.id),
            t,
            toasts: use_toasts(),
        }
    }

    /// Reads everything again.
    pub(super) fn read(self) {
        spawn_local(async move { drop(self.fresh().await) });
    }

    /// Reads everything again, and answers it.
    pub(super) async fn fresh(self) -> Result<OpportunityView, AppError> {
        let fresh = read_opportunity(self.id).await?;
        // The page may have been left meanwhile.
        if self.view.is_disposed() {
            return Ok(fresh);
        }
        if fresh.id != self.id {
            self.moved.set(Some(fresh.id));
            return Ok(fresh);
        }
        self.keeper.refresh(fresh.version, super::values::values(&fresh));
        self.view.set(fresh.clone());
        Ok(fresh)
    }

    /// Moves it to a stage, shown at once, taken back with the reason when refused.
    pub(super) fn move_to(self, stage: StageId, undoable: bool) {
        let before = self.view.get_untracked();
        if before.stage == stage {
            return;
        }
        self.view.update(|view| view.stage = stage);
        spawn_local(async move {
            // As the board puts a card into a lane: the server writes down what takes it back.
            let send = |version| {
                let (lane, name) = (LaneId(stage.0), String::new());
                place_card(PlaceCard { id: self.id, version, group: Group::Stage, lane, name })
            };
            let mut answer = send(before.version).await;
            if answer.as_ref().is_err_and(AppError::is_stale) {
                // A fact was saved in between; where it stands is still what was seen.
                answer = match read_opportunity(self.id).await {
                    Ok(now) if now.stage == before.stage && now.state == before.state => send(now.version).await,
                    Ok(_) => answer,
                    Err(error) => Err(error),
                };
            }
            match answer {
                Ok(placed) => {
                    if undoable {
                        let name = before.stages.iter().find(|step| step.id == stage).map(|step| step.name.clone());
                        let said = self.t.crm_moved(&before.title, name.unwrap_or_default());
                        self.toasts.undo(said, move || self.take_back(placed.back.clone(), before.stage));
                    }
                }
                Err(error) => {
                    self.view.update(|view| view.stage = before.stage);
                    self.toasts.warn(self.t.crm_not_moved(error.sentence(self.t)));
                }
            }
            drop(self.fresh().await);
        });
    }

    /// The way back of a move, with what its plan made. The toast that offers it outlives this page: then it is sent all the
    /// same. Where a fact was saved meanwhile it is moved back by itself.
    fn take_back(self, back: String, stage: StageId) {
        spawn_local(async move {
            match put_back(back).await {
                Ok(done) if done.stayed > 0 => self.toasts.say(self.t.plans_stayed(i64::from(done.stayed))),
                Ok(_) => {}
                Err(error) if error.is_stale() && !self.view.is_disposed() => return self.move_to(stage, false),
                Err(error) => self.toasts.warn(self.t.crm_not_moved(error.sentence(self.t))),
            }
            if !self.view.is_disposed() {
                drop(self.fresh().await);
            }
        });
    }

    /// Ends it as won or lost, or opens it again.
    pub(super) fn close(self, state: OpportunityState, reason: String) {
        let before = self.view.get_untracked();
        self.asking.set(false);
        spawn_local(async move {
            let send =
                |version| close_opportunity(CloseOpportunity { id: self.id, version, state, reason: reason.clone() });
            let mut answer = send(before.version).await;
            if answer.as_ref().is_err_and(AppError::is_stale) {
                answer = match read_opportunity(self.id).await {
                    Ok(now) if now.state == before.state => send(now.version).await,
                    Ok(_) => answer,
                    Err(error) => Err(error),
                };
            }
            match answer {
                Ok(version) => match state {
                    OpportunityState::Won => self.say_closed(self.t.crm_said_won(&before.title), version),
                    OpportunityState::Lost => self.say_closed(self.t.crm_said_lost(&before.title), version),
                    OpportunityState::Open => self.toasts.say(self.t.crm_said_open(&before.title)),
                },
                Err(error) => self.toasts.warn(error.sentence(self.t)),
            }
            drop(self.fresh().await);
        });
    }

    fn say_closed(self, said: String, version: i64) {
        self.toasts.undo(said, move || {
            if !self.view.is_disposed() {
                return self.close(OpportunityState::Open, String::new());
            }
            let reason = String::new();
            let open = CloseOpportunity { id: self.id, version, state: OpportunityState::Open, reason };
            spawn_local(async move {
                if let Err(error) = close_opportunity(open).await {
                    self.toasts.warn(error.sentence(self.t));
                }
            });
        });
    }

    /// Makes a quotation; its editor opens.
    pub(super) fn offer(self, open: impl Fn(QuoteId) + 'static) {
        if self.view.with_untracked(|view| view.party.is_none()) {
            self.toasts.warn(self.t.crm_choose_customer_first());
            return;
        }
        if self.offering.get_untracked() {
            return;
        }
        self.offering.set(true);
        spawn_local(async move {
            let command = CreateQuote {
                key: self.key.get_value(),
                opportunity: Some(self.id),
                party: None,
                title: String::new(),
                lines: Vec::new(),
                template: None,
            };
            let made = create_quote(command).await;
            if self.view.is_disposed() {
                return;
            }
            self.offering.set(false);
            match made {
                Ok(id) => {
                    self.key.set_value(IdempotencyKey(Uuid::new_v4()));
                    open(id);
                }
                Err(error) => self.toasts.warn(error.sentence(self.t)),
            }
        });
    }
}
