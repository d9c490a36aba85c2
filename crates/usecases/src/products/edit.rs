//! Change a product.
use super::{facts, fields};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, TaxId},
};
use store::{
    Unit, columns,
    events::{By, Change, EventData, NewEvent},
    products::record::{self, ProductRecord},
    quotes::sources,
};
use wire::products::EditProduct;

/// Keeps the whole form, and what changed in the audit trail. Lines of quotations keep what they were made with.
/// Answers the row's version; a form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], refusals by field.
pub async fn edit(by: &Staff, cx: &Cx, command: EditProduct) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditProduct) -> Result<i64, Denied> {
    let before = record::load(&mut unit.conn, company, command.id).await?;
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let old_tax = sources::tax(&mut unit.conn, company, TaxId(before.tax_id)).await?;
    let mut product = before.clone();
    let old = facts::read(&mut unit.conn, company, &before).await?;
    let (new_tax, new) = fields::take(&mut unit.conn, company, &command.fields, &mut product).await?;
    let mut changes = changes((&before, &old_tax.map(|tax| tax.name).unwrap_or_default()), (&product, &new_tax));
    changes.extend(facts::changes((&before, &old), (&product, &new)));
    if changes.is_empty() {
        return Ok(before.version);
    }
    product.updated_at = unit.now.0;
    let version = record::update(unit, &product).await?;
    if old != new {
        facts::put(unit, &product, &new).await?;
    }
    unit.event(
        NewEvent::new(company, "product", product.id, "product.changed", who)
            .with(EventData { changes, ..EventData::default() }),
    );
    unit.announce(company, "product", product.id);
    Ok(version)
}

fn changes((before, old_tax): (&ProductRecord, &str), (after, new_tax): (&ProductRecord, &str)) -> Vec<Change> {
    [
        Change::of("code", &before.code, &after.code),
        Change::of("name", &before.name, &after.name),
        Change::of("description", &before.description, &after.description),
        Change::of("kind", &before.kind, &after.kind),
        Change::of("unit", &before.unit, &after.unit),
        Change::of("unit_price", columns::decimal(before.unit_price), columns::decimal(after.unit_price)),
        Change::of("cost", columns::decimal(before.cost), columns::decimal(after.cost)),
        Change::of("tax", old_tax, new_tax),
        Change::of("active", before.active == 1, after.active == 1),
    ]
    .into_iter()
    .flatten()
    .collect()
}
