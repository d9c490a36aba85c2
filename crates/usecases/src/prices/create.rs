//! Make a price list.
use super::fields;
use crate::{Cx, Denied, Staff, currencies, settings::kept};
use domain::{
    actors::Permission,
    ids::{CompanyId, PriceListId},
    refusal::Refusal,
};
use store::{
    Unit,
    events::By,
    prices::{self as stored, ListRecord},
};
use uuid::Uuid;
use wire::prices::CreatePriceList;

/// Makes a list, after the others; in the company's currency or one it has rates of.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreatePriceList) -> Result<PriceListId, Denied> {
    kept::save_as(by, cx, Permission::Catalog, command.key, command, |unit, company, who, command| {
        Box::pin(write(unit, company, who, command))
    })
    .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: CreatePriceList) -> Result<PriceListId, Denied> {
    let last = stored::lists(&mut unit.conn, company).await?.last().map_or(0, |list| list.position);
    let own = currencies::base(&mut unit.conn, company).await?;
    let currency = command.fields.currency.unwrap_or(own);
    if currency != own {
        let known = store::currencies::list(&mut unit.conn, company).await?;
        if !known.iter().any(|known| known.active == 1 && known.code == currency.code()) {
            return Err(Denied::at("currency", Refusal::NotAChoice));
        }
    }
    let mut list = ListRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        currency: currency.code().to_owned(),
        position: last + 1,
        active: 1,
        for_all: 0,
        countries: String::new(),
    };
    let rules = fields::take(unit, &command.fields, &mut list).await?;
    stored::insert(unit, &list, &rules).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("price_list", list.id), ("price_list.created", who), (list.name, Vec::new()));
    Ok(PriceListId(list.id))
}
