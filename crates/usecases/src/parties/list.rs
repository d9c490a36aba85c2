//! The list of customers, and what a search field offers while one types.
use crate::{Cx, Denied, Staff, quotes::rows::user_ref};
use domain::{actors::Permission, ids::PartyId, parties::PartyKind, text};
use store::{
    columns,
    parties::list::{self as stored, PartyListRow, Sort},
};
use wire::{
    parties::PartyRow,
    shared::{ListQuery, MOST_COUNTED, PAGE_ROWS, Page, Suggestion},
};

/// Customers offered at once.
const OFFERED: i64 = 8;

/// A page of the list. Every seller sees every customer of the company. Filters: none, `mine`; sorts: `name` (the
/// list's own), `city`. Unknown codes mean the list's own. A search counts no further than [`MOST_COUNTED`] and one.
/// # Errors
/// [`Denied`].
pub async fn list(by: &Staff, cx: &Cx, query: ListQuery) -> Result<Page<PartyRow>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let rows = i64::from(PAGE_ROWS);
    let wanted = stored::ListQuery {
        owner: (query.filter == "mine").then_some(scope.user.0),
        sort: if query.sort == "city" { Sort::City } else { Sort::Name },
        descending: query.descending,
        search: text::fold(&query.search),
        rows,
        skip: i64::from(query.page) * rows,
        most: MOST_COUNTED,
    };
    let mut conn = cx.store.reader().await?;
    let (found, total) = stored::list(&mut conn, scope.company, &wanted).await?;
    let rows = found.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(Page { rows, total, page: query.page })
}

fn row(row: PartyListRow) -> Result<PartyRow, Denied> {
    Ok(PartyRow {
        id: PartyId(row.id),
        kind: columns::code(&row.kind, PartyKind::parse)?,
        name: row.name,
        city: row.city,
        country: row.country,
        email: row.email,
        phone: row.phone,
        owner: user_ref(row.owner_id, row.owner_name),
    })
}

/// Customers whose name begins with the text, then those that contain it anywhere; the first few by name for none.
/// # Errors
/// [`Denied`].
pub async fn suggest(by: &Staff, cx: &Cx, text: String) -> Result<Vec<Suggestion>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let found = stored::suggest(&mut conn, scope.company, &text::fold(&text), OFFERED).await?;
    Ok(found.into_iter().map(|(id, label, fact)| Suggestion { id, label, fact }).collect())
}
