//! The views somebody has.
use super::may;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::SavedViewId};
use std::collections::BTreeSet;
use store::{
    company,
    crm::{
        recurring,
        saved_views::{self as stored, SavedViewRecord},
        tags,
    },
};
use uuid::Uuid;
use wire::saved_views::SavedView;

/// One's own views and those that are shared, in their order; of each whether all that it names is still there.
/// # Errors
/// [`Denied`].
pub async fn list_views(by: &Staff, cx: &Cx) -> Result<Vec<SavedView>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company, by.user()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: BTreeSet<Uuid> = company::stages(&mut conn, company).await?.iter().map(|stage| stage.id).collect();
    known.extend(company::users(&mut conn, company).await?.iter().map(|user| user.id));
    known.extend(company::teams(&mut conn, company).await?.iter().map(|(id, _)| *id));
    known.extend(tags::list(&mut conn, company).await?.iter().map(|tag| tag.id));
    known.extend(recurring::list(&mut conn, company).await?.iter().map(|plan| plan.id));
    Ok(rows.into_iter().map(|row| view(by, row, &known)).collect())
}

fn view(by: &Staff, row: SavedViewRecord, known: &BTreeSet<Uuid>) -> SavedView {
    let may = may(by, &row);
    SavedView {
        id: SavedViewId(row.id),
        version: row.version,
        missing: named(&row.query).any(|id| !known.contains(&id)),
        address: if row.query.is_empty() { row.path } else { format!("{}?{}", row.path, row.query) },
        owner: if row.owner_id == by.user().0 { String::new() } else { row.owner_name },
        shared: row.shared == 1,
        usual: row.usual == 1,
        name: row.name,
        may,
    }
}

/// What an address names by its id.
fn named(query: &str) -> impl Iterator<Item = Uuid> {
    let named = ["stage", "owner", "team", "tag", "plan"];
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(move |(key, _)| named.contains(key)).filter_map(|(_, value)| value.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_things_are_looked_for() {
        let id = Uuid::from_u128(7);
        let query = format!("state=lost&owner={id}&search={id}&stage=-&team");
        assert_eq!(named(&query).collect::<Vec<_>>(), [id]);
    }
}
