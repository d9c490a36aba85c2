//! Two customers become one, and two again.
mod facts;
mod make;
mod preview;
mod take_back;

pub use make::merge_parties;
pub use preview::preview_party_merge;
pub use take_back::take_back_party_merge;

use crate::Denied;
use domain::{
    ids::{CompanyId, PartyId},
    refusal::Refusal,
};
use store::{
    Conn, StoreError, Unit,
    parties::{
        merges,
        record::{self, PartyRecord},
    },
};

/// A customer that stands by itself; one that was merged says so.
/// # Errors
/// [`Denied::NotFound`], `already_merged` at `field`.
async fn load(conn: &mut Conn, company: CompanyId, id: PartyId, field: &str) -> Result<PartyRecord, Denied> {
    match record::load(conn, company, id).await {
        Err(StoreError::NotFound) if merges::survivor(conn, company, id).await?.is_some() => {
            Err(Denied::at(field, Refusal::AlreadyMerged))
        }
        found => Ok(found?),
    }
}

/// The same, locked until the unit ends.
async fn lock(unit: &mut Unit, company: CompanyId, id: PartyId, field: &str) -> Result<PartyRecord, Denied> {
    merges::lock(unit, company, id).await?;
    load(&mut unit.conn, company, id, field).await
}
