//! Make a fiscal position.
use super::fields;
use crate::{Cx, Denied, Staff, settings::kept};
use domain::ids::{CompanyId, FiscalPositionId};
use store::{
    Unit,
    events::By,
    fiscal::{self as stored, PositionRecord},
};
use uuid::Uuid;
use wire::fiscal::CreateFiscalPosition;

/// Makes a position, after the others.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator; `already_taken` at `name`, other refusals by field.
pub async fn create(by: &Staff, cx: &Cx, command: CreateFiscalPosition) -> Result<FiscalPositionId, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
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
    stored::insert(unit, &row, &replacements).await.map_err(kept::name_taken)?;
    kept::tell(unit, company, ("fiscal_position", row.id), ("fiscal_position.created", who), (row.name, Vec::new()));
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
