//! How much is somebody's to do, before they are switched off.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::UserId};
use store::{
    account::{people, users},
    columns, company,
};
use wire::{shared::UserRef, users::UserHolds};

/// What is theirs to do, and the colleagues who could do it instead.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::NotFound`].
pub async fn user_holds(by: &Staff, cx: &Cx, id: UserId) -> Result<UserHolds, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    users::load(&mut conn, company, id).await?;
    let found = people::unscoped_holds(&mut conn, company, id).await?;
    let others = company::owners(&mut conn, company).await?;
    let others = others.into_iter().filter(|other| other.id != id.0);
    Ok(UserHolds {
        opportunities: columns::count(found.opportunities)?,
        quotations: columns::count(found.quotes)?,
        activities: columns::count(found.activities)?,
        others: others.map(|other| UserRef { id: UserId(other.id), name: other.name }).collect(),
    })
}
