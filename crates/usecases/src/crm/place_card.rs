//! Put a card of the board into another lane, whatever the lanes are, and back.
use super::{
    board,
    change_opportunities::{Hand, back, with_plans},
};
use crate::{Cx, Denied, Staff};
use domain::{ids::OpportunityId, refusal::Refusal};
use store::{Unit, columns, crm::record};
use wire::{
    crm::{PlaceCard, Placed, PutBack},
    opportunities::ChangeOne,
};

/// Changes what the lane stands for: stage, who works on it, team, source, or the day it is expected to close, which is the
/// same day of the lane's month. One that stands there already stays as it is.
/// # Errors
/// [`Denied::Stale`], [`Denied::NotFound`], what the change itself is refused for, `not_a_choice` at `lane` for a lane
/// that takes none.
pub async fn place_card(by: &Staff, cx: &Cx, command: PlaceCard) -> Result<Placed, Denied> {
    let hand = Hand::of(by, cx)?;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (hand, command) = (hand.clone(), command.clone());
            Box::pin(async move { place(unit, &hand, command).await })
        })
        .await
}

async fn place(unit: &mut Unit, hand: &Hand, command: PlaceCard) -> Result<Placed, Denied> {
    let before = record::load_for_update(unit, &hand.scope, command.id).await?;
    let close = columns::optional_day(before.expected_close.clone())?;
    let to = board::change(command.group, (command.lane, &command.name), close)?;
    let done = with_plans(unit, hand, &before, command.version, to.clone()).await?;
    let to = back(&before, &to, done.launch)?;
    let undo = ChangeOne { id: OpportunityId(before.id), version: done.version, to };
    let back = serde_json::to_string(&undo).map_err(|error| Denied::Fault(error.to_string()))?;
    Ok(Placed { version: done.version, back })
}

/// Takes a placing back, as [`place_card`] wrote it, and with it what waits as it was made of the plan that it started. It is
/// judged as any change.
/// # Errors
/// As [`place_card`]; `not_a_choice` at `back` for what nobody wrote.
pub async fn put_back(by: &Staff, cx: &Cx, written: String) -> Result<PutBack, Denied> {
    let hand = Hand::of(by, cx)?;
    let change: ChangeOne = serde_json::from_str(&written).map_err(|_| Denied::at("back", Refusal::NotAChoice))?;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (hand, change) = (hand.clone(), change.clone());
            Box::pin(async move {
                let before = record::load_for_update(unit, &hand.scope, change.id).await?;
                let done = with_plans(unit, &hand, &before, change.version, change.to).await?;
                Ok(PutBack { version: done.version, stayed: done.stayed })
            })
        })
        .await
}
