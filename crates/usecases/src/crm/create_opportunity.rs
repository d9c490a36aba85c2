//! Make an opportunity.
use super::{chance, custom, fields, plans, recurring, stages};
use crate::{Cx, Denied, Staff, denied};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{OpportunityId, StageId},
    money::Currency,
    refusal::{Fields, Refusal},
};
use store::{
    Conn, Scope, Unit,
    company::{self, StageRecord},
    crm::{
        record::{self, OpportunityRecord},
        visits,
    },
    events::{By, EventData, NewEvent},
};
use uuid::Uuid;
use wire::crm::CreateOpportunity;

/// Makes it the actor's own and their team's, in the given stage or the first one for that team that needs nothing; the
/// plan of the stage is started.
/// # Errors
/// Refusals by field; at `stage`: `no_such_stage`, `fill_in_first` for a given one that needs fields of the team.
pub async fn create_opportunity(by: &Staff, cx: &Cx, command: CreateOpportunity) -> Result<OpportunityId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, currency, key) = (by.by(), by.currency, command.key.0);
    let today = by.zone().day(cx.clock.now());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, (currency, today), command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    (currency, today): (Currency, NaiveDate),
    command: CreateOpportunity,
) -> Result<OpportunityId, Denied> {
    let mut stage = begins(&mut unit.conn, scope, command.stage).await?;
    // A stage that changes hands at this moment is no beginning: the pipeline is read again behind whoever changed it.
    for _ in 1..stages::MOST_TRIES {
        if stages::hold(unit, scope.company, (StageId(stage.id), scope.team)).await?.is_some() {
            break;
        }
        stage = begins(&mut unit.conn, scope, command.stage).await?;
    }
    let now = unit.now.0;
    let mut row = OpportunityRecord {
        id: Uuid::now_v7(),
        company_id: scope.company.0,
        version: 1,
        title: String::new(),
        party_id: command.party.map(|party| party.0),
        contact_name: String::new(),
        email: String::new(),
        phone: String::new(),
        owner_id: Some(scope.user.0),
        team_id: scope.team.map(|team| team.0),
        stage_id: stage.id,
        state: "open".into(),
        lost_reason: String::new(),
        expected: 0,
        chance: stage.chance,
        weighted: 0,
        expected_close: None,
        closed_on: None,
        priority: 0,
        source: String::new(),
        search: String::new(),
        recurring: 0,
        recurring_plan_id: None,
        monthly: 0,
        monthly_weighted: 0,
        created_at: now,
        updated_at: now,
    };
    let mut fields = Fields::new();
    fields::take(&(&command).into(), &currency, &mut row, &mut fields);
    recurring::take(unit, &mut row, (&command.recurring, recurring::Plans::InUse), &currency, &mut fields).await?;
    denied::all_right(fields)?;
    let party = fields::party_name(unit, scope.company, command.party).await?;
    row.search = record::search_text(&party, &row.title, &row.contact_name);
    record::insert(unit, &row).await?;
    chance::follow(unit, scope.company, OpportunityId(row.id)).await?;
    visits::enter(unit, OpportunityId(row.id), row.stage_id).await?;
    unit.event(
        NewEvent::new(scope.company, "opportunity", row.id, "opportunity.created", who.clone())
            .with(EventData { body: row.title.clone(), ..EventData::default() }),
    );
    plans::enter(unit, (&row, &stage), today, (scope.user, who)).await?;
    unit.announce(scope.company, "opportunity", row.id);
    Ok(OpportunityId(row.id))
}

/// Where it begins. Nobody begins in a folded stage while there is another, nor where something must be filled in first,
/// unless there is no stage that needs nothing.
async fn begins(conn: &mut Conn, scope: &Scope, wanted: Option<StageId>) -> Result<StageRecord, Denied> {
    let refused = || Denied::at("stage", Refusal::NoSuchStage);
    let known = company::stages(conn, scope.company).await?;
    let whose = (scope.company, scope.team);
    let mut fitting: Vec<&StageRecord> = known.iter().filter(|stage| stage.place().takes(scope.team)).collect();
    if let Some(wanted) = wanted {
        let stage = fitting.into_iter().find(|stage| stage.id == wanted.0).ok_or_else(refused)?;
        custom::needs_nothing(conn, whose, wanted, &known).await?;
        return Ok(stage.clone());
    }
    fitting.sort_by_key(|stage| stage.folded);
    for stage in fitting.iter().copied() {
        match custom::needs_nothing(conn, whose, StageId(stage.id), &known).await {
            Ok(()) => return Ok(stage.clone()),
            Err(Denied::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    fitting.first().copied().cloned().ok_or_else(refused)
}
