//! Taxes as settings show them.
use super::book;
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, ids::TaxId};
use store::{
    columns, taxes as stored,
    taxes::{PartRecord, RateRecord, TaxRecord},
};
use wire::taxes::{DatedRateFields, TaxFields, TaxForm, TaxKindCode, TaxesView};

/// All taxes of the company, those no longer offered too.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn read(by: &Staff, cx: &Cx) -> Result<TaxesView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let rates = stored::rates(&mut conn, company).await?;
    let parts = stored::parts(&mut conn, company).await?;
    let rounding = columns::code(&stored::rounding(&mut conn, company).await?, book::rounding)?;
    let taxes = stored::list(&mut conn, company).await?;
    let taxes = taxes.iter().map(|tax| form(tax, &rates, &parts)).collect::<Result<_, _>>()?;
    Ok(TaxesView { taxes, rounding })
}

fn form(tax: &TaxRecord, rates: &[RateRecord], parts: &[PartRecord]) -> Result<TaxForm, Denied> {
    Ok(TaxForm {
        id: TaxId(tax.id),
        version: tax.version,
        rate: columns::decimal(tax.percent),
        fields: fields(tax, rates, parts)?,
    })
}

/// A stored tax as it is typed.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn fields(tax: &TaxRecord, rates: &[RateRecord], parts: &[PartRecord]) -> Result<TaxFields, Denied> {
    let dated: Vec<DatedRateFields> = rates
        .iter()
        .filter(|rate| rate.tax_id == tax.id)
        .map(|rate| Ok(DatedRateFields { from: columns::day(&rate.from_day)?, rate: columns::decimal(rate.rate) }))
        .collect::<Result<_, Denied>>()?;
    Ok(TaxFields {
        name: tax.name.clone(),
        kind: columns::code(&tax.kind, TaxKindCode::parse)?,
        rate: columns::decimal(tax.percent),
        rates: dated,
        included: tax.included == 1,
        affects_later: tax.affects_later == 1,
        note: book::note(&tax.note),
        parts: parts.iter().filter(|part| part.tax_id == tax.id).map(|part| TaxId(part.part_id)).collect(),
        active: tax.active == 1,
    })
}
