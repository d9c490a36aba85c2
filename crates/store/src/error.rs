//! What the store answers when it cannot do as asked.

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not there, or not within the scope.
    #[error("not found")]
    NotFound,
    /// The row was changed since it was read; `current` is its version now.
    #[error("stale, current version {current}")]
    Stale {
        /// The stored version.
        current: i64,
    },
    /// A uniqueness rule of the named constraint (or, on SQLite, columns) was hit.
    #[error("taken: {0}")]
    Taken(String),
    /// The idempotency key belongs to another command.
    #[error("key reused")]
    KeyReused,
    /// The database is away, full or too busy; nothing was written.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Machinery broke; nothing was written.
    #[error("fault: {0}")]
    Fault(String),
}

impl StoreError {
    /// A fault with a reason for the log.
    pub fn fault(reason: impl ToString) -> StoreError {
        StoreError::Fault(reason.to_string())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => StoreError::NotFound,
            // A connection that breaks in the middle of a message is told as a breach of the protocol.
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::BeginFailed
            | sqlx::Error::WorkerCrashed => StoreError::Unavailable(error.to_string()),
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                if database.is_unique_violation() {
                    StoreError::Taken(database.constraint().unwrap_or(database.message()).to_owned())
                } else if is_away(&code) {
                    StoreError::Unavailable(error.to_string())
                } else {
                    StoreError::Fault(error.to_string())
                }
            }
            _ => StoreError::Fault(error.to_string()),
        }
    }
}

/// SQLite: busy 5, full 13, cannot open 14, read-only 8, I/O 10 (and its extended codes); PostgreSQL: classes
/// 08 (connection), 53 (resources), 57P (shut-down), and 40 (serialization, dead-lock).
fn is_away(code: &str) -> bool {
    if let Ok(number) = code.parse::<u32>()
        && code.len() < 5
    {
        return matches!(number & 0xff, 5 | 8 | 10 | 13 | 14);
    }
    ["08", "53", "57P", "40"].iter().any(|class| code.starts_with(class))
}
