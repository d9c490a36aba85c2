//! Make a price list.
use super::fields;
use crate::{Cx, Denied, Staff, currencies};
use domain::{
    actors::Permission,
    ids::{CompanyId, PriceListId},
    refusal::Refusal,
};
use store::{
    StoreError, Unit,
    events::{By, EventData, NewEvent},
    prices::{self as stored, ListRecord},
};
use uuid::Uuid;
use wire::prices::CreatePriceList;

/// Makes a list, after the others; in the company's currency or one it has rates of.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreatePriceList) -> Result<PriceListId, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
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
    stored::insert(unit, &list, &rules).await.map_err(name_taken)?;
    unit.event(
        NewEvent::new(company, "price_list", list.id, "price_list.created", who)
            .with(EventData { body: list.name, ..EventData::default() }),
    );
    unit.announce(company, "price_list", list.id);
    Ok(PriceListId(list.id))
}

/// Another list of the company has the name.
pub(super) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
