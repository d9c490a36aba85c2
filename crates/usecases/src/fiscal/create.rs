//! Make a fiscal position.
use super::fields;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::{CompanyId, FiscalPositionId},
    refusal::Refusal,
};
use store::{
    StoreError, Unit,
    events::{By, EventData, NewEvent},
    fiscal::{self as stored, PositionRecord},
};
use uuid::Uuid;
use wire::fiscal::CreateFiscalPosition;

/// Makes a position, after the others.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateFiscalPosition) -> Result<FiscalPositionId, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    command: CreateFiscalPosition,
) -> Result<FiscalPositionId, Denied> {
    let last = stored::list(&mut unit.conn, company).await?.last().map_or(0, |row| row.position);
    let mut row = PositionRecord { position: last + 1, ..blank(company) };
    let replacements = fields::take(unit, &command.fields, &mut row).await?;
    stored::insert(unit, &row, &replacements).await.map_err(name_taken)?;
    unit.event(
        NewEvent::new(company, "fiscal_position", row.id, "fiscal_position.created", who)
            .with(EventData { body: row.name, ..EventData::default() }),
    );
    unit.announce(company, "fiscal_position", row.id);
    Ok(FiscalPositionId(row.id))
}

/// A row to be filled.
pub(crate) fn blank(company: CompanyId) -> PositionRecord {
    PositionRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        version: 1,
        name: String::new(),
        position: 1,
        active: 1,
        automatic: 0,
        vat_required: 0,
        buyer: "any".into(),
        area: "any".into(),
        country: String::new(),
        region: String::new(),
        postcode_from: String::new(),
        postcode_to: String::new(),
    }
}

/// Another position of the company has the name.
pub(super) fn name_taken(error: StoreError) -> Denied {
    match error {
        StoreError::Taken(_) => Denied::at("name", Refusal::AlreadyTaken),
        other => other.into(),
    }
}
