//! The rows of an import: written when judged, read by page, moved on when written to records.
use crate::{Conn, StoreError, Unit, import::insert_sql, on, run};
use domain::ids::ImportId;
use uuid::Uuid;

const COLUMNS: &str = "import_id, number, company_id, cells, verdict, judgement, decision, state, record_id, written";
const PUT: &str = "INSERT INTO import_rows (import_id, number, company_id, cells, verdict, judgement, state) VALUES ";
const PUT_AGAIN: &str = " ON CONFLICT (import_id, number) DO UPDATE SET cells = excluded.cells, \
    verdict = excluded.verdict, judgement = excluded.judgement, state = excluded.state";
const PARAMETERS: usize = 7;
/// Rows of one statement. SQLite looks each parameter up among all of its statement's, so large ones are slower.
const CHUNKS: [usize; 2] = [20, 1];
pub(crate) const DROP: &str = "DELETE FROM import_rows WHERE import_id = $1";
pub(crate) const MOVE_ON: &str = "UPDATE import_rows SET state = $3, record_id = $4, written = $5 \
    WHERE import_id = $1 AND number = $2";
pub(crate) const TURN_DOWN: &str = "UPDATE import_rows SET verdict = $3, judgement = $4, state = 'out' \
    WHERE import_id = $1 AND number = $2";
pub(crate) const DECIDE: &str = "UPDATE import_rows SET decision = $3, verdict = $4, judgement = $5, state = $6 \
    WHERE import_id = $1 AND number = $2";

/// A row of an import.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RowRecord {
    pub import_id: Uuid,
    pub number: i64,
    pub company_id: Uuid,
    pub cells: String,
    pub verdict: String,
    pub judgement: String,
    pub decision: String,
    pub state: String,
    pub record_id: Option<Uuid>,
    pub written: String,
}

/// Which rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Of one verdict.
    Verdict(String),
    /// In one state.
    State(String),
}

impl Which {
    const fn condition(&self) -> &'static str {
        match self {
            Which::All => "number > $2",
            Which::Verdict(_) => "verdict = $2 AND number > $3",
            Which::State(_) => "state = $2 AND number > $3",
        }
    }
}

pub(crate) fn put_sql(rows: usize) -> String {
    format!("{}{PUT_AGAIN}", insert_sql(PUT, PARAMETERS, rows))
}

pub(crate) fn page_sql(which: &Which) -> String {
    let (limit, skip) = if *which == Which::All { ("$3", "$4") } else { ("$4", "$5") };
    let condition = which.condition();
    format!(
        "SELECT {COLUMNS} FROM import_rows WHERE import_id = $1 AND {condition} ORDER BY number LIMIT {limit} OFFSET {skip}"
    )
}

pub(crate) fn find_sql() -> String {
    format!("SELECT {COLUMNS} FROM import_rows WHERE import_id = $1 AND number = $2")
}

pub(crate) fn last_sql() -> String {
    format!("SELECT {COLUMNS} FROM import_rows WHERE import_id = $1 AND state = 'done' ORDER BY number DESC LIMIT $2")
}

/// Rows after a number, in order.
/// # Errors
/// [`StoreError`].
pub async fn page(
    conn: &mut Conn,
    import: ImportId,
    which: &Which,
    after: i64,
    (rows, skip): (i64, i64),
) -> Result<Vec<RowRecord>, StoreError> {
    let sql = page_sql(which);
    Ok(on!(conn, c => {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
        let query = match which {
            Which::All => query,
            Which::Verdict(word) | Which::State(word) => query.bind(word),
        };
        query.bind(after).bind(rows).bind(skip).fetch_all(c)
    })?)
}

/// One row.
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find(conn: &mut Conn, import: ImportId, number: i64) -> Result<RowRecord, StoreError> {
    let sql = find_sql();
    let row: Option<RowRecord> = on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
        .bind(import.0).bind(number).fetch_optional(c))?;
    row.ok_or(StoreError::NotFound)
}

/// The last rows that were written to records.
/// # Errors
/// [`StoreError`].
pub async fn last_written(conn: &mut Conn, import: ImportId, most: i64) -> Result<Vec<RowRecord>, StoreError> {
    let sql = last_sql();
    Ok(on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0).bind(most).fetch_all(c))?)
}

/// Writes judged rows, over what was there; what a person decided stays.
/// # Errors
/// [`StoreError`].
pub async fn put(unit: &mut Unit, rows: &[RowRecord]) -> Result<(), StoreError> {
    let mut rest = rows;
    for size in CHUNKS {
        let sql = put_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            macro_rules! bound {
                () => {{
                    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()));
                    for row in chunk {
                        query = query
                            .bind(row.import_id)
                            .bind(row.number)
                            .bind(row.company_id)
                            .bind(&row.cells)
                            .bind(&row.verdict)
                            .bind(&row.judgement)
                            .bind(&row.state);
                    }
                    query
                }};
            }
            run!(unit.conn, bound!())?;
            rest = left;
        }
    }
    Ok(())
}

/// Forgets the rows: another sheet is read.
/// # Errors
/// [`StoreError`].
pub async fn drop_all(unit: &mut Unit, import: ImportId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP).bind(import.0))?;
    Ok(())
}

/// Notes what was written for a row, or that it was taken back.
/// # Errors
/// [`StoreError`].
pub async fn move_on(unit: &mut Unit, row: &RowRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(MOVE_ON)
            .bind(row.import_id)
            .bind(row.number)
            .bind(&row.state)
            .bind(row.record_id)
            .bind(&row.written)
    )?;
    Ok(())
}

/// Notes that a row could not be written after all.
/// # Errors
/// [`StoreError`].
pub async fn turn_down(unit: &mut Unit, row: &RowRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(TURN_DOWN).bind(row.import_id).bind(row.number).bind(&row.verdict).bind(&row.judgement)
    )?;
    Ok(())
}

/// Notes what a person decided, with the verdict it leads to.
/// # Errors
/// [`StoreError`].
pub async fn decide(unit: &mut Unit, row: &RowRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(DECIDE)
            .bind(row.import_id)
            .bind(row.number)
            .bind(&row.decision)
            .bind(&row.verdict)
            .bind(&row.judgement)
            .bind(&row.state)
    )?;
    Ok(())
}
