//! A copy of the embedded database that can be restored, made while the program runs.
use crate::{Db, StoreError, private};
use std::path::Path;

pub(crate) const COPY: &str = "VACUUM INTO $1";

/// Writes a copy to a file that does not exist, for its owner alone. PostgreSQL has its own tools for that.
/// # Errors
/// [`StoreError::Unavailable`] with the reason.
pub async fn copy_into(db: &Db, file: &Path) -> Result<(), StoreError> {
    let Db::Sqlite { read, .. } = db else {
        return Err(StoreError::Unavailable("PostgreSQL is backed up with pg_dump or pg_basebackup".into()));
    };
    let path = file.to_str().ok_or_else(|| StoreError::Unavailable("the file's name is not UTF-8".into()))?;
    let mut connection = read.acquire().await?;
    private::create(file).map_err(|error| StoreError::Unavailable(error.to_string()))?;
    // The readers may not write; copying writes another file only.
    sqlx::query("PRAGMA query_only = OFF").execute(&mut *connection).await?;
    let copied = sqlx::query(COPY).bind(path).execute(&mut *connection).await;
    sqlx::query("PRAGMA query_only = ON").execute(&mut *connection).await?;
    if copied.is_err() {
        // What was begun is of no use to anybody.
        let _ = std::fs::remove_file(file);
    }
    copied?;
    Ok(())
}
