//! Delete a template, or bring it back.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::CompanyId};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    quotes::templates as stored,
};
use wire::templates::DeleteTemplate;

/// Deletes a template: it is chosen and listed no more, and quotations made from it stay as they are. A deleted one keeps
/// its name and comes back as it was, except that it is not the usual one any more. Answers the row's version; what is
/// so already is left alone.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`].
pub async fn delete(by: &Staff, cx: &Cx, command: DeleteTemplate) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: DeleteTemplate) -> Result<i64, Denied> {
    let mut row = stored::load(&mut unit.conn, company, command.id).await?;
    // Asked twice: the first time did it.
    if row.deleted_at.is_some() == command.deleted {
        return Ok(row.version);
    }
    if row.version != command.version {
        return Err(Denied::Stale { current: row.version });
    }
    row.deleted_at = command.deleted.then_some(unit.now.0);
    row.usual = 0;
    row.changed_at = unit.now.0;
    let version = stored::update(unit, &row).await?;
    let what = if command.deleted { "template.deleted" } else { "template.restored" };
    let data = EventData { body: row.name, ..EventData::default() };
    unit.event(NewEvent::new(company, "template", row.id, what, who).with(data));
    unit.announce(company, "template", row.id);
    Ok(version)
}
