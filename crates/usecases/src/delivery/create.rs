//! Make a delivery method.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, DeliveryMethodId},
};
use store::{
    Unit,
    delivery::{self as stored, MethodRecord},
    events::{By, EventData, NewEvent},
};
use uuid::Uuid;
use wire::delivery::{CreateMethod, MethodFields};

/// Makes a method, after the others unless a place is typed.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission; refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateMethod) -> Result<DeliveryMethodId, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command.fields).await })
        })
        .await
}

pub(super) async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    typed: MethodFields,
) -> Result<DeliveryMethodId, Denied> {
    let last = stored::list(&mut unit.conn, company).await?.last().map_or(0, |row| row.position);
    let mut row = blank(company);
    let rules = fields::take(unit, &typed, &mut row).await?;
    if row.position == 0 {
        row.position = last + 1;
    }
    stored::insert(unit, &row, &rules).await?;
    let body = fields::names(&row).pick(domain::lang::Lang::Fi, domain::lang::Lang::Fi).to_owned();
    unit.event(
        NewEvent::new(company, "delivery_method", row.id, "delivery_method.created", who)
            .with(EventData { body, ..EventData::default() }),
    );
    unit.announce(company, "delivery_method", row.id);
    Ok(DeliveryMethodId(row.id))
}

/// A row to be filled.
fn blank(company: CompanyId) -> MethodRecord {
    MethodRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        position: 0,
        active: 1,
        name_fi: String::new(),
        name_sv: String::new(),
        name_en: String::new(),
        kind: "fixed".into(),
        product_id: None,
        tax_id: Uuid::nil(),
        price: 0,
        margin: 0,
        fixed_margin: 0,
        free_from: None,
        limits: "{}".into(),
    }
}
