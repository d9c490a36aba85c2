//! What came in with an opportunity, and by which way its sender came.
use crate::{StoreError, Unit, run};
use domain::ids::{CompanyId, OpportunityId};

pub(crate) const PUT: &str = "UPDATE opportunities SET description = $3, medium = $4, campaign = $5, referrer = $6 \
    WHERE company_id = $1 AND id = $2";

/// The columns of an origin.
#[derive(Clone, Debug, Default)]
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
