//! What came in with an opportunity, and by which way its sender came.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, OpportunityId};

pub(crate) const PUT: &str = "UPDATE opportunities SET description = $3, medium = $4, campaign = $5, referrer = $6 \
    WHERE company_id = $1 AND id = $2";
pub(crate) const LOAD: &str =
    "SELECT description, medium, campaign, referrer FROM opportunities WHERE company_id = $1 AND id = $2";

/// The columns of an origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct OriginRecord {
    pub description: String,
    pub medium: String,
    pub campaign: String,
    pub referrer: String,
}

/// Writes where an opportunity came from, in the unit that makes it.
/// # Errors
/// [`StoreError`].
pub async fn put(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    origin: &OriginRecord,
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(PUT)
            .bind(company.0)
            .bind(id.0)
            .bind(&origin.description)
            .bind(&origin.medium)
            .bind(&origin.campaign)
            .bind(&origin.referrer)
    )?;
    Ok(())
}

/// Where an opportunity that was loaded through its scope came from.
/// # Errors
/// [`StoreError`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: OpportunityId) -> Result<OriginRecord, StoreError> {
    let row: Option<OriginRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}
