//! Connections to the database: the embedded SQLite file, or PostgreSQL.
use crate::{StoreError, dialect::Engine, writer::Writer};
use sqlx::{
    PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::{Migrate, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    str::FromStr,
    time::Duration,
};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/postgres");

/// A database and its pools.
#[derive(Clone)]
pub enum Db {
    /// The embedded file: several readers, one writer task with group commit.
    Sqlite {
        /// Read-only connections.
        read: SqlitePool,
        /// The one writer.
        write: Writer,
    },
    /// PostgreSQL.
    Pg(PgPool),
}

/// One connection, of either engine.
pub enum Conn {
    /// SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL, each statement for itself.
    Pg(PoolConnection<Postgres>),
    /// PostgreSQL inside a transaction.
    PgTransaction(Transaction<'static, Postgres>),
}

/// A borrowed driver connection, for the macros.
pub enum Raw<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL.
    Pg(&'c mut PgConnection),
}

impl Conn {
    /// The driver's connection.
    pub fn raw(&mut self) -> Raw<'_> {
        match self {
            Conn::Sqlite(c) => Raw::Sqlite(c),
            Conn::Pg(c) => Raw::Pg(c),
            Conn::PgTransaction(c) => Raw::Pg(c),
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It was written by a newer program.
    #[error("the database has schema {found}, this program knows {known}: it was written by a newer Tarjous")]
    Newer {
        /// The schema in the database.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// It is not reachable, readable or whole.
    #[error("{0}")]
    Broken(String),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        OpenError::Broken(error.to_string())
    }
}

impl Db {
    /// Opens the embedded database, making the file and bringing its schema up to date.
    ///
    /// Nobody but the program's own account may read the file, nor the log and index SQLite makes beside it, which take
    /// their rights from it. Write-ahead log, `synchronous=FULL`, foreign keys, no trust in the schema's own functions.
    /// # Errors
    /// [`OpenError`].
    pub async fn open_sqlite(path: &Path) -> Result<Db, OpenError> {
        crate::private::database(path);
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .pragma("trusted_schema", "OFF")
            .pragma("cache_size", "-16000")
            .row_buffer_size(1000)
            .statement_cache_capacity(300);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().optimize_on_close(true, None))
            .await?;
        migrate(&SQLITE_MIGRATIONS, &mut *write.acquire().await?).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .min_connections(1)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Db::Sqlite { read, write: Writer::start(write) })
    }

    /// A number for the schema that opening brings about: any other migration makes another number.
    #[must_use]
    pub fn schema(engine: Engine) -> u64 {
        let migrations = match engine {
            Engine::Sqlite => &SQLITE_MIGRATIONS,
            Engine::Postgres => &POSTGRES_MIGRATIONS,
        };
        let mut hasher = DefaultHasher::new();
        migrations.iter().for_each(|migration| migration.checksum.hash(&mut hasher));
        hasher.finish()
    }

    /// Opens PostgreSQL, bringing its schema up to date.
    /// # Errors
    /// [`OpenError`].
    pub async fn open_postgres(url: &str) -> Result<Db, OpenError> {
        let options =
            PgConnectOptions::from_str(url)?.application_name("tarjous").statement_cache_capacity(300).options([
                ("statement_timeout", "15s"),
                ("lock_timeout", "10s"),
                ("idle_in_transaction_session_timeout", "20s"),
                ("synchronous_commit", "on"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await?;
        migrate(&POSTGRES_MIGRATIONS, &mut *pool.acquire().await?).await?;
        Ok(Db::Pg(pool))
    }

    /// A connection to read with.
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn reader(&self) -> Result<Conn, StoreError> {
        Ok(match self {
            Db::Sqlite { read, .. } => Conn::Sqlite(read.acquire().await?),
            Db::Pg(pool) => Conn::Pg(pool.acquire().await?),
        })
    }

    /// Closes every connection; a write that has begun is finished first.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Pg(pool) => pool.close().await,
        }
    }
}

/// The newest schema this program knows.
pub fn newest_schema() -> i64 {
    SQLITE_MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

async fn migrate<C>(migrator: &Migrator, connection: &mut C) -> Result<(), OpenError>
where
    C: Migrate,
{
    let broken = |error: sqlx::migrate::MigrateError| OpenError::Broken(error.to_string());
    connection.ensure_migrations_table(&migrator.table_name).await.map_err(broken)?;
    let applied = connection.list_applied_migrations(&migrator.table_name).await.map_err(broken)?;
    let found = applied.iter().map(|migration| migration.version).max().unwrap_or(0);
    let known = newest_schema();
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    migrator.run_direct(None, connection, false).await.map_err(broken)
}
