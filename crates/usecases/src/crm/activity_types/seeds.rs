//! The types a new company begins with: one of each kind, called as its kind is.
use domain::{
    crm::{activities::ActivityKind, activity_types::Chain},
    ids::{ActivityTypeId, CompanyId},
};
use store::{
    StoreError, Unit,
    crm::activity_types::{self as stored, TypeRecord},
};
use uuid::Uuid;

/// Writes the types of a new company.
/// # Errors
/// [`StoreError`].
pub async fn fill(unit: &mut Unit, company: CompanyId) -> Result<(), StoreError> {
    let ids = ActivityKind::ALL.map(|kind| (kind, Uuid::now_v7()));
    for (position, (kind, id)) in (1_i64..).zip(ids) {
        let row = TypeRecord {
            id,
            company_id: company.0,
            version: 1,
            name: String::new(),
            folded: None,
            kind: kind.code().to_owned(),
            days: i64::try_from(kind.days()).unwrap_or_default(),
            from_due: 0,
            summary: String::new(),
            note: String::new(),
            user_id: None,
            chain: Chain::Suggest.code().to_owned(),
            position,
            retired: 0,
            created_at: unit.now.0,
        };
        stored::insert(unit, &row).await?;
    }
    for (kind, id) in ids {
        let next = ids.into_iter().find(|(other, _)| *other == kind.follows()).map(|(_, id)| ActivityTypeId(id));
        stored::set_next(unit, company, ActivityTypeId(id), next.as_slice()).await?;
    }
    Ok(())
}
