//! `tarjous verify`: is everything as it was written?
use super::open;
use crate::config::Config;
use usecases::verify::{Finding, verify as check};

/// Checks and says what was found; fails when anything is wrong.
/// # Errors
/// A sentence for whoever asked.
pub async fn verify(config: &Config) -> Result<(), String> {
    let cx = open::open(config).await?;
    let report = check(&cx).await.map_err(|error| format!("The database could not be read: {error}"))?;
    println!(
        "{} companies, {} entries of the audit trail, {} sent versions, {} seals, {} orders, {} files checked",
        report.companies, report.entries, report.versions, report.seals, report.orders, report.files
    );
    for finding in &report.findings {
        let said = match finding {
            Finding::TrailBroken { company, seq } => {
                format!("the audit trail of company {company} is broken at entry {seq}")
            }
            Finding::VersionAltered { number, version } => {
                format!("version {version} of quotation {number} differs from its hash")
            }
            Finding::SealBroken { number, version } => {
                format!("the seal on version {version} of quotation {number} does not hold")
            }
            Finding::FileAltered { sha256 } => format!("file {sha256} differs from its hash"),
            Finding::FiguresWrong { count } => format!("{count} sums of opportunities are not what counting gives"),
            Finding::NumberMissing { series, missing } => format!("number {missing} of {series} is missing"),
            Finding::Database { said } => format!("the database: {said}"),
        };
        println!("WRONG: {said}");
    }
    cx.store.db().close().await;
    match report.findings.len() {
        0 => {
            println!("Everything is as it was written.");
            Ok(())
        }
        count => Err(format!("{count} wrong.")),
    }
}
