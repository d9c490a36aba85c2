//! The units a new company begins with.
use domain::{ids::CompanyId, lang::Texts, units::seeds};
use store::{StoreError, Unit, columns, units as stored, units::UnitRecord};
use uuid::Uuid;

/// Writes the units of a new company.
/// # Errors
/// [`StoreError`].
pub async fn fill(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = seeds::SEEDS.iter().map(|_| Uuid::now_v7()).collect();
    let units = seeds::named(|at| ids.get(at).copied().unwrap_or_default());
    for (position, named) in (1_i64..).zip(units) {
        let (Texts { en: symbol_en, fi: symbol_fi, sv: symbol_sv }, Texts { en: name_en, fi: name_fi, sv: name_sv }) =
            (named.symbol, named.name);
        let row = UnitRecord {
            id: named.unit.id.0,
            company_id: company.0,
            version: 1,
            base_id: Some(named.unit.category.0).filter(|base| *base != named.unit.id.0),
            ratio: columns::millionths(named.unit.ratio)?,
            rounding: columns::millionths(named.unit.rounding.get())?,
            symbol_fi,
            symbol_sv,
            symbol_en,
            name_fi,
            name_sv,
            name_en,
            also: named.also.join(","),
            position,
            active: 1,
        };
        stored::insert(unit, &row).await?;
    }
    Ok(())
}
