//! The list of quotations.
use super::rows;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, text};
use store::{
    columns,
    quotes::list::{self as stored, Sort, Tab},
};
use wire::{
    quotes::QuoteRow,
    shared::{ListQuery, PAGE_ROWS, Page},
};

/// A page of the list. Tabs: none, `mine`, `open`, `waiting`, `expiring`, `accepted`, `approval`; sorts: `number`, `party`, `net`,
/// `valid_until`, `moved` (the list's own, newest first). Unknown codes mean the list's own.
/// # Errors
/// [`Denied`].
pub async fn list(by: &Staff, cx: &Cx, query: ListQuery) -> Result<Page<QuoteRow>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let tab = match query.filter.as_str() {
        "open" => Tab::Open,
        "waiting" => Tab::Waiting,
        "expiring" => Tab::Expiring,
        "accepted" => Tab::Accepted,
        "approval" => Tab::Approval,
        _ => Tab::All,
    };
    let (sort, descending) = match query.sort.as_str() {
        "number" => (Sort::Number, query.descending),
        "party" => (Sort::Party, query.descending),
        "net" => (Sort::Net, query.descending),
        "valid_until" => (Sort::ValidUntil, query.descending),
        "moved" => (Sort::Moved, query.descending),
        _ => (Sort::Moved, true),
    };
    let until = by.zone().day(cx.clock.now()) + chrono::Days::new(7);
    let wanted = stored::ListQuery {
        tab,
        until: columns::day_text(until),
        sort,
        descending,
        search: text::fold(&query.search),
        owner: (query.filter == "mine").then_some(scope.user),
        rows: i64::from(PAGE_ROWS),
        skip: i64::from(query.page) * i64::from(PAGE_ROWS),
    };
    let mut conn = cx.store.reader().await?;
    let (found, total) = stored::list(&mut conn, scope, &wanted).await?;
    let rows = found.into_iter().map(|row| rows::row(row, by.zone())).collect::<Result<_, _>>()?;
    Ok(Page { rows, total, page: query.page })
}
