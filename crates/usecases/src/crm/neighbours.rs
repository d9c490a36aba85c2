//! What stands before and behind an opportunity in the list its reader came from.
use super::list_opportunities;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::OpportunityId};
use store::{columns, crm::list as stored};
use wire::opportunities::{MOST_CHANGED, Neighbours, OpportunityFilter};

/// Its neighbours, by the order of the list; none where the list does not have it.
/// # Errors
/// [`Denied`].
pub async fn neighbours(
    by: &Staff,
    cx: &Cx,
    asked: OpportunityFilter,
    id: OpportunityId,
) -> Result<Option<Neighbours>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut filter = list_opportunities::filter(by, &asked, by.zone().day(cx.clock.now()));
    let most = i64::from(MOST_CHANGED) + 1;
    let mut conn = cx.store.reader().await?;
    let Some(row) = stored::one(&mut conn, scope, &filter, id.0).await? else { return Ok(None) };
    let total = stored::count(&mut conn, scope, &filter, most).await?;
    filter.after = Some((row.key(filter.sort), row.id));
    let next = stored::ids(&mut conn, scope, &filter, 1).await?;
    // What is before it is behind it in the other direction.
    filter.descending = !filter.descending;
    let previous = stored::ids(&mut conn, scope, &filter, 1).await?;
    let before = stored::count_behind(&mut conn, scope, &filter, MOST_CHANGED.into()).await?;
    let one = |ids: Vec<uuid::Uuid>| ids.first().copied().map(OpportunityId);
    Ok(Some(Neighbours {
        previous: one(previous),
        next: one(next),
        place: columns::count(before + 1)?,
        total: columns::count(total)?,
    }))
}
