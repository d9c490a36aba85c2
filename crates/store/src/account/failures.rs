//! Failed attempts, by what `usecases::account::attempts` counts: the address that was typed, known or not, and where from.
use crate::{StoreError, Unit, on, run};

/// Reads the count and locks its row, making it on first use.
pub(crate) const CLAIM: &str = "INSERT INTO sign_in_failures (email_key, failures, first_at, last_at) \
    VALUES ($1, 0, $2, $2) ON CONFLICT (email_key) DO UPDATE SET failures = sign_in_failures.failures \
    RETURNING failures, last_at";
pub(crate) const SET: &str = "UPDATE sign_in_failures SET failures = $2, last_at = $3 WHERE email_key = $1";
pub(crate) const CLEAR: &str = "DELETE FROM sign_in_failures WHERE email_key = $1";
pub(crate) const FORGET: &str = "DELETE FROM sign_in_failures WHERE last_at < $1";

/// Attempts that failed (or are being made), and when the last one was.
/// # Errors
/// [`StoreError`].
pub async fn claim(unit: &mut Unit, email_key: &str) -> Result<(i64, i64), StoreError> {
    let now = unit.now.0;
    Ok(on!(unit.conn, c => sqlx::query_as(CLAIM).bind(email_key).bind(now).fetch_one(c))?)
}

/// Keeps the count with the attempt that is being made.
/// # Errors
/// [`StoreError`].
pub async fn set(unit: &mut Unit, email_key: &str, failures: i64) -> Result<(), StoreError> {
    let now = unit.now.0;
    run!(unit.conn, sqlx::query(SET).bind(email_key).bind(failures).bind(now))?;
    Ok(())
}

/// Forgets the attempts at an address, after a right one.
/// # Errors
/// [`StoreError`].
pub async fn clear(unit: &mut Unit, email_key: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(CLEAR).bind(email_key))?;
    Ok(())
}

/// Forgets attempts older than a day: work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn forget_old(unit: &mut Unit) -> Result<u64, StoreError> {
    let before = unit.now.plus_seconds(-86_400).0;
    Ok(run!(unit.conn, sqlx::query(FORGET).bind(before))?)
}
