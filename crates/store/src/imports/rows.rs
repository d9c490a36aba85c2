//! The rows of an import: written when judged, read by page, moved on when written to records.
use crate::{Conn, StoreError, Unit, import::insert_sql, on, run};
use domain::ids::ImportId;
use uuid::Uuid;

const COLUMNS: &str = "import_id, number, company_id, version, cells, repairs, left_out, verdict, judgement, decision, state, \
    record_id, written";
const PUT: &str = "INSERT INTO import_rows (import_id, number, company_id, cells, verdict, judgement, state) VALUES ";
const PUT_AGAIN: &str = " ON CONFLICT (import_id, number) DO UPDATE SET cells = excluded.cells, \
    verdict = excluded.verdict, judgement = excluded.judgement, state = excluded.state";
const PARAMETERS: usize = 7;
/// Rows of one statement. SQLite looks each parameter up among all of its statement's, so large ones are slower.
const CHUNKS: [usize; 2] = [20, 1];
/// Numbers looked up by one statement.
pub(super) const THESE: usize = 20;
pub(crate) const DROP: &str = "DELETE FROM import_rows WHERE import_id = $1";
pub(crate) const MOVE_ON: &str = "UPDATE import_rows SET state = $3, record_id = $4, written = $5 \
    WHERE import_id = $1 AND number = $2";
pub(crate) const JUDGE: &str = "UPDATE import_rows SET verdict = $3, judgement = $4, state = $5 \
    WHERE import_id = $1 AND number = $2";
pub(crate) const TOUCH: &str = "UPDATE import_rows SET version = version + 1, repairs = $3, left_out = $4, decision = $5 \
    WHERE import_id = $1 AND number = $2";
pub(crate) const TOUCHED: &str = "SELECT number, decision, repairs, left_out FROM import_rows \
    WHERE import_id = $1 AND version > 1 AND number > $2 ORDER BY number LIMIT $3";

/// A row of an import.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct RowRecord {
    pub import_id: Uuid,
    pub number: i64,
    pub company_id: Uuid,
    pub version: i64,
    pub cells: String,
    pub repairs: String,
    pub left_out: i64,
    pub verdict: String,
    pub judgement: String,
    pub decision: String,
    pub state: String,
    pub record_id: Option<Uuid>,
    pub written: String,
}

/// What people have said of a row.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct Touched {
    pub number: i64,
    pub decision: String,
    pub repairs: String,
    pub left_out: i64,
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
            Which::All => "",
            Which::Verdict(_) => " AND verdict = $2",
            Which::State(_) => " AND state = $2",
        }
    }
}

pub(crate) fn put_sql(rows: usize) -> String {
    format!("{}{PUT_AGAIN}", insert_sql(PUT, PARAMETERS, rows))
}

pub(crate) fn page_sql(which: &Which) -> String {
    let at = if *which == Which::All { 2 } else { 3 };
    let (condition, after, limit) = (which.condition(), at, at + 1);
    format!(
        "SELECT {COLUMNS} FROM import_rows WHERE import_id = $1{condition} AND number > ${after} ORDER BY number LIMIT ${limit}"
    )
}

/// The number before a page: skipped rows are counted in the index, not read.
pub(crate) fn before_sql(which: &Which) -> String {
    let at = if *which == Which::All { 2 } else { 3 };
    let condition = which.condition();
    format!("SELECT number FROM import_rows WHERE import_id = $1{condition} ORDER BY number LIMIT 1 OFFSET ${at}")
}

pub(crate) fn these_sql() -> String {
    let places = (2..THESE + 2).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    format!("SELECT {COLUMNS} FROM import_rows WHERE import_id = $1 AND number IN ({places}) ORDER BY number")
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
    most: i64,
) -> Result<Vec<RowRecord>, StoreError> {
    let sql = page_sql(which);
    Ok(on!(conn, c => {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
        let query = match which {
            Which::All => query,
            Which::Verdict(word) | Which::State(word) => query.bind(word),
        };
        query.bind(after).bind(most).fetch_all(c)
    })?)
}

/// The number of the last row before a page that begins after `skip` rows; none when there are not so many.
/// # Errors
/// [`StoreError`].
pub async fn before(conn: &mut Conn, import: ImportId, which: &Which, skip: i64) -> Result<Option<i64>, StoreError> {
    if skip == 0 {
        return Ok(Some(0));
    }
    let sql = before_sql(which);
    let found: Option<(i64,)> = on!(conn, c => {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
        let query = match which {
            Which::All => query,
            Which::Verdict(word) | Which::State(word) => query.bind(word),
        };
        query.bind(skip - 1).fetch_optional(c)
    })?;
    Ok(found.map(|(number,)| number))
}

/// Rows by their numbers, in order.
/// # Errors
/// [`StoreError`].
pub async fn these(conn: &mut Conn, import: ImportId, numbers: &[i64]) -> Result<Vec<RowRecord>, StoreError> {
    let sql = these_sql();
    let mut all: Vec<RowRecord> = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(THESE) {
        let group = filled(chunk);
        let found: Vec<RowRecord> = on!(conn, c => {
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
            for number in &group {
                query = query.bind(*number);
            }
            query.fetch_all(c)
        })?;
        all.extend(found);
    }
    all.sort_by_key(|row| row.number);
    Ok(all)
}

/// A chunk of one statement's size: a short one is filled up with its first.
pub(super) fn filled(chunk: &[i64]) -> Vec<i64> {
    let mut group = chunk.to_vec();
    group.resize(THESE, chunk.first().copied().unwrap_or_default());
    group
}

/// What people have said of rows after a number, in order.
/// # Errors
/// [`StoreError`].
pub async fn touched(conn: &mut Conn, import: ImportId, after: i64, most: i64) -> Result<Vec<Touched>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TOUCHED).bind(import.0).bind(after).bind(most).fetch_all(c))?)
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

/// Notes a row's verdict.
/// # Errors
/// [`StoreError`].
pub async fn judge(unit: &mut Unit, row: &RowRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(JUDGE)
            .bind(row.import_id)
            .bind(row.number)
            .bind(&row.verdict)
            .bind(&row.judgement)
            .bind(&row.state)
    )?;
    Ok(())
}

/// Notes what a person said of a row: its repairs, whether it is left out, what it is. Its version moves on. The
/// import's row is locked, so nobody else is at it.
/// # Errors
/// [`StoreError`].
pub async fn touch(unit: &mut Unit, row: &RowRecord) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(TOUCH)
            .bind(row.import_id)
            .bind(row.number)
            .bind(&row.repairs)
            .bind(row.left_out)
            .bind(&row.decision)
    )?;
    Ok(())
}
