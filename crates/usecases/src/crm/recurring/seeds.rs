//! The plans a new company begins with, in its language.
use domain::{crm::recurring, ids::CompanyId, lang::Lang};
use store::{
    StoreError, Unit,
    crm::recurring::{self as stored, PlanRecord},
};
use uuid::Uuid;

/// Writes the plans of a new company.
/// # Errors
/// [`StoreError`].
pub async fn fill(unit: &mut Unit, company: CompanyId, language: Lang) -> Result<(), StoreError> {
    for (name, months) in recurring::seeds(language) {
        let row = PlanRecord {
            id: Uuid::now_v7(),
            company_id: company.0,
            version: 1,
            name: name.to_owned(),
            folded: recurring::key(name),
            months: i64::from(months),
            retired: 0,
            created_at: unit.now.0,
        };
        stored::insert(unit, &row).await?;
    }
    Ok(())
}
