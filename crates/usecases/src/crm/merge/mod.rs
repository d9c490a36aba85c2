//! Two opportunities become one, and two again.
mod facts;
mod make;
mod preview;
mod take_back;
mod tell;

pub use make::merge_opportunities;
pub use preview::preview_merge;
pub use take_back::take_back_merge;
pub(crate) use tell::{Told, tell_owners};

use crate::Denied;
use domain::{ids::OpportunityId, refusal::Refusal};
use store::{
    Conn, Scope, StoreError, Unit,
    crm::{merges, record},
};

/// What an opportunity that cannot be loaded says: one of the actor's that was merged says so.
async fn gone(conn: &mut Conn, scope: &Scope, id: OpportunityId, field: &str, error: StoreError) -> Denied {
    if !matches!(error, StoreError::NotFound) {
        return error.into();
    }
    match merges::is_merged(conn, scope, id).await {
        Ok(true) => Denied::at(field, Refusal::AlreadyMerged),
        Ok(false) => Denied::NotFound,
        Err(error) => error.into(),
    }
}

async fn lock(
    unit: &mut Unit,
    scope: &Scope,
    id: OpportunityId,
    field: &str,
) -> Result<record::OpportunityRecord, Denied> {
    match record::load_for_update(unit, scope, id).await {
        Ok(row) => Ok(row),
        Err(error) => Err(gone(&mut unit.conn, scope, id, field, error).await),
    }
}

/// Two different ones, neither of which was won.
fn fit(stays: &record::OpportunityRecord, goes: &record::OpportunityRecord) -> Result<(), Denied> {
    for (field, row) in [("stays", stays), ("goes", goes)] {
        if row.state == "won" {
            return Err(Denied::at(field, Refusal::WonNotMerged));
        }
    }
    Ok(())
}
