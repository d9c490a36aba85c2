//! All versions of a quotation, and what differs between two of them.
use super::document;
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::{content::Content, difference::Difference},
};
use store::{
    Conn, columns,
    quotes::{
        record::{self, QuoteRecord},
        versions,
    },
};
use wire::{
    quotes::{CompareVersions, VersionEntry, VersionsView},
    shared::Amount,
};

/// Compares the newest version with the one before it, or the two that are named. The working version counts as one
/// while it differs from what was sent last; it is composed as it would be sent today.
/// # Errors
/// [`Denied::NotFound`], also for a version that is not there.
pub async fn compare(by: &Staff, cx: &Cx, command: CompareVersions) -> Result<VersionsView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let zone = by.zone();
    let today = zone.day(cx.clock.now());
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.id).await?;
    let currency = columns::currency(&quote.currency)?;
    let amount = |net| Amount { value: columns::amount(net, &currency), currency };
    let mut entries = Vec::new();
    if quote.sent_version != Some(quote.draft_version) {
        let number = columns::count(quote.draft_version)?;
        entries.push(VersionEntry { number, sent: None, by: String::new(), net: amount(quote.net) });
    }
    for sent in versions::sent(&mut conn, command.id).await? {
        entries.push(VersionEntry {
            number: columns::count(sent.number)?,
            sent: Some(zone.stamp_micros(sent.sent_at)),
            by: sent.sent_by.unwrap_or_default(),
            net: amount(sent.net),
        });
    }
    let newest = entries.first().map(|entry| entry.number).ok_or(Denied::NotFound)?;
    let to = command.to.unwrap_or(newest);
    let earlier = entries.iter().map(|entry| entry.number).find(|number| *number < to);
    let from = command.from.or(earlier).unwrap_or(to);
    let before = content(&mut conn, &quote, &entries, from, today).await?;
    let after = content(&mut conn, &quote, &entries, to, today).await?;
    Ok(VersionsView {
        id: command.id,
        number: quote.number.clone(),
        language: columns::lang(&quote.language)?,
        currency,
        versions: entries,
        from,
        to,
        difference: Difference::between(&before, &after),
    })
}

/// What a version says.
async fn content(
    conn: &mut Conn,
    quote: &QuoteRecord,
    entries: &[VersionEntry],
    number: u32,
    today: NaiveDate,
) -> Result<Content, Denied> {
    let entry = entries.iter().find(|entry| entry.number == number).ok_or(Denied::NotFound)?;
    if entry.sent.is_none() {
        return document::compose(conn, quote, number, today).await;
    }
    let version = versions::load(conn, QuoteId(quote.id), i64::from(number)).await?;
    Content::from_canonical(&version.content).map_err(Denied::fault)
}
