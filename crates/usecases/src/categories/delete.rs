//! Delete a category.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::CompanyId, refusal::Refusal};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    products::categories as stored,
};
use wire::categories::DeleteCategory;

/// Deletes a category that has no products, no rules and no categories in it.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`]; `in_use` while something is in it.
pub async fn delete(by: &Staff, cx: &Cx, command: DeleteCategory) -> Result<(), Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: DeleteCategory) -> Result<(), Denied> {
    let all = stored::list(&mut unit.conn, company).await?;
    let mut row = all.iter().find(|row| row.id == command.id.0).cloned().ok_or(Denied::NotFound)?;
    let (products, rules) = stored::counts(&mut unit.conn, company, command.id).await?;
    if products + rules > 0 || all.iter().any(|other| other.parent_id == Some(row.id)) {
        return Err(Refusal::InUse.into());
    }
    row.version = command.version;
    stored::delete(unit, &row).await?;
    let data = EventData { body: row.name.clone(), ..EventData::default() };
    unit.event(NewEvent::new(company, "category", row.id, "category.deleted", who).with(data));
    unit.announce(company, "category", row.id);
    Ok(())
}
