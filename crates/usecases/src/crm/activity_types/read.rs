//! The settings of types.
use super::known::{Types, kind};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    crm::activity_types::Chain,
    ids::{ActivityTypeId, UserId},
};
use store::{columns, company, crm::activity_types::TypeRecord};
use wire::{
    activity_types::{TypeFields, TypeForm, TypesView},
    shared::UserRef,
};

/// All types of the company, those out of use last.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator.
pub async fn list_types(by: &Staff, cx: &Cx) -> Result<TypesView, Denied> {
    let company = by.scope(Permission::Settings)?.company;
    let mut conn = cx.store.reader().await?;
    let types = Types::read(&mut conn, company).await?;
    let people = company::owners(&mut conn, company).await?;
    let form = |row: &TypeRecord| {
        Ok(TypeForm {
            id: ActivityTypeId(row.id),
            version: row.version,
            fields: TypeFields {
                name: row.name.clone(),
                kind: kind(row)?,
                days: columns::count(row.days)?,
                from_due: row.from_due == 1,
                summary: row.summary.clone(),
                note: row.note.clone(),
                user: row.user_id.map(UserId),
                chain: columns::code(&row.chain, Chain::parse)?,
                next: types.following(row.id),
                retired: row.retired == 1,
            },
        })
    };
    let mut rows: Vec<&TypeRecord> = types.rows().iter().collect();
    rows.sort_by_key(|row| row.retired);
    Ok(TypesView {
        types: rows.into_iter().map(form).collect::<Result<_, Denied>>()?,
        people: people.into_iter().map(|one| UserRef { id: UserId(one.id), name: one.name }).collect(),
    })
}
