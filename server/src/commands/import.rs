//! `tarjous import`: data from elsewhere.
use super::open;
use crate::config::Config;
use std::path::Path;

/// Loads the public CRM data set and prints what became of each row.
/// # Errors
/// A sentence for whoever asked.
pub async fn crm_sales(config: &Config, dir: &Path) -> Result<(), String> {
    let data = intake::crm_sales::read_dir(dir).map_err(|error| error.to_string())?;
    let cx = open::open(config).await?;
    super::demo::first_company(&cx, false).await?;
    let report = usecases::import::crm_sales(&cx, data)
        .await
        .map_err(|denied| format!("The import stopped: {denied}. What was made until then stays; run it again."))?;
    print!("{report}");
    cx.store.db().close().await;
    Ok(())
}
