//! What a signed order does to the opportunity its quotation was made for.
use super::close_opportunity;
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    crm::OpportunityState,
    ids::{CompanyId, OpportunityId},
    money::Currency,
};
use store::{
    StoreError, Unit, columns,
    crm::{merges, record},
    events::{By, Change},
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

/// Wins the opportunity in the unit of work of the order, also one that was lost: who buys was not lost. Its expected
/// revenue rises to what was bought where that is more and in the company's own currency (section 1.13 of the
/// behaviour map); it never falls, for more may follow. One that is won already, or is not there any more, stays as
/// it is: the customer's signature never fails because of it. Where the yardstick leaves winning to the seller, we
/// do it: an order nobody counts as won is an error in every report.
/// # Errors
/// [`Denied`] only for faults of the store.
pub(crate) async fn win_by_order(
    unit: &mut Unit,
    company: CompanyId,
    opportunity: OpportunityId,
    bought: Bought,
    (today, who): (NaiveDate, By),
) -> Result<(), Denied> {
    let survivor = merges::unscoped_survivor(&mut unit.conn, company, opportunity).await?;
    let mut row = match record::unscoped_load_for_update(unit, company, survivor.unwrap_or(opportunity)).await {
        Ok(row) => row,
        Err(StoreError::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    // Won already, or merged away a moment ago.
    if ![OpportunityState::Open.code(), OpportunityState::Lost.code()].contains(&row.state.as_str()) {
        return Ok(());
    }
    let own = columns::currency(&sources::company(&mut unit.conn, company).await?.currency)?;
    let before = row.expected;
    if bought.currency == own {
        row.expected = row.expected.max(bought.net);
    }
    let raised = Change::of("expected", columns::decimal(before), columns::decimal(row.expected));
    let won = (OpportunityState::Won, String::new());
    let changes = raised.into_iter().collect();
    close_opportunity::put(unit, row, won, ("opportunity.won_by_order", who), (own, today), changes).await?;
    Ok(())
}
