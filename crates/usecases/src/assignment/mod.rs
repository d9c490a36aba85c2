//! Opportunities given to members of teams by rules: on arrival, all that wait at once, and what would have been.
mod arrive;
mod desk;
pub mod give;
pub mod plan;
pub mod simulate;
pub mod take_back;
mod tell;

pub(crate) use arrive::{decide, note};
pub(crate) use desk::Decision;
pub use give::assign_now;
pub use plan::plan;
pub use simulate::simulate;
pub use take_back::take_back;

use crate::{Denied, clock::Zone};
use domain::{
    crm::assign::reason::Reason,
    ids::{CompanyId, OpportunityId},
};
use store::{Conn, crm::assignments, crm::record::OpportunityRecord};
use wire::assignment::AssignedNote;

/// Why an opportunity is where it is; nothing where somebody moved it by hand since, or no rule was ever asked.
/// # Errors
/// [`Denied`].
pub(crate) async fn note_of(
    conn: &mut Conn,
    row: &OpportunityRecord,
    zone: Zone,
) -> Result<Option<AssignedNote>, Denied> {
    let (company, id) = (CompanyId(row.company_id), OpportunityId(row.id));
    let Some(found) = assignments::latest(conn, company, id).await? else { return Ok(None) };
    if (found.user_id, found.team_id) != (row.owner_id, row.team_id) {
        return Ok(None);
    }
    let reason: Reason = serde_json::from_str(&found.reason).map_err(Denied::fault)?;
    Ok(Some(AssignedNote { reason, at: zone.stamp_micros(found.given_at) }))
}
