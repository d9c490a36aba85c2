//! The board: lanes with their sums and first cards; more cards of a lane by page.
use super::{health::Usual, list_opportunities, tags::Known};
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
    Conn, Scope, columns, company,
    crm::board::{self as stored, CardRow, Filter},
};
use uuid::Uuid;
use wire::{
    crm::{BoardQuery, BoardView, Card, CardStep, LANE_CARDS, Lane, StageSum, StateSum, StepCounts},
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
    let mut lanes = Vec::new();
    for stage in stage_sums(&mut conn, scope, &filter).await? {
        // A lane known to be empty costs nothing.
        let cards = match stage.count {
            0 => Vec::new(),
            _ => stored::cards(&mut conn, scope, &filter, stage.id.0, i64::from(LANE_CARDS), 0).await?,
        };
        let tags = Known::read(&mut conn, scope.company, &ids(&cards)).await?;
        let cards =
            cards.into_iter().map(|row| card(row, stage.id, today, (&usual, &tags))).collect::<Result<_, _>>()?;
        lanes.push(Lane { stage, cards });
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
    Ok(BoardView { lanes, won, lost, owners, teams, tags })
}

/// Further cards of a lane; page 0 is what [`board`] has already.
/// # Errors
/// [`Denied`].
pub async fn lane_cards(
    by: &Staff,
    cx: &Cx,
    query: BoardQuery,
    stage: StageId,
    page: u32,
) -> Result<Vec<Card>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let rows = i64::from(LANE_CARDS);
    let today = by.zone().day(cx.clock.now());
    let filter = filter(by, &query, today);
    let mut conn = cx.store.reader().await?;
    let usual = Usual::read(&mut conn, scope.company, cx.clock.now(), today).await?;
    let found = stored::cards(&mut conn, scope, &filter, stage.0, rows, i64::from(page) * rows).await?;
    let tags = Known::read(&mut conn, scope.company, &ids(&found)).await?;
    found.into_iter().map(|row| card(row, stage, today, (&usual, &tags))).collect()
}

fn ids(cards: &[CardRow]) -> Vec<Uuid> {
    cards.iter().map(|row| row.id).collect()
}

pub(super) fn filter(by: &Staff, query: &BoardQuery, today: NaiveDate) -> Filter {
    Filter {
        owner: if query.mine { Some(by.user().0) } else { query.owner.map(|owner| owner.0) },
        team: query.team.map(|team| team.0),
        stage: query.stage.map(|stage| stage.0),
        tag: query.tag.map(|tag| tag.0),
        source: query.source.trim().to_owned(),
        before: list_opportunities::before(query),
        search: text::fold(&query.search),
        step: list_opportunities::step(query),
        today: columns::day_text(today),
    }
}

/// Every stage with what stands in it, empty ones too.
pub(crate) async fn stage_sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<StageSum>, Denied> {
    let sums = stored::sums(conn, scope, filter).await?;
    let stages = company::stages(conn, scope.company).await?;
    stages
        .into_iter()
        .map(|stage| {
            let sum = sums.iter().find(|sum| sum.stage_id == stage.id);
            Ok(StageSum {
                id: StageId(stage.id),
                name: stage.name,
                chance: columns::count(stage.chance)?,
                count: sum.map_or(0, |sum| sum.count),
                sum: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.expected)),
                weighted: sum.map_or(Decimal::ZERO, |sum| thousandths(sum.weighted)),
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
    stage: StageId,
    today: NaiveDate,
    (usual, tags): (&Usual, &Known),
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
        concerns: usual.concerns(OpportunityState::Open, due_on, stage.0, row.entered_at),
        id: OpportunityId(row.id),
        tags: tags.of(row.id),
        version: row.version,
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        expected: columns::decimal(row.expected),
        expected_close: columns::optional_day(row.expected_close)?,
        priority: columns::count(row.priority)?,
        owner: user_ref(row.owner_id, row.owner_name),
        quote: row.quote_state.map(|state| columns::code(&state, QuoteState::parse)).transpose()?,
        open_questions: row.open_questions,
        step,
    })
}
