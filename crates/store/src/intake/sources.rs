//! Web forms and ways for mail: by which strangers' posts come in.
use crate::{Conn, StoreError, Unit, on, run, versions::missed};
use domain::ids::{CompanyId, IntakeSourceId};
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, company_id, version, name, token, team_id, owner_id, source, active, \
    created_at, kind, shape, mapping FROM intake_sources WHERE company_id = $1 ORDER BY name, id LIMIT 500";
pub(crate) const LOAD: &str = "SELECT id, company_id, version, name, token, team_id, owner_id, source, active, \
    created_at, kind, shape, mapping FROM intake_sources WHERE company_id = $1 AND id = $2";
pub(crate) const FIND: &str = "SELECT id, company_id, version, name, token, team_id, owner_id, source, active, \
    created_at, kind, shape, mapping FROM intake_sources WHERE token = $1 AND active = 1";
pub(crate) const VERSION: &str = "SELECT version FROM intake_sources WHERE company_id = $1 AND id = $2";
pub(crate) const INSERT: &str = "INSERT INTO intake_sources (id, company_id, name, token, team_id, owner_id, source, \
    active, created_at, kind, shape, mapping) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
pub(crate) const UPDATE: &str = "UPDATE intake_sources SET version = version + 1, name = $4, token = $5, team_id = $6, \
    owner_id = $7, source = $8, active = $9, shape = $10, mapping = $11 WHERE company_id = $1 AND id = $2 AND version = $3";
/// Holds the row until the unit ends, on both engines.
pub(crate) const LOCK: &str = "UPDATE intake_sources SET active = active WHERE company_id = $1 AND id = $2";

/// The row of a web form or of a way for mail: `kind` is `form` or `mail`.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct SourceRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub name: String,
    pub token: String,
    pub team_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub source: String,
    pub active: i64,
    pub created_at: i64,
    pub kind: String,
    pub shape: String,
    pub mapping: String,
}

/// The company's web forms and ways for mail, by name.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId) -> Result<Vec<SourceRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(company.0).fetch_all(c))?)
}

/// One of the company's web forms or ways for mail.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: IntakeSourceId) -> Result<SourceRecord, StoreError> {
    let row: Option<SourceRecord> = on!(conn, c => sqlx::query_as(LOAD).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The web form in use whose address has a token: whoever has the address may post to it.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn unscoped_find(conn: &mut Conn, token: &str) -> Result<SourceRecord, StoreError> {
    let row: Option<SourceRecord> = on!(conn, c => sqlx::query_as(FIND).bind(token).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// One post of a web form is settled at a time.
/// # Errors
/// [`StoreError`].
pub async fn lock(unit: &mut Unit, company: CompanyId, id: IntakeSourceId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(LOCK).bind(company.0).bind(id.0))?;
    Ok(())
}

/// Writes a new web form.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, row: &SourceRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(row.id)
            .bind(row.company_id)
            .bind(&row.name)
            .bind(&row.token)
            .bind(row.team_id)
            .bind(row.owner_id)
            .bind(&row.source)
            .bind(row.active)
            .bind(row.created_at)
            .bind(&row.kind)
            .bind(&row.shape)
            .bind(&row.mapping)
    )?;
    Ok(())
}

/// Writes a changed web form if nobody changed it since `row.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, row: &SourceRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(row.company_id)
            .bind(row.id)
            .bind(row.version)
            .bind(&row.name)
            .bind(&row.token)
            .bind(row.team_id)
            .bind(row.owner_id)
            .bind(&row.source)
            .bind(row.active)
            .bind(&row.shape)
            .bind(&row.mapping)
    )?;
    if touched == 1 {
        return Ok(row.version + 1);
    }
    Err(missed(unit, VERSION, [row.company_id, row.id]).await)
}
