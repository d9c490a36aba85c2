//! What stands before and behind an opportunity in the list its reader came from.
use super::list_opportunities;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::OpportunityId};
use store::{
    StoreError, columns,
    crm::{
        list::{self as stored, Filter, Sort},
        record::{self, OpportunityRecord},
    },
};
use wire::opportunities::{Group, MOST_CHANGED, Neighbours, OpportunityFilter};

/// Its neighbours, by the order of the list, or on a board within its lane; none where they do not have it, nor in a lane of
/// what has nobody, no team or no source, which no condition finds.
/// # Errors
/// [`Denied`].
pub async fn neighbours(
    by: &Staff,
    cx: &Cx,
    asked: OpportunityFilter,
    board: bool,
    id: OpportunityId,
) -> Result<Option<Neighbours>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut filter = list_opportunities::filter(by, &asked, by.zone().day(cx.clock.now()));
    let mut conn = cx.store.reader().await?;
    if board {
        let row = match record::load(&mut conn, scope, id).await {
            Err(StoreError::NotFound) => return Ok(None),
            found => found?,
        };
        if !along(&mut filter, asked.group, &row) {
            return Ok(None);
        }
    }
    let most = i64::from(MOST_CHANGED) + 1;
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

/// Along the lane a record stands in, if its lane can be asked for. Lanes of days follow one another, and so does their
/// order. On a board everything is open.
fn along(filter: &mut Filter, group: Group, row: &OpportunityRecord) -> bool {
    "open".clone_into(&mut filter.state);
    (filter.sort, filter.descending) = (Sort::Moved, true);
    match group {
        Group::Stage => (filter.stage, filter.sort) = (Some(row.stage_id), Sort::Lane),
        Group::Owner => {
            filter.owner = filter.owner.or(row.owner_id);
            return filter.owner.is_some();
        }
        Group::Team => {
            filter.team = filter.team.or(row.team_id);
            return filter.team.is_some();
        }
        Group::Source => {
            if filter.source.is_empty() {
                filter.source.clone_from(&row.source);
            }
            return !filter.source.is_empty();
        }
        Group::Close => (filter.sort, filter.descending) = (Sort::Close, false),
        Group::Step => (filter.sort, filter.descending) = (Sort::Next, false),
    }
    true
}
