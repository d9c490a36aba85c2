//! Calendar feeds: one secret address per person, kept as its hash.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

pub(crate) const PUT: &str = "INSERT INTO calendar_feeds (user_id, company_id, token_hash, made_at) \
    VALUES ($1, $2, $3, $4) ON CONFLICT (user_id) DO UPDATE SET token_hash = $3, made_at = $4";
pub(crate) const DROP: &str = "DELETE FROM calendar_feeds WHERE user_id = $1 AND company_id = $2";
pub(crate) const MADE: &str = "SELECT made_at FROM calendar_feeds WHERE user_id = $1 AND company_id = $2";
pub(crate) const FIND: &str = "SELECT u.company_id, u.id AS user_id, u.team_id, u.name, u.role, u.language, u.active \
    FROM calendar_feeds AS f JOIN users AS u ON u.id = f.user_id WHERE f.token_hash = $1";

/// Whose feed it is, as they are now.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct FeedRecord {
    pub company_id: Uuid,
    pub user_id: Uuid,
    pub team_id: Option<Uuid>,
    pub name: String,
    pub role: String,
    pub language: String,
    pub active: i64,
}

/// Makes a person's feed; an earlier address stops working.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, company: CompanyId, user: UserId, token_hash: &[u8]) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(PUT).bind(user.0).bind(company.0).bind(token_hash).bind(now))?;
    Ok(())
}

/// Takes a person's feed away; answers whether there was one.
/// # Errors
/// [`StoreError`].
pub async fn drop(unit: &mut Unit, company: CompanyId, user: UserId) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(DROP).bind(user.0).bind(company.0))? == 1)
}

/// When a person's address was made; none without a feed.
/// # Errors
/// [`StoreError`].
pub async fn made(conn: &mut Conn, company: CompanyId, user: UserId) -> Result<Option<i64>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(MADE).bind(user.0).bind(company.0).fetch_optional(c))?;
    Ok(row.map(|(made,)| made))
}

/// Whose feed has this hash. Who asks has proved to know its secret.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_find(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<FeedRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(token_hash).fetch_optional(c))?)
}
