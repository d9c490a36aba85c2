//! The import's own row.
use crate::{
    Conn, StoreError, Unit,
    dialect::{self, Engine},
    on, run,
};
use domain::ids::{CompanyId, ImportId};
use uuid::Uuid;

const COLUMNS: &str = "id, company_id, version, kind, state, file_name, sha256, sheets, sheet, headings, samples, \
    columns, mode, counts, replacements, faults, user_id, user_name, created_at, started_at, finished_at, undone_by, \
    undone_at";
pub(crate) const INSERT: &str = "INSERT INTO imports (id, company_id, kind, state, file_name, sha256, sheets, sheet, \
    headings, samples, columns, mode, counts, user_id, user_name, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
pub(crate) const UPDATE: &str = "UPDATE imports SET version = version + 1, state = $4, sheet = $5, headings = $6, \
    samples = $7, columns = $8, mode = $9, counts = $10, started_at = $11, finished_at = $12, undone_by = $13, \
    undone_at = $14, replacements = $15, faults = $16 WHERE company_id = $1 AND id = $2 AND version = $3";

/// An import's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ImportRecord {
    pub id: Uuid,
    pub company_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub state: String,
    pub file_name: String,
    pub sha256: String,
    pub sheets: String,
    pub sheet: String,
    pub headings: String,
    pub samples: String,
    pub columns: String,
    pub mode: String,
    pub counts: String,
    pub replacements: String,
    pub faults: String,
    pub user_id: Uuid,
    pub user_name: String,
    pub created_at: i64,
    pub started_at: Option<i64>,
    pub finished_at: Option<i64>,
    pub undone_by: String,
    pub undone_at: Option<i64>,
}

pub(crate) fn find_sql(suffix: &str) -> String {
    format!("SELECT {COLUMNS} FROM imports WHERE company_id = $1 AND id = $2{suffix}")
}

pub(crate) fn list_sql() -> String {
    format!("SELECT {COLUMNS} FROM imports WHERE company_id = $1 ORDER BY created_at DESC, id LIMIT $2")
}

pub(crate) fn at_work_sql(engine: Engine) -> String {
    // Each state for itself: so the index is walked in its order.
    let of = |state: &str| format!("SELECT {COLUMNS} FROM imports WHERE state = '{state}'");
    let all = ["judging", "applying", "undoing"].map(of).join(" UNION ALL ");
    let alias = if engine == Engine::Postgres { " AS w" } else { "" };
    format!("SELECT {COLUMNS} FROM ({all}){alias} ORDER BY created_at LIMIT 20")
}

/// An import of the company.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load(conn: &mut Conn, company: CompanyId, id: ImportId) -> Result<ImportRecord, StoreError> {
    let sql = find_sql("");
    let row: Option<ImportRecord> =
        on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The same, kept from others until the unit ends.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn load_for_update(unit: &mut Unit, company: CompanyId, id: ImportId) -> Result<ImportRecord, StoreError> {
    let sql = find_sql(dialect::for_update(unit.conn.engine()));
    let row: Option<ImportRecord> = on!(unit.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(company.0).bind(id.0).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The company's imports, newest first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, company: CompanyId, most: i64) -> Result<Vec<ImportRecord>, StoreError> {
    let sql = list_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(company.0).bind(most).fetch_all(c))?)
}

/// The oldest imports of any company that wait for the program; for the worker, which acts for nobody.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_at_work(conn: &mut Conn) -> Result<Vec<ImportRecord>, StoreError> {
    let sql = at_work_sql(conn.engine());
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).fetch_all(c))?)
}

/// Writes a new import.
/// # Errors
/// [`StoreError`].
pub async fn insert(unit: &mut Unit, import: &ImportRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(import.id)
            .bind(import.company_id)
            .bind(&import.kind)
            .bind(&import.state)
            .bind(&import.file_name)
            .bind(&import.sha256)
            .bind(&import.sheets)
            .bind(&import.sheet)
            .bind(&import.headings)
            .bind(&import.samples)
            .bind(&import.columns)
            .bind(&import.mode)
            .bind(&import.counts)
            .bind(import.user_id)
            .bind(&import.user_name)
            .bind(import.created_at)
    )?;
    Ok(())
}

/// Writes a changed import if nobody changed it since `import.version` was read; answers the new version.
/// # Errors
/// [`StoreError::Stale`] with the stored version, [`StoreError::NotFound`].
pub async fn update(unit: &mut Unit, import: &ImportRecord) -> Result<i64, StoreError> {
    let touched = run!(
        unit.conn,
        sqlx::query(UPDATE)
            .bind(import.company_id)
            .bind(import.id)
            .bind(import.version)
            .bind(&import.state)
            .bind(&import.sheet)
            .bind(&import.headings)
            .bind(&import.samples)
            .bind(&import.columns)
            .bind(&import.mode)
            .bind(&import.counts)
            .bind(import.started_at)
            .bind(import.finished_at)
            .bind(&import.undone_by)
            .bind(import.undone_at)
            .bind(&import.replacements)
            .bind(&import.faults)
    )?;
    if touched == 1 {
        return Ok(import.version + 1);
    }
    let current = load(&mut unit.conn, CompanyId(import.company_id), ImportId(import.id)).await?;
    Err(StoreError::Stale { current: current.version })
}
