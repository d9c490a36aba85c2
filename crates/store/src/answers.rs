//! Saved answers of commands, by idempotency key.
use crate::{StoreError, Unit, on, run};
use domain::ids::CompanyId;
use uuid::Uuid;

/// Claims a key; a second claimer on PostgreSQL waits here until the first has committed.
pub(crate) const CLAIM: &str = "INSERT INTO answers (company_id, key, fingerprint, answer, created_at) \
    VALUES ($1, $2, $3, '', $4) ON CONFLICT (company_id, key) DO NOTHING";
pub(crate) const FIND: &str = "SELECT fingerprint, answer FROM answers WHERE company_id = $1 AND key = $2";
pub(crate) const SAVE: &str = "UPDATE answers SET answer = $3 WHERE company_id = $1 AND key = $2";
pub(crate) const FORGET: &str = "DELETE FROM answers WHERE created_at < $1";

/// Days a saved answer is kept.
pub const KEPT_DAYS: i64 = 7;

/// The saved answer of `key`, or `None` when the key is now claimed by this unit.
pub(crate) async fn claim(
    unit: &mut Unit,
    company: CompanyId,
    key: Uuid,
    fingerprint: &str,
) -> Result<Option<String>, StoreError> {
    let now = unit.now.0;
    let claimed = run!(unit.conn, sqlx::query(CLAIM).bind(company.0).bind(key).bind(fingerprint).bind(now))?;
    if claimed == 1 {
        return Ok(None);
    }
    let (saved, answer): (String, String) =
        on!(unit.conn, c => sqlx::query_as(FIND).bind(company.0).bind(key).fetch_one(c))?;
    if saved == fingerprint { Ok(Some(answer)) } else { Err(StoreError::KeyReused) }
}

pub(crate) async fn save(unit: &mut Unit, company: CompanyId, key: Uuid, answer: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SAVE).bind(company.0).bind(key).bind(answer))?;
    Ok(())
}

/// Forgets answers older than [`KEPT_DAYS`].
/// # Errors
/// [`StoreError`].
pub async fn forget_old(unit: &mut Unit) -> Result<u64, StoreError> {
    let before = unit.now.plus_seconds(-KEPT_DAYS * 86_400).0;
    Ok(run!(unit.conn, sqlx::query(FORGET).bind(before))?)
}
