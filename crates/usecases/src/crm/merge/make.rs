//! Merge one opportunity into another.
use super::{Told, facts, fit, lock, tell_owners};
use crate::{
    Cx, Denied, Staff,
    crm::{chance, custom, edit_opportunity::changes, recurring, stages, tags},
};
use domain::{
    actors::Permission,
    crm::merge,
    ids::{MergeId, UserId},
    money::Currency,
    refusal::Refusal,
};
use std::collections::BTreeSet;
use store::{
    Scope, Unit,
    crm::{
        merges::{self, MergeRecord},
        origin, record, visits,
    },
    events::{By, EventData, NewEvent},
    files,
};
use uuid::Uuid;
use wire::merge::{MergeOpportunities, Merged};

/// The one that stays takes what was chosen and everything that hangs on the other, which from then on leads to it. All of
/// it can be taken back. Whose the two were hears of it, unless they did it themselves.
/// # Errors
/// [`Denied::Stale`]; `same_record`, `already_merged`, `won_not_merged` at `stays` or `goes`; `not_a_choice` at `taken`.
pub async fn merge_opportunities(by: &Staff, cx: &Cx, command: MergeOpportunities) -> Result<Merged, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, user, currency, key) = (by.by(), by.user(), by.currency, command.key.0);
    let (fingerprint, name, public_url) = (command.clone(), by.name.clone(), cx.settings.public_url.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            let (name, public_url) = (name.clone(), public_url.clone());
            Box::pin(async move { write(unit, &scope, (who, user), currency, command, (&name, &public_url)).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, user): (By, UserId),
    currency: Currency,
    command: MergeOpportunities,
    (name, public_url): (&str, &str),
) -> Result<Merged, Denied> {
    if command.stays == command.goes {
        return Err(Denied::at("goes", Refusal::SameRecord));
    }
    // Always the older one first: two who merge the same two the other way round must not wait for each other.
    let (before, goes) = if command.stays < command.goes {
        let before = lock(unit, scope, command.stays, "stays").await?;
        (before, lock(unit, scope, command.goes, "goes").await?)
    } else {
        let goes = lock(unit, scope, command.goes, "goes").await?;
        (lock(unit, scope, command.stays, "stays").await?, goes)
    };
    for (row, version) in [(&before, command.stays_version), (&goes, command.goes_version)] {
        if row.version != version {
            return Err(Denied::Stale { current: row.version });
        }
    }
    fit(&before, &goes)?;
    let mut from = origin::load(&mut unit.conn, scope.company, command.stays).await?;
    let other = origin::load(&mut unit.conn, scope.company, command.goes).await?;
    let own_tags = tags::ids_of(&mut unit.conn, scope.company, command.stays).await?;
    let other_tags = tags::ids_of(&mut unit.conn, scope.company, command.goes).await?;
    let mut facts_before = facts::of(&before, &from, &own_tags);
    facts_before.extend(custom::facts(&mut unit.conn, scope.company, command.stays).await?);
    let mut facts_goes = facts::of(&goes, &other, &other_tags);
    facts_goes.extend(custom::facts(&mut unit.conn, scope.company, command.goes).await?);
    let facts_after =
        merge::merged(&facts_before, &facts_goes, &command.taken).map_err(|refusal| Denied::at("taken", refusal))?;
    let old_names = record::names(&mut unit.conn, &before).await?;
    let mut row = before.clone();
    facts::put(&facts_after, &mut row, &mut from)?;
    recurring::recount(unit, &mut row, &currency).await?;
    let names = record::names(&mut unit.conn, &row).await?;
    row.search = record::search_text(names.party.as_deref().unwrap_or(""), &row.title, &row.contact_name);
    let moved = if row.team_id == before.team_id { None } else { stages::settle(unit, &mut row).await? };
    row.updated_at = unit.now.0;
    let version = record::update(unit, &row).await?;
    origin::put(unit, scope.company, command.stays, &from).await?;
    let tagged = tags::replace(unit, scope.company, command.stays, &facts::tags(&facts_after)?).await?;
    let filled = custom::put_facts(unit, scope.company, command.stays, &facts_after).await?;

    let text = |facts| serde_json::to_string(facts).map_err(Denied::fault);
    let made = MergeRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        survivor_id: row.id,
        merged_id: goes.id,
        merged_state: goes.state.clone(),
        facts_before: text(&facts_before)?,
        facts_after: text(&facts_after)?,
        made_by: user.0,
        made_at: unit.now.0,
        undone_at: None,
    };
    merges::make(unit, &made, goes.version).await?;
    move_files(unit, scope, &made, &goes.title).await?;
    visits::leave(unit, command.goes).await?;
    chance::follow(unit, scope.company, command.stays).await?;
    chance::follow(unit, scope.company, command.goes).await?;
    let told = Told {
        by: (user, name),
        about: Some(&row),
        stays: (row.id, &row.title),
        goes: &goes.title,
        owners: [before.owner_id, goes.owner_id],
        owner: row.owner_id,
        public_url,
    };
    tell_owners(unit, scope.company, &told).await?;
    let changes =
        changes(&before, &row, old_names, names).into_iter().chain(moved).chain(tagged).chain(filled).collect();
    let said = |body: String, changes| EventData { body, changes, ..EventData::default() };
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.merged", who.clone())
            .with(said(goes.title, changes)),
    );
    unit.event(
        NewEvent::new(scope.company, "opportunity", goes.id, "opportunity.merged_away", who)
            .with(said(row.title, Vec::new())),
    );
    unit.announce(scope.company, "opportunity", row.id);
    unit.announce(scope.company, "opportunity", goes.id);
    Ok(Merged { merge: MergeId(made.id), version })
}

/// Files keep their names, unless the one that stays has a file of that name.
async fn move_files(unit: &mut Unit, scope: &Scope, merge: &MergeRecord, title: &str) -> Result<(), Denied> {
    let names = |files: &[files::AttachmentRecord]| files.iter().map(|file| file.name.clone()).collect::<BTreeSet<_>>();
    let there = files::list(&mut unit.conn, scope.company, "opportunity", merge.survivor_id).await?;
    let mut taken = names(&there);
    for file in files::list(&mut unit.conn, scope.company, "opportunity", merge.merged_id).await? {
        let mut name = file.name.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            name = if count == 1 { format!("{} ({title})", file.name) } else { format!("{} ({count})", file.name) };
            count += 1;
        }
        merges::move_file(unit, merge, file.id, &file.name, &name).await?;
    }
    Ok(())
}
