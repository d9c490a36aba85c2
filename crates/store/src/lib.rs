//! The only SQL: reads through a scope, writes through a unit of work, on SQLite and PostgreSQL alike.
//!
//! One text for both engines wherever possible; what differs lives in [`dialect`]. Amounts are millionths in
//! 64-bit integers, instants are microseconds, days are ISO text, ids are UUIDs: [`columns`] converts.
pub mod account;
pub mod answers;
pub mod backup;
pub mod checks;
pub mod columns;
pub mod company;
pub mod crm;
pub mod currencies;
pub mod db;
pub mod delivery;
pub mod dialect;
pub mod error;
pub mod events;
pub mod files;
pub mod fiscal;
pub mod import;
pub mod imports;
pub mod intake;
pub mod live;
pub mod numbers;
pub mod orders;
pub mod outbox;
pub mod palette;
pub mod parties;
pub mod payments;
pub mod prices;
pub mod private;
pub mod products;
pub mod quotes;
pub mod scope;
pub mod seals;
pub mod shelf;
pub mod statements;
pub mod targets;
pub mod taxes;
pub mod teams;
pub mod terms;
pub mod today;
pub mod unit;
pub mod units;
mod versions;
pub mod warehouses;
mod writer;

pub use db::{Conn, Db, Raw};
pub use error::StoreError;
pub use scope::Scope;
pub use unit::{Store, Unit};

/// Runs one query on whichever engine the connection is of: the expression is compiled once for each.
///
/// ```ignore
/// let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c))?;
/// ```
#[macro_export]
macro_rules! on {
    ($conn:expr, $c:ident => $query:expr) => {
        match $conn.raw() {
            $crate::Raw::Sqlite($c) => $query.await,
            $crate::Raw::Pg($c) => $query.await,
        }
    };
}

/// Runs a statement that returns no rows; answers how many rows it touched.
#[macro_export]
macro_rules! run {
    ($conn:expr, $query:expr) => {
        match $conn.raw() {
            $crate::Raw::Sqlite(c) => $query.execute(c).await.map(|done| done.rows_affected()),
            $crate::Raw::Pg(c) => $query.execute(c).await.map(|done| done.rows_affected()),
        }
    };
}
