//! What stands on a shelf.
use super::Reader;
use crate::{Cx, Denied, clock::Zone, portal};
use domain::{
    lang::Lang,
    quotes::{content::Content, state::QuoteState},
};
use std::collections::BTreeSet;
use store::{
    columns,
    shelf::{self, ShelfRow},
};
use wire::shelf::{ShelfItem, ShelfPage, ShelfStanding};

/// Most links looked at: a customer with more finds the newest.
const MOST: i64 = 500;
/// Most characters of a search.
const LONGEST_SEARCH: usize = 100;

/// Every quotation that was sent to the reader, once, as it was sent: what the seller works on is not theirs yet. Titles
/// are told in the reader's language where the version has them in it, and are found by either.
/// # Errors
/// [`Denied`].
pub async fn read(by: &Reader, cx: &Cx, search: &str, lang: Lang) -> Result<ShelfPage, Denied> {
    let search: String = search.trim().chars().take(LONGEST_SEARCH).collect();
    let rows =
        shelf::list(&mut cx.store.reader().await?, &by.email, MOST, &format!("%{}", portal::pdf::SIGNED)).await?;
    let (mut known, mut items) = (BTreeSet::new(), Vec::new());
    for row in rows {
        if known.insert(row.quote_id) {
            items.push(item(row, cx, lang)?);
        }
    }
    let all = u32::try_from(items.len()).unwrap_or(u32::MAX);
    items.sort_by_key(|(item, _)| std::cmp::Reverse(item.sent.utc));
    let wanted = search.to_lowercase();
    items.retain(|(item, own)| {
        let words = [&item.number, &item.title, own, &item.company, &item.order];
        words.iter().any(|word| word.to_lowercase().contains(&wanted))
    });
    let items = items.into_iter().map(|(item, _)| item).collect();
    Ok(ShelfPage::Shelf { email: by.email.clone(), search, items, all })
}

/// A row of the shelf, and its title in the document's own words.
fn item(row: ShelfRow, cx: &Cx, lang: Lang) -> Result<(ShelfItem, String), Denied> {
    let zone = Zone::named(&row.time_zone);
    let currency = columns::currency(&row.currency)?;
    let valid_until = columns::optional_day(row.sent_valid_until)?;
    let over = valid_until.is_some_and(|until| until < zone.day(cx.clock.now()));
    let standing = match columns::code(&row.state, QuoteState::parse)? {
        QuoteState::Accepted => ShelfStanding::Accepted,
        QuoteState::Declined => ShelfStanding::Declined,
        QuoteState::Cancelled => ShelfStanding::Withdrawn,
        // The worker may not have marked it yet; the day decides.
        QuoteState::Expired => ShelfStanding::Expired,
        _ if over => ShelfStanding::Expired,
        _ => ShelfStanding::Open,
    };
    let content = Content::from_canonical(&row.content).map_err(Denied::fault)?;
    let own = content.title.clone();
    let item = ShelfItem {
        public_id: row.public_id,
        number: row.number,
        title: content.told_in(lang).title,
        company: row.company,
        sent: zone.stamp_micros(row.sent_at),
        valid_until,
        standing,
        gross: columns::amount(row.order_gross.unwrap_or(row.gross), &currency),
        currency,
        order: row.order_number.unwrap_or_default(),
        signed: standing == ShelfStanding::Accepted && row.signed > 0,
    };
    Ok((item, own))
}
