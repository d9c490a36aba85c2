//! Take a merge back: one opportunity becomes two again.
use super::facts;
use crate::{
    Cx, Denied, Staff,
    crm::{chance, custom, edit_opportunity::changes, recurring, stages, tags},
};
use domain::{
    actors::Permission,
    crm::merge,
    ids::{OpportunityId, PartyId, UserId},
    money::Currency,
    refusal::Refusal,
};
use store::{
    Scope, StoreError, Unit,
    crm::{merges, origin, record, visits},
    events::{By, EventData, NewEvent},
    parties::merges as merges_of_parties,
};
use wire::merge::{TakeBackMerge, TakenBack};

/// The merged one stands where it stood, with what was moved from it. The one that stayed gets its fields back, but for
/// those that were changed since; they are named in the answer.
/// # Errors
/// [`Denied::NotFound`] also when the one that stayed was itself merged since; [`Denied::Stale`]; `merge_taken_back`.
pub async fn take_back_merge(by: &Staff, cx: &Cx, command: TakeBackMerge) -> Result<TakenBack, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, user, currency) = (by.by(), by.user(), by.currency);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, (who, user), currency, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, user): (By, UserId),
    currency: Currency,
    command: TakeBackMerge,
) -> Result<TakenBack, Denied> {
    let found = merges::unscoped_load(&mut unit.conn, scope.company, command.merge).await?;
    let (stayed, merged) = (OpportunityId(found.survivor_id), OpportunityId(found.merged_id));
    let before = super::lock(unit, scope, stayed, "").await?;
    // Read again behind the lock: somebody else may have been here.
    let made = merges::unscoped_load(&mut unit.conn, scope.company, command.merge).await?;
    if made.undone_at.is_some() {
        return Err(Refusal::MergeTakenBack.into());
    }
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let mut from = origin::load(&mut unit.conn, scope.company, stayed).await?;
    let has = tags::ids_of(&mut unit.conn, scope.company, stayed).await?;
    let read = |text: &str| serde_json::from_str::<merge::Facts>(text).map_err(Denied::fault);
    let (was, became) = (read(&made.facts_before)?, read(&made.facts_after)?);
    let mut is = facts::of(&before, &from, &has);
    is.extend(custom::facts(&mut unit.conn, scope.company, stayed).await?);
    let (mut back, mut kept) = merge::restored(&was, &became, &is);
    // A customer that is no more there cannot come back; one that was merged since is the one it lives on in.
    let party = back.get("party").and_then(|party| party.parse::<PartyId>().ok());
    if let Some(party) = party.filter(|party| Some(party.0) != before.party_id) {
        match merges_of_parties::hold_standing(unit, scope.company, party).await {
            Ok(standing) => {
                back.insert("party".into(), standing.to_string());
            }
            Err(StoreError::NotFound) => {
                back.insert("party".into(), before.party_id.map(|party| party.to_string()).unwrap_or_default());
                kept.push("party".into());
            }
            Err(error) => return Err(error.into()),
        }
    }
    let old_names = record::names(&mut unit.conn, &before).await?;
    let mut row = before.clone();
    facts::put(&back, &mut row, &mut from)?;
    recurring::recount(unit, &mut row, &currency).await?;
    let names = record::names(&mut unit.conn, &row).await?;
    row.search = record::search_text(names.party.as_deref().unwrap_or(""), &row.title, &row.contact_name);
    let moved = if row.team_id == before.team_id { None } else { stages::settle(unit, &mut row).await? };
    row.updated_at = unit.now.0;
    record::update(unit, &row).await?;
    origin::put(unit, scope.company, stayed, &from).await?;
    let tagged = tags::replace(unit, scope.company, stayed, &facts::tags(&back)?).await?;
    let filled = custom::put_facts(unit, scope.company, stayed, &back).await?;
    let kept = custom::named(&mut unit.conn, scope.company, kept).await?;
    let (stage, title) = merges::take_back(unit, &made, user.0).await?;
    if made.merged_state == "open" {
        visits::enter(unit, merged, stage).await?;
    }
    chance::follow(unit, scope.company, stayed).await?;
    chance::follow(unit, scope.company, merged).await?;
    let changes =
        changes(&before, &row, old_names, names).into_iter().chain(moved).chain(tagged).chain(filled).collect();
    unit.event(
        NewEvent::new(scope.company, "opportunity", stayed.0, "opportunity.taken_apart", who.clone()).with(EventData {
            body: title,
            changes,
            ..EventData::default()
        }),
    );
    unit.event(
        NewEvent::new(scope.company, "opportunity", merged.0, "opportunity.came_back", who)
            .with(EventData { body: row.title, ..EventData::default() }),
    );
    unit.announce(scope.company, "opportunity", stayed.0);
    unit.announce(scope.company, "opportunity", merged.0);
    Ok(TakenBack { id: merged, kept })
}
