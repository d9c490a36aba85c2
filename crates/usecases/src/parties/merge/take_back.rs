//! Take a merge back: one customer becomes two again.
use super::{facts, lock, make::announce};
use crate::{
    Cx, Denied, Staff, delivery, fiscal,
    parties::{edit, found},
    prices,
};
use domain::{
    actors::Permission,
    crm::merge::{self as rules, Facts},
    ids::{CompanyId, PartyId, UserId},
    parties::merge,
    refusal::Refusal,
};
use store::{
    Conn, Scope, Unit,
    events::{By, EventData, NewEvent},
    parties::{merges, record},
};
use uuid::Uuid;
use wire::parties::{TakeBackPartyMerge, TakenBackParty};

/// The merged one stands by itself, with what was moved from it. The one that stayed gets its fields back, but for those
/// that were changed since; they are named in the answer.
/// # Errors
/// [`Denied::NotFound`]; `already_merged` when the one that stayed was itself merged since; [`Denied::Stale`];
/// `merge_taken_back`; `merge_too_old`.
pub async fn take_back_party_merge(by: &Staff, cx: &Cx, command: TakeBackPartyMerge) -> Result<TakenBackParty, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, user) = (by.by(), by.user());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, (who, user), command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, user): (By, UserId),
    command: TakeBackPartyMerge,
) -> Result<TakenBackParty, Denied> {
    let company = scope.company;
    let found = merges::load(&mut unit.conn, company, command.merge).await?;
    let (stayed, merged) = (PartyId(found.survivor_id), PartyId(found.merged_id));
    let before = lock(unit, company, stayed, "").await?;
    // Read again behind the lock: somebody else may have been here.
    let made = merges::load(&mut unit.conn, company, command.merge).await?;
    if made.undone_at.is_some() {
        return Err(Refusal::MergeTakenBack.into());
    }
    if !merge::can_be_taken_back(made.made_at, unit.now.0) {
        return Err(Refusal::MergeTooOld.into());
    }
    if before.version != command.version {
        return Err(Denied::Stale { current: before.version });
    }
    let from = record::addresses(&mut unit.conn, stayed).await?;
    let read = |text: &str| serde_json::from_str::<Facts>(text).map_err(Denied::fault);
    let (was, became) = (read(&made.facts_before)?, read(&made.facts_after)?);
    let is = facts::of(&before, &from);
    let (mut back, mut kept) = rules::restored(&was, &became, &is);
    keep_what_is_gone(&mut unit.conn, company, (&is, &mut back), &mut kept).await?;
    let (mut row, to) = facts::put(&mut unit.conn, &back, &before).await?;
    let changes = edit::all_changes(&mut unit.conn, (&before, &from), (&row, &to)).await?;
    row.updated_at = unit.now.0;
    record::update(unit, &row, &to).await?;
    let name = merges::take_back(unit, &made, user.0).await?;
    // All that the merged one has now went back to it.
    found::rename(unit, company, merged, &name).await?;
    if row.name != before.name {
        found::rename(unit, company, stayed, &row.name).await?;
    }
    unit.event(NewEvent::new(company, "party", stayed.0, "party.taken_apart", who.clone()).with(EventData {
        body: name,
        changes,
        ..EventData::default()
    }));
    unit.event(
        NewEvent::new(company, "party", merged.0, "party.came_back", who)
            .with(EventData { body: row.name, ..EventData::default() }),
    );
    announce(unit, scope, [stayed.0, merged.0]);
    Ok(TakenBackParty { id: merged, kept })
}

/// What is no more there cannot come back: its field stays as it is.
async fn keep_what_is_gone(
    conn: &mut Conn,
    company: CompanyId,
    (is, back): (&Facts, &mut Facts),
    kept: &mut Vec<String>,
) -> Result<(), Denied> {
    for code in ["price_list", "fiscal_position", "delivery_method"] {
        let wanted = back.get(code).filter(|wanted| is.get(code) != Some(wanted));
        let Some(wanted) = wanted.and_then(|wanted| Uuid::parse_str(wanted).ok()) else { continue };
        let name = match code {
            "price_list" => prices::read::name(conn, company, Some(wanted)).await?,
            "fiscal_position" => fiscal::read::name(conn, company, Some(wanted)).await?,
            _ => delivery::read::name(conn, company, Some(wanted)).await?,
        };
        if name.is_empty() {
            back.insert(code.to_owned(), is.get(code).cloned().unwrap_or_default());
            kept.push(code.to_owned());
        }
    }
    Ok(())
}
