//! Make a delivery method.
use super::fields;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::{
    actors::Permission,
    ids::{CompanyId, DeliveryMethodId},
};
use store::{
    Unit,
    delivery::{self as stored, MethodRecord},
    events::By,
};
use uuid::Uuid;
use wire::delivery::{CreateMethod, MethodFields};

/// Makes a method, after the others unless a place is typed.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission; refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateMethod) -> Result<DeliveryMethodId, Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command.fields))
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
    kept::tell(unit, company, ("delivery_method", row.id), ("delivery_method.created", who), (body, Vec::new()));
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
