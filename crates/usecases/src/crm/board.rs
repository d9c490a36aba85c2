//! The board: lanes with their sums and first cards; more cards of a lane by page.
mod groups;

pub(super) use groups::change;

use super::{custom::Shown, health::Usual, list_opportunities, recurring, tags::Known};
use crate::{Cx, Denied, Staff, quotes::rows::user_ref};
use chrono::{Datelike, NaiveDate};
use domain::{
    actors::Permission,
    crm::{
        OpportunityState,
        activities::{ActivityKind, urgency},
    },
    ids::{OpportunityId, StageId, TeamId, UserId},
    quotes::state::QuoteState,
    text,
};
use rust_decimal::Decimal;
use store::{
    Conn, Scope, columns,
    company::{self, StageRecord},
    crm::board::{self as stored, CardRow, Filter},
};
use uuid::Uuid;
use wire::{
    crm::{BoardQuery, BoardView, Card, CardStep, Lane, LaneId, StageSum, StateSum, StepCounts},
    opportunities::{Group, StageRef},
    shared::{TeamRef, UserRef},
};

/// The whole board within the actor's reach: open ones, whatever state the filter names. What ended this month is summed
/// beside the lanes.
/// # Errors
/// [`Denied`].
pub async fn board(by: &Staff, cx: &Cx, query: BoardQuery) -> Result<BoardView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let today = by.zone().day(cx.clock.now());
    let filter = filter(by, &query, today);
    let mut conn = cx.store.reader().await?;
    let usual = Usual::read(&mut conn, scope.company, cx.clock.now(), today).await?;
    let stages = company::stages(&mut conn, scope.company).await?;
    let mut shown = Shown::read(&mut conn, by, query.team).await?;
    let mut lanes = Vec::new();
    for head in groups::heads(&mut conn, by, scope, (&query, &filter), today).await? {
        // A lane known to be empty costs nothing.
        let cards = match (&head.within, head.sum.count) {
            (None, _) | (_, 0) => Vec::new(),
            (Some(within), _) => groups::cards(&mut conn, scope, &filter, within, 0).await?,
        };
        let tags = Known::read(&mut conn, scope.company, &ids(&cards)).await?;
        shown.fill(&mut conn, scope.company, &ids(&cards)).await?;
        let named = named(query.group, &stages);
        let cards =
            cards.into_iter().map(|row| card(row, today, (&usual, &tags, &shown), named)).collect::<Result<_, _>>()?;
        lanes.push(Lane { stage: head.sum, cards, takes: head.takes });
    }
    let month = columns::day_text(today.with_day(1).unwrap_or(today));
    let (mut won, mut lost) = (StateSum::default(), StateSum::default());
    for row in stored::closed_since(&mut conn, scope, &Filter { step: None, ..filter }, &month).await? {
        let sum = StateSum { count: row.count, sum: thousandths(row.expected) };
        if row.state == "won" { won = sum } else { lost = sum }
    }
    let teams = company::teams(&mut conn, scope.company).await?;
    let teams = teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect();
    let owners = company::owners(&mut conn, scope.company).await?;
    let owners = owners.into_iter().map(|owner| UserRef { id: UserId(owner.id), name: owner.name }).collect();
    let tags = Known::read(&mut conn, scope.company, &[]).await?.offered;
    let plans = recurring::offered(&mut conn, scope.company).await?;
    // What is out of use can still be asked for where something stands in it.
    let stands = |stage: &StageRecord| lanes.iter().any(|lane: &Lane| lane.stage.id.0 == stage.id);
    let begin = query.team.or(scope.team);
    let stages = stages.into_iter().filter(|stage| stage.place().takes(begin) || stands(stage)).map(|stage| StageRef {
        id: StageId(stage.id),
        retired: stage.place().retired,
        name: stage.name,
    });
    let stages = stages.collect();
    Ok(BoardView { lanes, won, lost, owners, teams, tags, stages, has: shown.finds(), plans })
}

/// Further cards of a lane, which is known by its id, or as a source by its name; page 0 is what [`board`] has already.
/// # Errors
/// [`Denied`].
pub async fn lane_cards(
    by: &Staff,
    cx: &Cx,
    query: BoardQuery,
    (lane, name): (LaneId, String),
    page: u32,
) -> Result<Vec<Card>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let today = by.zone().day(cx.clock.now());
    let Some(within) = groups::within(query.group, lane, &name, today) else { return Ok(Vec::new()) };
    let filter = filter(by, &query, today);
    let mut conn = cx.store.reader().await?;
    let usual = Usual::read(&mut conn, scope.company, cx.clock.now(), today).await?;
    let found = groups::cards(&mut conn, scope, &filter, &within, page).await?;
    let tags = Known::read(&mut conn, scope.company, &ids(&found)).await?;
    let mut shown = Shown::read(&mut conn, by, query.team).await?;
    shown.fill(&mut conn, scope.company, &ids(&found)).await?;
    let stages = company::stages(&mut conn, scope.company).await?;
    let named = named(query.group, &stages);
    found.into_iter().map(|row| card(row, today, (&usual, &tags, &shown), named)).collect()
}

/// The stages a card names its own of: none where the lanes are the stages.
fn named(group: Group, stages: &[StageRecord]) -> &[StageRecord] {
    if group == Group::Stage { &[] } else { stages }
}

fn ids(cards: &[CardRow]) -> Vec<Uuid> {
    cards.iter().map(|row| row.id).collect()
}

pub(super) fn filter(by: &Staff, query: &BoardQuery, today: NaiveDate) -> Filter {
    Filter {
        owner: if query.mine { Some(by.user().0) } else { query.owner.map(|owner| owner.0) },
        team: query.team.map(|team| team.0),
        stage: query.stage.map(|stage| stage.0),
        plan: query.plan.map(|plan| plan.0),
        tag: query.tag.map(|tag| tag.0),
        has: list_opportunities::has(query),
        source: text::clean_line(&query.source),
        before: list_opportunities::before(query),
        search: text::fold(&query.search),
        step: list_opportunities::step(query),
        today: columns::day_text(today),
    }
}

/// The stages of the team that is looked at, or else of the reader's own, and those of all teams, with what stands in
/// them, empty ones too. Of others, and of those out of use, those in which something stands: no card is ever without a
/// lane.
pub(crate) async fn stage_sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<StageSum>, Denied> {
    let sums = stored::sums(conn, scope, filter).await?;
    let stages = company::stages(conn, scope.company).await?;
    let looked_at = filter.team.map(TeamId).or(scope.team);
    stages
        .into_iter()
        .filter(|stage| {
            stage.place().takes(looked_at) || sums.iter().any(|sum| sum.stage_id == stage.id && sum.count > 0)
        })
        .map(|stage| {
            let sum = sums.iter().find(|sum| sum.stage_id == stage.id);
            let place = stage.place();
            Ok(StageSum {
                id: LaneId(stage.id),
                begins: place.takes(scope.team),
                folded: place.folded,
                retired: place.retired,
                name: stage.name,
                chance: columns::count(stage.chance)?,
                count: sum.map_or(0, |sum| sum.count),
                sum: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.expected)),
                weighted: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.weighted)),
                monthly: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.monthly)),
                monthly_weighted: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.monthly_weighted)),
                steps: sum.map_or_else(StepCounts::default, |sum| StepCounts {
                    late: sum.late,
                    today: sum.today,
                    planned: sum.planned,
                    none: sum.count - sum.late - sum.today - sum.planned,
                }),
            })
        })
        .collect()
}

fn thousandths(sum: i64) -> Decimal {
    Decimal::new(sum, 3).normalize()
}

pub(super) fn card(
    row: CardRow,
    today: NaiveDate,
    (usual, tags, shown): (&Usual, &Known, &Shown),
    stages: &[StageRecord],
) -> Result<Card, Denied> {
    let step = match (row.step_kind, row.step_summary, row.step_due_on) {
        (Some(kind), Some(summary), Some(due_on)) => {
            let due_on = columns::day(&due_on)?;
            let kind = columns::code(&kind, ActivityKind::parse)?;
            Some(CardStep { kind, summary, due_on, urgency: urgency(due_on, today) })
        }
        _ => None,
    };
    let due_on = step.as_ref().map(|step: &CardStep| step.due_on);
    Ok(Card {
        concerns: usual.concerns(OpportunityState::Open, due_on, row.stage_id, row.entered_at),
        id: OpportunityId(row.id),
        stage_name: stages
            .iter()
            .find(|stage| stage.id == row.stage_id)
            .map(|stage| stage.name.clone())
            .unwrap_or_default(),
        tags: tags.of(row.id),
        facts: shown.on_card(row.id, row.team_id),
        version: row.version,
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        expected: columns::decimal(row.expected),
        monthly: columns::decimal(row.monthly),
        expected_close: columns::optional_day(row.expected_close)?,
        priority: columns::count(row.priority)?,
        owner: user_ref(row.owner_id, row.owner_name),
        quote: row.quote_state.map(|state| columns::code(&state, QuoteState::parse)).transpose()?,
        open_questions: row.open_questions,
        step,
    })
}
