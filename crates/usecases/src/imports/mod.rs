//! Importing products, customers and prices from files: bring, preview, repair, write, take back.
//!
//! What takes long is the worker's: it judges, writes and takes back in batches, each a unit of work that moves its
//! rows on with the records they are about. Whenever it is stopped, it goes on with the rows that wait.
mod apply;
pub mod bring;
mod choices;
mod customers;
pub mod decide;
pub mod files;
mod judge;
mod judging;
pub mod leave_out;
mod lines;
mod prices;
mod products;
pub mod read;
pub mod repair;
pub mod replace;
pub mod settle;
pub mod start;
mod touch;
pub mod undo;
mod undoing;
pub mod work;
mod written;

pub use bring::bring;
pub use decide::decide;
pub use files::{left_out, sample, wrong};
pub use leave_out::leave_out;
pub use read::{list, read};
pub use repair::repair;
pub use replace::replace;
pub use settle::settle;
pub use start::start;
pub use undo::undo;

use crate::Denied;
use domain::{
    ids::{CompanyId, ImportId, UserId},
    imports::{ImportKind, ImportMode, ImportState},
};
use serde::de::DeserializeOwned;
use store::{Unit, columns, events::By, imports::record::ImportRecord};
use wire::imports::ImportCounts;

/// What open pages are told of.
pub const TOPIC: &str = "import";

/// A column of JSON.
/// # Errors
/// A fault when it does not hold what it should.
fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, Denied> {
    serde_json::from_str(text).map_err(Denied::fault)
}

fn json(value: &impl serde::Serialize) -> Result<String, Denied> {
    serde_json::to_string(value).map_err(Denied::fault)
}

fn kind(import: &ImportRecord) -> Result<ImportKind, Denied> {
    Ok(columns::code(&import.kind, ImportKind::parse)?)
}

fn mode(import: &ImportRecord) -> Result<ImportMode, Denied> {
    Ok(columns::code(&import.mode, ImportMode::parse)?)
}

fn state(import: &ImportRecord) -> Result<ImportState, Denied> {
    Ok(columns::code(&import.state, ImportState::parse)?)
}

fn counts(import: &ImportRecord) -> Result<ImportCounts, Denied> {
    read_json(&import.counts)
}

/// Whoever brought the file: the worker writes in their name.
fn by(import: &ImportRecord) -> By {
    By::Staff { user: UserId(import.user_id), name: import.user_name.clone() }
}

const fn id(import: &ImportRecord) -> ImportId {
    ImportId(import.id)
}

const fn company(import: &ImportRecord) -> CompanyId {
    CompanyId(import.company_id)
}

/// Writes the import's row and tells open pages.
async fn keep(unit: &mut Unit, import: &ImportRecord) -> Result<i64, Denied> {
    let version = store::imports::record::update(unit, import).await?;
    unit.announce(company(import), TOPIC, import.id);
    Ok(version)
}
