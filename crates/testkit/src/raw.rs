//! The database behind the program's back: statements past every rule, and snapshots of all tables.
use crate::engines::{Place, TestApp};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgConnection, Row, SqlSafeStr, SqliteConnection,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};
use std::{collections::BTreeMap, str::FromStr, time::Duration};
use store::dialect::Engine;

/// Every row of every table, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, Vec<String>>);

impl Snapshot {
    /// The tables that are not as they were.
    pub fn changed(&self, before: &Snapshot) -> Vec<String> {
        let mut tables: Vec<String> = self.0.keys().chain(before.0.keys()).cloned().collect();
        tables.sort();
        tables.dedup();
        tables.retain(|table| self.0.get(table) != before.0.get(table));
        tables
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> usize {
        self.0.get(table).map_or(0, Vec::len)
    }
}

/// A connection of our own, that knows nothing of the program's.
pub enum Behind {
    /// To the file.
    Sqlite(SqliteConnection),
    /// To the server.
    Pg(PgConnection),
}

impl Behind {
    /// Runs statements; answers how many rows they touched.
    /// # Errors
    /// What the database says.
    pub async fn run(&mut self, sql: &str) -> Result<u64, sqlx::Error> {
        Ok(match self {
            Behind::Sqlite(c) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(c).await?.rows_affected(),
            Behind::Pg(c) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(c).await?.rows_affected(),
        })
    }

    /// The first column of each row, a text.
    /// # Errors
    /// What the database says.
    pub async fn texts(&mut self, sql: &str) -> Result<Vec<String>, sqlx::Error> {
        let rows: Vec<(String,)> = match self {
            Behind::Sqlite(c) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await?,
            Behind::Pg(c) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await?,
        };
        Ok(rows.into_iter().map(|(text,)| text).collect())
    }
}

impl Behind {
    /// Asks the engine to understand a statement, without running it.
    /// # Errors
    /// What the database says.
    pub async fn prepare(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql).into_sql_str();
        match self {
            Behind::Sqlite(c) => c.prepare(sql).await.map(|_| ()),
            Behind::Pg(c) => c.prepare(sql).await.map(|_| ()),
        }
    }

    /// How SQLite would answer a statement: the steps of its plan.
    pub async fn plan(&mut self, sql: &str) -> Vec<String> {
        let Behind::Sqlite(c) = self else { panic!("only SQLite's plans are read") };
        let explained = format!("EXPLAIN QUERY PLAN {sql}");
        let rows = sqlx::query(AssertSqlSafe(explained.as_str())).fetch_all(c).await.unwrap();
        rows.iter().map(|row| row.get("detail")).collect()
    }
}

impl TestApp {
    /// A connection past the program.
    pub async fn behind(&self) -> Behind {
        match self.place() {
            Place::Folder(folder) => {
                let file = folder.join("tarjous.db");
                let options = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::from_secs(10));
                Behind::Sqlite(options.connect().await.unwrap())
            }
            Place::Server { own, .. } => Behind::Pg(PgConnectOptions::from_str(own).unwrap().connect().await.unwrap()),
        }
    }

    /// Runs statements past the program; answers how many rows they touched.
    /// # Errors
    /// What the database says.
    pub async fn run(&self, sql: &str) -> Result<u64, sqlx::Error> {
        self.behind().await.run(sql).await
    }

    /// The first column of each row, a text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        self.behind().await.texts(sql).await.unwrap()
    }

    /// Every row of every table.
    pub async fn snapshot(&self) -> Snapshot {
        let mut behind = self.behind().await;
        let tables = match self.engine {
            Engine::Sqlite => behind.texts(SQLITE_TABLES).await.unwrap(),
            Engine::Postgres => behind.texts(PG_TABLES).await.unwrap(),
        };
        let mut all = BTreeMap::new();
        for table in tables {
            let sql = match self.engine {
                Engine::Sqlite => {
                    let columns =
                        behind.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await.unwrap();
                    let row: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                    format!("SELECT {} AS row_text FROM \"{table}\" ORDER BY 1", row.join(" || ',' || "))
                }
                Engine::Postgres => format!("SELECT t::text FROM \"{table}\" AS t ORDER BY 1"),
            };
            let rows = behind.texts(&sql).await.unwrap();
            all.insert(table, rows);
        }
        Snapshot(all)
    }
}

/// Without what SQLite and the trigram index keep for themselves.
const SQLITE_TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' \
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '%\\_trigrams%' ESCAPE '\\' ORDER BY name";
const PG_TABLES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";
