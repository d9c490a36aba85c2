//! What a signed order does to the opportunity its quotation was made for.
use super::close_opportunity;
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    crm::OpportunityState,
    ids::{CompanyId, OpportunityId, OrderId},
    money::Currency,
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Unit, columns,
    crm::{merges, record},
    events::{By, Change},
    orders,
    quotes::sources,
};

/// What was bought: the order's total without tax, in millionths, and its currency.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bought {
    /// Without tax.
    pub net: i64,
    /// In which currency.
    pub currency: Currency,
}

/// What winning did, to be undone should the order be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Won {
    /// Which was won.
    pub opportunity: OpportunityId,
    /// What was expected of it before and after, in millionths.
    pub expected: (i64, i64),
}

/// Wins the opportunity in the unit of work of the order, also one that was lost: who buys was not lost. Its expected
/// revenue rises to what was bought where that is more and in the company's own currency (section 1.13 of the
/// behaviour map); it never falls, for more may follow. One that is won already, or is not there any more, stays as
/// it is: the customer's signature never fails because of it. Where the yardstick leaves winning to the seller, we
/// do it: an order nobody counts as won is an error in every report. Answers what was done, where anything was.
/// # Errors
/// [`Denied`] only for faults of the store.
pub(crate) async fn win_by_order(
    unit: &mut Unit,
    company: CompanyId,
    opportunity: OpportunityId,
    bought: Bought,
    (today, who): (NaiveDate, By),
) -> Result<Option<Won>, Denied> {
    let survivor = merges::unscoped_survivor(&mut unit.conn, company, opportunity).await?;
    let mut row = match record::unscoped_load_for_update(unit, company, survivor.unwrap_or(opportunity)).await {
        Ok(row) => row,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    // Won already, or merged away a moment ago.
    if ![OpportunityState::Open.code(), OpportunityState::Lost.code()].contains(&row.state.as_str()) {
        return Ok(None);
    }
    let own = columns::currency(&sources::company(&mut unit.conn, company).await?.currency)?;
    let before = row.expected;
    if bought.currency == own {
        row.expected = row.expected.max(bought.net);
    }
    let raised = Change::of("expected", columns::decimal(before), columns::decimal(row.expected));
    let won = (OpportunityState::Won, String::new());
    let changes = raised.into_iter().collect();
    let noted = Won { opportunity: OpportunityId(row.id), expected: (before, row.expected) };
    close_opportunity::put(unit, row, won, ("opportunity.won_by_order", who), (own, today), changes).await?;
    Ok(Some(noted))
}

/// Opens the opportunity again that was won by an order which is cancelled now, with the revenue that was expected before,
/// unless somebody has changed that. One that is not won any more stays as it is; so does one that has another order in
/// force, which keeps from now on what winning did: once that one is cancelled too, nothing is won.
/// Answers which was opened.
/// # Errors
/// [`Denied`] only for faults of the store.
pub(crate) async fn take_back(
    unit: &mut Unit,
    company: CompanyId,
    (won, order): (Won, OrderId),
    (today, who): (NaiveDate, By),
) -> Result<Option<OpportunityId>, Denied> {
    let survivor = merges::unscoped_survivor(&mut unit.conn, company, won.opportunity).await?;
    let id = survivor.unwrap_or(won.opportunity);
    let mut row = match record::unscoped_load_for_update(unit, company, id).await {
        Ok(row) => row,
        Err(StoreError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if row.state != OpportunityState::Won.code() {
        return Ok(None);
    }
    if let Some(other) = orders::regret::other(&mut unit.conn, company, id, order).await? {
        let won = serde_json::to_string(&won).map_err(Denied::fault)?;
        orders::regret::note_won(unit, company, other, &won).await?;
        return Ok(None);
    }
    let own = columns::currency(&sources::company(&mut unit.conn, company).await?.currency)?;
    let (before, raised) = won.expected;
    let now = row.expected;
    if now == raised {
        row.expected = before;
    }
    let changes = Change::of("expected", columns::decimal(now), columns::decimal(row.expected));
    let open = (OpportunityState::Open, String::new());
    let changes = changes.into_iter().collect();
    close_opportunity::put(unit, row, open, ("opportunity.reopened", who), (own, today), changes).await?;
    Ok(Some(id))
}
