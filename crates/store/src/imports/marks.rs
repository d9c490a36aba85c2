//! What rows of an import have in common when they are the same record: found again when one of them is repaired.
use super::rows::{THESE, filled};
use crate::{Conn, StoreError, Unit, import::insert_sql, on, run};
use domain::ids::ImportId;

const PUT: &str = "INSERT INTO import_marks (import_id, mark, number) VALUES ";
const PARAMETERS: usize = 3;
/// Marks of one statement. SQLite looks each parameter up among all of its statement's, so large ones are slower.
const CHUNKS: [usize; 2] = [20, 1];
pub(crate) const FORGET: &str = "DELETE FROM import_marks WHERE import_id = $1 AND number >= $2 AND number <= $3";
pub(crate) const DROP: &str = "DELETE FROM import_marks WHERE import_id = $1";

fn places() -> String {
    (2..THESE + 2).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn put_sql(rows: usize) -> String {
    format!("{} ON CONFLICT DO NOTHING", insert_sql(PUT, PARAMETERS, rows))
}

pub(crate) fn sharing_sql() -> String {
    let (places, limit) = (places(), THESE + 2);
    format!("SELECT DISTINCT number FROM import_marks WHERE import_id = $1 AND mark IN ({places}) LIMIT ${limit}")
}

pub(crate) fn of_rows_sql() -> String {
    format!("SELECT DISTINCT mark FROM import_marks WHERE import_id = $1 AND number IN ({})", places())
}

/// Marks by the rows that have them, instead of those that the rows of these numbers had.
/// # Errors
/// [`StoreError`].
pub async fn put(
    unit: &mut Unit,
    import: ImportId,
    (first, last): (i64, i64),
    marks: &[(i64, i64)],
) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(FORGET).bind(import.0).bind(first).bind(last))?;
    let mut rest = marks;
    for size in CHUNKS {
        let sql = put_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            macro_rules! bound {
                () => {{
                    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()));
                    for (mark, number) in chunk {
                        query = query.bind(import.0).bind(*mark).bind(*number);
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

/// Forgets all marks of an import: another sheet is read.
/// # Errors
/// [`StoreError`].
pub async fn drop_all(unit: &mut Unit, import: ImportId) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(DROP).bind(import.0))?;
    Ok(())
}

/// The marks of rows.
/// # Errors
/// [`StoreError`].
pub async fn of_rows(conn: &mut Conn, import: ImportId, numbers: &[i64]) -> Result<Vec<i64>, StoreError> {
    let sql = of_rows_sql();
    let mut all = Vec::new();
    for chunk in numbers.chunks(THESE) {
        let group = filled(chunk);
        let found: Vec<(i64,)> = on!(conn, c => {
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
            for number in &group {
                query = query.bind(*number);
            }
            query.fetch_all(c)
        })?;
        all.extend(found.into_iter().map(|(mark,)| mark));
    }
    Ok(all)
}

/// The rows that have one of the marks, at most so many for each twenty.
/// # Errors
/// [`StoreError`].
pub async fn sharing(conn: &mut Conn, import: ImportId, marks: &[i64], most: i64) -> Result<Vec<i64>, StoreError> {
    let sql = sharing_sql();
    let mut all = Vec::new();
    for chunk in marks.chunks(THESE) {
        let group = filled(chunk);
        let found: Vec<(i64,)> = on!(conn, c => {
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(import.0);
            for mark in &group {
                query = query.bind(*mark);
            }
            query.bind(most).fetch_all(c)
        })?;
        all.extend(found.into_iter().map(|(number,)| number));
    }
    Ok(all)
}
