//! Change a template.
use super::{fields, save_as::name_taken};
use crate::{Cx, Denied, Staff, prices};
use domain::{actors::Permission, ids::CompanyId};
use store::{
    StoreError, Unit,
    events::{By, Change, EventData, NewEvent},
    quotes::templates::{self as stored, TemplateRecord},
};
use wire::templates::EditTemplate;

/// Keeps the whole template. Quotations made from it stay as they are. Answers the row's version; a form without a change
/// writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::NotFound`], [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditTemplate) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditTemplate) -> Result<i64, Denied> {
    let before = stored::load(&mut unit.conn, company, command.id).await?;
    if before.deleted_at.is_some() {
        return Err(StoreError::NotFound.into());
    }
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let mut after = before.clone();
    fields::take(unit, &command.fields, &mut after).await?;
    let mut changes = changes(&before, &after);
    let old_list = prices::read::name(&mut unit.conn, company, before.price_list_id).await?;
    let new_list = prices::read::name(&mut unit.conn, company, after.price_list_id).await?;
    changes.extend(Change::of("price_list", old_list, new_list));
    if changes.is_empty() {
        return Ok(before.version);
    }
    let version = stored::update(unit, &after).await.map_err(name_taken)?;
    let data = EventData { body: after.name.clone(), changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "template", after.id, "template.changed", who).with(data));
    unit.announce(company, "template", after.id);
    Ok(version)
}

fn changes(before: &TemplateRecord, after: &TemplateRecord) -> Vec<Change> {
    [
        Change::of("name", &before.name, &after.name),
        Change::of("valid_days", before.valid_days, after.valid_days),
        Change::of("active", before.active == 1, after.active == 1),
        Change::of("usual", before.usual == 1, after.usual == 1),
        Change::of("payment_terms", &before.payment_terms, &after.payment_terms),
        Change::of("content", &before.content, &after.content),
    ]
    .into_iter()
    .flatten()
    .collect()
}
