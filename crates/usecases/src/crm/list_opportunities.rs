//! Opportunities as a list.
use super::{custom::Shown, plans, recurring, tags::Known};
use crate::{Cx, Denied, Staff, clock::Zone, quotes::rows::user_ref};
use chrono::{Datelike, NaiveDate};
use domain::{
    actors::Permission,
    crm::OpportunityState,
    ids::{OpportunityId, RecurringPlanId, StageId, TeamId, UserId},
    text,
};
use store::{
    columns, company,
    crm::{
        board::Step,
        list::{self as stored, Filter, Key, ListRow},
    },
};
use uuid::Uuid;
use wire::{
    opportunities::{
        After, MOST_CHANGED, MOST_ROWS, OpportunityFilter, OpportunityList, OpportunityRow, Sort, StageRef,
    },
    recurring::Recurring,
    shared::{TeamRef, UserRef},
    steps::StepFilter,
};

/// So many rows behind `after`, and how many there are in all. Within the actor's reach.
/// # Errors
/// [`Denied`].
pub async fn list_opportunities(
    by: &Staff,
    cx: &Cx,
    asked: OpportunityFilter,
    after: Option<After>,
    rows: u32,
) -> Result<OpportunityList, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut filter = filter(by, &asked, by.zone().day(cx.clock.now()));
    let rows = rows.clamp(1, MOST_ROWS) as usize;
    let mut conn = cx.store.reader().await?;
    let total = stored::count(&mut conn, scope, &filter, i64::from(MOST_CHANGED) + 1).await?;
    filter.after = after.and_then(|after| Some((key(filter.sort, after.value)?, after.id.0)));
    let mut found = stored::rows(&mut conn, scope, &filter, rows as i64 + 1).await?;
    let more = found.len() > rows;
    found.truncate(rows);
    let next = found.last().filter(|_| more).map(|row| After {
        value: match row.key(filter.sort) {
            Key::Number(number) => number.to_string(),
            Key::Text(text) => text,
        },
        id: OpportunityId(row.id),
    });
    let shown: Vec<_> = found.iter().map(|row| row.id).collect();
    let tags = Known::read(&mut conn, scope.company, &shown).await?;
    let mut custom = Shown::read(&mut conn, by, asked.team).await?;
    custom.fill(&mut conn, scope.company, &shown).await?;
    let stages = company::stages(&mut conn, scope.company).await?;
    let owners = company::owners(&mut conn, scope.company).await?;
    let teams = company::teams(&mut conn, scope.company).await?;
    Ok(OpportunityList {
        rows: found.into_iter().map(|found| row(found, (&tags, &custom), by.zone())).collect::<Result<_, _>>()?,
        next,
        total: columns::count(total)?,
        stages: stages
            .into_iter()
            .map(|stage| StageRef { id: StageId(stage.id), retired: stage.retired == 1, name: stage.name })
            .collect(),
        owners: owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect(),
        teams: teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect(),
        tags: tags.offered,
        custom: custom.columns(),
        has: custom.finds(),
        plans: recurring::offered(&mut conn, scope.company).await?,
        starts: plans::startable(&mut conn, scope.company).await?,
    })
}

/// What the store is asked for; a day that is no day of a calendar filters nothing.
pub(super) fn filter(by: &Staff, asked: &OpportunityFilter, today: NaiveDate) -> Filter {
    Filter {
        state: asked.state.code().to_owned(),
        owner: if asked.mine { Some(by.user().0) } else { asked.owner.map(|owner| owner.0) },
        team: asked.team.map(|team| team.0),
        stage: asked.stage.map(|stage| stage.0),
        plan: asked.plan.map(|plan| plan.0),
        tag: asked.tag.map(|tag| tag.0),
        has: has(asked),
        source: text::clean_line(&asked.source),
        step: step(asked),
        today: columns::day_text(today),
        before: before(asked),
        search: text::fold(&asked.search),
        sort: match asked.sort {
            Sort::Moved => stored::Sort::Moved,
            Sort::Close => stored::Sort::Close,
            Sort::Expected => stored::Sort::Expected,
            Sort::Next => stored::Sort::Next,
        },
        descending: asked.descending,
        after: None,
    }
}

/// The value in a field of a team's own that is asked for.
pub(super) fn has(asked: &OpportunityFilter) -> Option<(Uuid, String)> {
    asked.has.as_ref().map(|has| (has.field.0, text::clean_line(&has.value)))
}

/// How the next step stands that is asked for.
pub(super) fn step(asked: &OpportunityFilter) -> Option<Step> {
    asked.step.map(|step| match step {
        StepFilter::None => Step::None,
        StepFilter::Late => Step::Late,
    })
}

/// The day something is to close before, as it is kept.
pub(super) fn before(asked: &OpportunityFilter) -> Option<String> {
    asked.before.filter(|day| (1..=9999).contains(&day.year())).map(columns::day_text)
}

fn key(sort: stored::Sort, value: String) -> Option<Key> {
    match sort {
        stored::Sort::Moved | stored::Sort::Expected | stored::Sort::Lane => value.parse().ok().map(Key::Number),
        stored::Sort::Close | stored::Sort::Next => columns::day(&value).ok().map(|_| Key::Text(value)),
    }
}

fn row(row: ListRow, (tags, custom): (&Known, &Shown), zone: Zone) -> Result<OpportunityRow, Denied> {
    Ok(OpportunityRow {
        id: OpportunityId(row.id),
        tags: tags.of(row.id),
        custom: custom.cells(row.id, row.team_id),
        version: row.version,
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        stage: StageId(row.stage_id),
        state: columns::code(&row.state, OpportunityState::parse)?,
        lost_reason: row.lost_reason,
        expected: columns::decimal(row.expected),
        recurring: Recurring {
            amount: columns::decimal(row.recurring),
            plan: row.recurring_plan_id.map(RecurringPlanId),
        },
        monthly: columns::decimal(row.monthly),
        chance: columns::count(row.chance)?,
        expected_close: columns::optional_day(row.expected_close)?,
        owner: user_ref(row.owner_id, row.owner_name),
        next_step: columns::optional_day(row.next_step)?,
        moved: zone.stamp_micros(row.updated_at),
    })
}
