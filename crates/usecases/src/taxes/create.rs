//! Make a tax.
use super::fields::{self, Parts};
use crate::{Cx, Denied, Staff, settings::kept};
use chrono::NaiveDate;
use domain::ids::{CompanyId, TaxId};
use store::{
    Unit,
    events::By,
    taxes::{self as stored, TaxRecord},
};
use uuid::Uuid;
use wire::taxes::CreateTax;

/// Makes a tax, after the others.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateTax) -> Result<TaxId, Denied> {
    let today = by.zone().day(cx.clock.now());
    kept::save(by, cx, command.key, command, move |unit, company, who, command| {
        Box::pin(write(unit, company, who, command, today))
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
    stored::insert(unit, &tax, &rates, &parts).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("tax", tax.id), ("tax.created", who), (tax.name, Vec::new()));
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
