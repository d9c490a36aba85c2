//! Won and lost from the board, with the reason of a loss, and the way back.
use super::{
    desk::Desk,
    layout::{Place, restore, take},
};
use crate::{crm::api::close_opportunity, ui::Toasts};
use domain::{crm::OpportunityState, ids::OpportunityId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use wire::crm::{Card, CloseOpportunity, StateSum};

impl Desk {
    /// Closes a card as won.
    pub(super) fn win(self, id: OpportunityId) {
        self.close(id, OpportunityState::Won, String::new());
    }

    /// Opens the question that must be answered first.
    pub(super) fn ask_why_lost(self, id: OpportunityId) {
        if let Some((_, card)) = self.card(id) {
            self.losing.set(Some(card));
            self.asking.set(true);
        }
    }

    /// Closes the card in question as lost.
    pub(super) fn lose(self, reason: String) {
        if let Some(card) = self.losing.get_untracked() {
            self.asking.set(false);
            self.close(card.id, OpportunityState::Lost, reason);
        }
    }

    fn close(self, id: OpportunityId, state: OpportunityState, reason: String) {
        let Some((_, card)) = self.card(id) else { return };
        let Some(place) = self.lift(id) else { return };
        self.tally(state, &card, 1);
        let back = place.clone();
        self.send(id, Some(place), async move {
            let command = CloseOpportunity { id, version: card.version, state, reason };
            match close_opportunity(command).await {
                Ok(version) => {
                    let said = match state {
                        OpportunityState::Won => self.t.crm_said_won(&card.title),
                        _ => self.t.crm_said_lost(&card.title),
                    };
                    self.toasts.undo(said, move || self.reopen(back.clone(), version, state));
                    Ok(())
                }
                Err(error) => {
                    self.tally(state, &card, -1);
                    Err(error)
                }
            }
        });
    }

    fn reopen(self, place: Place, version: i64, from: OpportunityState) {
        let card = place.card.clone();
        let id = card.id;
        if self.board.is_disposed() {
            return reopen_elsewhere(self.t, self.toasts, card, version);
        }
        self.tally(from, &card, -1);
        self.board.update(|board| {
            restore(board, place);
        });
        self.send(id, None, async move {
            let open = CloseOpportunity { id, version, state: OpportunityState::Open, reason: String::new() };
            match close_opportunity(open).await {
                Ok(version) => {
                    self.renew(id, version);
                    self.said.set(self.t.crm_said_open(&card.title));
                    Ok(())
                }
                Err(error) => {
                    self.board.update(|board| drop(take(board, id)));
                    self.tally(from, &card, 1);
                    Err(error)
                }
            }
        });
    }

    fn tally(self, state: OpportunityState, card: &Card, by: i64) {
        self.board.update(|board| {
            let sum: &mut StateSum = if state == OpportunityState::Won { &mut board.won } else { &mut board.lost };
            sum.count += by;
            sum.sum += card.expected * rust_decimal::Decimal::from(by);
        });
    }
}

/// The way back of a closing, when its board is no longer on the screen.
fn reopen_elsewhere(t: T, toasts: Toasts, card: Card, version: i64) {
    let open = CloseOpportunity { id: card.id, version, state: OpportunityState::Open, reason: String::new() };
    spawn_local(async move {
        match close_opportunity(open).await {
            Ok(_) => toasts.say(t.crm_said_open(&card.title)),
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
}
