//! Fiscal positions as pages show them.
use super::fields;
use crate::{Cx, Denied, Staff, products::list::tax_view};
use domain::{
    actors::Permission,
    ids::{CompanyId, FiscalPositionId, TaxId},
    parties::PartyKind,
};
use store::{
    Conn, columns, fiscal as stored,
    fiscal::{PositionRecord, ReplacementRecord},
    quotes::sources,
};
use uuid::Uuid;
use wire::fiscal::{Area, FiscalFields, FiscalForm, FiscalPositionsView, FiscalRef, ReplacementFields};

/// All positions of the company, those no longer in use too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read(by: &Staff, cx: &Cx) -> Result<FiscalPositionsView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?;
    let replacements = stored::replacements(&mut conn, company).await?;
    let taxes = sources::taxes(&mut conn, company).await?;
    let form = |row: &PositionRecord| {
        Ok(FiscalForm { id: FiscalPositionId(row.id), version: row.version, fields: typed(row, &replacements)? })
    };
    Ok(FiscalPositionsView {
        positions: rows.iter().map(form).collect::<Result<_, Denied>>()?,
        taxes: taxes.into_iter().map(tax_view).collect(),
    })
}

/// The positions one can choose from, for a customer's form.
/// # Errors
/// [`Denied`].
pub async fn names(by: &Staff, cx: &Cx) -> Result<Vec<FiscalRef>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let rows = stored::list(&mut conn, company).await?.into_iter().filter(|row| row.active == 1);
    Ok(rows.map(|row| FiscalRef { id: FiscalPositionId(row.id), name: row.name }).collect())
}

/// A position's name for the timeline; nothing is empty.
/// # Errors
/// [`Denied`].
pub(crate) async fn name(conn: &mut Conn, company: CompanyId, id: Option<Uuid>) -> Result<String, Denied> {
    let Some(id) = id else { return Ok(String::new()) };
    let found = stored::find(conn, company, FiscalPositionId(id)).await?;
    Ok(found.map(|row| row.name).unwrap_or_default())
}

/// A stored position as it is typed.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn typed(row: &PositionRecord, replacements: &[ReplacementRecord]) -> Result<FiscalFields, Denied> {
    let mine = replacements.iter().filter(|replacement| replacement.fiscal_position_id == row.id);
    Ok(FiscalFields {
        name: row.name.clone(),
        active: row.active == 1,
        automatic: row.automatic == 1,
        vat_required: row.vat_required == 1,
        buyer: PartyKind::parse(&row.buyer),
        area: columns::code(&row.area, Area::parse)?,
        country: row.country.clone(),
        region: row.region.clone(),
        postcode_from: row.postcode_from.clone(),
        postcode_to: row.postcode_to.clone(),
        replacements: mine
            .map(|one| ReplacementFields {
                from: TaxId(one.from_tax_id),
                supply: fields::supply(&one.supply),
                to: TaxId(one.to_tax_id),
            })
            .collect(),
    })
}
