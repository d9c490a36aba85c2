//! A sending that waits, as the quotation shows it.
use super::command;
use crate::{Denied, clock::Zone};
use domain::ids::QuoteId;
use store::{
    Conn, columns,
    quotes::{record::QuoteRecord, scheduled as stored},
};
use wire::quotes::ScheduledView;

/// The one of a quotation that was loaded through its scope.
/// # Errors
/// [`Denied`].
pub(in crate::quotes) async fn view(
    conn: &mut Conn,
    quote: &QuoteRecord,
    zone: Zone,
) -> Result<Option<ScheduledView>, Denied> {
    let Some(row) = stored::find(conn, QuoteId(quote.id)).await? else { return Ok(None) };
    let to = command(&row)?.recipients.into_iter();
    let to = to.map(|to| if to.name.trim().is_empty() { to.email } else { to.name }).collect();
    let failed = if row.waits() { None } else { Some(serde_json::from_str(&row.refused).map_err(Denied::fault)?) };
    Ok(Some(ScheduledView {
        version: row.version,
        quote_version: columns::count(row.quote_version)?,
        at: zone.stamp_micros(row.goes_at),
        to,
        by: row.user_name,
        failed,
    }))
}
