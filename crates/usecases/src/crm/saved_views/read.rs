//! The views somebody has.
use super::{may, opens::There};
use crate::{Cx, Denied, Staff, crm::list_opportunities};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    crm::{OpportunityState, saved_views as rules},
    ids::SavedViewId,
};
use std::collections::BTreeMap;
use store::{
    columns,
    crm::{
        list,
        saved_views::{self as stored, SavedViewRecord},
    },
};
use wire::{opportunities::OpportunityFilter, saved_views::SavedView, shared::COUNTED};

/// Views that are told how many they find; one has hardly more before one's eyes.
const MOST_COUNTED: usize = 8;
/// Of those, views with words in them: PostgreSQL hands out what its index finds of words all at once.
const MOST_SEARCHED: usize = 3;
/// Opportunities with the words that are looked at for the rest of what a view asks.
const LOOKED_AT: i64 = 1_000;

/// One's own views and those that are shared, in their order; of each whether all that it names is still there, what it
/// opens with, and of the first ones that an index answers how many they find, counted no further than [`COUNTED`]. Words are
/// looked for in the first three such views alone.
/// # Errors
/// [`Denied`].
pub async fn list_views(by: &Staff, cx: &Cx) -> Result<Vec<SavedView>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    let today = by.zone().day(cx.clock.now());
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company, by.user()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let there = There::read(&mut conn, company).await?;
    let (mut views, mut counted, mut searched) = (Vec::new(), 0, 0);
    for row in rows {
        let (opens, missing) = there.opens(&row.path, &row.query);
        let filter = shown(by, &opens, today).filter(|_| counted < MOST_COUNTED);
        let count = match filter {
            None => None,
            Some(filter) if filter.search.is_empty() => {
                Some(list::count(&mut conn, scope, &filter, i64::from(COUNTED)).await?)
            }
            Some(_) if searched == MOST_SEARCHED => None,
            Some(filter) => {
                searched += 1;
                list::searched::count(&mut conn, scope, &filter, (i64::from(COUNTED), LOOKED_AT)).await?
            }
        };
        let count = count.map(columns::count).transpose()?;
        counted += usize::from(count.is_some());
        views.push(view(by, row, (opens, missing), count));
    }
    Ok(views)
}

/// What an address shows of opportunities; none where it shows something else, or groups of them, or where they cannot be
/// counted quickly.
fn shown(by: &Staff, opens: &str, today: NaiveDate) -> Option<list::Filter> {
    let (path, query) = opens.split_once('?').unwrap_or((opens, ""));
    let asked: BTreeMap<String, String> = rules::pairs(query).into_iter().collect();
    let filter = OpportunityFilter::read(|key| asked.get(key).cloned());
    let filter = match path {
        "/opportunities" => filter,
        "/pipeline" | "/forecast" => OpportunityFilter { state: OpportunityState::Open, ..filter },
        _ => return None,
    };
    if !is_quick(&filter) {
        return None;
    }
    let filter = list_opportunities::filter(by, &filter, today);
    // Fewer characters are in no index of substrings.
    let short = !filter.search.is_empty() && filter.search.chars().count() < list::searched::LEAST;
    (!short).then_some(filter)
}

/// Whether an index alone answers how many there are, or of those with the words so few are looked at that it is soon done. The row of views is read with every board and list, and again while
/// others work: what looks at each opportunity is left to the list itself.
fn is_quick(filter: &OpportunityFilter) -> bool {
    filter.source.is_empty()
        && filter.tag.is_none()
        && filter.has.is_none()
        && filter.plan.is_none()
        && filter.step.is_none()
        && filter.before.is_none()
}

fn view(by: &Staff, row: SavedViewRecord, (opens, missing): (String, bool), count: Option<u32>) -> SavedView {
    let may = may(by, &row);
    SavedView {
        id: SavedViewId(row.id),
        version: row.version,
        missing,
        opens,
        count,
        address: if row.query.is_empty() { row.path } else { format!("{}?{}", row.path, row.query) },
        owner: if row.owner_id == by.user().0 { String::new() } else { row.owner_name },
        shared: row.shared == 1,
        usual: row.usual == 1,
        name: row.name,
        may,
    }
}
