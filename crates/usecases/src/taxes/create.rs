//! Make a tax.
use super::fields::{self, Parts};
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{CompanyId, TaxId},
    refusal::Refusal,
};
use store::{
    StoreError, Unit,
    events::{By, EventData, NewEvent},
    taxes::{self as stored, TaxRecord},
};
use uuid::Uuid;
use wire::taxes::CreateTax;

/// Makes a tax, after the others.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateTax) -> Result<TaxId, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key, today) = (by.by(), command.key.0, by.zone().day(cx.clock.now()));
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command, today).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: CreateTax,
    today: NaiveDate,
) -> Result<TaxId, Denied> {
    let last = stored::list(&mut unit.conn, company).await?.last().map_or(0, |tax| tax.position);
    let mut tax = TaxRecord { position: last + 1, ..blank(company) };
    let Parts { rates, parts } = fields::take(unit, &command.fields, &mut tax, today).await?;
    stored::insert(unit, &tax, &rates, &parts).await.map_err(name_taken)?;
    unit.event(
        NewEvent::new(company, "tax", tax.id, "tax.created", who)
            .with(EventData { body: tax.name, ..EventData::default() }),
    );
    unit.announce(company, "tax", tax.id);
    Ok(TaxId(tax.id))
}

/// A row to be filled.
pub(super) fn blank(company: CompanyId) -> TaxRecord {
    TaxRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        kind: "percent".into(),
        percent: 0,
        position: 1,
        active: 1,
        included: 0,
        affects_later: 0,
        note: String::new(),
    }
}

/// Another tax of the company has the name.
pub(super) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
