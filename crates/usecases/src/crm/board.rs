//! The board: lanes with their sums and first cards; more cards of a lane by page.
use crate::{Cx, Denied, Staff, quotes::rows::user_ref};
use chrono::Datelike;
use domain::{
    actors::Permission,
    ids::{OpportunityId, StageId, TeamId},
    quotes::state::QuoteState,
    text,
};
use rust_decimal::Decimal;
use store::{
    Conn, Scope, columns, company,
    crm::board::{self as stored, CardRow, Filter},
};
use wire::{
    crm::{BoardQuery, BoardView, Card, LANE_CARDS, Lane, StageSum, StateSum},
    shared::TeamRef,
};

/// The whole board within the actor's reach.
/// # Errors
/// [`Denied`].
pub async fn board(by: &Staff, cx: &Cx, query: BoardQuery) -> Result<BoardView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let filter = filter(by, &query);
    let mut conn = cx.store.reader().await?;
    let mut lanes = Vec::new();
    for stage in stage_sums(&mut conn, scope, &filter).await? {
        // A lane known to be empty costs nothing.
        let cards = match stage.count {
            0 => Vec::new(),
            _ => stored::cards(&mut conn, scope, &filter, stage.id.0, i64::from(LANE_CARDS), 0).await?,
        };
        lanes.push(Lane { stage, cards: cards.into_iter().map(card).collect::<Result<_, _>>()? });
    }
    let today = by.zone().day(cx.clock.now());
    let month = columns::day_text(today.with_day(1).unwrap_or(today));
    let (mut won, mut lost) = (StateSum::default(), StateSum::default());
    for row in stored::closed_since(&mut conn, scope, &filter, &month).await? {
        let sum = StateSum { count: row.count, sum: thousandths(row.expected) };
        if row.state == "won" { won = sum } else { lost = sum }
    }
    let teams = company::teams(&mut conn, scope.company).await?;
    let teams = teams.into_iter().map(|(id, name)| TeamRef { id: TeamId(id), name }).collect();
    Ok(BoardView { lanes, won, lost, teams })
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
    let mut conn = cx.store.reader().await?;
    let found = stored::cards(&mut conn, scope, &filter(by, &query), stage.0, rows, i64::from(page) * rows).await?;
    found.into_iter().map(card).collect()
}

fn filter(by: &Staff, query: &BoardQuery) -> Filter {
    Filter {
        owner: query.mine.then_some(by.user().0),
        team: query.team.map(|team| team.0),
        search: text::fold(&query.search),
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
            })
        })
        .collect()
}

fn thousandths(sum: i64) -> Decimal {
    Decimal::new(sum, 3).normalize()
}

fn card(row: CardRow) -> Result<Card, Denied> {
    Ok(Card {
        id: OpportunityId(row.id),
        version: row.version,
        title: row.title,
        party_name: row.party_name.unwrap_or_default(),
        expected: columns::decimal(row.expected),
        expected_close: columns::optional_day(row.expected_close)?,
        priority: columns::count(row.priority)?,
        owner: user_ref(row.owner_id, row.owner_name),
        quote: row.quote_state.map(|state| columns::code(&state, QuoteState::parse)).transpose()?,
        open_questions: row.open_questions,
    })
}
