//! Give the waiting opportunities to members of teams, as they were shown.
use super::{desk, plan, tell};
use crate::{
    Cx, Denied, Staff,
    crm::{chance, plans, stages},
};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{OpportunityId, UserId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Scope, Unit,
    crm::{
        assignments::{self, AssignmentRecord},
        record,
    },
    events::{By, EventData, NewEvent},
    teams,
};
use uuid::Uuid;
use wire::assignment::{AssignNow, Assigned, MOST_GIVEN, Placed};

/// Who gives, and when that is in the company.
#[derive(Clone)]
struct Hand {
    scope: Scope,
    who: By,
    today: NaiveDate,
    public_url: String,
}

/// Gives those that would still go where they were shown to go; what has changed since waits on. So nobody is given
/// anything that was not seen before, and no capacity is exceeded however many press at once.
/// # Errors
/// [`Denied::NotAllowed`] for sellers; `too_large` at `rows` for more than [`MOST_GIVEN`].
pub async fn assign_now(by: &Staff, cx: &Cx, command: AssignNow) -> Result<Assigned, Denied> {
    let scope = by.scope(Permission::Assign)?.clone();
    if command.rows.len() > MOST_GIVEN as usize {
        return Err(Denied::at("rows", Refusal::TooLarge { most: Decimal::from(MOST_GIVEN) }));
    }
    let public_url = cx.settings.public_url.clone();
    let hand = Hand { scope, who: by.by(), today: by.zone().day(cx.clock.now()), public_url };
    let (asker, key, fingerprint) = (hand.scope.asker(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (hand, rows) = (hand.clone(), command.rows.clone());
            Box::pin(async move { write(unit, &hand, rows).await })
        })
        .await
}

async fn write(unit: &mut Unit, hand: &Hand, shown: Vec<Placed>) -> Result<Assigned, Denied> {
    let company = hand.scope.company;
    let known = desk::teams(&mut unit.conn, company).await?;
    let mut ids: Vec<_> = known.iter().map(|team| team.id).collect();
    // Teams are held in one order, whoever gives: two people never wait for one another.
    ids.sort();
    for id in ids {
        teams::lock(unit, company, id).await?;
    }
    // Read again behind the locks.
    let known = desk::teams(&mut unit.conn, company).await?;
    let rows = assignments::waiting(&mut unit.conn, &hand.scope, plan::CONSIDERED).await?;
    let now = unit.now;
    let decided = plan::decisions(&mut unit.conn, company, &known, &rows, (hand.today, now)).await?;
    let wanted: BTreeMap<OpportunityId, Placed> = shown.iter().map(|one| (one.id, *one)).collect();
    let batch = Uuid::now_v7();
    let mut given: BTreeMap<UserId, Vec<(OpportunityId, String)>> = BTreeMap::new();
    let mut done: BTreeSet<OpportunityId> = BTreeSet::new();
    for row in &rows {
        let id = OpportunityId(row.id);
        let Some(decision) = decided.get(&id) else { continue };
        let Some((to, name)) = &decision.to else { continue };
        if wanted.get(&id) != Some(&plan::placed(row, decision)) {
            continue;
        }
        let mut full = record::load_for_update(unit, &hand.scope, id).await?;
        if full.version != row.version {
            continue;
        }
        let before = full.clone();
        full.owner_id = Some(to.0);
        full.team_id = decision.team.map(|team| team.0);
        let moved = stages::settle(unit, &mut full).await?;
        full.updated_at = now.0;
        let version = record::update(unit, &full).await?;
        // The team is one of the signs of the chance.
        chance::follow(unit, company, id).await?;
        let assignment = AssignmentRecord {
            id: Uuid::now_v7(),
            company_id: company.0,
            opportunity_id: id.0,
            team_id: full.team_id,
            user_id: full.owner_id,
            given_at: now.0,
            batch_id: Some(batch),
            version,
            team_before_id: before.team_id,
            reason: serde_json::to_string(&decision.reason).map_err(Denied::fault)?,
            undone_at: None,
        };
        assignments::insert(unit, &assignment).await?;
        let changes = moved.into_iter().collect();
        let data = EventData { body: name.clone(), changes, ..EventData::default() };
        let event = NewEvent::new(company, "opportunity", id.0, "opportunity.assigned", hand.who.clone());
        unit.event(event.with(data));
        plans::given(unit, (&before, &full), hand.today, (hand.scope.user, hand.who.clone())).await?;
        unit.announce(company, "opportunity", id.0);
        given.entry(*to).or_default().push((id, full.title));
        done.insert(id);
    }
    for (to, what) in &given {
        // Nobody needs a mail about what they gave themselves.
        if *to != hand.scope.user {
            tell::given(unit, company, *to, what, &hand.public_url).await?;
        }
    }
    let meant: BTreeSet<OpportunityId> = shown.iter().filter(|one| one.to.is_some()).map(|one| one.id).collect();
    let count = |ids: usize| u32::try_from(ids).unwrap_or(u32::MAX);
    Ok(Assigned {
        batch: (!done.is_empty()).then_some(batch),
        given: count(done.len()),
        left: count(meant.difference(&done).count()),
    })
}
