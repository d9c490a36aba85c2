//! Make a product.
use super::{facts, fields};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, ProductId},
};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    products::record::{self, ProductRecord},
};
use uuid::Uuid;
use wire::products::CreateProduct;

/// Makes a product that can be chosen at once.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission; refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateProduct) -> Result<ProductId, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), by.asker(), key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

/// An empty row of a new product.
pub(crate) fn blank(company: CompanyId, now: i64) -> ProductRecord {
    ProductRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        code: String::new(),
        name: String::new(),
        description: String::new(),
        kind: String::new(),
        unit: String::new(),
        unit_price: 0,
        tax_id: Uuid::nil(),
        active: 1,
        cost: 0,
        category_id: None,
        weight: 0,
        volume: 0,
        lead_days: 0,
        attributes: 0,
        combo: 0,
        search: String::new(),
        created_at: now,
        updated_at: now,
    }
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: CreateProduct) -> Result<ProductId, Denied> {
    let mut product = blank(company, unit.now.0);
    let (_, beside) = fields::take(&mut unit.conn, company, &command.fields, &mut product).await?;
    record::insert(unit, &product, None).await?;
    facts::put(unit, &product, &beside).await?;
    unit.event(
        NewEvent::new(company, "product", product.id, "product.created", who)
            .with(EventData { body: product.name, ..EventData::default() }),
    );
    unit.announce(company, "product", product.id);
    Ok(ProductId(product.id))
}
