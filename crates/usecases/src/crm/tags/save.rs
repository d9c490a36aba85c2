//! Make a tag, or change its name and tint, or take it out of use.
use crate::{Cx, Denied, Staff, denied, settings::kept};
use domain::{
    crm::tags,
    ids::{CompanyId, OpportunityTagId},
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use store::{
    Unit,
    crm::tags::{self as stored, TagRecord},
    events::{By, Change},
};
use uuid::Uuid;
use wire::tags::{SaveTag, SavedTag};

/// Keeps a tag. One out of use is offered no more, and stays where it stands. A form without a change writes nothing.
/// # Errors
/// [`Denied::NotAllowed`] for anybody but an administrator, [`Denied::Stale`], refusals at `name`: `already_taken` also
/// where another's differs in case alone.
pub async fn save_tag(by: &Staff, cx: &Cx, command: SaveTag) -> Result<SavedTag, Denied> {
    kept::save(by, cx, command.key, command, |unit, company, who, command| Box::pin(write(unit, company, who, command)))
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: SaveTag) -> Result<SavedTag, Denied> {
    let before = match command.id {
        None => None,
        Some(id) => Some(stored::load(&mut unit.conn, company, id).await?),
    };
    kept::unchanged(before.as_ref().map(|before| before.version), command.version)?;
    let all = stored::list(&mut unit.conn, company).await?;
    let mut fields = Fields::new();
    let name = tags::name("name", &command.fields.name, &mut fields);
    let folded = tags::key(&name);
    let id = before.as_ref().map_or_else(Uuid::now_v7, |before| before.id);
    if all.iter().any(|other| other.id != id && other.folded == folded) {
        fields.refuse("name", Refusal::AlreadyTaken);
    }
    if before.is_none() && all.len() >= tags::MOST {
        fields.refuse("name", Refusal::TooLarge { most: Decimal::from(tags::MOST) });
    }
    denied::all_right(fields)?;
    let row = TagRecord {
        id,
        company_id: company.0,
        version: before.as_ref().map_or(1, |before| before.version),
        name,
        folded,
        tint: command.fields.tint.code().to_owned(),
        retired: i64::from(command.fields.retired),
        created_at: before.as_ref().map_or(unit.now.0, |before| before.created_at),
    };
    let saved = |version| SavedTag { id: OpportunityTagId(id), version };
    let (what, version, changes) = match &before {
        Some(before) if *before == row => return Ok(saved(row.version)),
        Some(before) => {
            let changes = [
                Change::of("name", &before.name, &row.name),
                Change::of("tint", &before.tint, &row.tint),
                Change::of("active", before.retired == 0, row.retired == 0),
            ];
            let version = stored::update(unit, &row).await.map_err(kept::name_taken)?;
            ("tag.changed", version, changes.into_iter().flatten().collect())
        }
        None => {
            if !stored::insert(unit, &row).await? {
                return Err(Denied::at("name", Refusal::AlreadyTaken));
            }
            // A new one is in use, unless the form says otherwise.
            let version = if row.retired == 1 { stored::update(unit, &row).await? } else { 1 };
            ("tag.created", version, Vec::new())
        }
    };
    kept::tell(unit, company, ("tag", row.id), (what, who), (row.name, changes));
    Ok(saved(version))
}
