//! Give an opportunity tags, or take some from it.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    crm::tags::{self, Tint},
    ids::{CompanyId, OpportunityId, OpportunityTagId},
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    Scope, StoreError, Unit,
    crm::{
        record::{self, OpportunityRecord},
        tags::{self as stored, TagRecord},
    },
    events::{By, Change, EventData, NewEvent},
};
use uuid::Uuid;
use wire::tags::TagOpportunity;

/// Gives and takes; a name nobody has used yet makes a tag for the whole company. What it has already stays, and what it
/// has not is not missed: then nothing is written. Answers the opportunity's version.
/// # Errors
/// [`Denied::NotFound`]; refusals at `tags`: of the name, `not_a_choice` for a tag out of use, `too_large` for too many.
pub async fn tag_opportunity(by: &Staff, cx: &Cx, command: TagOpportunity) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key, fingerprint) = (by.by(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: TagOpportunity) -> Result<i64, Denied> {
    let before = record::load_for_update(unit, scope, command.id).await?;
    let mut fields = Fields::new();
    if command.add.len() > tags::MOST_ON_ONE {
        fields.refuse("tags", Refusal::TooLarge { most: Decimal::from(tags::MOST_ON_ONE) });
    }
    let names: Vec<String> =
        command.add.iter().take(tags::MOST_ON_ONE).map(|typed| tags::name("tags", typed, &mut fields)).collect();
    denied::all_right(fields)?;
    let mut added = Vec::with_capacity(names.len());
    for name in names {
        added.push(named(unit, scope.company, &who, name).await?);
    }
    let had: BTreeSet<Uuid> = super::ids_of(&mut unit.conn, scope.company, command.id).await?.into_iter().collect();
    let mut has = had;
    has.extend(added);
    for tag in command.remove {
        has.remove(&tag.0);
    }
    keep(unit, scope.company, who, before, &has).await
}

/// The tag of a name, made when it is new.
async fn named(unit: &mut Unit, company: CompanyId, who: &By, name: String) -> Result<Uuid, Denied> {
    let folded = tags::key(&name);
    let known = match stored::find(&mut unit.conn, company, &folded).await? {
        Some(known) => Some(known),
        None => {
            let made = stored::list(&mut unit.conn, company).await?.len();
            if made >= tags::MOST {
                return Err(Denied::at("tags", Refusal::TooLarge { most: Decimal::from(tags::MOST) }));
            }
            let row = TagRecord {
                id: Uuid::now_v7(),
                company_id: company.0,
                version: 1,
                name: name.clone(),
                folded: folded.clone(),
                tint: Tint::in_turn(made).code().to_owned(),
                retired: 0,
                created_at: unit.now.0,
            };
            if stored::insert(unit, &row).await? {
                let data = EventData { body: name, ..EventData::default() };
                unit.event(NewEvent::new(company, "tag", row.id, "tag.created", who.clone()).with(data));
                unit.announce(company, "tag", row.id);
                return Ok(row.id);
            }
            // Somebody else made it a moment ago.
            stored::find(&mut unit.conn, company, &folded).await?
        }
    };
    match known {
        Some(known) if known.retired == 0 => Ok(known.id),
        Some(_) => Err(Denied::at("tags", Refusal::NotAChoice)),
        None => Err(StoreError::NotFound.into()),
    }
}

/// Gives one tag to an opportunity that was locked, or takes it: what changing many does with each.
pub(in crate::crm) async fn one(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    before: &OpportunityRecord,
    (version, tag, on): (i64, OpportunityTagId, bool),
) -> Result<i64, Denied> {
    if before.version != version {
        return Err(Denied::Stale { current: before.version });
    }
    let id = OpportunityId(before.id);
    let mut has: BTreeSet<Uuid> = super::ids_of(&mut unit.conn, scope.company, id).await?.into_iter().collect();
    if on {
        match stored::load(&mut unit.conn, scope.company, tag).await {
            // One out of use stays where it is, and is given to nobody else.
            Ok(known) if known.retired != 0 && !has.contains(&tag.0) => {
                return Err(Denied::at("tags", Refusal::NotAChoice));
            }
            Ok(_) => has.insert(tag.0),
            Err(StoreError::NotFound) => return Err(Denied::at("tags", Refusal::NotAChoice)),
            Err(error) => return Err(error.into()),
        };
    } else {
        has.remove(&tag.0);
    }
    keep(unit, scope.company, who, before.clone(), &has).await
}

/// Writes which tags an opportunity has, and moves its version; one whose tags are the same stays as it is.
async fn keep(
    unit: &mut Unit,
    company: CompanyId,
    who: By,
    mut row: OpportunityRecord,
    has: &BTreeSet<Uuid>,
) -> Result<i64, Denied> {
    // Merging may have brought more together: those can be taken away one by one.
    let had = stored::of(&mut unit.conn, company, OpportunityId(row.id)).await?.len();
    if has.len() > tags::MOST_ON_ONE && has.len() > had {
        return Err(Denied::at("tags", Refusal::TooLarge { most: Decimal::from(tags::MOST_ON_ONE) }));
    }
    let Some(change) = replace(unit, company, OpportunityId(row.id), has).await? else { return Ok(row.version) };
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    let data = EventData { changes: vec![change], ..EventData::default() };
    unit.event(NewEvent::new(company, "opportunity", row.id, "opportunity.changed", who).with(data));
    unit.announce(company, "opportunity", row.id);
    Ok(version)
}

/// Writes which tags an opportunity has; answers what changed, in words.
pub(in crate::crm) async fn replace(
    unit: &mut Unit,
    company: CompanyId,
    id: OpportunityId,
    has: &BTreeSet<Uuid>,
) -> Result<Option<Change>, Denied> {
    let before = stored::of(&mut unit.conn, company, id).await?;
    let had: BTreeSet<Uuid> = before.iter().map(|row| row.id).collect();
    if had == *has {
        return Ok(None);
    }
    for gone in had.difference(has) {
        stored::drop(unit, company, id, OpportunityTagId(*gone)).await?;
    }
    for new in has.difference(&had) {
        stored::put(unit, company, id, OpportunityTagId(*new)).await?;
    }
    let after = stored::of(&mut unit.conn, company, id).await?;
    let names = |rows: &[TagRecord]| rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ");
    Ok(Change::of("tags", names(&before), names(&after)))
}
