//! Sendings that wait for their moment: put there, moved, taken back, sent.
mod change;
mod go;
mod put;
mod view;

pub use change::{cancel_scheduled, move_scheduled};
pub use go::{send_due, send_scheduled};
pub use put::schedule;
pub(super) use view::view;

use super::send::{Frozen, What};
use crate::{Denied, clock::Zone};
use chrono::NaiveDateTime;
use domain::{
    days::Instant,
    ids::{CompanyId, QuoteId},
    refusal::Refusal,
};
use store::{
    Unit,
    quotes::{
        record::QuoteRecord,
        scheduled::{self as stored, ScheduledRecord},
    },
};
use wire::quotes::SendQuote;

/// Furthest moment, in seconds from now.
const FURTHEST: i64 = 366 * 86_400;

/// Begins the next version where the present one is with the customer, or frozen to go to them. Every edit of a quotation
/// that is locked asks this.
/// # Errors
/// [`Denied`].
pub(crate) async fn begin_next(unit: &mut Unit, quote: &mut QuoteRecord) -> Result<(), Denied> {
    let waiting = stored::find(&mut unit.conn, QuoteId(quote.id)).await?.filter(ScheduledRecord::waits);
    let frozen = waiting.is_some_and(|row| row.quote_version == quote.draft_version);
    if frozen || quote.sent_version == Some(quote.draft_version) {
        quote.draft_version += 1;
    }
    Ok(())
}

/// Takes away what waits or could not go, of a quotation that is locked. The number of a version that never went is given
/// back to the working version; the row is the caller's to write.
/// # Errors
/// [`Denied`].
pub(crate) async fn give_way(unit: &mut Unit, quote: &mut QuoteRecord) -> Result<(), Denied> {
    let id = QuoteId(quote.id);
    if let Some(row) = stored::find(&mut unit.conn, id).await? {
        give_back(quote, &row);
        stored::take(unit, CompanyId(quote.company_id), id).await?;
    }
    Ok(())
}

fn give_back(quote: &mut QuoteRecord, row: &ScheduledRecord) {
    if row.waits() && !row.content.is_empty() && quote.sent_version != Some(row.quote_version) {
        quote.draft_version = row.quote_version;
    }
}

/// The sending that waits, of a quotation that is locked, in the version that was read.
/// # Errors
/// [`Denied::NotFound`] where none waits, [`Denied::Stale`].
async fn waiting(unit: &mut Unit, quote: &QuoteRecord, version: i64) -> Result<ScheduledRecord, Denied> {
    let row = known(unit, quote, version).await?;
    if row.waits() { Ok(row) } else { Err(Denied::NotFound) }
}

/// The same, also where it could not go.
async fn known(unit: &mut Unit, quote: &QuoteRecord, version: i64) -> Result<ScheduledRecord, Denied> {
    let row = stored::find(&mut unit.conn, QuoteId(quote.id)).await?.ok_or(Denied::NotFound)?;
    if row.version == version { Ok(row) } else { Err(Denied::Stale { current: row.version }) }
}

/// When a moment by the company's clock is.
/// # Errors
/// `moment_out_of_reach` at `at`.
fn moment(zone: Zone, at: NaiveDateTime, now: Instant) -> Result<Instant, Denied> {
    let found = zone.instant(at);
    let reach = now.0 + 1..=now.plus_seconds(FURTHEST).0;
    if reach.contains(&found.0) { Ok(found) } else { Err(Denied::at("at", Refusal::MomentOutOfReach)) }
}

/// To whom it goes and with which words.
fn command(row: &ScheduledRecord) -> Result<SendQuote, Denied> {
    serde_json::from_str(&row.command).map_err(Denied::fault)
}

/// What goes out.
fn what(row: &ScheduledRecord) -> Result<What, Denied> {
    if row.content.is_empty() {
        return Ok(What::Same(u32::try_from(row.quote_version).map_err(Denied::fault)?));
    }
    let content = serde_json::from_str(&row.content).map_err(Denied::fault)?;
    Ok(What::New(Box::new(Frozen { content, sums: (row.net, row.gross) })))
}
