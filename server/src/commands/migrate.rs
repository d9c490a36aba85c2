//! `tarjous migrate`: bring the schema up to date and stop.
use super::open;
use crate::config::Config;

/// Opening does it; this only says so.
/// # Errors
/// A sentence for whoever asked.
pub async fn migrate(config: &Config) -> Result<(), String> {
    let cx = open::open(config).await?;
    cx.store.db().close().await;
    println!("The database has schema {}, the newest this program knows.", store::db::newest_schema());
    Ok(())
}
