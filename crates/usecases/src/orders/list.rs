//! The list of orders.
use crate::{Cx, Denied, Staff, quotes::rows::user_ref};
use domain::{
    actors::Permission,
    ids::{OrderId, PartyId},
    text,
};
use store::{
    columns,
    orders::{self as stored, Sort},
};
use wire::{
    orders::OrderRow,
    parties::PartyRef,
    shared::{Amount, ListQuery, PAGE_ROWS, Page},
};

/// A page of the list. Sorts: `number`, `party`, `net`, `created` (the list's own, newest first).
/// # Errors
/// [`Denied`].
pub async fn list(by: &Staff, cx: &Cx, query: ListQuery) -> Result<Page<OrderRow>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let order = match query.sort.as_str() {
        "number" => (Sort::Number, query.descending),
        "party" => (Sort::Party, query.descending),
        "net" => (Sort::Net, query.descending),
        "created" => (Sort::Created, query.descending),
        _ => (Sort::Created, true),
    };
    let rows = i64::from(PAGE_ROWS);
    let search = text::fold(&query.search);
    let mut conn = cx.store.reader().await?;
    let (found, total) = stored::list(&mut conn, scope, &search, order, (rows, i64::from(query.page) * rows)).await?;
    let rows = found
        .into_iter()
        .map(|row| {
            let currency = columns::currency(&row.currency)?;
            Ok(OrderRow {
                id: OrderId(row.id),
                number: row.number,
                party: PartyRef { id: PartyId(row.party_id), name: row.party_name },
                title: row.title,
                net: Amount { value: columns::amount(row.net, &currency), currency },
                created: by.zone().stamp_micros(row.created_at),
                owner: user_ref(row.owner_id, row.owner_name),
                cancelled: row.cancelled_at.is_some(),
            })
        })
        .collect::<Result<_, Denied>>()?;
    Ok(Page { rows, total, page: query.page })
}
