//! Merge one customer into another.
use super::{facts, lock};
use crate::{
    Cx, Denied, Staff,
    crm::merge::{Told, tell_owners},
    parties::{edit, found},
};
use domain::{
    actors::Permission,
    ids::{PartyId, PartyMergeId, UserId},
    parties::merge,
    refusal::Refusal,
};
use store::{
    Scope, Unit,
    events::{By, EventData, NewEvent},
    parties::{
        merges::{self, MergeRecord},
        pairs, record,
    },
};
use uuid::Uuid;
use wire::parties::{MergeParties, MergedParties};

/// The one that stays takes what was chosen and everything that hangs on the other, which from then on leads to it. What was
/// sent, signed and ordered keeps the words it has. All of it can be taken back. Whose the two were hears of it, unless they
/// did it themselves.
/// # Errors
/// [`Denied::NotFound`]; [`Denied::Stale`]; `same_record` at `goes`; `already_merged` at `stays` or `goes`; `not_a_choice`
/// and `required` at `taken`.
pub async fn merge_parties(by: &Staff, cx: &Cx, command: MergeParties) -> Result<MergedParties, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, user, key) = (by.by(), by.user(), command.key.0);
    let (fingerprint, name, public_url) = (command.clone(), by.name.clone(), cx.settings.public_url.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            let (name, public_url) = (name.clone(), public_url.clone());
            Box::pin(async move { write(unit, &scope, (who, user), command, (&name, &public_url)).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, user): (By, UserId),
    command: MergeParties,
    (name, public_url): (&str, &str),
) -> Result<MergedParties, Denied> {
    let company = scope.company;
    if command.stays == command.goes {
        return Err(Denied::at("goes", Refusal::SameRecord));
    }
    // Always the older one first: two who merge the same two the other way round must not wait for each other.
    let (before, goes) = if command.stays < command.goes {
        let before = lock(unit, company, command.stays, "stays").await?;
        (before, lock(unit, company, command.goes, "goes").await?)
    } else {
        let goes = lock(unit, company, command.goes, "goes").await?;
        (lock(unit, company, command.stays, "stays").await?, goes)
    };
    for (row, version) in [(&before, command.stays_version), (&goes, command.goes_version)] {
        if row.version != version {
            return Err(Denied::Stale { current: row.version });
        }
    }
    let from = record::addresses(&mut unit.conn, command.stays).await?;
    let other = record::addresses(&mut unit.conn, command.goes).await?;
    let facts_before = facts::of(&before, &from);
    let facts_after = merge::merged(&facts_before, &facts::of(&goes, &other), &command.taken)
        .map_err(|refusal| Denied::at("taken", refusal))?;
    let (mut row, to) = facts::put(&mut unit.conn, &facts_after, &before).await?;
    let changes = edit::all_changes(&mut unit.conn, (&before, &from), (&row, &to)).await?;
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row, &to).await?;
    let text = |facts| serde_json::to_string(facts).map_err(Denied::fault);
    let made = MergeRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        survivor_id: row.id,
        merged_id: goes.id,
        facts_before: text(&facts_before)?,
        facts_after: text(&facts_after)?,
        made_by: user.0,
        made_at: unit.now.0,
        undone_at: None,
    };
    merges::make(unit, &made, goes.version).await?;
    // What moved is found by the name of its new customer; what was there before, by the name that was taken.
    found::rename(unit, company, PartyId(row.id), &row.name).await?;
    pairs::put(unit, company, goes.id, &[]).await?;
    let told = Told {
        by: (user, name),
        about: None,
        stays: (row.id, &row.name),
        goes: &goes.name,
        owners: [before.owner_id, goes.owner_id],
        owner: row.owner_id,
        public_url,
    };
    tell_owners(unit, company, &told).await?;
    let said = |body: String, changes| EventData { body, changes, ..EventData::default() };
    unit.event(
        NewEvent::new(company, "party", row.id, "party.merged", who.clone()).with(said(goes.name.clone(), changes)),
    );
    unit.event(NewEvent::new(company, "party", goes.id, "party.merged_away", who).with(said(row.name, Vec::new())));
    announce(unit, scope, [row.id, goes.id]);
    Ok(MergedParties { merge: PartyMergeId(made.id), version })
}

/// Both customers, and whatever hangs on them: which of it only a reader's page knows.
pub(super) fn announce(unit: &mut Unit, scope: &Scope, parties: [Uuid; 2]) {
    for party in parties {
        unit.announce(scope.company, "party", party);
    }
    for kind in ["opportunity", "quote", "order"] {
        unit.announce(scope.company, kind, Uuid::nil());
    }
}
