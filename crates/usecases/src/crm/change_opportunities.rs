//! Change many opportunities at once: each gets its own verdict, and what was changed can be taken back.
use super::{
    close_opportunity, edit_opportunity,
    give_back::{self, Was},
    give_to_team, list_opportunities, move_opportunity, plans, tags,
};
use crate::{Cx, Denied, Staff};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{OpportunityId, PartyId, PlanLaunchId, RecurringPlanId, StageId, TeamId, UserId},
    money::Currency,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use store::{
    Scope, Unit, columns,
    crm::{
        list::{self as stored, Filter},
        plans::launches,
        record::{self, OpportunityRecord},
    },
    events::By,
};
use wire::{
    crm::{CloseOpportunity, EditOpportunity, MoveOpportunity},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Changed, MOST_CHANGED, Verdict, Which},
    problem::Problem,
    recurring::Recurring,
};

/// Who changes, and what the rules need to know of the company.
#[derive(Clone)]
pub(crate) struct Hand {
    pub(crate) scope: Scope,
    pub(crate) who: By,
    currency: Currency,
    today: NaiveDate,
}

impl Hand {
    /// The hand of somebody who may sell.
    pub(crate) fn of(by: &Staff, cx: &Cx) -> Result<Hand, Denied> {
        let scope = by.scope(Permission::Sell)?.clone();
        Ok(Hand { scope, who: by.by(), currency: by.currency, today: by.zone().day(cx.clock.now()) })
    }
}

/// Changes each as the command for that one alone would: a row somebody else saved first, or one a rule refuses,
/// stays as it is and says why, and the others are changed all the same.
/// # Errors
/// `too_large` at `rows` for more than [`MOST_CHANGED`].
pub async fn change_opportunities(by: &Staff, cx: &Cx, command: ChangeOpportunities) -> Result<Changed, Denied> {
    let hand = Hand::of(by, cx)?;
    let matching = match &command.which {
        Which::Rows(rows) if rows.len() > MOST_CHANGED as usize => return Err(too_many()),
        Which::Rows(_) => None,
        Which::Matching { filter, .. } => Some(list_opportunities::filter(by, filter, hand.today)),
    };
    let (asker, key, fingerprint) = (hand.scope.asker(), command.key.0, command.clone());
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (hand, which, matching) = (hand.clone(), command.which.clone(), matching.clone());
            Box::pin(async move { write(unit, &hand, which, matching).await })
        })
        .await
}

fn too_many() -> Denied {
    Denied::at("rows", Refusal::TooLarge { most: Decimal::from(MOST_CHANGED) })
}

async fn write(unit: &mut Unit, hand: &Hand, which: Which, matching: Option<Filter>) -> Result<Changed, Denied> {
    let mut wanted: Vec<(OpportunityId, Option<i64>, ChangeTo)> = match which {
        Which::Rows(rows) => rows.into_iter().map(|row| (row.id, Some(row.version), row.to)).collect(),
        Which::Matching { to, .. } => {
            let filter = matching.unwrap_or_default();
            let ids = stored::ids(&mut unit.conn, &hand.scope, &filter, i64::from(MOST_CHANGED) + 1).await?;
            if ids.len() > MOST_CHANGED as usize {
                return Err(too_many());
            }
            ids.into_iter().map(|id| (OpportunityId(id), None, to.clone())).collect()
        }
    };
    // Rows are locked in one order, whoever changes them: two people never wait for one another.
    wanted.sort_by_key(|(id, ..)| *id);
    let mut changed = Changed { verdicts: Vec::with_capacity(wanted.len()), undo: Vec::new(), stayed: 0 };
    for (id, version, to) in wanted {
        let before = match record::load_for_update(unit, &hand.scope, id).await.map_err(Denied::from) {
            Ok(before) => before,
            Err(Denied::NotFound) => {
                changed.verdicts.push(Verdict { id, title: String::new(), refused: Some(Problem::NotFound) });
                continue;
            }
            Err(error) => return Err(error),
        };
        let refused = match with_plans(unit, hand, &before, version.unwrap_or(before.version), to.clone()).await {
            Ok(done) => {
                if done.version != before.version || done.launch.is_some() {
                    changed.undo.push(ChangeOne { id, version: done.version, to: back(&before, &to, done.launch)? });
                }
                changed.stayed += done.stayed;
                None
            }
            // Nothing of this row was written: rules and versions are asked first.
            Err(refused @ (Denied::Stale { .. } | Denied::NotFound | Denied::Refused(_))) => Some(refused.into()),
            Err(error) => return Err(error),
        };
        changed.verdicts.push(Verdict { id, title: before.title, refused });
    }
    Ok(changed)
}

/// Gives one opportunity to a colleague; answers whether it could be given.
/// # Errors
/// [`Denied`], but for what a rule refuses of this one alone.
pub(crate) async fn give(unit: &mut Unit, hand: &Hand, id: OpportunityId, to: UserId) -> Result<bool, Denied> {
    let before = match record::load_for_update(unit, &hand.scope, id).await.map_err(Denied::from) {
        Ok(before) => before,
        Err(Denied::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    };
    match with_plans(unit, hand, &before, before.version, ChangeTo::Owner(Some(to))).await {
        Ok(_) => Ok(true),
        // Nothing of this row was written: rules and versions are asked first.
        Err(Denied::Stale { .. } | Denied::NotFound | Denied::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What became of one opportunity.
pub(super) struct Done {
    pub(super) version: i64,
    /// The plan that the change started.
    pub(super) launch: Option<PlanLaunchId>,
    /// How many activities stayed of a plan that was taken back with the change.
    pub(super) stayed: u32,
}

/// Changes one that is held, and looks after plans: which one was started is known for the way back, and the way back takes
/// along what waits of it.
pub(super) async fn with_plans(
    unit: &mut Unit,
    hand: &Hand,
    before: &OpportunityRecord,
    version: i64,
    to: ChangeTo,
) -> Result<Done, Denied> {
    let id = OpportunityId(before.id);
    let starts = matches!(to, ChangeTo::Stage(_) | ChangeTo::Owner(_) | ChangeTo::Team(_) | ChangeTo::Launch(_));
    // A plan that is started or taken back by itself leaves the row as it is.
    let alone = matches!(to, ChangeTo::Launch(_) | ChangeTo::TakeBack(_));
    let known = if starts { launches(&mut unit.conn, id).await? } else { Vec::new() };
    let taken = match to {
        ChangeTo::TakeBack(launch) => Some(launch),
        ChangeTo::Return { launch, .. } | ChangeTo::Back { launch, .. } => launch,
        _ => None,
    };
    let version = one(unit, hand, before, version, to).await?;
    let mut done = Done { version, launch: None, stayed: 0 };
    if version == before.version && !alone {
        return Ok(done);
    }
    if starts {
        done.launch = plans::started_since(unit, id, &known).await?;
    }
    if let Some(launch) = taken {
        done.stayed = plans::undo(unit, &hand.scope, &hand.who, (id, launch)).await?;
    }
    Ok(done)
}

async fn one(
    unit: &mut Unit,
    hand: &Hand,
    before: &OpportunityRecord,
    version: i64,
    to: ChangeTo,
) -> Result<i64, Denied> {
    let id = OpportunityId(before.id);
    let (scope, who, currency) = (&hand.scope, hand.who.clone(), hand.currency);
    let (state, reason) = match to {
        ChangeTo::Stage(stage) => {
            let command = MoveOpportunity { id, version, stage };
            return move_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Return { stage, .. } => {
            let command = MoveOpportunity { id, version, stage };
            return move_opportunity::write_back(unit, scope, who, currency, command).await;
        }
        ChangeTo::Owner(owner) => {
            let command = EditOpportunity { owner, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Expected(expected) => {
            let command = EditOpportunity { expected, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Recurring(amount) => {
            let recurring = Recurring { amount, ..recurring(before) };
            let command = EditOpportunity { recurring, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Plan(plan) => {
            let recurring = Recurring { plan, ..recurring(before) };
            let command = EditOpportunity { recurring, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::PlanBack(plan) => {
            let recurring = Recurring { plan: Some(plan), ..recurring(before) };
            let command = EditOpportunity { recurring, ..form(before, version)? };
            return edit_opportunity::write_back(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Close(expected_close) => {
            let command = EditOpportunity { expected_close, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Source(source) => {
            let command = EditOpportunity { source, ..form(before, version)? };
            return edit_opportunity::write(unit, scope, who, (currency, hand.today), command).await;
        }
        ChangeTo::Team(team) => {
            return give_to_team::write(unit, scope, (who, hand.today), before, (version, team)).await;
        }
        ChangeTo::Back { owner, team, stage, .. } => {
            return give_back::write(unit, scope, who, before, (version, Was { owner, team, stage })).await;
        }
        ChangeTo::Tag(tag) => return tags::one(unit, scope, who, before, (version, tag, true)).await,
        ChangeTo::Launch(plan) => {
            if version != before.version {
                return Err(Denied::Stale { current: before.version });
            }
            plans::begin(unit, scope, who, before, (plan, hand.today)).await?;
            return Ok(version);
        }
        // Its plan goes beside ([`with_plans`]); what was changed of the row meanwhile stands.
        ChangeTo::TakeBack(_) => {
            unit.announce(scope.company, "opportunity", before.id);
            return Ok(before.version);
        }
        ChangeTo::Untag(tag) => return tags::one(unit, scope, who, before, (version, tag, false)).await,
        ChangeTo::Won => (OpportunityState::Won, String::new()),
        ChangeTo::Lost(reason) => (OpportunityState::Lost, reason),
        ChangeTo::Open => (OpportunityState::Open, String::new()),
    };
    let command = CloseOpportunity { id, version, state, reason };
    close_opportunity::write(unit, scope, who, (currency, hand.today), command).await
}

/// The whole form, as it would be saved unchanged.
fn form(row: &OpportunityRecord, version: i64) -> Result<EditOpportunity, Denied> {
    Ok(EditOpportunity {
        id: OpportunityId(row.id),
        version,
        title: row.title.clone(),
        party: row.party_id.map(PartyId),
        contact_name: row.contact_name.clone(),
        email: row.email.clone(),
        phone: row.phone.clone(),
        expected: columns::decimal(row.expected),
        recurring: recurring(row),
        expected_close: columns::optional_day(row.expected_close.clone())?,
        priority: columns::count(row.priority)?,
        source: row.source.clone(),
        owner: row.owner_id.map(UserId),
    })
}

fn recurring(row: &OpportunityRecord) -> Recurring {
    Recurring { amount: columns::decimal(row.recurring), plan: row.recurring_plan_id.map(RecurringPlanId) }
}

/// What takes a change back that started a plan, or none.
pub(super) fn back(
    before: &OpportunityRecord,
    to: &ChangeTo,
    launch: Option<PlanLaunchId>,
) -> Result<ChangeTo, Denied> {
    Ok(match (to, before.state.as_str()) {
        // Another owner is another team, and another team may be another stage.
        (ChangeTo::Owner(_) | ChangeTo::Team(_) | ChangeTo::Back { .. }, _) => ChangeTo::Back {
            owner: before.owner_id.map(UserId),
            team: before.team_id.map(TeamId),
            stage: StageId(before.stage_id),
            launch,
        },
        // Where none was started, there is none to take back.
        (ChangeTo::Launch(_) | ChangeTo::TakeBack(_), _) => launch.map_or_else(|| to.clone(), ChangeTo::TakeBack),
        (ChangeTo::Expected(_), _) => ChangeTo::Expected(columns::decimal(before.expected)),
        (ChangeTo::Recurring(_), _) => ChangeTo::Recurring(columns::decimal(before.recurring)),
        (ChangeTo::Plan(_) | ChangeTo::PlanBack(_), _) => match before.recurring_plan_id {
            Some(plan) => ChangeTo::PlanBack(RecurringPlanId(plan)),
            None => ChangeTo::Plan(None),
        },
        (ChangeTo::Close(_), _) => ChangeTo::Close(columns::optional_day(before.expected_close.clone())?),
        (ChangeTo::Source(_), _) => ChangeTo::Source(before.source.clone()),
        (ChangeTo::Tag(tag), _) => ChangeTo::Untag(*tag),
        (ChangeTo::Untag(tag), _) => ChangeTo::Tag(*tag),
        (_, "won") => ChangeTo::Won,
        (_, "lost") => ChangeTo::Lost(before.lost_reason.clone()),
        (ChangeTo::Stage(_), _) => ChangeTo::Return { stage: StageId(before.stage_id), launch },
        // Moved after all: that is an entry.
        (ChangeTo::Return { .. }, _) => ChangeTo::Stage(StageId(before.stage_id)),
        (ChangeTo::Won | ChangeTo::Lost(_) | ChangeTo::Open, _) => ChangeTo::Open,
    })
}
